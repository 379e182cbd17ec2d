"""A text with the quotes of its facts marked, however they overlap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEEPEST: Final = 6  # marks within marks; a quote that lies deeper has its place, and no colour
_BREAK: Final = re.compile(r"\n[ \t]*\n\s*")
_BLOCK: Final = 1500  # characters of a part of the text; it ends at the next empty line


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, as offsets in characters, with the number of the note that tells what it says."""

    start: int
    end: int
    note: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A step through a marked text.

    Attributes:
        kind: "text"; "open" and "close" of a mark; "note" behind the first mark of a stretch; "block" where a new part begins.
        text: of a text.
        stretch: of all others but a block.
        first: whether a mark is the first of its stretch, which has its address.
    """

    kind: str
    text: str = ""
    stretch: Stretch | None = None
    first: bool = False


def pieces(text: str, stretches: Sequence[Stretch]) -> Iterator[Piece]:
    """Walk through a text and its marks; marks nest, so that one that crosses another is broken in two."""
    last = len(text)
    found = [one for one in stretches if 0 <= one.start < one.end <= last]
    opening = sorted(found, key=lambda one: (one.start, -one.end, one.note))
    walk = _Walk(text)
    for stretch in opening:
        yield from walk.to(stretch.start)
        yield from walk.enter(stretch)
    yield from walk.to(last)


class _Walk:
    """Where a walk through a text stands, and which marks are open there, the outermost first."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._block = text, 0, 0
        self._open: list[Stretch] = []
        self._flat: list[Stretch] = []
        self._noted: set[int] = set()

    def to(self, place: int) -> Iterator[Piece]:
        """Go to a place, closing what ends on the way."""
        while ending := min((one.end for one in (*self._open, *self._flat) if one.end <= place), default=0):
            yield from self._write(ending)
            yield from self._leave(ending)
        yield from self._write(place)

    def enter(self, stretch: Stretch) -> Iterator[Piece]:
        """Begin a stretch here."""
        deep = len(self._open) >= DEEPEST
        (self._flat if deep else self._open).append(stretch)
        yield Piece("open", stretch=stretch, first=True)
        if deep:
            yield Piece("close", stretch=stretch)
            yield from self._note(stretch)

    def _leave(self, place: int) -> Iterator[Piece]:
        """Close all marks that end here; those that lie within and go on are opened again."""
        depth = next((i for i, one in enumerate(self._open) if one.end == place), len(self._open))
        inner, self._open = self._open[depth:], self._open[:depth]
        for one in reversed(inner):
            yield Piece("close", stretch=one)
            yield from self._note(one)
        self._flat = [one for one in self._flat if one.end != place]
        for one in inner:
            if one.end != place:
                self._open.append(one)
                yield Piece("open", stretch=one)

    def _note(self, stretch: Stretch) -> Iterator[Piece]:
        """Tell what a stretch says, right behind the mark that has its address."""
        if stretch.note not in self._noted:
            self._noted.add(stretch.note)
            yield Piece("note", stretch=stretch)

    def _write(self, place: int) -> Iterator[Piece]:
        """Give the text up to a place; where no mark is open, a new part may begin."""
        if place <= self._at:
            return
        text, self._at = self._text[self._at : place], place
        if self._open or self._flat:
            self._block += len(text)
            yield Piece("text", text)
            return
        done = 0
        for gap in _BREAK.finditer(text):
            if self._block + gap.start() - done >= _BLOCK:
                yield Piece("text", text[done : gap.end()])
                yield Piece("block")
                done, self._block = gap.end(), 0
        self._block += len(text) - done
        if text[done:]:
            yield Piece("text", text[done:])
