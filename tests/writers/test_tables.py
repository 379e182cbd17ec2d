"""The table of facts: every quote a line, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import KnowledgeGraph
from kg.ontology import load_ontology
from kg.writers import WRITERS
from kg.writers.tables import COLUMNS, safe_cell

ONTOLOGY = load_ontology()


def read(graph: KnowledgeGraph) -> list[dict[str, str]]:
    text = WRITERS["csv"].write(graph, ONTOLOGY)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@given(st.from_type(KnowledgeGraph))
def test_every_quote_is_one_line_whatever_stands_in_it(graph: KnowledgeGraph) -> None:
    rows = read(graph)
    expected = [
        (safe_cell(quote.exact), str(quote.span.start), str(quote.span.end))
        for fact in graph.facts
        for quote in fact.evidence
    ]
    assert sorted((row["quote"], row["start"], row["end"]) for row in rows) == sorted(expected)


@given(st.from_type(KnowledgeGraph))
def test_no_cell_starts_a_formula(graph: KnowledgeGraph) -> None:
    for row in read(graph):
        assert set(row) == set(COLUMNS)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in row.values())


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(name: str) -> None:
    assert safe_cell(name) == f"'{name}"


def test_other_text_stays_as_it_is() -> None:
    assert safe_cell("a=1, “b” 'c'") == "a=1, “b” 'c'"


def test_a_role_has_its_particulars_in_words(sample: KnowledgeGraph) -> None:
    (row,) = [row for row in read(sample) if row["relation"] == "voices"]
    assert (row["subject"], row["object"], row["work"]) == ("Tom Hanks", "Woody", "Toy Story")
    assert (row["language"], row["version"], row["document"]) == ("en", "original", "news")
