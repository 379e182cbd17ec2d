"""Which kind of work the nouns beside a name say that it is: "the manga ⟨name⟩", "⟨name⟩ is a film"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.language.lexicon import (
    WORK_NOUNS,
    alternatives,
    kind_of_noun,
)
from kg.language.screening import Guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.masking import Masked

WORK = f"(?:{alternatives(frozenset().union(*WORK_NOUNS.values()))})"
_KIND_BEFORE = Guarded(
    re.compile(rf"(?<![\w-])({WORK})(?:,| titled| called| named| entitled| like)? [\"“‘'*_]*$", re.IGNORECASE)
)
_KIND_BEHIND = re.compile(
    rf"^[\"”’'*_]* ((?:(?:anime|live-action|animated|feature|original|tv|television|\d{{4}}) )*{WORK})(?![\w-])",
    re.IGNORECASE,
)
_KIND_BRACKET = re.compile(
    rf"^[\"”’'*_]*,? \(?(?:easily |arguably )?(?:an?|the|one of the|(?:19|20)\d\d) (?:[\w’'-]+ ){{0,5}}?({WORK})(?![\w-])",
    re.IGNORECASE,
)
_KIND_STATED = re.compile(
    rf"^(?![’'‘]s?\s)[^.;\ue000]{{0,80}}?(?: \([^()]*\))? (?:is|was|remains) (?:an?|the) [^.;\ue000]{{0,70}}?({WORK})(?![\w-])(?= (?:directed|written|produced|created|based|by|about|that|which|from|starring|set|of|and|in|released)|[.,;])",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"\ban? (?:\d{4} )?(?:[\w-]+ ){0,3}$", re.IGNORECASE)
_WORD = re.compile(r"\w")
_VAGUE = frozenset(
    [
        "play",
        "plays",
        "work",
        "works",
        "title",
        "hit",
        "project",
        "classic",
        "book",
        "books",
        "season",
        "game",
        "part",
    ]
)


def noun_votes(masked: Masked) -> Iterator[tuple[int, str, float]]:
    """Vote for the kind of a work by the noun directly before or behind its name."""
    for index in range(len(masked.sentence.mentions)):
        stated = _stated_kind(masked, index)
        if stated:
            yield index, stated, 3.0
        before, behind = kinds_around(masked, index)
        if before:
            yield index, before, 1.6
        if behind:
            yield index, behind, 1.2


def _stated_kind(masked: Masked, index: int) -> str:
    """Give the kind that the sentence states of a name that opens it: "X (1999) is an animated film directed by"."""
    place = masked.placeholder(index)
    opens = index == 0 and not _WORD.search(masked.text, 0, place.start)
    stated = _KIND_STATED.match(masked.text[place.end :]) if opens else None
    return kind_of_noun(stated[1]) if stated and stated[1].casefold() not in _VAGUE - {"game", "book"} else ""


def kinds_around(masked: Masked, index: int) -> tuple[str, str]:
    """Give the kinds of work that the nouns directly before and behind a mention name, "" for none."""
    place = masked.placeholder(index)
    left = masked.text[max(0, place.start - 60) : place.start]
    right = masked.text[place.end : place.end + 80]
    before = _KIND_BEFORE.search(left)
    behind = _KIND_BEHIND.match(right) or _KIND_BRACKET.match(right)
    if behind is not None and _DESCRIBED.search(left):
        behind = None  # "a Hammer film" describes a film; it does not name it
    vague = behind is not None and behind[1].casefold() in _VAGUE
    early = before is not None and before[1].casefold() not in _VAGUE - {"book"}
    return (
        kind_of_noun(before[1]) if before and early else "",
        kind_of_noun(behind[1]) if behind and not vague else "",
    )
