"""Asking the engine, and sending what it replies as it comes."""

from __future__ import annotations

import asyncio
import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from kg.model import KgError, Problem
from kg.query import AnswerKind
from kg.server.protocol.negotiation import CONTENT_TYPES, not_acceptable
from kg.server.refusals import BrokenOffError, RefusedError

if TYPE_CHECKING:
    from kg.execution import Chunks, Reply, Task
    from kg.server.protocol.exchange import Exchange
    from kg.server.protocol.negotiation import Wanted
    from kg.server.refusals import Headers

WHOLE: Final = 4 * 2**20  # bytes of an answer that is not sent in parts
VARY: Final = (b"vary", b"Accept")
_CHECK: Final = (b"cache-control", b"no-cache")  # an answer may be kept, and is asked for before it is used
# What another moment, or another run, answers otherwise.
_UNSTEADY: Final = re.compile(r"(?:NOW|RAND|UUID|BNODE)(?:\s|#[^\r\n]*[\r\n])*\(", re.IGNORECASE)


async def ask(exchange: Exchange, task: Task, wanted: Wanted) -> None:
    """Ask the engine and send what it replies; whoever has gone is not waited for.

    Raises:
        KgError: what the engine says, as long as nothing was sent.
        BrokenOffError: what it says later.
    """
    headers: Headers = [VARY]
    state = exchange.state
    if is_unsteady(task.sparql):
        await _ask_engine(exchange, task, wanted, headers)
        return
    edition = state.engine.edition
    name = name_answer(edition, task)
    if exchange.method != "POST":
        tag = b'W/"%b"' % name.encode()
        headers += [(b"etag", tag), _CHECK]
        if is_known(tag, exchange.headers.get(b"if-none-match", b"")):
            await exchange.finish(304, headers)
            return
    reply = state.remembered.find(edition, name)
    if reply is not None:
        await _send(exchange, reply, wanted, headers)
        return
    reply = await _ask_engine(exchange, task, wanted, headers)
    if reply is not None:
        state.remembered.keep(edition, name, reply)


def is_unsteady(sparql: str) -> bool:
    """Say whether the same query may get another answer from the same graph."""
    folded = sparql.lower()
    # Without one of them the pattern need not be tried, which takes ten times as long. In a row: a loop takes twice as long.
    if "now" in folded or "rand" in folded or "uuid" in folded or "bnode" in folded:
        return _UNSTEADY.search(sparql) is not None
    return False


async def _ask_engine(exchange: Exchange, task: Task, wanted: Wanted, headers: Headers) -> Reply | None:
    """Give what was sent; None where whoever asked has gone."""
    watch = exchange.state.watch(exchange.receive)
    try:
        reply: Reply = await exchange.state.engine.answer(task)
        await _send(exchange, reply, wanted, headers)
    except asyncio.CancelledError:
        if not watch.gone:
            raise
        return None
    else:
        return reply
    finally:
        watch.end()


async def _send(exchange: Exchange, reply: Reply, wanted: Wanted, headers: Headers) -> None:
    body = reply.body
    if not (wanted.triples if reply.kind is AnswerKind.TRIPLES else wanted.rows):
        if not isinstance(body, bytes):
            await body.aclose()
        raise not_acceptable()
    headers.append((b"content-type", CONTENT_TYPES[reply.format]))
    if not isinstance(body, bytes) and exchange.scope["http_version"] == "1.0":  # which knows no chunks
        body = await _gathered(body)
    if isinstance(body, bytes):
        await exchange.finish(200, headers, body)
        return
    await exchange.send({"type": "http.response.start", "status": 200, "headers": headers})
    await _send_parts(exchange, body)
    await exchange.send({"type": "http.response.body", "body": b""})


async def _gathered(parts: Chunks) -> bytes:
    """Give a long answer as a whole. Raises `RefusedError` for one that would hold much memory until it is fetched."""
    found, size = [], 0
    try:
        async for part in parts:
            found.append(part)
            size += len(part)
            if size > WHOLE:
                message = f"an answer of more than {WHOLE // 2**20} MiB does not go by HTTP/1.0"
                raise RefusedError(505, Problem("answer-too-large", message, advice="ask by HTTP/1.1"))
    finally:
        await parts.aclose()
    return b"".join(found)


async def _send_parts(exchange: Exchange, parts: Chunks) -> None:
    try:
        if exchange.method != "HEAD":
            async for part in parts:
                await exchange.send({"type": "http.response.body", "body": part, "more_body": True})
    except KgError as error:
        raise BrokenOffError(str(error)) from error
    finally:
        await parts.aclose()


def name_answer(edition: str, task: Task) -> str:
    """Give the name of an answer: what was asked, in which form, of which state of the graph."""
    graphs = task.default_graphs or task.named_graphs or task.substitutions  # of any length: not to be kept
    name = _begin_name(edition, task[1:]) if graphs else _begin_known_name(edition, task[1:]).copy()
    name.update(task.sparql.encode("utf-8", "surrogatepass"))
    return name.hexdigest()


def _begin_name(edition: str, form: tuple[object, ...]) -> blake2b:
    return blake2b(f"{edition}\n{form!r}\n".encode("utf-8", "surrogatepass"), digest_size=16)


_begin_known_name: Final = lru_cache(maxsize=64)(_begin_name)


def is_known(tag: bytes, given: bytes) -> bool:
    """Say whether If-None-Match names an answer."""
    return bool(given) and (given.strip() == b"*" or tag.removeprefix(b"W/") in given)
