"""Rows of a query: named tuples, Python values, tables for people."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model import KgError
from kg.opened import IRI, BlankNode, Rows, Text
from kg.query.solutions import Solutions
from tests.opened.conftest import small_graph, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kg.opened import OpenedGraph

XSD = "http://www.w3.org/2001/XMLSchema#"


def one(graph: OpenedGraph, expression: str) -> Any:  # noqa: ANN401 - any value
    return graph.query(f"SELECT ({expression} AS ?value) WHERE {{ }}")[0].value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"plain"', "plain"),
        ('"a\\tb\\nc\\"d\\\\e\\rf"', 'a\tb\nc"d\\e\rf'),
        ('""', ""),
        ('"ends in a backslash\\\\"', "ends in a backslash\\"),
        ("7", 7),
        ("-7", -7),
        ("1.50", Decimal("1.5")),
        ("1e3", 1000.0),
        ("true", True),
        ("false", False),
        (f'"2024-05-03"^^<{XSD}date>', date(2024, 5, 3)),
        (f'"2024-05-03T10:00:00Z"^^<{XSD}dateTime>', datetime(2024, 5, 3, 10, tzinfo=UTC)),
        (f'"INF"^^<{XSD}double>', float("inf")),
        ("?nothing", None),
        ("rdfs:label", "http://www.w3.org/2000/01/rdf-schema#label"),
    ],
)
def test_a_cell_is_the_python_value_of_its_term(graph: OpenedGraph, expression: str, value: object) -> None:
    found = one(graph, expression)
    assert found == value
    assert isinstance(found, IRI) or type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("1999", "gYear"), ("P1D", "duration"), ("abc", "integer"), ("1_0", "double"), ("2024-02-30", "date")],
)
def test_what_python_has_no_value_for_is_a_text_with_its_datatype(
    graph: OpenedGraph, text: str, datatype: str
) -> None:
    found = one(graph, f'"{text}"^^<{XSD}{datatype}>')
    assert (found, found.datatype, found.language) == (text, XSD + datatype, "")


def test_a_text_in_a_language_knows_it(graph: OpenedGraph) -> None:
    found = one(graph, '"colour"@en-GB')
    assert found == "colour"
    assert repr(found) == "Text('colour', language='en-gb')"
    assert isinstance(one(graph, "BNODE()"), BlankNode)


def test_a_row_has_fields_items_and_can_be_taken_apart(graph: OpenedGraph) -> None:
    row = graph.query("SELECT (1 AS ?a) (2 AS ?count) WHERE { }")[0]
    a, count = row
    assert (a, count, row.a, row.count, row[1], row._asdict()) == (1, 2, 1, 2, 2, {"a": 1, "count": 2})
    assert row == (1, 2)


def test_variables_that_are_no_names_in_python_have_fields_all_the_same(graph: OpenedGraph) -> None:
    rows = graph.query(
        "SELECT (1 AS ?class) (2 AS ?_x) (3 AS ?x) (4 AS ?1) (5 AS ?名前) (6 AS ?__) WHERE { }"
    )
    assert rows.variables == ("class", "_x", "x", "1", "名前", "__")
    assert rows.fields == ("class_", "x", "x_", "v1", "名前", "v")
    assert rows[0].名前 == 5
    assert rows.to_dicts()[0]["class"] == 1


def test_rows_are_a_sequence(graph: OpenedGraph) -> None:
    rows = graph.query("SELECT ?n WHERE { VALUES ?n { 0 1 2 3 4 } } ORDER BY ?n")
    assert len(rows) == 5
    assert rows[-1].n == 4
    assert [row.n for row in rows[1:3]] == [1, 2]
    assert [row.n for row in reversed(rows)] == [4, 3, 2, 1, 0]
    assert rows == rows[:]
    assert rows != rows[1:]
    assert (2,) in rows
    assert not graph.query("SELECT ?n WHERE { ?n a kg:Nothing }")
    with pytest.raises(IndexError):
        rows[5]


def test_a_row_without_columns_is_a_row(graph: OpenedGraph) -> None:
    rows = graph.query("SELECT * WHERE { { } UNION { } }")
    assert (len(rows), rows.variables, list(rows)) == (2, (), [(), ()])
    assert [row.x for row in graph.query("SELECT ?x WHERE { { } UNION { } }")] == [None, None]


def test_many_rows_come_whole(graph: OpenedGraph) -> None:
    rows = graph.query(
        "SELECT (?a * 64 + ?b * 8 + ?c AS ?n) ?d WHERE { "
        + " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 }}" for name in "abcd")
        + " } ORDER BY ?n ?d"
    )
    assert len(rows) == 4096
    assert [tuple(row) for row in rows] == [(n, d) for n in range(512) for d in range(8)]
    assert rows.columns()["n"] == [row.n for row in rows]


def test_answers_are_copied_and_sent_to_other_processes(graph: OpenedGraph) -> None:
    rows = graph.query('SELECT ?s ?n ("x"@en AS ?t) WHERE { ?s rdfs:label ?n } ORDER BY ?s')
    again = pickle.loads(pickle.dumps(rows))  # noqa: S301 - our own
    assert again == rows
    assert again[0].s.short == rows[0].s.short
    row = pickle.loads(pickle.dumps(rows[0]))  # noqa: S301 - our own
    assert (row, row.n, row.t.language) == (rows[0], rows[0].n, "en")
    assert copy.deepcopy(rows[0]) == rows[0]


def test_iris_are_shortened_by_the_base_of_their_graph(tmp_path: Path) -> None:
    write_workspace(tmp_path / "out", small_graph("http://localhost/films#"))
    mine = kg.open(tmp_path / "out")
    found = mine.query("SELECT ?who WHERE { ?who kg:directorOf ?work }")[0].who
    assert (found, found.short) == ("http://localhost/films#person/mara-ilves", "person/mara-ilves")
    assert pickle.loads(pickle.dumps(found)).short == found.short  # noqa: S301 - our own
    assert mine.iri("MARA ILVES!") == found
    assert isinstance(found, kg.IRI)


def test_construct_gives_triples(graph: OpenedGraph) -> None:
    triples = graph.query(
        'CONSTRUCT { ?a kg:directorOf ?b ; rdfs:label "a\\n\\u0001"@en , 5 } WHERE { ?a kg:directorOf ?b }'
    )
    assert len(triples) == 3
    assert sorted(str(triple.object) for triple in triples) == sorted(
        ["5", "a\n\x01", str(graph.iri("Paper Harbor"))]
    )
    assert [triple.predicate.short for triple in triples[:1]] == ["rdfs:label"]
    assert "kg:directorOf" in triples.serialize()
    assert len(triples.rdflib()) == 3
    assert triples == triples[:]
    assert triples.serialize("nt").count("\n") == 3
    with pytest.raises(KgError) as error:
        triples.serialize("csv")
    assert error.value.problem.code == "wrong-format"


def test_a_table_in_a_terminal_cannot_steer_it() -> None:
    shown = repr(Rows(Solutions(("a\x1b",), ['"\x1b[31mred\\nline\u202e"', '"アキラ' + "ラ" * 60 + '"'])))
    assert {sign for sign in shown if not sign.isprintable()} == {"\n"}
    assert shown.endswith("2 rows")
    assert "…" in shown


def test_html_of_a_result_is_escaped_and_links_to_the_web_alone(graph: OpenedGraph) -> None:
    shown = graph.query(
        'SELECT ("<script>alert(1)</script>" AS ?x) (IRI("javascript:alert(1)") AS ?y) (IRI("https://e.org/?a=1&b=\'") AS ?z)'
        ' ("x"@en AS ?t) ("\\"><b>" AS ?q) WHERE { }'
    )._repr_html_()
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert shown.count("href=") == 1
    assert 'href="https://e.org/?a=1&amp;b=&#x27;"' in shown
    assert 'lang="en"' in shown
    assert ">1 row<" in shown


def test_html_shows_the_first_rows_and_says_how_many_there_are() -> None:
    rows = Rows(Solutions(("n",), [str(number) for number in range(1234)]))
    shown = rows._repr_html_()
    assert shown.count("<tr>") == 21
    assert "the first 20 of 1,234 rows" in shown
    assert repr(rows).endswith("the first 20 of 1,234 rows")


CELLS = (
    st.none()
    | st.text(st.characters(codec="utf-8"))
    | st.integers()
    | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)
    | st.floats(allow_nan=False)
    | st.dates(min_value=date(1000, 1, 1))
    | st.builds(Text, st.text(st.characters(codec="utf-8"), min_size=1), st.sampled_from(("en", "ja-latn")))
    | st.from_regex(r"[a-zé0-9/?&=.-]{0,20}(#[a-z]*)?", fullmatch=True).map(
        lambda path: IRI(f"http://e.org/{path}")
    )
)


@given(value=CELLS)
def test_what_a_query_is_given_comes_back_as_it_was(graph: OpenedGraph, value: object) -> None:
    """A value for a variable, and the cell that holds it, are the same."""
    if value is None or (isinstance(value, int) and not -(2**63) <= value < 2**63):
        return
    [row] = graph.query("SELECT ?value WHERE { }", value=value)
    assert row.value == value
    assert type(row.value) is type(value)
    assert getattr(row.value, "language", "") == getattr(value, "language", "")
