"""Writing answers as HTTP/1.1, where no server does."""

from __future__ import annotations

import time
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message

STATUS_LINES: Final = {
    int(status): f"HTTP/1.1 {int(status)} {status.phrase}\r\ndate: ".encode() for status in HTTPStatus
}
_END: Final = b"0\r\n\r\n"


class Sending:
    """Takes the messages of an ASGI application, and sends what they say; a short answer at once.

    Attributes:
        start: the message that the answer began with; empty before.
        complete: whether all of the answer was sent.
        gone: whether nobody takes it.
    """

    __slots__ = ("_chunked", "_has_body", "_head", "_send", "complete", "gone", "start")

    def __init__(self, send: Callable[[bytes], None], *, has_body: bool) -> None:
        """Take what sends bytes, and whether the body is sent too."""
        self._send = send
        self._has_body = has_body
        self._head = b""
        self._chunked = False
        self.start: Message = {}
        self.complete = self.gone = False

    async def __call__(self, message: Message) -> None:
        """Take a message."""
        if message["type"] == "http.response.start":
            self.start = message
            self._head = self._write_head(message)
            return
        body, more = message.get("body", b"") if self._has_body else b"", message.get("more_body", False)
        if self._chunked and self._has_body:
            body = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
            body = body if more else body + _END
        data, self._head = self._head + body, b""
        self.send(data, more=more)

    def send(self, data: bytes, *, more: bool = False) -> None:
        """Send bytes of an answer, the last ones if there are no more."""
        if data and not self.gone:
            try:
                self._send(data)
            except ConnectionError:
                self.gone = True
        self.complete = not (more or self.gone)

    def _write_head(self, message: Message) -> bytes:
        status = message["status"]
        lines = [b"%b: %b\r\n" % pair for pair in message["headers"]]
        known = any(name == b"content-length" for name, _ in message["headers"])
        if not known and status not in {204, 304}:
            self._chunked = True
            if self._has_body:
                lines.append(b"transfer-encoding: chunked\r\n")
        return b"".join((STATUS_LINES[status], date_line(), *lines, b"\r\n"))


_dated: tuple[int, bytes] = (0, b"")


def date_line() -> bytes:
    """Give the time as HTTP writes it, and the end of the line, whose name stands in the line of the status."""
    global _dated  # noqa: PLW0603 - written once a second, in a process of one thread
    now = int(time.time())
    if _dated[0] != now:
        _dated = (now, f"{formatdate(now, usegmt=True)}\r\n".encode())
    return _dated[1]
