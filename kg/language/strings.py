"""Many strings, found in a text in one pass: the work grows with the text, not with the number of strings."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST = re.compile(r"\w+|[^\w\s]")


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
        for match in _FIRST.finditer(text, span.start, span.end):
            start = match.start()
            if start and not match[0][0].isalnum() and _is_word(text[start - 1]):
                continue
            for length in self._lengths.get(match[0], ()):
                end = start + length
                if end <= span.end and text[start:end] in self._strings and not _goes_on(text, end, span.end):
                    yield Span(start, end)


def _goes_on(text: str, end: int, limit: int) -> bool:
    return end < limit and _is_word(text[end])


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
