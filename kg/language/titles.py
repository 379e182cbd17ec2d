"""Titles that capitals alone do not show, recognised because the document writes them as one string again and again.

"X’s Y" and "X and Y" are titles where the document never writes Y without X; otherwise they are a possessive and a list.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.language.lexicon import COMPANIES, FUNCTION_WORDS, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITAL = r"(?:[^\W\d_a-z][\w-]*)"
_RUN = rf"{_CAPITAL}(?: {_CAPITAL})*"
_POSSESSIVE = re.compile(rf"(?<![\w’'])({_CAPITAL})[’']s ({_RUN}(?: (?:of|and) (?:the )?{_RUN})?)")
_CONNECTED = re.compile(rf"(?<![\w’'])({_CAPITAL}) ((?:and|on|in|for|to|at|with|from)(?: the| a)? {_RUN})")
_OPENING = re.compile(rf"({_CAPITAL}[’']s {_RUN}) (?:\(|is an? |was an? )")
_BRACKETED = re.compile(
    rf"[(–—-]({_CAPITAL}[’']s {_RUN}|{_RUN} (?:from|for|in|on|to|of|and) (?:the )?{_RUN}(?:[’']s {_RUN})?)[,)–—-]"
)


def recurring_titles(text: str) -> Iterator[str]:
    """Give the strings of a text that are one title each, although a small word or an "’s" stands in them."""
    for pattern in (_POSSESSIVE, _CONNECTED):
        counts = Counter(
            m[0] for m in pattern.finditer(text) if _may_open(m[1]) and not _follows_capital(text, m.start())
        )
        for string, count in counts.items():
            match = pattern.match(string)
            if count > 1 and match is not None and not _stands_alone(text, string, match, pattern):
                yield string
    yield from (
        match[1] for match in _BRACKETED.finditer(text) if _may_open(match[1].split("’")[0].split("'")[0])
    )
    yield from (
        match[1] for match in _OPENING.finditer(text) if match.start() == 0 or text[match.start() - 1] == "\n"
    )


def _follows_capital(text: str, at: int) -> bool:
    """Say whether a capitalised word stands directly before: then the string is the tail of a longer name."""
    return re.search(rf"(?<![\w’'.]){_CAPITAL} $", text[max(0, at - 40) : at]) is not None and at > 0


def _may_open(word: str) -> bool:
    return word.casefold() not in FUNCTION_WORDS and not re.fullmatch(
        alternatives(COMPANIES), word.casefold()
    )


def _stands_alone(text: str, whole: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Say whether a part of the string is a name by itself elsewhere in the text."""
    part = match[2] if pattern is _POSSESSIVE else match[1]
    rest = text.replace(whole, " ")
    other = match[1] if pattern is _POSSESSIVE else ""
    if re.search(rf"(?<![\w’'-]){re.escape(part)}(?![\w-])", rest):
        return True
    # A person's full name with an "’s" owns what follows; a first word alone may be a title's.
    return bool(other) and bool(re.search(rf"{_CAPITAL} {re.escape(other)}(?!\w)", rest))
