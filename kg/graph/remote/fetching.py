"""Fetching a whole graph from a server, and never a part of it that looks like the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.graph.remote.literals import restored_triples
from kg.graph.remote.server import virtuoso_graphs
from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from kg.graph.answering import Term
    from kg.graph.remote.store import RemoteStore

_ROWS: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_PAGE: Final = 10_000  # rows to ask for at once
_TRIES: Final = 3


def fetch_graph(store: RemoteStore) -> list[ox.Triple]:
    """Give all triples of the graph on a server.

    They are counted there before and after. Servers that cut long answers, as Virtuoso does after 10,000 rows, are
    asked page by page. KgError where the graph is not whole, or changed each time that it was fetched.
    """
    graph = store.layout.all if store.published else ""
    for _ in range(_TRIES):
        before = _state(store, graph)
        found = _fetch(store, graph, before[0])
        if len(found) == before[0] and _state(store, graph) == before:
            if not found:
                raise _nothing(store)
            return list(restored_triples(found))
    message = "the server gives less than the whole graph, or it changes all the time"
    problem = Problem(
        "store-incomplete", message, store.shown, "try again, or raise the server's limit of rows"
    )
    raise KgError(problem, ExitCode.REMOTE)


def _state(store: RemoteStore, graph: str) -> tuple[int, frozenset[tuple[Term, ...]]]:
    """Give how many triples there are, and what the server lists as published."""
    listed = (
        store.rows(f"SELECT * WHERE {{ GRAPH <{store.layout.published}> {{ ?s ?p ?o }} }}") if graph else []
    )
    return count_triples(store, graph), frozenset(listed)


def count_triples(store: RemoteStore, graph: str) -> int:
    """Give how many triples a graph of the server has; "" is its default graph."""
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    ((count,),) = store.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(count.value) if isinstance(count, ox.Literal) else 0


def _fetch(store: RemoteStore, graph: str, count: int) -> set[ox.Triple]:
    """Give the triples by the quickest way that gives all of them."""
    found = _whole(store, graph)
    if not found:
        found = _triples(store.rows(_ROWS, graph))
    if len(found) < count:
        found = _pages(store, graph, count)
    return found


def _whole(store: RemoteStore, graph: str) -> set[ox.Triple]:
    """Give what the graph store protocol gives; nothing where the server does not have it."""
    url = graphs_url(store)
    if not url:
        return set()
    reply = store.connection.send("GET", graph_url(url, graph), {"Accept": "application/n-triples"})
    if not reply.good or reply.kind != "application/n-triples":
        return set()
    try:
        return {quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)}
    except SyntaxError:
        return set()


def _pages(store: RemoteStore, graph: str, count: int) -> set[ox.Triple]:
    """Give the triples page by page, however short the server makes them.

    The order stands in a sub-query, because Virtuoso sorts no more rows than it gives at once.
    """
    found: set[ox.Triple] = set()
    start = 0
    while start < count:
        page = f"SELECT * WHERE {{ {{ {_ROWS} ORDER BY ?s ?p ?o }} }} LIMIT {_PAGE} OFFSET {start}"
        rows = store.rows(page, graph)
        if not rows:
            break
        found |= _triples(rows)
        start += len(rows)
    return found


def graphs_url(store: RemoteStore) -> str:
    """Give where the server takes and gives whole graphs, "" where it does not."""
    if store.server.graphs or not store.connection.is_virtuoso:
        return store.server.graphs
    return virtuoso_graphs(store.server.query)


def graph_url(url: str, graph: str) -> str:
    """Give the address of one graph; "" is the default graph."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'graph': graph}) if graph else 'default'}"


def _triples(rows: list[tuple[Term, ...]]) -> set[ox.Triple]:
    return {
        ox.Triple(subject, predicate, value)
        for subject, predicate, value in rows
        if isinstance(predicate, ox.NamedNode) and not isinstance(subject, ox.Literal)
    }


def _nothing(store: RemoteStore) -> KgError:
    problem = Problem(
        "no-graph", "there is no graph on this server", store.shown, "publish one with: kg build --store"
    )
    return KgError(problem, ExitCode.REMOTE)
