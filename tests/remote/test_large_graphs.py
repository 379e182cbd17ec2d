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
    from collections.abc import Callable

    from tests.remote.conftest import Running

SOME = 6_000  # entities, of five statements each
ROWS = 10_000  # that Virtuoso gives at once


def large_graph() -> KnowledgeGraph:
    entities = [
        ResolvedEntity(f"person/reader-{number:05}", "Person", f"Reader {number}", (f"R. {number}",), ())
        for number in range(SOME)
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
def test_a_large_graph_comes_back_whole(servers: Callable[[str], Running], name: str) -> None:
    running, graph = servers(name), large_graph()
    store = RemoteStore(find_server(running.url), graph.base, running.environment)
    told: list[tuple[int, int]] = []
    publish(store, graph, load_ontology(), lambda _, done, total: told.append((done, total)))
    assert count_triples(store, store.layout.all) > 2 * ROWS
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert from_store(store) == graph


@pytest.mark.virtuoso
def test_virtuoso_does_cut_what_it_gives(servers: Callable[[str], Running]) -> None:
    """If this fails, paging is tested by nothing."""
    running, graph = servers("virtuoso"), large_graph()
    store = RemoteStore(find_server(running.url), graph.base, running.environment)
    publish(store, graph, load_ontology())
    assert len(store.rows("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", store.layout.all)) == ROWS


def test_any_text_comes_back_as_it_was(servers: Callable[[str], Running]) -> None:
    """Claim: what is published and fetched is what was built, whatever stands in the documents."""
    running, ontology = servers("oxigraph in memory"), load_ontology()

    @settings(max_examples=25)
    @given(st.from_type(KnowledgeGraph))
    def check(graph: KnowledgeGraph) -> None:
        store = RemoteStore(find_server(running.url), graph.base, running.environment)
        publish(store, graph, ontology)
        assert from_store(store) == graph

    check()


@pytest.mark.virtuoso
def test_virtuoso_is_read_without_a_password_and_not_written(servers: Callable[[str], Running]) -> None:
    running, graph, ontology = servers("virtuoso"), small_graph(), load_ontology()
    publish(RemoteStore(find_server(running.url), graph.base, running.environment), graph, ontology)
    anonymous = RemoteStore(find_server(running.url.removesuffix("-auth")), graph.base, {})
    assert from_store(anonymous) == graph
    with pytest.raises(KgError) as raised:
        publish(anonymous, replace(graph, entities=graph.entities[:1]), ontology)
    assert raised.value.exit_code == ExitCode.REMOTE
    assert from_store(anonymous) == graph


def test_a_server_without_the_graph_store_protocol_gets_updates(servers: Callable[[str], Running]) -> None:
    running, graph = servers("oxigraph in memory"), small_graph()
    graph = replace(graph, base="https://example.org/updates/")
    server = replace(find_server(running.url), graphs=running.url.replace("/query", "/nothing"))
    store = RemoteStore(server, graph.base, running.environment)
    assert publish(store, graph, load_ontology()).sent == 1
    assert from_store(store) == graph
