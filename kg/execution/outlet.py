"""Where the engine writes an answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final

from kg.execution.frames import BEGIN, END, PART, WHOLE
from kg.execution.refusals import too_large

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.execution.line import Line

HELD: Final = 2**16  # bytes of an answer that are held back, so that an error that comes early is told as one


class Outlet(ABC):
    """A file that passes on what is written to it: all at once if that is little, else part by part.

    Attributes:
        kind: of the answer, as its place in `AnswerKind`.
        begun: whether something was passed on.
    """

    def __init__(self, limit: int) -> None:
        """Take how many bytes an answer may have."""
        self.kind = 0
        self.begun = False
        self._limit = limit
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
            self._pass_on()
        return len(data)

    def flush(self) -> None:  # noqa: B027 - a file has it, and all that is to be done here is nothing
        """Do nothing: `finish` passes on what is held."""

    def clear(self) -> None:
        """Forget what was written; nothing of it was passed on."""
        self._written = self._size = 0
        self._held.clear()

    def finish(self) -> None:
        """Pass on the rest, and that it was the last."""
        if not self.begun:
            self.whole(self._held)
            return
        if self._held:
            self._pass_on()
        self.end()

    def _pass_on(self) -> None:
        if self.begun:
            self.part(self._held)
        else:
            self.begun = True
            self.begin(self._held)
        self._held.clear()
        self._size = 0

    @abstractmethod
    def whole(self, parts: Sequence[bytes]) -> None:
        """Pass on a short answer."""

    @abstractmethod
    def begin(self, parts: Sequence[bytes]) -> None:
        """Pass on the first part of a long answer."""

    @abstractmethod
    def part(self, parts: Sequence[bytes]) -> None:
        """Pass on a further part."""

    @abstractmethod
    def end(self) -> None:
        """Pass on that there is no more."""


class LineOutlet(Outlet):
    """Sends an answer to the engine."""

    def __init__(self, line: Line) -> None:
        """Write to a line."""
        super().__init__(line.limits.answer_bytes)
        self._line = line

    def whole(self, parts: Sequence[bytes]) -> None:
        """Send a short answer."""
        self._line.send(WHOLE, bytes((self.kind,)), *parts, last=True)

    def begin(self, parts: Sequence[bytes]) -> None:
        """Send the first part of a long answer."""
        self._line.send(BEGIN, bytes((self.kind,)), *parts)

    def part(self, parts: Sequence[bytes]) -> None:
        """Send a further part."""
        self._line.send(PART, *parts)

    def end(self) -> None:
        """Send that there is no more."""
        self._line.send(END, last=True)
