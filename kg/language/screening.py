"""Many patterns over the same texts, each tried only where the text holds the words that the pattern asks for."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

from kg.language.masking import OPEN, compile_pattern, expand
from kg.language.needs import Needs, fold, needs_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

_MOST_WORDS = 1 << 16  # of which it is remembered what they hold
_MOST_TEXTS = 1 << 12  # the sentences of a document, which one rule after the other looks at
_MANY = 24  # strings that are looked for one by one
_START = 3  # letters by which a string is looked up


class Board:
    """Screens over the same texts; the words of a text are looked up once for all of them."""

    def __init__(self) -> None:
        """Begin without a screen."""
        self._templates: list[str] = []
        self._index: _Index | None = None
        self.look = lru_cache(maxsize=_MOST_TEXTS)(self._look)

    def screen(self, templates: Iterable[str]) -> Screen:
        """Give a screen of some patterns."""
        first = len(self._templates)
        self._templates += templates
        self._index = None  # made when a text is first looked at, by when all screens are there
        self.look.cache_clear()
        return Screen(self._templates[first:], self, first)

    def _look(self, text: str) -> tuple[_Index, int, int]:
        """Give the index, what a text holds, and the needs that it may fulfil."""
        if self._index is None:
            self._index = _Index(tuple(needs_of(expand(template), OPEN) for template in self._templates))
        return self._index, *self._index.look(text)


class Screen:
    """A table of patterns with slots that finds out at once which of them can match in a text.

    What each pattern asks for is read off the pattern (`kg.language.needs`), so that nothing that the pattern would
    catch is lost. It is done when a text is first looked at, and a pattern is compiled when it is first tried.
    """

    def __init__(self, templates: Iterable[str], board: Board, first: int) -> None:
        """Keep the patterns, in the order in which their matches are given; `Board.screen` makes a screen.

        Args:
            templates: see `kg.language.masking`.
            board: that the screen is one of.
            first: the number of the first pattern on that board.
        """
        self._templates = tuple(templates)
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._board, self._first = board, first
        self._own = ((1 << len(self._templates)) - 1) << first

    def finditer(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Give (number of the pattern, match) for all that the patterns match in a masked text, pattern by pattern."""
        index, held, left = self._board.look(text)
        for place in index.fulfilled(held, left & self._own):
            number = place - self._first
            pattern = self._compiled.get(number)
            if pattern is None:
                pattern = self._compiled[number] = compile_pattern(self._templates[number])
            openings = self._openings[number]
            if openings:
                matches = matches_at(pattern, text, _places(openings, _folded(text)))
            else:
                matches = pattern.finditer(text)
            for match in matches:
                yield number, match

    @cached_property
    def _openings(self) -> tuple[tuple[str, ...], ...]:
        needs = (needs_of(expand(template), OPEN) for template in self._templates)
        return tuple(tuple(sorted(need.openings)) for need in needs)


def _places(strings: Iterable[str], text: str) -> list[int]:
    """Give where one of some strings stands in a text, in order."""
    found = set[int]()
    for string in [string for string in strings if string in text]:  # seldom more than one or two
        at = text.find(string)
        while at >= 0:
            found.add(at)
            at = text.find(string, at + 1)
    return sorted(found)


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Give what a pattern matches in a text that can begin at some places alone, from left to right without overlap."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match is not None:
            end = match.end()
            yield match


class Guarded:
    """A single expression that is tried only on texts that hold the words that it asks for.

    It takes the place of the compiled expression: what it finds is the same.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Keep the expression; what it needs is read off it when a text is first looked at."""
        self._pattern = pattern

    def search(self, text: str) -> re.Match[str] | None:
        """Give the first match in a text."""
        return self._pattern.search(text) if self._can_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give the matches in a text, from left to right."""
        return self._pattern.finditer(text) if self._can_match(text) else iter(())

    @cached_property
    def _needs(self) -> Needs:
        return needs_of(self._pattern.pattern)

    @cached_property
    def _clauses(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(sorted({string.strip() for string in clause})) for clause in self._needs.clauses)

    @cached_property
    def _index(self) -> _Index | None:
        """Give an index where the strings are so many that the words of a text are looked up sooner."""
        return _Index((self._needs,)) if any(len(c) > _MANY for c in self._needs.clauses[:1]) else None

    def _can_match(self, text: str) -> bool:
        if self._index is not None:
            return any(True for _number in self._index.fulfilled(*self._index.look(text)))
        folded = _folded(text)
        for clause in self._clauses:
            for string in clause:
                if string in folded:
                    break
            else:
                return False
        return True


@lru_cache(maxsize=_MOST_TEXTS)
def _folded(text: str) -> str:
    return fold(text)


class _Index:
    """Which of some needs a text fulfils.

    The words of a text are looked up one by one. What a word holds is remembered as a number: each of its bits stands
    for a clause that the word fulfils. The first bits are those of the needs, set by the most telling clause of each.
    """

    def __init__(self, needs: tuple[Needs, ...]) -> None:
        bits: dict[frozenset[str], int] = {}
        for clause in (clause for need in needs for clause in need.clauses):
            bits.setdefault(clause, 1 << (len(needs) + len(bits)))
        self._needed = [sum(bits[clause] for clause in dict.fromkeys(need.clauses)) for need in needs]
        held: defaultdict[str, int] = defaultdict(int)
        for number, need in enumerate(needs):
            for string in need.clauses[0] if need.clauses else ():
                held[string] |= 1 << number
        for clause, bit in bits.items():
            for string in clause:
                held[string] |= bit
        self._words = _Words(held)
        self._always = sum(1 << n for n, need in enumerate(needs) if not need.clauses)
        counts = [sum(need.counts) for need in needs]
        # By the number of mentions in the text: what asks for no more.
        self._modest = [
            sum(1 << n for n, count in enumerate(counts) if count <= enough)
            for enough in range(max(counts, default=0) + 1)
        ]

    def look(self, text: str) -> tuple[int, int]:
        """Give the clauses that a masked text fulfils, and the needs of which it fulfils the most telling one."""
        held = reduce(or_, map(self._words.__getitem__, text.split()), 0)
        return held, (held | self._always) & self._modest[min(text.count(OPEN), len(self._modest) - 1)]

    def fulfilled(self, held: int, left: int) -> Iterator[int]:
        """Give the numbers of those of some needs that are fulfilled by what a text holds, in order."""
        while left:
            bit = left & -left
            left ^= bit
            number = bit.bit_length() - 1
            needed = self._needed[number]
            if held & needed == needed:
                yield number


class _Words(dict[str, int]):
    """What the words seen so far hold; what a new one holds is found out when it is asked for."""

    def __init__(self, held: Mapping[str, int]) -> None:
        self._short = [(string, mask) for string, mask in held.items() if len(string) < _START]
        self._long: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)  # by their first letters
        for string, mask in held.items():
            if len(string) >= _START:
                self._long[string[:_START]].append((string, mask))

    def __missing__(self, word: str) -> int:
        folded = f" {fold(word)} "
        mask = 0
        for string, bits in self._short:
            if string in folded:
                mask |= bits
        for start in {folded[at : at + _START] for at in range(len(folded) - _START + 1)} & self._long.keys():
            for string, bits in self._long[start]:
                if string in folded:
                    mask |= bits
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = mask
        return mask
