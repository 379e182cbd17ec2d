"""SPARQL on the graph: known prefixes, each statement once, nothing from elsewhere, mistakes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import ExitCode, KgError
from kg.ontology import load_ontology
from kg.query import AnswerKind, run

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.query import Answers

ONTOLOGY = load_ontology()


def texts(answers: Answers) -> list[tuple[str, ...]]:
    return list(answers.as_texts(ONTOLOGY))


def test_the_prefixes_of_the_ontology_are_known(films: ox.Store) -> None:
    answers = run(films, "SELECT ?name { ?director kg:directorOf [] ; rdfs:label ?name }")
    assert answers.headers == ("name",)
    assert texts(answers) == [("Rob Minkoff",)]


def test_a_prefix_of_the_query_wins(films: ox.Store) -> None:
    answers = run(films, "PREFIX kg: <https://example.org/> ASK { ?director kg:directorOf ?work }")
    assert answers.verdict is False


def test_a_fact_of_two_documents_counts_once(films: ox.Store) -> None:
    """In a union of the documents' graphs each pattern would match twice."""
    role = "SELECT (COUNT(*) AS ?roles) { ?role kg:performer ?who ; kg:character ?whom ; kg:stage kg:adult }"
    assert texts(run(films, role)) == [("1",)]
    quotes = (
        "SELECT (COUNT(*) AS ?quotes) { ?role kg:stage kg:adult ; kg:evidence/oa:hasSelector/oa:exact ?q }"
    )
    assert texts(run(films, quotes)) == [("2",)]


def test_what_one_document_says_stands_in_its_graph(films: ox.Store) -> None:
    query = """
      SELECT ?id ?label { GRAPH ?document { ?role a kg:VoiceRole } ?document kg:documentId ?id .
        ?role kg:performer/rdfs:label ?label } ORDER BY ?id ?label"""
    assert texts(run(films, query)) == [
        ("cubs", "Jonathan Taylor Thomas"),
        ("cubs", "Matthew Broderick"),
        ("stage", "Matthew Broderick"),
    ]


def test_triples_are_sorted_and_unique(films: ox.Store) -> None:
    answers = run(films, "CONSTRUCT { ?work a kg:Work } WHERE { ?someone ?relation ?work . ?work a kg:Film }")
    assert answers.kind is AnswerKind.TRIPLES
    assert answers.headers == ("subject", "predicate", "object")
    assert texts(answers) == [
        ("work/bambi", "rdf:type", "kg:Work"),
        ("work/lion-king", "rdf:type", "kg:Work"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { SERVI\\u0043E <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE<http://localhost:9/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { # no comment\n SERVICE <http://localhost:9/#a> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a\\'b' SERVICE <http://localhost:9/> { ?s ?p 'c' } }",
    ],
)
def test_other_servers_are_not_asked(films: ox.Store, query: str) -> None:
    with pytest.raises(KgError, match="query-outside") as caught:
        run(films, query)
    assert caught.value.exit_code is ExitCode.QUERY


def test_graphs_elsewhere_are_empty_not_fetched(films: ox.Store) -> None:
    assert run(films, "SELECT * FROM <http://localhost:9/graph.ttl> { ?s ?p ?o }").rows == ()
    assert run(films, "SELECT * { GRAPH <http://localhost:9/graph.ttl> { ?s ?p ?o } }").rows == ()


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?service rdfs:label "SERVICE" }',
        "SELECT * { ?s schema:service <http://example.org/SERVICE> }",
        "SELECT * { ?s ?p 'it is SERVICE' # SERVICE\n }",
        'SELECT * { ?s ?p """a "quoted" SERVICE""" }',
        "SELECT * { ?s schema:SERVICE ?o ; kg:in-service 'x'@service }",
    ],
)
def test_the_word_alone_is_harmless(films: ox.Store, query: str) -> None:
    assert run(films, query).rows == ()


@pytest.mark.parametrize(
    ("query", "place", "message", "shown"),
    [
        (
            "SELECT * {\n  ?s kg:directorOf ?o .\n  ?s fo:Bar ?o\n}",
            "line 3, column 6",
            "no prefix fo: is known",
            ("      ?s fo:Bar ?o", "         ^^^^^^"),
        ),
        (
            "SELECT * { ?s ?p ?o } ORDER YB ?s",
            "line 1, column 29",
            "the query cannot be understood at “YB”",
            ("    SELECT * { ?s ?p ?o } ORDER YB ?s", "                                ^^"),
        ),
        (
            "SELECT * { ?s ?p <a b> }",
            "line 1, column 18",
            "<a b> is no valid IRI",
            ("    SELECT * { ?s ?p <a b> }", "                     ^^^^^"),
        ),
        (
            "INSERT DATA { <a:a> <a:b> <a:c> }",
            "line 1, column 1",
            "the graph is asked here, not changed",
            ("    INSERT DATA { <a:a> <a:b> <a:c> }", "    ^^^^^^"),
        ),
    ],
)
def test_a_mistake_is_underlined(
    films: ox.Store, query: str, place: str, message: str, shown: tuple[str, str]
) -> None:
    with pytest.raises(KgError) as caught:
        run(films, query)
    assert caught.value.exit_code is ExitCode.QUERY
    problem = caught.value.problem
    assert problem.code == "bad-query"
    assert problem.message == message
    assert problem.place == place
    assert problem.advice.splitlines()[-2:] == list(shown)


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT * {", "\n\n", "SELECT * { ?s ?p ?o ", "é", "\t"])
def test_a_query_that_ends_early_has_a_message(films: ox.Store, query: str) -> None:
    with pytest.raises(KgError, match="bad-query") as caught:
        run(films, query)
    assert caught.value.problem.advice.splitlines()[-1].strip("^ ") == ""


def test_a_near_prefix_is_suggested(films: ox.Store) -> None:
    with pytest.raises(KgError, match="did you mean schema:"):
        run(films, "ASK { ?s shcema:name ?o }")


def test_a_group_by_that_lacks_a_variable_is_told(films: ox.Store) -> None:
    with pytest.raises(KgError, match="GROUP BY does not have"):
        run(films, "SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }")
