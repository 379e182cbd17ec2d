"""Masked sentences: each mention is one placeholder, so that a pattern reads like the phrase that it matches.

A pattern is a regular expression in which `<P>` stands for a mention of a person, `<W>` of a work and so on:
`directed by <P+:subject>` matches "directed by Ana Lima and Bo Ek" and gives both as "subject".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.language.annotation import Mention, Sentence

# Letters of the placeholders, by class of entity.
LETTERS = {
    "Person": "P", "Character": "C", "Studio": "O", "Organization": "O", "Track": "T", "Film": "W", "Series": "W",
    "Manga": "W", "Book": "W", "Game": "W", "Play": "W", "Work": "W",
}  # fmt: skip
UNKNOWN = "X"
OPEN, _CLOSE = "\ue000", "\ue001"
_PRIVATE = re.compile(f"[{OPEN}{_CLOSE}]")
_NUMBER = re.compile(rf"{OPEN}\w(\d+){_CLOSE}")
_SLOT = re.compile(r"<([A-Z*]+)(\+?)(?::(\w+))?>")
_SEPARATOR = r"(?:\s\(\d{4}\))?(?:\s?,\s(?:and\s|as\swell\sas\s|with\s)?|\sand\s|\s&\s|\s?/\s?|,?\sas\swell\sas\s|;\s|\sor\s|\s(?=[“\"‘]))"
_LOOK_BEHIND = re.compile(r"\(\?<[!=][^()]*\)")  # of one width only, so its spaces stay single
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # within a list such an aside is about a member, and none itself
_ASIDE = rf"(?:\s\((?:[^()<>{OPEN}]{{1,30}}|{OPEN}\w\d+{_CLOSE})\))?"  # "A (Lagos), B (Paris)"
_QUOTES = r"[\"“”‘’'«»*_]{0,4}"
_END_QUOTES = r"(?:[\"“”‘’'«»*_](?!s\b)){0,4}"  # not the apostrophe of a possessive


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence in which each mention is a placeholder.

    Attributes:
        text: the masked characters.
        sentence: what was masked.
    """

    text: str
    sentence: Sentence
    _starts: tuple[int, ...]  # in the masked text, of each stretch
    _offsets: tuple[int, ...]  # in the document, of each stretch

    def offset(self, position: int) -> int:
        """Give the place in the document of a position in the masked text."""
        stretch = bisect_right(self._starts, position) - 1
        return self._offsets[stretch] + position - self._starts[stretch]

    def placeholder(self, number: int) -> Span:
        """Give where the placeholder of a mention stands in the masked text, by the mention's number."""
        stretch = 2 * number + 1  # what stands between mentions is a stretch too
        return Span(self._starts[stretch], self._starts[stretch + 1])

    def numbers(self, match: re.Match[str], group: str) -> tuple[int, ...]:
        """Give the numbers of the mentions that a slot of a pattern caught, in order; none where it caught nothing."""
        caught = match.groupdict().get(group)
        return tuple(int(i) for i in _NUMBER.findall(_IN_BRACKETS.sub("", caught or "")))

    def mentions(self, match: re.Match[str], group: str) -> tuple[Mention, ...]:
        """Give the mentions that a slot of a pattern caught, in order; none where it caught nothing."""
        return tuple(self.sentence.mentions[i] for i in self.numbers(match, group))


def mask(text: str, sentence: Sentence, letter: Callable[[Mention], str]) -> Masked:
    """Replace the mentions of a sentence by placeholders.

    Args:
        text: of the document.
        sentence: with its mentions.
        letter: gives the placeholder's letter for a mention (a value of `LETTERS`, or `UNKNOWN`).
    """
    parts: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    length = 0

    def add(part: str, offset: int) -> None:
        nonlocal length
        starts.append(length)
        offsets.append(offset)
        parts.append(part)
        length += len(part)

    at = sentence.span.start
    for number, mention in enumerate(sentence.mentions):
        add(_PRIVATE.sub(" ", text[at : mention.span.start]), at)
        add(f"{OPEN}{letter(mention)}{number}{_CLOSE}", mention.span.start)
        at = mention.span.end
    add(_PRIVATE.sub(" ", text[at : sentence.span.end]), at)
    return Masked("".join(parts), sentence, tuple(starts), tuple(offsets))


@cache
def compile_pattern(template: str) -> re.Pattern[str]:
    """Compile a pattern with slots.

    `<P>` is a mention of that letter, `<PX>` of one of these, `<*>` of any; `<P:name>` catches it; `<P+:name>` catches
    a list ("A, B and C"). Quotation marks around a mention are passed over; a space stands for any white space.
    """
    return re.compile(expand(template), re.IGNORECASE)


def expand(template: str) -> str:
    """Write a pattern with slots as the regular expression that it stands for."""
    expanded = _SLOT.sub(_slot, template.replace("’s", "[’'‘]s"))
    fixed = _LOOK_BEHIND.sub(lambda m: m[0].replace(" ", r"\x20"), expanded)
    return fixed.replace(" ?", r"\s*").replace(" ", r"\s+")


def slots_of(template: str) -> tuple[str, ...]:
    """Give the names of the slots of a pattern, in order."""
    return tuple(slot[3] for slot in _SLOT.finditer(template) if slot[3])


def _slot(match: re.Match[str]) -> str:
    letters, many, name = match.groups()
    of = r"\w" if letters == "*" else f"[{letters}]"
    inner_mark = "[!,]?" if letters in {"*", "T"} else ""
    one = rf"{_QUOTES}{OPEN}{of}\d+{_CLOSE}{inner_mark}{_END_QUOTES}"
    # A full stop or comma inside the closing quotation mark ("Name,”) belongs to the list.
    body = rf"{one}(?:{_ASIDE}{_SEPARATOR}{one})*" if many else one
    return f"(?P<{name}>{body})" if name else f"(?:{body})"
