"""rdflib's stores for SPARQL servers get what `kg query` prints, and change what may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.error import HTTPError

import pytest
from rdflib import RDFS, ConjunctiveGraph, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from tests.clients.conftest import ALL, BROKEN, DOCUMENT, FILMS, IS_THERE, KINDS, address
from tests.serving import RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.query import Result, ResultRow

    from tests.clients.conftest import Printed
    from tests.serving import Server

BASE = Namespace("https://w3id.org/colophon/")
NOTES = Namespace("urn:notes:")
METHODS = ["GET", "POST", "POST_FORM"]
EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),  # rdflib uses what it deprecates
    # It leaves answers for the collector to close, of errors above all.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def rows(result: Result) -> list[tuple[str, ...]]:
    return [tuple(map(str, cast("ResultRow", row))) for row in result]


def printed_rows(printed: Printed, sparql: str) -> list[tuple[str, ...]]:
    lines = printed(sparql, "tsv").decode().splitlines()[1:]
    return [tuple(cell.strip('<>"') for cell in line.split("\t")) for line in lines]


def printed_triples(printed: Printed, sparql: str) -> set[object]:
    return set(Graph().parse(printed(sparql, "nt"), format="nt"))


def first_document(printed: Printed) -> URIRef:
    return URIRef(printed_rows(printed, DOCUMENT)[0][0])


@pytest.fixture
def graph(server: Server) -> Graph:
    return Graph(SPARQLStore(address(server)))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("format_", ["xml", "json", "csv", "tsv"])
def test_rows_come_in_each_format(server: Server, printed: Printed, format_: str, method: str) -> None:
    graph = Graph(SPARQLStore(address(server), returnFormat=format_, method=method))
    assert rows(graph.query(FILMS)) == printed_rows(printed, FILMS)


@pytest.mark.parametrize("method", METHODS)
def test_all_kinds_of_queries_are_answered(server: Server, printed: Printed, method: str) -> None:
    graph = Graph(SPARQLStore(address(server), method=method))
    assert graph.query(IS_THERE).askAnswer is True
    assert graph.query("ASK { ?film a kg:Nothing }").askAnswer is False
    for sparql in (KINDS, ALL):
        found = graph.query(sparql).graph
        assert found is not None
        assert set(found) == printed_triples(printed, sparql)


def test_triples_are_found_by_pattern(graph: Graph, printed: Printed) -> None:
    film = BASE["work/100-meters"]
    everything = printed_triples(printed, EVERYTHING)
    assert len(graph) == len(everything)
    assert set(graph.triples((None, None, None))) == everything
    assert set(graph.triples((film, None, None))) == printed_triples(
        printed, f"CONSTRUCT WHERE {{ <{film}> ?p ?o }}"
    )
    assert graph.value(film, RDFS.label) == Literal("100 Meters")
    assert (film, RDFS.label, Literal("100 Meters")) in graph
    assert (film, RDFS.label, Literal("101 Meters")) not in graph


def test_values_are_bound_before_the_query_is_asked(graph: Graph) -> None:
    ask = "SELECT ?film ?name WHERE { ?film a kg:Film ; rdfs:label ?name }"
    by_name = graph.query(ask, initBindings={"name": Literal("100 Meters")})
    assert rows(by_name) == [(str(BASE["work/100-meters"]), "100 Meters")]
    by_iri = graph.query(ask, initBindings={"film": BASE["work/100-meters"]})
    assert rows(by_iri) == rows(by_name)


def test_each_document_is_a_context(server: Server, printed: Printed) -> None:
    named = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"
    store = SPARQLStore(address(server))
    expected = {row[0] for row in printed_rows(printed, named)}
    assert {str(context) for context in store.contexts()} == expected
    together = ConjunctiveGraph(store)
    assert {str(context.identifier) for context in together.contexts()} == expected
    document = first_document(printed)
    inside = printed_triples(
        printed, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{document}> {{ ?s ?p ?o }} }}"
    )
    for graph in (Graph(store, identifier=document), together.get_context(document)):
        assert len(graph) == len(inside)
        assert set(graph) == inside
        assert len(graph.query("SELECT * WHERE { ?s ?p ?o }")) == len(inside)


def test_a_dataset_that_takes_all_together_asks_what_a_graph_asks(server: Server, printed: Printed) -> None:
    dataset = Dataset(SPARQLStore(address(server)), default_union=True)
    assert rows(dataset.query(FILMS)) == printed_rows(printed, FILMS)
    assert len(dataset) == len(printed_triples(printed, EVERYTHING))


def test_what_is_wrong_is_an_exception(graph: Graph) -> None:
    with pytest.raises(ValueError, match="your SPARQL query"):
        graph.query(BROKEN)


@pytest.fixture
def notes(writable: Server) -> Iterator[Graph]:
    """Give a named graph that may be changed, and is not there afterwards."""
    store = changing(writable)
    yield Graph(store, identifier=NOTES.graph)
    store.update(f"DROP SILENT GRAPH <{NOTES.graph}>")


def changing(
    server: Server, headers: dict[str, str] | None = None, *, autocommit: bool = True
) -> SPARQLUpdateStore:
    endpoint = address(server)
    return SPARQLUpdateStore(
        endpoint, endpoint, headers=RIGHT if headers is None else headers, autocommit=autocommit
    )


def fill(graph: Graph, texts: Iterable[str]) -> None:
    graph.addN((NOTES.thing, RDFS.comment, Literal(text), graph) for text in texts)


def test_statements_are_added_found_and_removed(notes: Graph) -> None:
    texts = {'a "quote"', "two\nlines", "back\\slash", "é アキラ 𝔄"}
    fill(notes, texts)
    notes.add((NOTES.thing, RDFS.label, Literal("thing", lang="en")))
    assert {str(text) for text in notes.objects(NOTES.thing, RDFS.comment)} == texts
    assert notes.value(NOTES.thing, RDFS.label) == Literal("thing", lang="en")
    notes.remove((NOTES.thing, RDFS.comment, Literal("two\nlines")))
    assert len(notes) == len(texts)
    notes.parse(data="<urn:notes:other> <urn:notes:number> 1, 2 .", format="turtle")
    assert len(notes) == len(texts) + 2
    notes.remove((None, None, None))
    assert len(notes) == 0


def test_updates_are_sent(notes: Graph) -> None:
    notes.update("INSERT DATA { <urn:notes:a> rdfs:comment 'first' }")
    assert len(notes) == 1
    notes.update("DELETE { ?s ?p ?o } INSERT { ?s ?p 'second' } WHERE { ?s ?p ?o }")
    assert list(notes.objects()) == [Literal("second")]


def test_the_default_graph_may_be_changed(writable: Server) -> None:
    store = changing(writable)
    everything = Graph(store, identifier=DATASET_DEFAULT_GRAPH_ID)
    before = len(everything)
    store.update("INSERT DATA { <urn:notes:a> <urn:notes:b> 'third' }")
    assert len(everything) == before + 1
    everything.remove((NOTES.a, None, None))
    assert len(everything) == before


def test_changes_wait_for_the_commit(writable: Server, notes: Graph) -> None:
    later = changing(writable, autocommit=False)
    fill(Graph(later, identifier=NOTES.graph), ["one", "two"])
    assert len(notes) == 0
    later.commit()
    assert len(notes) == 2


def test_a_dataset_makes_lists_and_removes_graphs(writable: Server) -> None:
    dataset = Dataset(changing(writable), default_union=True)
    made = dataset.graph(NOTES.made)
    made.add((NOTES.a, RDFS.comment, Literal("first")))
    names = {graph.identifier for graph in dataset.graphs()}
    assert NOTES.made in names
    assert len(names) == 5
    dataset.remove_graph(made)
    assert NOTES.made not in {graph.identifier for graph in dataset.graphs()}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer another-token"}])
def test_without_the_token_nothing_changes(writable: Server, notes: Graph, headers: dict[str, str]) -> None:
    other = Graph(changing(writable, headers), identifier=NOTES.graph)
    with pytest.raises(HTTPError) as caught:
        fill(other, ["one"])
    caught.value.close()
    assert caught.value.code == 401
    assert len(notes) == 0


def test_a_store_for_reading_refuses_changes(graph: Graph) -> None:
    with pytest.raises(TypeError, match="read only"):
        fill(graph, ["one"])


@pytest.mark.parametrize("sparql", [FILMS])
def test_a_graph_of_ones_own_asks_along(server: Server, printed: Printed, sparql: str) -> None:
    """`SERVICE` in rdflib, which sends its prefixes along."""
    own = Graph()
    own.bind("kg", BASE["ontology#"])
    films = sparql.partition("WHERE")[2].partition("ORDER")[0]
    found = own.query(f"SELECT ?film ?name WHERE {{ SERVICE <{address(server)}> {films} }} ORDER BY ?name")
    assert rows(found) == printed_rows(printed, sparql)
