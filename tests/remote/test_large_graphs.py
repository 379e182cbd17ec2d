"""Graphs that are longer than what a server gives at once, and graphs with hostile text in every field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import RemoteStore, find_server, from_store, publish
from kg.graph.remote.fetching import count_triples
from kg.model import ExitCode, KgError, KnowledgeGraph, ResolvedEntity
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from tests.remote.conftest import Shelf

ROWS = 10_000  # that Virtuoso gives at once
UPLOAD = 20_000  # statements that are sent at once by the graph store protocol
# Entities, of four statements each: more than two answers of Virtuoso, more than one upload by the graph store
# protocol, and ten updates for a server that has none.
SOME = {"virtuoso": 5_500, "oxigraph in memory": 5_500, "kg serve": 1_000}


def large_graph(some: int) -> KnowledgeGraph:
    entities = [
        ResolvedEntity(f"person/reader-{number:05}", "Person", f"Reader {number}", (f"R. {number}",), ())
        for number in range(some)
    ]
    return KnowledgeGraph("https://example.org/large/", (), tuple(entities), (), ())


def small_graph() -> KnowledgeGraph:
    names = ("Aya Linde", "“Mira” \\ Tolvanen\n")
    entities = tuple(
        ResolvedEntity(f"person/{number}", "Person", name, (), ()) for number, name in enumerate(names)
    )
    return KnowledgeGraph("https://example.org/small/", (), entities, (), ())


@pytest.mark.parametrize(
    "name", [pytest.param("virtuoso", marks=pytest.mark.virtuoso), "oxigraph in memory", "kg serve"]
)
def test_a_large_graph_comes_back_whole(shelf: Shelf, name: str) -> None:
    graph = large_graph(SOME[name])
    store = shelf(name, graph.base)
    told: list[tuple[int, int]] = []
    publish(store, graph, load_ontology(), lambda _, done, total: told.append((done, total)))
    assert count_triples(store, store.layout.all) > 4 * SOME[name]
    assert len(told) > 1 + 4 * SOME[name] // UPLOAD
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert from_store(store) == graph
    if name == "virtuoso":  # if it does not cut what it gives, paging is tested by nothing
        assert count_triples(store, store.layout.all) > 2 * ROWS
        assert len(store.rows("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", store.layout.all)) == ROWS


def test_any_text_comes_back_as_it_was(shelf: Shelf) -> None:
    """Claim: what is published and fetched is what was built, whatever stands in the documents."""
    ontology = load_ontology()

    @settings(max_examples=25)
    @given(st.from_type(KnowledgeGraph))
    def check(graph: KnowledgeGraph) -> None:
        store = shelf("oxigraph in memory", graph.base)
        publish(store, graph, ontology)
        assert from_store(store) == graph

    check()


@pytest.mark.virtuoso
def test_virtuoso_is_read_without_a_password_and_not_written(shelf: Shelf) -> None:
    graph, ontology = small_graph(), load_ontology()
    store = shelf("virtuoso", graph.base)
    publish(store, graph, ontology)
    anonymous = RemoteStore(find_server(store.server.query.removesuffix("-auth")), graph.base, {})
    assert from_store(anonymous) == graph
    with pytest.raises(KgError) as raised:
        publish(anonymous, replace(graph, entities=graph.entities[:1]), ontology)
    assert raised.value.exit_code == ExitCode.REMOTE
    assert from_store(anonymous) == graph


def test_a_server_without_the_graph_store_protocol_gets_updates(shelf: Shelf) -> None:
    graph = small_graph()
    url = shelf("oxigraph in memory", graph.base).server.query
    server = replace(find_server(url), graphs=url.replace("/query", "/nothing"))
    store = RemoteStore(server, graph.base, {})
    assert publish(store, graph, load_ontology()).sent == 1
    assert from_store(store) == graph
