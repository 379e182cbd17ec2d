"""Many strings, found in a text in one pass: the work grows with the text, not with the number of strings."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST = re.compile(r"\w+|[^\w\s]")
_WORD_LENGTH = 10  # characters; more are looked through in the time in which a word is looked for


class Strings:
    """A set of strings that are looked for as whole words, as they are written."""

    def __init__(self, strings: Iterable[str]) -> None:
        """Index the strings by their first word; what begins with white space is never found."""
        self._strings = frozenset(strings)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for string in self._strings:
            first = _FIRST.match(string)
            if first is not None:
                lengths[first[0]].add(len(string))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str, span: Span) -> Iterator[Span]:
        """Give where they stand in a stretch of text, from left to right, the longest first, without overlap."""
        at = span.start
        for found in self.find_all(text, span):
            if found.start >= at:
                at = found.end
                yield found

    def find_all(self, text: str, span: Span) -> Iterator[Span]:
        """Give where they stand in a stretch of text, also within one another."""
        if not self._lengths:
            return
        for start, first in self._firsts(text, span):
            if start and not first[0].isalnum() and _is_word(text[start - 1]):
                continue
            for length in self._lengths[first]:
                end = start + length
                if end <= span.end and text[start:end] in self._strings and not _goes_on(text, end, span.end):
                    yield Span(start, end)

    def _firsts(self, text: str, span: Span) -> Iterable[tuple[int, str]]:
        """Give where the first words of the strings stand, in order, each with the word."""
        if len(self._lengths) * _WORD_LENGTH > span.end - span.start:
            found = ((match.start(), match[0]) for match in _FIRST.finditer(text, span.start, span.end))
            return (place for place in found if place[1] in self._lengths)
        # Few words are found faster one by one.
        return sorted((at, first) for first in self._lengths for at in _places(first, text, span))


def _places(word: str, text: str, span: Span) -> Iterator[int]:
    """Give where a word or a mark stands by itself in a stretch of text."""
    plain = _is_word(word[0])
    at = text.find(word, span.start, span.end)
    while at >= 0:
        end = at + len(word)
        if not plain or not (
            (at > span.start and _is_word(text[at - 1])) or (end < span.end and _is_word(text[end]))
        ):
            yield at
        at = text.find(word, at + 1, span.end)


def _goes_on(text: str, end: int, limit: int) -> bool:
    return end < limit and _is_word(text[end])


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
