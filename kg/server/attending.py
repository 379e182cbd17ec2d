"""Answering in a process that has a connection on loan: the same endpoint behind the same door, without an event loop.

What comes is read by the parser that the server uses. A request that is a query, whole and plain, is answered as the server
answers it; all else is left to the server. See `kg.execution.hosting`.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

import httptools

from kg.execution.attendant import Heard
from kg.server.bounds import HEADER_BYTES, HEADERS
from kg.server.driving import LocalEngine, drive
from kg.server.front import Front
from kg.server.hire import read_told
from kg.server.log import Log
from kg.server.options import ENDPOINT
from kg.server.protocol import Endpoint
from kg.server.protocol.parameters import FORM, QUERY
from kg.server.protocol.remembering import Remembered
from kg.server.refusals import BrokenOffError
from kg.server.sending import Sending
from kg.server.watching import Unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.execution.desk import Desk
    from kg.model import KgError
    from kg.server.driving import Running

_PATH: Final = ENDPOINT.encode()
_METHODS: Final = frozenset({b"GET", b"HEAD", b"POST"})
# Requests that have one of these are the server's: they ask for more than an answer.
_OTHERS: Final = frozenset({b"expect", b"upgrade", b"transfer-encoding", b"connection"})
_QUERY, _FORM = QUERY.encode(), FORM.encode()
_KEEP: Final = b"keep-alive"
_REMEMBERED: Final = 4 * 2**20  # bytes of answers that each process remembers


class Attendant:
    """Answers queries on connections."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Take what the server tells; see `kg.server.hire`."""
        options, base = read_told(told)
        self.app = SimpleNamespace(state=SimpleNamespace())
        state = self.app.state
        state.options, state.base, state.watch = options, base, Unwatched
        state.remembered, state.engine = Remembered(_REMEMBERED), LocalEngine()
        self._lines: list[str] = []
        log = Log(options.telling, self._lines.append)
        self.door: ASGIApp = Front(_nowhere, options, {ENDPOINT: Endpoint(_Given())}, _unseen, log)

    def greet(self) -> Guest:
        """Begin with a connection."""
        return Guest(self)

    def lines(self) -> bytes:
        """Give what is to be written to the log since this was asked last."""
        lines = "\n".join(self._lines)
        self._lines.clear()
        return lines.encode("utf-8", "backslashreplace")


class Guest:
    """Reads one connection; a protocol for the parser."""

    def __init__(self, attendant: Attendant) -> None:
        """Take who answers."""
        self._attendant = attendant
        self._parser = httptools.HttpRequestParser(self)
        self._begun = self._complete = 0
        self._url, self._body = b"", b""
        self._headers: list[tuple[bytes, bytes]] = []

    def hear(self, data: bytes) -> Heard:
        """Take what has come."""
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            return Heard.OTHER
        if self._begun > 1:  # the next one has come already
            return Heard.OTHER
        if not self._complete:
            return Heard.PART
        return Heard.REQUEST if self._is_query() else Heard.OTHER

    def answer(self, desk: Desk, send: Callable[[bytes], None]) -> bool:
        """Answer the request that has come."""
        path, _, query = self._url.partition(b"?")
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": self._method.decode("ascii"),
            "scheme": "http",
            "path": path.decode("ascii"),
            "raw_path": path,
            "query_string": query,
            "headers": self._headers,
            "app": self._attendant.app,
        }
        body, self._body = self._body, b""
        self._begun = self._complete = 0
        sending = Sending(send, has_body=self._method != b"HEAD")
        self._attendant.app.state.engine.edition = desk.edition
        running = self._attendant.door(scope, _giving(body), sending)
        try:
            drive(cast("Running", running), desk, sending)
        except BrokenOffError:  # which the log has
            return False
        return sending.complete

    def _is_query(self) -> bool:
        path, _, query = self._url.partition(b"?")
        plain = path == _PATH and self._method in _METHODS and self._parser.get_http_version() == "1.1"
        if not plain or b"#" in query or len(self._headers) > HEADERS:
            return False
        kind, size = b"", 0
        for name, value in self._headers:
            if (name in _OTHERS and value.lower() != _KEEP) or (name == b"accept" and b"text/html" in value):
                return False
            if name == b"content-type":
                kind = value.partition(b";")[0].strip().lower()
            size += len(name) + len(value)
        asks = (
            self._is_asked_in_body(kind, query)
            if self._method == b"POST"
            else self._is_asked_in_address(query)
        )
        return asks and size <= HEADER_BYTES

    def _is_asked_in_address(self, query: bytes) -> bool:
        return b"query=" in query and not self._body

    def _is_asked_in_body(self, kind: bytes, query: bytes) -> bool:
        if b"update" in query or b"%" in query:
            return False
        return kind == _QUERY or (kind == _FORM and _asks(self._body))

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin with a request."""
        self._begun += 1
        self._url = b""
        self._headers = []

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Take the method."""
        self._method = self._parser.get_method()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._body += body

    def on_message_complete(self) -> None:
        """End with a request."""
        self._complete += 1


def _asks(form: bytes) -> bool:
    """Say whether a form holds a query, in plain words, and no update."""
    names = {pair.partition(b"=")[0] for pair in form.split(b"&")}
    return b"query" in names and b"update" not in names and not any(b"%" in name for name in names)


class _Given:
    """Bodies that have come as a whole."""

    async def read(self, receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
        """Give the body; `receive` has it."""
        del headers, most
        body: bytes = (await receive())["body"]
        return body

    def release(self, size: int) -> None:
        """Do nothing: bodies are small here, and come one at a time."""


def _giving(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer for other addresses, of which none comes here."""
    raise NotImplementedError


async def _unseen(error: KgError, scope: Scope, receive: Receive, send: Send) -> None:
    """Show an error to a browser, of which none comes here."""
    raise NotImplementedError
