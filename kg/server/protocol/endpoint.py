"""The endpoint: what a request asks for, and who answers that."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from kg.execution import Task
from kg.model import Problem
from kg.server.protocol.description import description
from kg.server.protocol.negotiation import negotiate, not_acceptable
from kg.server.protocol.parameters import FORM, QUERY, UPDATE, media_type, read_asked
from kg.server.protocol.replying import VARY, ask
from kg.server.protocol.service import Service
from kg.server.refusals import RefusedError

if TYPE_CHECKING:
    from kg.server.protocol.exchange import Exchange
    from kg.server.protocol.negotiation import Wanted
    from kg.server.protocol.parameters import Asked

QUERY_BYTES, UPDATE_BYTES = 2**20, 32 * 2**20
_ALLOW: Final = (b"allow", b"GET, HEAD, POST, OPTIONS")
_ACCEPT_POST: Final = (b"accept-post", f"{FORM}, {QUERY}, {UPDATE}".encode())


class Endpoint(Service):
    """An ASGI application that speaks the SPARQL 1.1 Protocol."""

    async def answer(self, exchange: Exchange) -> None:
        """Answer a request."""
        match exchange.method:
            case "GET" | "HEAD":
                await _answer(exchange, _read_address(exchange.scope["query_string"]))
            case "POST":
                await self._post(exchange)
            case "OPTIONS":
                await exchange.finish(204, [_ALLOW, _ACCEPT_POST])
            case method:
                problem = Problem("wrong-method", f"{method} means nothing here", advice="use GET or POST")
                raise RefusedError(405, problem, [_ALLOW])

    async def _post(self, exchange: Exchange) -> None:
        kind = media_type(exchange.headers.get(b"content-type", b""))
        if kind == UPDATE:
            exchange.check_right()
        most = UPDATE_BYTES if kind != QUERY and exchange.trusted else QUERY_BYTES
        body = await self._bodies.read(exchange.receive, exchange.headers, most)
        try:
            asked = read_asked(exchange.scope["query_string"], body, kind)
            await (_answer if asked.update is None else _update)(exchange, asked)
        finally:
            self._bodies.release(len(body))


@functools.lru_cache(maxsize=128)
def _read_address(address: bytes) -> Asked:
    """Read what an address asks; clients ask the same again and again."""
    return read_asked(address)


async def _answer(exchange: Exchange, asked: Asked) -> None:
    if asked.update is not None:
        raise RefusedError(400, Problem("bad-request", "an update does not come by GET", advice="use POST"))
    wanted = negotiate(exchange.accept, asked.format)
    if asked.query is None:
        await _describe(exchange, wanted)
        return
    exchange.scope["kg.query"] = asked.query
    base = exchange.state.base
    task = Task(
        asked.query,
        wanted.rows or "json",
        wanted.triples or "turtle",
        base,
        asked.default_graphs,
        asked.named_graphs,
    )
    await ask(exchange, task, wanted)


async def _describe(exchange: Exchange, wanted: Wanted) -> None:
    if exchange.method == "POST":
        raise RefusedError(
            400, Problem("bad-request", "the request holds no query", advice="send it as query=…")
        )
    if wanted.page:
        await exchange.finish(303, [(b"location", b"/query"), VARY])
    elif not wanted.triples:
        raise not_acceptable()
    else:
        await ask(exchange, Task(description(exchange), triple_format=wanted.triples), wanted)


async def _update(exchange: Exchange, asked: Asked) -> None:
    """Change the graph; a change that has come is made, whether or not somebody waits for the answer."""
    exchange.check_right()
    update = exchange.scope["kg.query"] = asked.update
    state = exchange.state
    with state.edits.changing():
        await state.engine.update(update, state.base, asked.default_graphs, asked.named_graphs)
    await exchange.finish(204, [])
