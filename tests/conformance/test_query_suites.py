"""The W3C's suites for queries and result formats, through what users run, and each answer through our writers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.model import KgError
from kg.query import AnswerKind, format_answers, run
from tests.conformance.cases import GROUPS, QUERY, Case, parameters, read_graphs
from tests.conformance.solutions import expected_solutions, parse, same_graphs, same_solutions

if TYPE_CHECKING:
    from kg.query import Answers

EVALUATION = [*QUERY, *GROUPS["Result formats"], "service"]


def answers_to(case: Case) -> Answers:
    store = ox.Store()
    store.extend(read_graphs(case.data))
    return run(store, case.text.read_text(encoding="utf-8"), base=case.base)


@pytest.mark.parametrize("case", parameters(*EVALUATION))
def test_queries_are_answered_as_the_w3c_says(case: Case) -> None:
    if "Syntax" in case.kind:
        check_syntax(case)
        return
    answers = answers_to(case)
    if answers.kind is AnswerKind.TRIPLES:
        check_triples(case, answers)
    elif case.result is not None and case.result.suffix == ".csv":
        check_csv(case, answers)
    else:
        check_solutions(case, answers)


def check_triples(case: Case, answers: Answers) -> None:
    assert case.result is not None
    written = ox.parse(format_answers(answers, "ttl"), format=ox.RdfFormat.TURTLE)
    assert same_graphs(written, read_graphs((("", case.result),)))


def check_solutions(case: Case, answers: Answers) -> None:
    expected = expected_solutions(case)
    ordered = "ORDER BY" in case.text.read_text(encoding="utf-8").upper()
    suffixes = (".srj", ".srx") if answers.kind is AnswerKind.VERDICT else (".srj", ".srx", ".tsv")
    for suffix in suffixes:
        format_ = {".srj": "json", ".srx": "xml", ".tsv": "tsv"}[suffix]
        given = parse(format_answers(answers, format_), suffix)
        assert same_solutions(given, expected, ordered=ordered), f"{format_}: {given} is not {expected}"


def check_csv(case: Case, answers: Answers) -> None:
    """CSV has no types: the texts are compared, and blank nodes count as one. “SELECT *” has no order of columns."""
    assert case.result is not None
    given = rows_of(format_answers(answers, "csv"))
    assert given == rows_of(case.result.read_text(encoding="utf-8"))


def rows_of(text: str) -> list[list[tuple[str, str]]]:
    rows = csv.DictReader(io.StringIO(text))
    return sorted(
        sorted((name, "_:" if cell.startswith("_:") else cell) for name, cell in row.items()) for row in rows
    )


@pytest.mark.parametrize("case", parameters(*GROUPS["Query syntax"], "syntax-fed"))
def test_queries_are_understood_as_the_w3c_says(case: Case) -> None:
    check_syntax(case)


def check_syntax(case: Case) -> None:
    assert is_understood(case) is not case.kind.startswith("Negative")


def is_understood(case: Case) -> bool:
    """Say whether a query is taken; an invented function in it is found out when it is answered."""
    try:
        run(ox.Store(), case.text.read_text(encoding="utf-8"), base=case.base)
    except KgError as error:
        return error.problem.code == "query-failed"
    return True
