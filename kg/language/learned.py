"""What a trained encoder sees, as further evidence: names that capitals do not show, types, and the main work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.encoder import TYPES, NamedAt
from kg.language.capitals import Name
from kg.language.strings import Strings
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.encoder import Reading
    from kg.language.grouping import Group
    from kg.language.masking import Masked

_SEEN = 0.5  # chance from which a name that only the encoder sees is one
_DOUBTED = 0.1  # chance below which a name that only capitals show is none
_PLAIN = 0.85  # chance from which a word that opens a sentence is a name, though capitals do not show it
_OPENS = re.compile(r"(?:^|[.!?…:\n][\"'”’)\]]*)[\s\"'“‘(*_]*$")
_NEAR = 6  # characters before a word that show whether it opens a sentence
_CERTAIN = 0.8  # chance from which a string is a name wherever it stands
_SHORT = 2  # letters of "TV"
_HELD = 0.3  # chance from which a name holds against shorter ones within it
EARLY = 0.3  # share of the votes that count before short forms are joined to full names: a guess is not to hinder that
_WEIGHT = 1.5  # votes of a mention that the encoder is sure of
_LEAST = 0.05  # chances of a mention, summed, below which it does not vote for a type
_WORD = 30  # characters of a long word
_MARKS = " \t\"'“”‘’*_.,;:()[]—–-"


def seen_names(reading: Reading, text: str) -> tuple[Name, ...]:
    """Give the names that the encoder sees, trimmed to whole words."""
    found: list[Name] = []
    for seen in reading.names:
        if sum(seen.chances) < _SEEN:
            continue
        span = _trimmed(text, seen.start, seen.end)
        inner = text[span.start : span.end]
        if not any(c.isupper() or c.isdigit() for c in inner):
            continue
        if found and span.overlaps(found[-1].span):  # two parts of one hyphenated word
            if len(inner) > len(found[-1].text):
                found[-1] = Name(span, inner)
            continue
        found.append(Name(span, inner))
    return tuple(found)


_TAIL = re.compile(r",?\s(?:S\d{1,2}|[Ss](?:eason|eries) \d{1,2}|[Vv]ol(?:ume|\.) \d{1,3})$")
_PART = re.compile(r"\w*(?:[-‐–]\w+)+")  # "Ok-sun" is one word


def _trimmed(text: str, start: int, end: int) -> Span:
    """Give the whole words of a name, without marks around it and without the number of a season."""
    for match in _PART.finditer(text, max(0, start - _WORD), end + _WORD):
        if match.start() < end < match.end():
            end = match.end()
        if match.start() < start < match.end():
            start = match.start()
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    tail = _TAIL.search(text, start, end)
    return Span(start, tail.start() if tail else end)


class Joining:
    """Joins the names that capitals show with those that the encoder sees, by what the whole document shows."""

    def __init__(self, reading: Reading, text: str, shown: Iterable[Name], known: Iterable[str]) -> None:
        """Look at the names of a document.

        Args:
            reading: what the encoder makes of it.
            text: of the document.
            shown: all names that capitals show.
            known: strings that the document shows to be titles.
        """
        self._reading = reading
        self.seen = seen_names(reading, text)
        spans = {n.span for n in self.seen}
        by_capitals = tuple(shown)
        self._sure = {*known, *(n.text for n in by_capitals if n.span in spans)}
        words = {n.text for n in by_capitals}
        self.seen = tuple(n for n in self.seen if n.text in words or not self._may_be_a_word(n, text))
        # A bare number is a title only where something else shows it ("Nine" is a word, "100" mostly a number).
        self.seen = tuple(n for n in self.seen if not n.text.isdigit() or n.text in self._sure)
        self.seen = self._seen_again(text)

    def _may_be_a_word(self, name: Name, text: str) -> bool:
        """Say whether a single word that only the encoder takes for a name may have its capital from its sentence."""
        if " " in name.text or not _OPENS.search(text, max(0, name.span.start - _NEAR), name.span.start):
            return False
        return self._chance(name) < _PLAIN or bool(re.search(rf"\b{re.escape(name.text.lower())}\b", text))

    def _seen_again(self, text: str) -> tuple[Name, ...]:
        """Give the names that the encoder sees, with the same strings where it passed over them."""
        again = Strings(
            n.text
            for n in self.seen
            if (" " in n.text or (len(n.text) > _SHORT and not n.text.istitle()) or n.text in self._sure)
            and self._chance(n) >= _CERTAIN
        )
        taken = sorted(n.span for n in self.seen)
        starts = [span.start for span in taken]
        found = list(self.seen)
        end = 0
        for span in again.find_all(text, Span(0, len(text))):
            at = bisect_right(starts, span.start)
            near = taken[max(0, at - 1) : at + 1]
            if span.start >= end and not any(span.overlaps(other) for other in near):
                found.append(Name(span, span.of(text)))
                end = span.end
        return tuple(sorted(found, key=lambda n: n.span))

    def names(self, shown: Sequence[Name], seen: Sequence[Name], *, heading: bool) -> list[Name]:
        """Give the names of a sentence, in order and without overlap.

        Args:
            shown: by capitals.
            seen: by the encoder.
            heading: in a headline every word has a capital; there only what is surely a name elsewhere is one.
        """
        if heading:
            seen = [n for n in seen if n.text in self._sure]
        kept: list[Name] = []
        for name in shown:
            crossed = [s for s in seen if s.span.overlaps(name.span)]
            if crossed and not self._holds(name, crossed):
                continue
            if crossed or self._chance(name) >= _DOUBTED:
                kept.append(name)
        taken = [n.span for n in kept]
        kept += [s for s in seen if not any(s.span.overlaps(span) for span in taken)]
        return sorted(kept, key=lambda n: n.span)

    def _holds(self, name: Name, crossed: Sequence[Name]) -> bool:
        """Say whether a name that capitals show stands against those of the encoder that cross it."""
        if any(s.span == name.span for s in crossed):
            return True
        within = all(name.span.start <= s.span.start and s.span.end <= name.span.end for s in crossed)
        if name.text in self._sure:
            return within or not any(s.text in self._sure for s in crossed)
        return within and self._chance(name) >= _HELD

    def _chance(self, name: Name) -> float:
        return sum(self._reading.chances_at(name.span.start, name.span.end))


def learned_votes(masked: Iterable[Masked], reading: Reading) -> dict[str, dict[str, float]]:
    """Give the encoder's votes for the types of each name: of all its mentions the mean, more where there are several."""
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(TYPES))
    counts: defaultdict[str, int] = defaultdict(int)
    for view in masked:
        for mention in view.sentence.mentions:
            chances = reading.chances_at(mention.span.start, mention.span.end)
            sums[mention.entity] = [a + b for a, b in zip(sums[mention.entity], chances, strict=True)]
            counts[mention.entity] += 1
    return {
        key: {
            t: _WEIGHT * min(counts[key], 2) / counts[key] * c
            for t, c in zip(TYPES, chances, strict=True)
            if c > _LEAST
        }
        for key, chances in sums.items()
    }


def learned_focus(
    reading: Reading,
    groups: Mapping[str, Group],
    masked: Iterable[Masked],
    root: Mapping[str, str],
) -> dict[str, float]:
    """Give the chance of each work to be what the text is about."""
    numbers: dict[str, int] = {}
    mentions: list[NamedAt] = []
    for view in masked:
        for mention in view.sentence.mentions:
            key = root[mention.entity]
            if groups[key].family == "Work":
                number = numbers.setdefault(key, len(numbers))
                mentions.append(NamedAt(mention.span.start, mention.span.end, number, "Work", 0))
    chances = reading.focus(mentions)
    return {key: chances[number] for key, number in numbers.items()}
