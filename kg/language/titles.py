"""Titles that capitals alone do not show, recognised because the document writes them as one string again and again.

"X’s Y" and "X and Y" are titles where the document never writes Y without X; otherwise they are a possessive and a list.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language.lexicon import COMPANIES, FUNCTION_WORDS
from kg.language.screening import matches_at
from kg.language.strings import Strings
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w-]{0,40})"
_RUN = rf"{_CAPITAL}(?: {_CAPITAL}){{0,11}}"
_POSSESSIVE = re.compile(rf"(?<![\w’'])({_CAPITAL})[’']s ({_RUN}(?: (?:of|and) (?:the )?{_RUN})?)")
_CONNECTED = re.compile(
    rf"(?<![\w’'])((?:\d{{1,4}} )?{_CAPITAL}) ((?:and|on|in|for|to|at|with|from)(?: the| a)? {_RUN})"
)
# "Lanterns for the Deaf": a small word and an article between capitals.
_WITH_ARTICLE = re.compile(
    rf"(?<![\w’'])({_CAPITAL}) ((?:for|in|on|to|from|with|at) (?:the|a|an) {_RUN})(?![\w’'])"
)
_NO_VERB = r"(?!(?:is|was|are|were|be|been|being|has|had|will|and|who|that|which|written|drawn|made|shot|sung|[a-z]+ed)\b)"
# "the children's book Pierre et le phare by": between the noun of its kind and its author stands the whole title.
_BY_AUTHOR = re.compile(
    rf"\b(?:novel|book|manga|comic|play|webtoon|novella|story|memoir|graphic novel|film|series) ({_CAPITAL}(?: {_NO_VERB}[\w’'-]+){{1,6}}?) by (?:[\w-]+ ){{0,2}}?{_CAPITAL}"
)
# "Nobody's Umbrella": whose it is, is no name.
_OF_ANYBODY = re.compile(
    rf"(?<![\w’'])(?:Nobody|Everybody|Everyone|Somebody|Someone|Anybody|Anyone|Another)[’']s {_RUN}"
)
# "Good Night, Lisbon": a comma within, where the string recurs and its parts do not.
_COMMA = re.compile(
    rf"(?<![\w’'])({_CAPITAL}(?: {_CAPITAL})?), ((?:\d{{1,4}} )?(?:(?:Mr|Mrs|Ms|Dr|St)\. )?{_RUN})"
)
_OPENING = re.compile(rf"^({_CAPITAL}[’']s {_RUN}) (?:\(|is an? |was an? )", re.MULTILINE)
_BRACKETED = re.compile(
    rf"[(–—-]({_CAPITAL}[’']s {_RUN}|{_RUN} (?:from|for|in|on|to|of|and) (?:the )?{_RUN}(?:[’']s {_RUN})?)[,)–—-]"
)
_NO_OPENING = FUNCTION_WORDS | COMPANIES


_PAIR = re.compile(rf"{_CAPITAL} (?=({_CAPITAL}))")
_CAPITAL_BEFORE = re.compile(rf"(?<![\w’'.])({_CAPITAL}) $")
# Where one of these patterns may begin, so that the text is gone through once for all of them.
_MAY_BEGIN = re.compile(
    rf"(?<![\w’'])(?=(?:\d{{1,4}} )?{_CAPITAL}(?: {_CAPITAL})?(?:[’']s |, | (?:and|on|in|for|to|at|with|from) ))"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A string that recurs, and may be one title.

    Attributes:
        whole: the string.
        part: what would stand alone elsewhere if the string were no title.
        at: where the part begins in the string.
        owner: who stands before the "’s", "" where a small word joins.
    """

    whole: str
    part: str
    at: int
    owner: str = ""


@lru_cache(maxsize=1)  # the text is asked about for its sentences, and again for its headings
def recurring_titles(text: str) -> tuple[str, ...]:
    """Give the strings of a text that are one title each, although a small word or an "’s" stands in them."""
    return tuple(_recurring(text))


def _recurring(text: str) -> Iterator[str]:
    places = [match.start() for match in _MAY_BEGIN.finditer(text)]
    candidates = [
        candidate
        for pattern in (_POSSESSIVE, _CONNECTED, _WITH_ARTICLE, _COMMA)
        for candidate in _candidates(text, pattern, places)
    ]
    # A person's full name with an "’s" owns what follows; a first word alone may be a title's.
    refuted = _with_part_alone(text, candidates) | _with_full_name(text, candidates)
    yield from (c.whole for c in candidates if c not in refuted)
    yield from (match[1] for match in _BY_AUTHOR.finditer(text))
    yield from (match[0] for match in matches_at(_OF_ANYBODY, text, places))
    yield from (
        match[1] for match in _BRACKETED.finditer(text) if _may_open(match[1].split("’")[0].split("'")[0])
    )
    yield from (match[1] for match in matches_at(_OPENING, text, places))


def _candidates(text: str, pattern: re.Pattern[str], places: Sequence[int]) -> Iterator[_Candidate]:
    matches = [
        m
        for m in matches_at(pattern, text, places)
        if _may_open(m[1]) and not _follows_capital(text, m.start())
    ]
    counts = Counter(m[0] for m in matches)
    for match in {m[0]: m for m in reversed(matches)}.values():
        if counts[match[0]] > 1 and pattern is _POSSESSIVE:
            yield _Candidate(match[0], match[2], match.start(2) - match.start(), match[1])
        elif counts[match[0]] > 1 or pattern is _WITH_ARTICLE:
            yield _Candidate(match[0], match[1], 0)


def _follows_capital(text: str, at: int) -> bool:
    """Say whether a capitalised word stands directly before: then the string is the tail of a longer name."""
    before = _CAPITAL_BEFORE.search(text[max(0, at - 40) : at])
    return before is not None and before[1].casefold() not in FUNCTION_WORDS


def _may_open(word: str) -> bool:
    return word.casefold() not in _NO_OPENING


def _with_part_alone(text: str, candidates: Sequence[_Candidate]) -> set[_Candidate]:
    """Give the candidates whose part is a name by itself elsewhere in the text."""
    open_by_part: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        open_by_part[candidate.part].append(candidate)
    for span in Strings(open_by_part).find_all(text, Span(0, len(text))):
        if (
            text[max(0, span.start - 1) : span.start] not in {"’", "'", "-"}
            and text[span.end : span.end + 1] != "-"
        ):
            # Once refuted a candidate is looked at no more, so that the work stays in proportion to the text.
            part = span.of(text)
            open_by_part[part] = [c for c in open_by_part[part] if _stands_at(text, c, span.start - c.at)]
    return set(candidates).difference(*open_by_part.values())


def _with_full_name(text: str, candidates: Sequence[_Candidate]) -> set[_Candidate]:
    """Give the candidates whose owner is the last word of somebody's full name elsewhere in the text."""
    open_by_owner: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.owner:
            open_by_owner[candidate.owner].append(candidate)
    if not open_by_owner:
        return set()
    for match in _PAIR.finditer(text):
        if match[1] in open_by_owner:
            owned = open_by_owner[match[1]]
            open_by_owner[match[1]] = [c for c in owned if _stands_at(text, c, match.start(1))]
    return {c for c in candidates if c.owner}.difference(*open_by_owner.values())


def _stands_at(text: str, candidate: _Candidate, at: int) -> bool:
    return at >= 0 and text.startswith(candidate.whole, at)
