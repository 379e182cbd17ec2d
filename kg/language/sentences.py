"""Sentences of a block, with offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.language.lexicon import words
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A full stop behind one of these does not end a sentence when a capital follows.
_ABBREVIATIONS = words(
    "mr mrs ms dr prof st jr sr vs etc no vol vols ep eps ch pp inc ltd co corp jan feb mar apr jun jul aug sep sept",
    " oct nov dec fig ed eds dir feat gen col lt sgt capt rev hon messrs mt approx",
)
_LONGEST = 3000  # characters; what is longer is a table or a list without stops
_END = re.compile(r"(?:(?<![.!?])[.!?]++|…)[\"”’'»)\]]*+(?=\s|$)")
_NEXT = re.compile(r"\s+[\"“‘'«(\[]*(\w)", re.DOTALL)
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)$")


def split_sentences(text: str, span: Span) -> Iterator[Span]:
    """Give the sentences of a stretch of text, without the white space around them.

    A stop ends a sentence when a capital, a digit or the end follows and the word before is neither an
    abbreviation ("Dr.") nor an initial ("E. Grant").
    """
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if _ends(text, match, span.end):
            yield from split_line(text, Span(start, match.end()))
            start = match.end()
    yield from split_line(text, Span(start, span.end))


def split_line(text: str, span: Span) -> Iterator[Span]:
    """Give a stretch of text without the white space around it; one longer than any sentence comes in pieces."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "\n;, ")
        end = cut + 1 if cut > 0 else start + _LONGEST
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, span.end)


def _ends(text: str, match: re.Match[str], limit: int) -> bool:
    following = _NEXT.match(text, match.end(), limit)
    if following is None:
        return True
    if following[1].islower():
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    if before is None:
        return True
    word = before[1]
    initial = (len(word) == 1 and word.isupper() and word != "I") or "." in word
    return not initial and word.casefold() not in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
