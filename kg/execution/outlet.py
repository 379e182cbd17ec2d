"""Where the engine writes an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.execution.frames import BEGIN, END, PART, WHOLE
from kg.execution.refusals import too_large

if TYPE_CHECKING:
    from kg.execution.line import Line

HELD: Final = 2**16  # bytes of an answer that are held back, so that an error that comes early is told as one


class Outlet:
    """A file that sends what is written to it: all at once if that is little, else part by part.

    Attributes:
        kind: of the answer, as its place in `AnswerKind`.
        begun: whether something was sent.
    """

    def __init__(self, line: Line) -> None:
        """Write to a line."""
        self.kind = 0
        self.begun = False
        self._line = line
        self._limit = line.limits.answer_bytes
        self._written = 0
        self._held: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        """Take some bytes. Raises `KgError` where the answer grows too large."""
        self._written += len(data)
        if self._written > self._limit:
            raise too_large(self._limit)
        self._held.append(data)
        self._size += len(data)
        if self._size >= HELD:
            self._send_part()
        return len(data)

    def flush(self) -> None:
        """Do nothing: `finish` sends what is held."""

    def finish(self) -> None:
        """Send the rest, and that it was the last."""
        if not self.begun:
            self._line.send(WHOLE, bytes((self.kind,)), *self._held, last=True)
            return
        if self._held:
            self._send_part()
        self._line.send(END, last=True)

    def _send_part(self) -> None:
        if self.begun:
            self._line.send(PART, *self._held)
        else:
            self._line.send(BEGIN, bytes((self.kind,)), *self._held)
        self.begun = True
        self._held.clear()
        self._size = 0
