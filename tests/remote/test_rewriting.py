"""Queries that are written anew for servers say what they said."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph import memory_store
from kg.graph.remote.literals import restored, restored_rows
from kg.graph.remote.rewriting import with_prologue, with_values, words_of
from kg.ontology import load_ontology
from kg.query import load_questions

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"kg": "https://w3id.org/colophon/ontology#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}


def test_words_are_those_of_the_query_alone() -> None:
    query = """# SERVICE
    SELECT ?service $graph "FROM" 'a\\'SERVICE' '''"GRAPH"''' <http://x/SERVICE> kg:SERVICE :graph { ?s ?p "x"@from }"""
    assert words_of(query) == {"SELECT"}
    assert "SERVICE" in words_of("SELECT * { SERVICE<http://x> { } }")
    assert "SERVICE" in words_of("SELECT * { \\u0053ervice <http://x> { } }")
    assert "GRAPH" in words_of("select * { graph ?g { ?s ?p ?o } }")


def test_only_prefixes_that_are_used_and_not_declared_are_added() -> None:
    query = "PREFIX kg: <http://own/> SELECT ?x { ?x kg:a rdf:b ; other:c 'rdf:d' }"
    assert with_prologue(query, PREFIXES) == f"PREFIX rdf: <{PREFIXES['rdf']}> {query}"
    assert with_prologue("SELECT ?x { ?x a <kg:Film> }", PREFIXES) == "SELECT ?x { ?x a <kg:Film> }"
    assert with_prologue("ASK { <a> ?p ?o }", {}, "http://x/") == "BASE <http://x/> ASK { <a> ?p ?o }"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x ?y { ?x ?y ?z }", 'SELECT ("" AS ?x) ?y { <v> ?y ?z }'),
        ("SELECT ?xy $x WHERE { $x ?p '?x' }", "SELECT ?xy (\"\" AS ?x) WHERE { <v> ?p '?x' }"),
        ("SELECT (STR(?x) AS ?y) { ?x ?p ?o }", "SELECT (STR(<v>) AS ?y) { <v> ?p ?o }"),
        (
            "SELECT ?x (COUNT(?s) AS ?n) { ?s ?p ?x } GROUP BY ?x ?p ORDER BY ?x DESC(?x)",
            'SELECT ("" AS ?x) (COUNT(?s) AS ?n) { ?s ?p <v> } GROUP BY ("") ?p ORDER BY ("") DESC(<v>)',
        ),
        (
            "SELECT ?x { { SELECT ?x { ?x ?p ?o } GROUP BY ?x } ?x a ?t }",
            'SELECT ("" AS ?x) { { SELECT ("" AS ?x_23) { <v> ?p ?o } GROUP BY ("") } <v> a ?t }',
        ),
    ],
)
def test_values_stand_in_the_places_of_variables(query: str, expected: str) -> None:
    assert with_values(query, {"x": "<v>"}) == expected


def test_all_ready_questions_say_the_same_with_values_put_in() -> None:
    """A placeholder stays where the value would be carried along; the server's side is tested with the servers."""
    ontology = load_ontology()
    store = memory_store()
    for question in load_questions().values():
        values = {f"given_{one.name}": "<https://example.org/v>" for one in question.parameters}
        text = with_prologue(with_values(question.sparql, values), ontology.prefixes)
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        plain = store.query(question.sparql, prefixes=dict(ontology.prefixes))
        assert isinstance(plain, ox.QuerySolutions)
        assert found.variables == plain.variables


@pytest.mark.parametrize(
    ("datatype", "given", "expected"),
    [
        ("duration", "6420.0", "PT1H47M"),
        ("duration", "PT128M", "PT2H8M"),
        ("duration", "soon", "soon"),
        ("boolean", "1", "true"),
        ("boolean", "0", "false"),
        ("decimal", "0.50", "0.5"),
        ("date", "2026-99-99", "2026-99-99"),
        ("string", "1.50", "1.50"),
    ],
)
def test_literals_come_back_in_canonical_form(datatype: str, given: str, expected: str) -> None:
    type_ = ox.NamedNode(XSD + datatype)
    assert restored(ox.Literal(given, datatype=type_)) == ox.Literal(expected, datatype=type_)


def test_placeholders_become_what_was_given() -> None:
    body = (
        b'{"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"x": {"type": "literal", "value": ""}}]}}'
    )
    given: dict[str, ox.NamedNode | ox.Literal] = {
        "x": ox.Literal("0.8", datatype=ox.NamedNode(f"{XSD}decimal")),
        "z": ox.NamedNode("urn:z"),
    }
    rows = ox.parse_query_results(restored_rows(body, given), format=ox.QueryResultsFormat.JSON)
    assert isinstance(rows, ox.QuerySolutions)
    assert [(row["x"], row["y"]) for row in rows] == [(given["x"], None)]
