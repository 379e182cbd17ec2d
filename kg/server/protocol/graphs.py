"""Whole graphs by HTTP: the SPARQL 1.1 Graph Store Protocol, in the form with `?graph=` and `?default`."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from kg.execution import Task
from kg.graph.triples import FORMATS, as_ntriples
from kg.model import Problem
from kg.server.protocol.endpoint import UPDATE_BYTES
from kg.server.protocol.negotiation import negotiate, not_acceptable
from kg.server.protocol.replying import ask
from kg.server.protocol.service import Service
from kg.server.refusals import RefusedError

if TYPE_CHECKING:
    from kg.server.protocol.exchange import Exchange

_ALLOW: Final = (b"allow", b"GET, HEAD, PUT, POST, DELETE, OPTIONS")
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
DEFAULT: Final = ""


class GraphStore(Service):
    """An ASGI application that gives, replaces, extends and removes graphs."""

    async def answer(self, exchange: Exchange) -> None:
        """Answer a request."""
        match exchange.method:
            case "GET" | "HEAD":
                await _give(exchange, _graph(exchange))
            case "PUT" | "POST":
                exchange.check_right()
                await self._take(exchange, _graph(exchange))
            case "DELETE":
                exchange.check_right()
                await _remove(exchange, _graph(exchange))
            case "OPTIONS":
                await exchange.finish(204, [_ALLOW])
            case method:
                problem = Problem("wrong-method", f"{method} means nothing here", advice="use GET")
                raise RefusedError(405, problem, [_ALLOW])

    async def _take(self, exchange: Exchange, graph: str) -> None:
        header = exchange.headers.get(b"content-type", b"").decode("latin-1")
        kind = header.partition(";")[0].strip().lower()
        if kind not in FORMATS:
            advice = f"send one of: {', '.join(FORMATS)}"
            raise RefusedError(
                415, Problem("wrong-media-type", "these are no triples", "Content-Type", advice)
            )
        body = await self._bodies.read(exchange.receive, exchange.headers, UPDATE_BYTES)
        try:
            triples = await asyncio.to_thread(as_ntriples, body, kind, graph or exchange.state.base)
            new = not await _exists(exchange, graph)
            await _change(exchange, _update(graph, triples, replace=exchange.method == "PUT"))
        finally:
            self._bodies.release(len(body))
        await exchange.finish(201 if new else 204, [])


def _graph(exchange: Exchange) -> str:
    """Give the IRI of the graph that is meant. Raises `RefusedError` where that is not clear."""
    pairs: list[tuple[str, str]] = parse_qsl(
        exchange.scope["query_string"].decode("latin-1"), keep_blank_values=True, errors="replace"
    )
    named = [value for name, value in pairs if name == "graph"]
    default = any(name == "default" for name, _ in pairs)
    if len(named) + default != 1:
        advice = "name it: ?graph=IRI, or ?default"
        raise RefusedError(400, Problem("bad-request", "it is not said which graph is meant", advice=advice))
    if default:
        return DEFAULT
    if not _IRI.fullmatch(named[0]):
        raise RefusedError(400, Problem("bad-request", "this is no absolute IRI", "graph", "correct it"))
    return named[0]


async def _give(exchange: Exchange, graph: str) -> None:
    wanted = negotiate(exchange.accept)
    if not wanted.triples:
        raise not_acceptable()
    if not await _exists(exchange, graph):
        raise _missing(graph)
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
    await ask(exchange, Task(query, triple_format=wanted.triples), wanted)


async def _remove(exchange: Exchange, graph: str) -> None:
    if not await _exists(exchange, graph):
        raise _missing(graph)
    await _change(exchange, f"DROP {_name(graph)}")
    await exchange.finish(204, [])


async def _exists(exchange: Exchange, graph: str) -> bool:
    if not graph:
        return True
    reply = await exchange.state.engine.answer(Task(f"ASK {{ GRAPH <{graph}> {{ }} }}", row_format="csv"))
    return b"true" in await reply.whole()


async def _change(exchange: Exchange, update: str) -> None:
    with exchange.state.edits.changing():
        await exchange.state.engine.update(update)


def _update(graph: str, triples: str, *, replace: bool) -> str:
    """Give the update that puts triples into a graph, in place of what it held or beside it."""
    inside = f"GRAPH <{graph}> {{ {triples} }}" if graph else triples
    before = [f"DROP SILENT {_name(graph)}"] if replace else []
    create = [f"CREATE SILENT GRAPH <{graph}>"] if graph else []  # so that an empty one is there too
    return " ;\n".join([*before, *create, f"INSERT DATA {{ {inside} }}"])


def _name(graph: str) -> str:
    return f"GRAPH <{graph}>" if graph else "DEFAULT"


def _missing(graph: str) -> RefusedError:
    return RefusedError(404, Problem("unknown-graph", "there is no graph of this name", graph[:200]))
