"""How clients ask: what is known of a request before it is read.

A program sends the same head with each query, to the last byte. What the door and the endpoint make of such a head was seen the
first time, so of the next request the query alone is read. The answer has the head of the one before, but for its date, name and length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.server.options import ENDPOINT
from kg.server.protocol.negotiation import CONTENT_TYPES
from kg.server.protocol.parameters import unescape
from kg.server.protocol.replying import is_unsteady
from kg.server.sending import STATUS_LINES, date_line

if TYPE_CHECKING:
    from starlette.types import Message

    from kg.execution import Task

_BEGIN: Final = f"GET {ENDPOINT}?query=".encode()
_BETWEEN: Final = b" HTTP/1.1\r\n"
# What an address may hold behind its question mark (RFC 3986), but for the "&" before a further parameter.
_PLAIN: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%!$'()*+,;=:@/?"
_MOST: Final = 64  # that are known at the same time
_LONGEST: Final = 2**12  # bytes of the headers
_CONDITION: Final = b"\r\nif-none-match:"
_OK: Final = 200
_CHANGING: Final = {b"etag": b'W/"%b"', b"content-length": b"%d"}


class Habit(NamedTuple):
    """What follows from the headers of a request.

    Attributes:
        form: of the task, all of its values but the query.
        head: of an answer with rows or a verdict; there is room for date, name and length in it.
    """

    form: tuple[str, str, str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]
    head: bytes

    def begin(self, name: str, size: int) -> bytes:
        """Give the head of an answer of so many bytes."""
        return self.head % (date_line(), name.encode(), size)


class Habits:
    """Those that are known, by headers."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[bytes, Habit] = {}

    def recognize(self, request: bytes) -> tuple[Habit, str] | None:
        """Give the habit and the query of a request; None where it has to be read as a whole."""
        asked, headers = _cut(request)
        habit = self._known.get(headers)
        if habit is None:
            return None
        try:
            sparql = unescape(asked.replace(b"+", b" ")).decode()
        except UnicodeDecodeError:
            return None
        return None if is_unsteady(sparql) else (habit, sparql)

    def learn(self, request: bytes, task: Task, answer: Message) -> None:
        """Learn from a request that was answered: from what the engine was asked for it, and how the answer began."""
        _, headers = _cut(request)
        if not headers or len(headers) > _LONGEST or headers in self._known:
            return
        if _CONDITION in b"\r\n" + headers.lower():
            return
        found = dict(answer["headers"])
        changing = [name for name, _ in answer["headers"] if name in _CHANGING]
        rows = found.get(b"content-type") == CONTENT_TYPES[task.row_format]
        if answer["status"] != _OK or not rows or changing != list(_CHANGING):
            return
        lines = (
            b"%b: %b\r\n" % (name, _CHANGING.get(name, value.replace(b"%", b"%%")))
            for name, value in answer["headers"]
        )
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[headers] = Habit(task[1:], b"".join((STATUS_LINES[_OK], b"%b", *lines, b"\r\n")))


def _cut(request: bytes) -> tuple[bytes, bytes]:
    """Give the query of a request as it came, and the headers; nothing of one that does not begin as plain ones do.

    A plain query has no space, so what stands behind it is the end of the first line, and not of some header that looks like it.
    """
    line, _, headers = request.partition(_BETWEEN)
    asked = line[len(_BEGIN) :]
    if not line.startswith(_BEGIN) or asked.translate(None, _PLAIN):
        return b"", b""
    return asked, headers
