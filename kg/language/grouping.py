"""Which names of one document are the same thing: full and short forms, spellings, aliases.

A group is a thing that the document names. Groups are made of strings; their types are voted for by cues.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.encoder import FAMILY
from kg.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SURE = 1.0  # votes from which a type may keep two names apart
_SHORTEST = 2


@dataclass(slots=True)
class Group:
    """The names that stand for one thing, while the document is being read.

    Attributes:
        key: the folded name that the group is found by.
        forms: surface forms with their counts.
        first: offset of the first mention.
        votes: for types, of all its mentions.
    """

    key: str
    forms: Counter[str] = field(default_factory=Counter)
    first: int = 0
    votes: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def vote(self, votes: Mapping[str, float]) -> None:
        """Add votes for types."""
        for type_, weight in votes.items():
            self.votes[type_] += weight

    @property
    def family(self) -> str:
        """Give the family of types with most votes, "" where there are too few."""
        sums: defaultdict[str, float] = defaultdict(float)
        for type_, weight in self.votes.items():
            sums[FAMILY[type_]] += weight
        if not sums:
            return ""
        best, weight = max(sums.items(), key=lambda item: (item[1], item[0]))
        return best if weight >= _LEAST else ""

    @property
    def strength(self) -> float:
        """Give the votes of the family that leads."""
        return sum(weight for type_, weight in self.votes.items() if FAMILY[type_] == self.family)


_LEAST = 0.5
_BRITISH = (
    (re.compile(r"\b(\w{2,})tre(s?)\b"), r"\1ter\2"),  # metres
    (re.compile(r"\b(\w{2,})our(s?)\b"), r"\1or\2"),  # colours
    (re.compile(r"\b(\w{4,})is(e[sd]?|ing|ation)\b"), r"\1iz\2"),
)


@lru_cache(maxsize=1 << 16)  # the same names come again in every document
def key_of(name: str) -> str:
    """Fold a name, British and American spelling alike."""
    folded = fold_name(name) or name
    for pattern, american in _BRITISH:
        folded = pattern.sub(american, folded)
    return folded


def link_short_forms(groups: Mapping[str, Group], apart: frozenset[frozenset[str]]) -> dict[str, str]:
    """Say which group's key is a short form of which other's.

    Args:
        groups: by key.
        apart: pairs of keys that the text sets side by side as two things ("Anna (Berg)").
    """
    links: dict[str, str] = {}
    fuller = _by_parts(groups.values())
    for key, group in groups.items():
        candidates = [
            full
            for full in fuller.get(tuple(key.split()[:2]), ())
            if full.key != key and _is_short_for(group, full, apart)
        ]
        named = [c for c in candidates if c.key.split()[-1] == key] or candidates
        if len(named) > 1:  # of two brothers, the one who was introduced before the short name
            named = [c for c in named if c.first < group.first]
        if len(named) == 1:
            links[key] = named[0].key
    return {key: _last(links, key) for key in links}


def _by_parts(groups: Iterable[Group]) -> dict[tuple[str, ...], list[Group]]:
    """Index names by what a short form of them may begin with.

    That is one or two of their first words, or of their last ones.
    """
    index: defaultdict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        words = tuple(group.key.split())
        starts = {words[:1], words[:2], words[-1:], words[-2:]}
        if words[0] == "studio":
            starts |= {words[1:2], words[1:3]}
        for start in starts - {words, ()}:
            index[start].append(group)
    return index


def _last(links: Mapping[str, str], key: str) -> str:
    seen = {key}
    while key in links and links[key] not in seen:
        key = links[key]
        seen.add(key)
    return key


def _is_short_for(short: Group, full: Group, apart: frozenset[frozenset[str]]) -> bool:
    if frozenset({short.key, full.key}) in apart or len(short.key) < _SHORTEST:
        return False
    words, whole = short.key.split(), full.key.split()
    if len(words) >= len(whole):
        return False
    if full.family == "Work" or _is_title(full):
        return (
            short.family in {"", "Work"}
            and whole[: len(words)] == words
            and full.first <= short.first
            and _has_subtitle(full, words)
        )
    if full.family == "Company" and short.family in {"", "Company"}:
        return whole[1:] == words and whole[0] == "studio"
    agrees = (
        not short.family
        or not full.family
        or short.family == full.family
        or min(short.strength, full.strength) < _SURE
    )
    return (
        agrees
        and (words in ([whole[0]], [whole[-1]]) or (len(words) > 1 and words == whole[-len(words) :]))
        and short.family not in {"Work", "Company", "Track"}
    )


def _is_title(group: Group) -> bool:
    return any(": " in form or re.search(r"\d|!", form) for form in group.forms)


def _has_subtitle(full: Group, words: list[str]) -> bool:
    """Say whether what follows the short form in the full one is a subtitle: behind a colon, or opened by "the"."""
    rest = full.key.split()[len(words) :]
    return (
        any(key_of(form.split(": ")[0]) == " ".join(words) for form in full.forms if ": " in form)
        or rest[0] == "the"
    )


def merge_groups(groups: Iterable[Group]) -> Group:
    """Join several groups into one, the fullest name first."""
    ordered = sorted(groups, key=lambda g: (-len(g.key), g.key))
    joined = Group(ordered[0].key, first=min(g.first for g in ordered))
    for group in ordered:
        joined.forms.update(group.forms)
        joined.vote(group.votes)
    return joined
