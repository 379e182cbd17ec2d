"""The door: what becomes of errors behind it, told in words and with the right status."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from kg.model import ExitCode, KgError, Problem
from kg.server.front import Front
from kg.server.log import Log
from kg.server.options import Options, Telling
from kg.server.pages import show_error

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Message

BUSY = KgError(Problem("server-busy", "too many <b>queries</b>", advice="ask again"), ExitCode.QUERY)
BUG = ZeroDivisionError("in /some/inner/place.py")


def ask(error: Exception, accept: str) -> tuple[int, dict[bytes, bytes], str]:
    """Ask an application whose only page fails."""

    async def fail(request: Request) -> Response:
        del request
        raise error

    front = Middleware(Front, options=Options(), direct={}, show=show_error, log=Log(Telling.NOTHING))
    app = Starlette(routes=[Route("/page", fail)], middleware=[front])
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": "/page",
        "raw_path": b"/page",
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "headers": [(b"host", b"localhost"), (b"accept", accept.encode())],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body.decode()


@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", "text/turtle", "application/json"])
def test_an_error_of_the_engine_has_its_status_and_words(accept: str) -> None:
    status, headers, body = ask(BUSY, accept)
    assert status == 503
    assert int(headers[b"retry-after"]) > 0
    assert b"content-security-policy" in headers
    assert "too many" in body
    assert "ask again" in body


def test_a_browser_gets_a_page_in_which_nothing_is_markup() -> None:
    _, headers, body = ask(BUSY, "text/html,*/*;q=0.8")
    assert headers[b"content-type"].startswith(b"text/html")
    assert "<b>queries" not in body


def test_a_program_gets_json() -> None:
    _, headers, body = ask(BUSY, "application/json")
    assert headers[b"content-type"] == b"application/problem+json"
    assert json.loads(body)["code"] == "server-busy"


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/json"])
def test_a_mistake_of_the_program_says_nothing_of_the_inside(
    accept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, body = ask(BUG, accept)
    assert status == 500
    assert "place.py" not in body
    assert "ZeroDivision" not in body
    assert "ZeroDivisionError" in capsys.readouterr().err
