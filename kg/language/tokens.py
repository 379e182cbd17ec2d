"""Tokens with offsets: the smallest pieces that mentions and sentences are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<initials>(?:[^\W\d_]\.){2,}|(?<!\w)(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Sgt|Lt|Capt|Prof)\.(?=\s))       # I.G., U.S., the E. of a middle name
    |(?P<contracted>[‘'’]n[’'‘](?!\w))                          # the 'n' between two words
    |(?P<possessive>(?<=\w)[’'‘][sS](?!\w)|(?<=s)[’](?=\s))     # Anna's, the brothers’
    |(?P<word>[^\W\d_]\w*(?:[-‐‑]\w+|[’'‘](?![sS](?!\w))\w+)*)
    |(?P<number>\d+(?:[.,:+/]\d+)*(?:[-‐‑]?\w+)*)
    |(?P<mark>[!?]+|\.{2,}|…|\S)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, number or mark of a text.

    Attributes:
        text: its characters.
        start: offset of the first one in the document.
        end: offset behind the last one.
        kind: "word", "initials", "number", "possessive", "contracted" or "mark".
    """

    text: str
    start: int
    end: int
    kind: str

    @property
    def is_capitalised(self) -> bool:
        """Say whether it starts with a capital letter."""
        return self.kind in {"word", "initials"} and self.text[0].isupper()


def tokenize(text: str, span: Span | None = None) -> Iterator[Token]:
    """Give the tokens of a text, or of a stretch of it, with offsets in the whole text."""
    stretch = span or Span(0, len(text))
    for match in _TOKEN.finditer(text, stretch.start, stretch.end):
        yield Token(match[0], match.start(), match.end(), match.lastgroup or "mark")
