"""Values for variables: they hold wherever the query has the variable, and are never a part of its text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.model import KgError
from kg.opened import IRI, BlankNode
from kg.query.binding import bind
from kg.query.solutions import Solutions, solve
from kg.query.values import Reader

if TYPE_CHECKING:
    from kg.opened import OpenedGraph

HOSTILE = (
    '" } DROP ALL #', "' }", "\\", '\\"', "<urn:x>", "} UNION { ?s ?p ?o", "\n#", "?s", "\x00", "\u202e", '"""', "$o", "@en", "^^",
)  # fmt: skip


@pytest.fixture(scope="module")
def numbers() -> ox.Store:
    """Give a store in which five things have a number each, from 0 to 4."""
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal(n)) for n in range(5))
    return store


@pytest.mark.parametrize(
    ("sparql", "cells"),
    [
        ("SELECT ?s WHERE { ?s <urn:p> ?o }", ["urn:3"]),
        ("SELECT ?s ?o { ?s <urn:p> ?o }", ["urn:3", 3]),
        ("SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }", [1]),
        ("SELECT ?s { ?s <urn:p> ?x FILTER(?x > ?o) }", ["urn:4"]),
        ("SELECT ?s { { ?s <urn:p> ?x FILTER(?x > ?o) } }", ["urn:4"]),
        ("SELECT ?s { ?s <urn:p> ?x BIND(?o + 1 AS ?y) FILTER(?x = ?y) }", ["urn:4"]),
        ("SELECT (?x + ?o AS ?z) { <urn:1> <urn:p> ?x }", [4]),
        ("SELECT ?s { ?s <urn:p> ?x } ORDER BY ABS(?x - $o) LIMIT 1", ["urn:3"]),
        ("SELECT ?s { { ?s <urn:q> ?o } UNION { ?s <urn:p> ?o } }", ["urn:3"]),
        ("SELECT ?s { ?s <urn:p> ?x FILTER NOT EXISTS { ?s <urn:p> ?y FILTER(?y < ?o) } } ORDER BY ?s", ["urn:3", "urn:4"]),
        ("SELECT ?s { ?s <urn:p> ?x MINUS { ?s <urn:p> ?y FILTER(?y < ?o) } } ORDER BY ?s", ["urn:3", "urn:4"]),
        ("SELECT ?s { { SELECT ?s { ?s <urn:p> ?o } } }", ["urn:3"]),
        ("SELECT ?s { { SELECT ?s (MAX(?o) AS ?m) { ?s <urn:p> ?x } GROUP BY ?s } ?s <urn:p> ?m }", ["urn:3"]),
        ("SELECT ?s { VALUES ?o { 2 3 } ?s <urn:p> ?o }", ["urn:3"]),
        ("SELECT ?s { VALUES (?o ?x) { (2 3) (3 4) } ?s <urn:p> ?x }", ["urn:4"]),
        ("SELECT ?s { ?s <urn:p> ?o # ?o {\n }", ["urn:3"]),
        ('SELECT ?s ("?o {" AS ?t) { ?s <urn:p> ?o }', ["urn:3", "?o {"]),
        ("CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }", ["urn:3", "urn:q", 3]),
        ("DESCRIBE ?s WHERE { ?s <urn:p> ?o }", ["urn:3", "urn:p", 3]),
    ],
)  # fmt: skip
def test_a_value_holds_wherever_the_query_has_the_variable(
    numbers: ox.Store, sparql: str, cells: list[object]
) -> None:
    answer = solve(numbers, sparql, {"o": 3})
    assert not isinstance(answer, bool)
    assert answer.read(Reader(), 0, len(answer.lines)) == cells


def test_of_an_option_the_rest_is_kept(numbers: ox.Store) -> None:
    answer = solve(numbers, "SELECT ?s ?x { ?s <urn:p> ?n OPTIONAL { ?s <urn:p> ?o, ?x } }", {"o": 3})
    assert isinstance(answer, Solutions)
    assert sorted(answer.lines) == ["<urn:0>\t", "<urn:1>\t", "<urn:2>\t", "<urn:3>\t3", "<urn:4>\t"]


def test_ask_takes_values_too(numbers: ox.Store) -> None:
    assert solve(numbers, "ASK { ?s <urn:p> ?o }", {"o": 3}) is True
    assert solve(numbers, "ASK { ?s <urn:p> ?o }", {"o": 9}) is False


@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_becomes_a_part_of_the_query(graph: OpenedGraph, text: str) -> None:
    assert not graph.query("SELECT ?s WHERE { ?s rdfs:label ?name }", name=text)
    assert graph.query("SELECT ?name WHERE { }", name=text)[0].name == text


@given(text=st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8"))).map("".join))
def test_text_is_bound_as_it_is(graph: OpenedGraph, text: str) -> None:
    """Any text that can be written in UTF-8 comes back from a query that it was bound in."""
    sparql = 'SELECT ?t ("?t" AS ?u) WHERE { FILTER(?t = ?t) OPTIONAL { ?t2 rdfs:nothing ?t } } # ?t {'
    assert list(graph.query(sparql, t=text)) == [(text, "?t")]


def test_several_values_and_terms_of_rdflib(graph: OpenedGraph) -> None:
    sparql = "SELECT ?label WHERE { ?s kg:directorOf ?work ; rdfs:label ?label ; a ?type }"
    kinds = {
        "work": rdflib.URIRef(graph.iri("Paper Harbor")),
        "type": IRI("https://w3id.org/colophon/ontology#Person"),
    }
    assert [row.label for row in graph.query(sparql, kinds)] == ["Mara Ilves"]
    assert [row.label for row in graph.query(sparql, kinds, label=rdflib.Literal("Mara Ilves"))] == [
        "Mara Ilves"
    ]
    assert graph.query("SELECT ?q WHERE { ?q kg:confidence ?c }", c=Decimal("0.9"))


@pytest.mark.parametrize(
    ("sparql", "values", "code", "words"),
    [
        ("SELECT ?who WHERE { ?who ?p ?o }", {"hwo": "x"}, "unknown-variable", "did you mean ?who?"),
        ("SELECT ?a WHERE { ?a ?b ?c } # ?zz", {"zz": 1}, "unknown-variable", "it has ?a, ?b, ?c"),
        ("SELECT ?a WHERE { ?a ?b ?c }", {"a": object()}, "bad-value", "?a cannot be a object"),
        ("SELECT ?a WHERE { ?a ?b ?c }", {"a": IRI("no iri")}, "bad-value", "Invalid IRI"),
        ("SELECT ?a WHERE { ?a ?b ?c }", {"a": BlankNode("b")}, "bad-value", "BlankNode"),
        ("SELECT ?a WHERE { ?a ?b ?c }", {"a": Decimal("NaN")}, "bad-value", "no number"),
        ("SELECT ?a WHERE { ?b ?c ?d BIND(?d AS ?a) }", {"a": 1}, "unbindable-variable", "BIND"),
        ("CONSTRUCT WHERE { ?a ?b ?c }", {"a": 1}, "unbindable-variable", "CONSTRUCT"),
        ("SELECT ?a WHERE { ?a ?b }", {"a": 1}, "bad-query", "line 1, column 25"),
        ("SELECT ?a WHERE { SERVICE <http://e.org/> { ?a ?b ?c } }", {"a": 1}, "query-outside", "SERVICE"),
    ],
)  # fmt: skip
def test_what_cannot_be_bound_is_told(
    graph: OpenedGraph, sparql: str, values: dict[str, object], code: str, words: str
) -> None:
    with pytest.raises(KgError) as error:
        graph.query(sparql, values)
    assert error.value.problem.code == code
    assert words in str(error.value)


def test_templates_and_data_get_no_values() -> None:
    term = {"o": ox.Literal(3)}
    assert bind("SELECT ?s { VALUES ?o { 1 } }", term).count("VALUES") == 2
    assert bind("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", term).startswith("CONSTRUCT { ?s ?p ?o } { VALUES ?o")
    assert bind("ASK { ?s ?p ?x }\nORDER BY ?o", term).startswith("ASK { VALUES ?o")
