"""Requests that are refused: with which status, in which words, in which form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Send

Headers = list[tuple[bytes, bytes]]

RETRY_SECONDS: Final = b"2"
_UNAVAILABLE: Final = 503
# Of the errors that other layers raise; the rest follow from their exit code.
_STATUSES: Final = {
    "server-busy": _UNAVAILABLE,
    "server-stopping": _UNAVAILABLE,
    "query-timeout": _UNAVAILABLE,
    "query-memory": _UNAVAILABLE,
    "read-only": 403,
    "unknown-document": 404,
    "unknown-entity": 404,
    "unknown-question": 404,
}
_BY_EXIT: Final = {ExitCode.USAGE: 400, ExitCode.QUERY: 400, ExitCode.WORKSPACE: _UNAVAILABLE}


class RefusedError(KgError):
    """A request that is not answered as it was asked."""

    def __init__(self, status: int, problem: Problem, headers: Sequence[tuple[bytes, bytes]] = ()) -> None:
        """Carry the status of HTTP, what is wrong, and headers that belong to the status."""
        super().__init__(problem)
        self.status = status
        self.headers = tuple(headers)


class BrokenOffError(Exception):
    """An answer ends in its midst; the connection must be closed, since the status was sent long ago."""


def status_of(error: KgError) -> int:
    """Give the status that tells a program what kind of error this is."""
    if isinstance(error, RefusedError):
        return error.status
    return _STATUSES.get(error.problem.code) or _BY_EXIT.get(error.exit_code, 500)


def headers_of(error: KgError) -> Headers:
    """Give the headers that belong to an error: when to ask again, which methods there are."""
    if isinstance(error, RefusedError):
        return list(error.headers)
    return [(b"retry-after", RETRY_SECONDS)] if status_of(error) == _UNAVAILABLE else []


def in_words(problem: Problem) -> str:
    """Give a problem as text for people: place, message, code, and what to do next."""
    place = f"{problem.place}: " if problem.place else ""
    advice = f"  → {problem.advice}\n" if problem.advice else ""
    return f"{place}{problem.message} [{problem.code}]\n{advice}"


def in_json(status: int, problem: Problem) -> bytes:
    """Give a problem as RFC 9457 says, with our code, place and advice."""
    parts = {
        "title": problem.message.partition("\n")[0],
        "status": status,
        "detail": in_words(problem),
        "code": problem.code,
        "place": problem.place,
        "advice": problem.advice,
    }
    return json.dumps({name: part for name, part in parts.items() if part}).encode()


def wants_json(accept: bytes) -> bool:
    """Say whether who asks wants problems as JSON: whoever says so, or asks for plain JSON."""
    return b"application/problem+json" in accept or b"application/json" in accept


async def refuse(error: KgError, accept: bytes, send: Send) -> None:
    """Answer with what is wrong, as text or as JSON."""
    status = status_of(error)
    if wants_json(accept):
        kind, body = b"application/problem+json", in_json(status, error.problem)
    else:
        kind, body = b"text/plain; charset=utf-8", in_words(error.problem).encode("utf-8", "replace")
    headers = [
        (b"content-type", kind),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *headers_of(error),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
