"""Reading requests on a connection that is on loan, by the parser that the server uses."""

from __future__ import annotations

from typing import Final

import httptools

from kg.execution.attendant import Heard
from kg.server.bounds import HEADER_BYTES, HEADERS
from kg.server.options import ENDPOINT
from kg.server.protocol.parameters import FORM, QUERY

_PATH: Final = ENDPOINT.encode()
_METHODS: Final = frozenset({b"GET", b"HEAD", b"POST"})
# Requests that have one of these are the server's: they ask for more than an answer.
_OTHERS: Final = frozenset({b"expect", b"upgrade", b"transfer-encoding", b"connection"})
_QUERY, _FORM = QUERY.encode(), FORM.encode()
_KEEP: Final = b"keep-alive"


class Hearing:
    """Reads what comes on one connection; a protocol for the parser.

    Attributes:
        method: of the request.
        headers: of the request, by names in small letters.
        body: of the request, as far as it has come.
    """

    def __init__(self) -> None:
        """Begin with the first request."""
        self.method = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""
        self._parser = httptools.HttpRequestParser(self)
        self._begun = self._complete = 0
        self._url = b""

    @property
    def begun(self) -> bool:
        """Say whether a part of a request has come."""
        return self._begun > 0

    def take(self, data: bytes) -> Heard:
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

    def scope(self) -> tuple[dict[str, object], bytes]:
        """Give the request as ASGI has it, and its body; the next one may come then."""
        path, _, query = self._url.partition(b"?")
        scope: dict[str, object] = {
            "type": "http",
            "http_version": "1.1",
            "method": self.method.decode("ascii"),
            "scheme": "http",
            "path": path.decode("ascii"),
            "raw_path": path,
            "query_string": query,
            "headers": self.headers,
        }
        body, self.body = self.body, b""
        self._begun = self._complete = 0
        return scope, body

    def _is_query(self) -> bool:
        path, _, query = self._url.partition(b"?")
        plain = path == _PATH and self.method in _METHODS and self._parser.get_http_version() == "1.1"
        if not plain or b"#" in query or len(self.headers) > HEADERS:
            return False
        kind, size = b"", 0
        for name, value in self.headers:
            if (name in _OTHERS and value.lower() != _KEEP) or (name == b"accept" and b"text/html" in value):
                return False
            if name == b"content-type":
                kind = value.partition(b";")[0].strip().lower()
            size += len(name) + len(value)
        asks = (
            self._is_asked_in_body(kind, query)
            if self.method == b"POST"
            else self._is_asked_in_address(query)
        )
        return asks and size <= HEADER_BYTES

    def _is_asked_in_address(self, query: bytes) -> bool:
        return b"query=" in query and not self.body

    def _is_asked_in_body(self, kind: bytes, query: bytes) -> bool:
        if b"update" in query or b"%" in query:
            return False
        return kind == _QUERY or (kind == _FORM and _asks(self.body))

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin with a request."""
        self._begun += 1
        self._url = b""
        self.headers = []

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Take the method."""
        self.method = self._parser.get_method()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self.body += body

    def on_message_complete(self) -> None:
        """End with a request."""
        self._complete += 1


def _asks(form: bytes) -> bool:
    """Say whether a form holds a query, in plain words, and no update."""
    names = {pair.partition(b"=")[0] for pair in form.split(b"&")}
    return b"query" in names and b"update" not in names and not any(b"%" in name for name in names)
