"""What a text must hold so that a regular expression can match in it, read off the expression itself.

"(?:directed|helmed) by ..." matches nowhere but where one of two words stands. To look for words is cheap, to try a
pattern at each place of a text is not. What is said here is never too much: where an expression holds something that
is not understood, nothing is concluded from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Clause = frozenset[str]

# Letters beyond ASCII that a pattern takes for these ones where case is ignored; `str.lower` does not.
_FOLDED = str.maketrans({"ı": "i", "İ": "i", "ſ": "s", "\u212a": "k"})
_MOST_STRINGS = 1024  # that one stretch of a pattern is spelled out into
_MOST_LETTERS = 6  # of a set that is spelled out
_PLAIN = re.compile(r"[A-Za-z0-9]+(?![?*+{])")
_REPEATED = re.compile(r"([?*+]|\{(\d*)(?:(,)(\d*))?\})[?+]?")
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|:|>|[aimsu]*-?[ims]*:|(?P<aside><?[=!]|#)|(?P<other>.)))?")
_HEXADECIMAL = re.compile(r"x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}")
_IN_SET = re.compile(r"[\\\[\s]|.-.")  # what makes a set of more than the letters that stand in it
_NO_WIDTH = frozenset("bBAZ")
_ONE_OF_MANY = frozenset("wWdDSnrtfv")
_SPACE: Clause = frozenset({" "})
_TELLS = {" ": 0.5}  # as much as half a letter does


def fold(text: str) -> str:
    """Write a text as the strings of `Needs` are written: in lower case, as patterns see it where case is ignored."""
    if "ı" in text or "İ" in text or "ſ" in text or "\u212a" in text:  # to translate all takes long
        text = text.translate(_FOLDED)
    return text.lower()


@dataclass(frozen=True, slots=True)
class Needs:
    """What a text must hold.

    Attributes:
        clauses: one string at least of each stands in a folded word of the text. A space in front of a string or
            behind it is where the word begins or ends.
        counts: how often each of the characters that were asked about stands in it at least.
        openings: with one of these each match begins, in the folded text; none where that is not known.
    """

    clauses: tuple[Clause, ...] = ()
    counts: tuple[int, ...] = ()
    openings: Clause = frozenset()


@cache
def needs_of(pattern: str, counted: str = "") -> Needs:
    """Give what each text must hold in which a regular expression matches, whether or not case is ignored.

    Args:
        pattern: the expression, not in the verbose form.
        counted: characters whose least number is asked for.
    """
    try:
        part = _Reader(pattern, counted).read()
    except _NotUnderstoodError:
        return Needs((), (0,) * len(counted))
    clauses = dict.fromkeys(part.all_clauses())
    openings = frozenset(string.rstrip() for string in part.openings or part.spelled or ())
    return Needs(
        tuple(sorted(clauses, key=_looseness)), part.counts, frozenset() if "" in openings else openings
    )


class _NotUnderstoodError(ValueError):
    """An expression holds what this module does not read."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression.

    Attributes:
        spelled: all folded strings that it can match, None where they are too many.
        clauses: what it needs, where it is not spelled out.
        counts: of the counted characters, the least number.
        openings: all that it can begin with, where it is not spelled out.
    """

    spelled: Clause | None
    clauses: tuple[Clause, ...] = ()
    counts: tuple[int, ...] = ()
    openings: Clause = frozenset()

    def all_clauses(self) -> Iterator[Clause]:
        """Give what it needs, also where it is spelled out."""
        yield from self.clauses
        if self.spelled is not None:
            yield from _clause_of(self.spelled)


def _clause_of(strings: Iterable[str]) -> Iterator[Clause]:
    """Give the clause that one of some strings stands in the text; none where one of them is empty."""
    shortest: list[str] = []
    for string in sorted(strings):
        if not string.strip():
            return
        if not (shortest and string.startswith(shortest[-1])):
            shortest.append(string)
    yield frozenset(shortest)


def _looseness(clause: Clause) -> float:
    """Say how many texts may fulfil a clause: few where its strings are few and long."""
    return sum(4.0 ** -sum(_TELLS.get(letter, letter.isalnum()) for letter in string) for string in clause)


@dataclass(slots=True)
class _Reader:
    """Reads a regular expression from left to right."""

    pattern: str
    counted: str
    at: int = 0
    _nothing: _Part = field(init=False)

    def __post_init__(self) -> None:
        self._nothing = _Part(frozenset({""}), (), (0,) * len(self.counted))

    def read(self) -> _Part:
        part = self._choice()
        if self.at < len(self.pattern):
            raise _NotUnderstoodError(self.pattern)
        return part

    def _choice(self) -> _Part:
        branches = [self._sequence()]
        while self._next() == "|":
            self.at += 1
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else self._either(branches)

    def _either(self, branches: list[_Part]) -> _Part:
        counts = tuple(min(found) for found in zip(*(b.counts for b in branches), strict=True))
        spelled = frozenset[str]().union(*(b.spelled or () for b in branches))
        if all(b.spelled is not None for b in branches) and len(spelled) <= _MOST_STRINGS:
            return _Part(spelled, (), counts)
        # Of each branch its most telling clause; and of each that which asks for a counted character.
        tellings = [sorted(b.all_clauses(), key=_looseness) for b in branches]
        countings = [[c for c in found if self._counts(c)] for found in tellings]
        clauses = [
            frozenset[str]().union(*(found[0] for found in kind))
            for kind in (tellings, countings)
            if all(kind)
        ]
        openings = [b.spelled or b.openings for b in branches]
        begun = frozenset[str]().union(*openings) if all(openings) else frozenset[str]()
        return _Part(None, tuple(clauses), counts, begun)

    def _counts(self, clause: Clause) -> bool:
        return all(any(letter in string for letter in self.counted) for string in clause)

    def _sequence(self) -> _Part:
        run = self._nothing.spelled or frozenset()
        counts, clauses = self._nothing.counts, list[Clause]()
        openings: Clause | None = None  # known when the first stretch that is spelled out ends
        while self._next() not in {"", "|", ")"}:
            part = self._repeated(self._one())
            counts = tuple(map(sum, zip(counts, part.counts, strict=True)))
            if part.spelled == _SPACE:
                clauses += _clause_of(before + " " for before in run)
                openings = run if openings is None else openings
                run = _SPACE
                continue
            if part.spelled is not None and len(run) * len(part.spelled) <= _MOST_STRINGS:
                run = frozenset(a + b for a, b in product(run, part.spelled))
                continue
            clauses += [*_clause_of(run), *part.clauses]
            if openings is None:
                openings = part.spelled or part.openings if run == self._nothing.spelled else run
            run = (self._nothing if part.spelled is None else part).spelled or frozenset()
        if openings is None:
            return _Part(run, (), counts)
        return _Part(None, (*clauses, *_clause_of(run)), counts, frozenset() if "" in openings else openings)

    def _repeated(self, part: _Part) -> _Part:
        """Give a part with the sign of repetition behind it."""
        match = _REPEATED.match(self.pattern, self.at)
        if match is None or match[0] == "{}":
            return part
        self.at = match.end()
        least, most = _bounds(match)
        if (least and part.spelled == _SPACE) or least == most == 1:
            return part
        if least:
            counts = tuple(least * count for count in part.counts)
            return _Part(
                None, tuple(part.all_clauses()), counts, part.openings or part.spelled or frozenset()
            )
        optional = part.spelled is not None and most == 1
        return _Part(part.spelled | {""} if optional and part.spelled else None, (), self._nothing.counts)

    def _one(self) -> _Part:
        """Give the part that begins here, without what repeats it."""
        plain = _PLAIN.match(self.pattern, self.at)
        if plain is not None:
            self.at = plain.end()
            return _Part(frozenset({plain[0].lower()}), (), self._nothing.counts)
        letter = self.pattern[self.at]
        if letter == "(":
            return self._group()
        if letter == "[":
            return self._set()
        self.at += 1
        if letter == "\\":
            return self._escaped()
        if letter in "^$":
            return self._nothing
        if letter in "*+?":
            raise _NotUnderstoodError(self.pattern)
        return self._many if letter == "." else self._letter(letter)

    def _group(self) -> _Part:
        opening = _OPENING.match(self.pattern, self.at)
        if opening is None or opening["other"] or opening["aside"] == "#":
            raise _NotUnderstoodError(self.pattern)
        self.at = opening.end()
        inner = self._choice()
        if self._next() != ")":
            raise _NotUnderstoodError(self.pattern)
        self.at += 1
        return self._nothing if opening["aside"] else inner

    def _escaped(self) -> _Part:
        letter = self._next()
        hexadecimal = _HEXADECIMAL.match(self.pattern, self.at)
        if hexadecimal is not None:
            self.at = hexadecimal.end()
            return self._letter(chr(int(hexadecimal[0][1:], 16)))
        self.at += 1
        if letter in _NO_WIDTH:
            return self._nothing
        if letter == "s":
            return _Part(_SPACE, (), self._nothing.counts)
        if letter in _ONE_OF_MANY:
            return self._many
        if letter.isalnum() or not letter:  # a group that is referred to, or what is none of English patterns
            raise _NotUnderstoodError(self.pattern)
        return self._letter(letter)

    def _set(self) -> _Part:
        """Give a set in square brackets, spelled out where it is small and plain."""
        first = self.at + 1
        negated = self.pattern.startswith("^", first)
        end = first + negated
        while (
            self.pattern[end : end + 1] != "]" or end == first + negated
        ):  # in the first place it is a member
            if end >= len(self.pattern):
                raise _NotUnderstoodError(self.pattern)
            end += 2 if self.pattern[end] == "\\" else 1
        members = self.pattern[first:end]
        self.at = end + 1
        plain = not negated and not _IN_SET.search(members)
        if not plain or len(members) > _MOST_LETTERS:
            return self._many
        return self._either([self._letter(letter) for letter in members])

    @property
    def _many(self) -> _Part:
        """Give a character that may be any of many."""
        return _Part(None, (), self._nothing.counts)

    def _letter(self, letter: str) -> _Part:
        if letter.isspace():
            return _Part(_SPACE, (), self._nothing.counts)
        # Of letters beyond ASCII, case is left to the engine.
        if not letter.isascii() and letter.lower() != letter.upper():
            return self._many
        return _Part(frozenset({letter.lower()}), (), tuple(int(letter == c) for c in self.counted))

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]


def _bounds(match: re.Match[str]) -> tuple[int, int | None]:
    """Give how often a part stands at least and at most, None for any number."""
    sign = match[1]
    if sign in {"?", "*", "+"}:
        return int(sign == "+"), 1 if sign == "?" else None
    least = int(match[2] or 0)
    most = match[4] if match[3] else match[2]
    return least, int(most) if most else None
