"""Asking a ready question: names become things of the graph, and never text of the query."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.model import KgError, Problem
from kg.ontology import load_ontology
from kg.query.answers import AnswerKind, Answers
from kg.query.naming import Names
from kg.query.questions import Question, find_question
from kg.query.running import run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.graph import AnsweringStore
    from kg.ontology import Ontology
    from kg.query.answers import Term
    from kg.query.questions import Parameter

_GIVEN: Final = "given_"  # how the variables of parameters begin
_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?")


def ask(
    store: AnsweringStore,
    question: Question | str,
    values: Mapping[str, str] | None = None,
    ontology: Ontology | None = None,
) -> Answers:
    """Ask a ready question.

    Args:
        store: the graph as `open_store`, `memory_store` or, of a server, `RemoteStore` give it.
        question: one of `load_questions`, or its name.
        values: by name of the parameter: names of things (case, accents and punctuation do not matter), paths or
            IRIs; texts, numbers. Where a name fits several things, as a film and its manga, all of them are asked
            about, and a column says which one a row is about.
        ontology: the packaged one where it is None.

    Raises:
        KgError: no such question, a parameter that is missing or unknown, or a name that nothing has, with
            similar ones.
    """
    ontology = ontology or load_ontology()
    question = find_question(question) if isinstance(question, str) else question
    values = {name: value for name, value in (values or {}).items() if value.strip()}
    _check_parameters(question, values)
    names = Names(store, ontology)
    given = [parameter for parameter in question.parameters if parameter.name in values]
    choices = [_choices(parameter, values[parameter.name], names, ontology) for parameter in given]
    variables = [f"{_GIVEN}{parameter.name}" for parameter in given]
    several = {name for name, found in zip(variables, choices, strict=True) if len(found) > 1}
    found = [
        _without_given(
            run(store, question.sparql, ontology, dict(zip(variables, choice, strict=True))), several
        )
        for choice in product(*choices)
    ]
    return _join(found)


def _check_parameters(question: Question, values: Mapping[str, str]) -> None:
    known = {parameter.name: parameter for parameter in question.parameters}
    takes = " ".join(f'--set {parameter.name}="{parameter.example}"' for parameter in question.parameters)
    for name in values:
        if name not in known:
            problem = Problem(
                "unknown-parameter",
                f"the question takes no “{name}”",
                question.name,
                takes or "it takes none",
            )
            raise KgError(problem)
    for parameter in question.parameters:
        if parameter.required and parameter.name not in values:
            message = f"the question needs {parameter.name}, {parameter.description}"
            raise KgError(Problem("missing-parameter", message, question.name, f"as in {takes}"))


def _choices(parameter: Parameter, value: str, names: Names, ontology: Ontology) -> tuple[Term, ...]:
    """Give the terms that a value may stand for; one at least."""
    if parameter.kind == "text":
        return (ox.Literal(value),)
    if parameter.kind == "number":
        if not _NUMBER.fullmatch(value.strip()):
            raise KgError(
                Problem("bad-value", f"{parameter.name} is a number, not “{value}”", advice="write 0.8, say")
            )
        return (ox.Literal(value.strip(), datatype=ox.NamedNode(ontology.expand("xsd:decimal"))),)
    listed = {name: ox.NamedNode(ontology.iri(name)) for name in _listed(parameter.kind, ontology)}
    if listed:
        return (_pick(parameter, value, listed),)
    return names.find(value, parameter.kind)


def _listed(kind: str, ontology: Ontology) -> tuple[str, ...]:
    """Give the names of a closed list; none where the kind is not one."""
    if kind == "relation":
        return tuple(ontology.relations)
    return tuple(name for name, concept in ontology.concepts.items() if concept.scheme == kind)


def _pick(parameter: Parameter, value: str, listed: Mapping[str, ox.NamedNode]) -> ox.NamedNode:
    wanted = value.strip().rpartition(":")[2].casefold()
    for name, node in listed.items():
        if name.casefold() == wanted:
            return node
    message = f"{parameter.name} cannot be “{value}”"
    raise KgError(Problem("bad-value", message, advice=f"it is one of {', '.join(listed)}"))


def _without_given(answers: Answers, several: set[str]) -> Answers:
    """Leave out the columns of what was given, which are the same in every row, but for those of several things."""
    names = answers.variables
    kept = [i for i, name in enumerate(names) if not name.startswith(_GIVEN) or name in several]
    rows = dict.fromkeys(tuple(row[index] for index in kept) for row in answers.rows)
    variables = tuple(names[index].removeprefix(_GIVEN) for index in kept)
    return Answers(AnswerKind.ROWS, variables=variables, rows=tuple(rows))


def _join(answers: Sequence[Answers]) -> Answers:
    rows = dict.fromkeys(row for one in answers for row in one.rows)
    return Answers(AnswerKind.ROWS, variables=answers[0].variables, rows=tuple(rows))
