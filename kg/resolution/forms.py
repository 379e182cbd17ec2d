"""Forms of names: which of an entity's names stand for it alone, which need a context, which are phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.names import coarse_class, fold_name
from kg.resolution.spelling import (
    organization_key,
    person_key,
    person_words,
    title_key,
    without_season,
    year_in_title,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# In lower case they show that a "name" describes: "a novel by X", "the original manga".
_KIND_NOUNS: Final = re.compile(
    r"\b(?:manga|novel|novella|book|film|movie|series|anime|cartoon|comics?|webtoon|game|play|story|memoir|one-shot"
    r"|feature|adaptation|show|original|remake|screenplay|short|picture)s?\b"
)
# After an owner only these describe: "Quill's manga" does, "Quill's game" may be a title.
_OWNED: Final = re.compile(
    r"['’]s?\s.*\b(?:manga|novel|novella|film|movie|anime|comics?|webtoon|memoir|one-shot|adaptation)s?\b"
)
_SAME_NAME: Final = re.compile(
    r"\b(?:of|by|with) (?:the|that) same (?:name|title)\b|\b(?:same-named|eponymous)\b"
)
_YEAR_FIRST: Final = re.compile(r"(?:18|19|20)\d\d [a-z]")
_OWNER: Final = re.compile(r"['’]s?\s")
# Words that label a part rather than name it: "Old Man", "Second Officer".
_LABELS: Final = frozenset({
    "man", "woman", "boy", "girl", "child", "kid", "baby", "lady", "mother", "father", "mom", "dad", "sister",
    "brother", "son", "daughter", "wife", "husband", "grandmother", "grandfather", "aunt", "uncle", "king",
    "queen", "prince", "princess", "doctor", "nurse", "teacher", "student", "guard", "soldier", "driver",
    "narrator", "voice", "boss", "chief", "minister", "president", "mayor", "priest", "cook", "clerk", "police",
    "old", "young", "first", "second", "third", "another", "announcer", "reporter", "coach", "friend",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forms:
    """The names of an entity, as keys that are equal where two spellings are of one name.

    Attributes:
        full: names that tell the entity from others of its class.
        context: names that tell it only beside something else: mononyms, labels of parts.
        short: short forms of the entity's own full names.
        words: the words of each full name of a person or character.
        years: those that names bring in brackets: "Title (1988)".
        described: whether all names are phrases that describe.
    """

    full: frozenset[str]
    context: frozenset[str]
    short: frozenset[str]
    words: frozenset[tuple[str, ...]]
    years: frozenset[int]
    described: bool


def forms_of(type_: str, names: Sequence[str]) -> Forms:
    """Sort the names of an entity by what they can tell."""
    coarse = coarse_class(type_)
    if coarse in {"person", "character"}:
        return _forms_of_person(names, is_character=coarse == "character")
    key = organization_key if coarse == "organization" else title_key
    bare, years = _without_years(names)
    if type_ == "Series":
        bare = [without_season(name) for name in bare]
    telling = [name for name in bare if coarse == "organization" or not describes(name)]
    if len(telling) > 1:
        telling = [name for name in telling if not _KIND_NOUNS.search(name)] or telling
    full, short = _split_short(telling)
    full_keys = frozenset(map(key, full))
    return Forms(
        full=frozenset() if coarse == "track" else full_keys,
        context=full_keys if coarse == "track" else frozenset(),
        short=frozenset(map(key, short)) - full_keys,
        words=frozenset(),
        years=years,
        described=not telling,
    )


@lru_cache(maxsize=1 << 14)
def keys_of(type_: str, name: str) -> frozenset[str]:
    """Give the keys of one name by itself."""
    forms = forms_of(type_, (name,))
    return forms.full | forms.context


def describes(name: str) -> bool:
    """Say whether words describe a work rather than name it: "the first manga by X", "X's novel"."""
    if _SAME_NAME.search(name) or _OWNED.search(name):
        return True
    return bool(_KIND_NOUNS.search(name)) and (name[0].islower() or bool(_YEAR_FIRST.match(name)))


def is_label(name: str) -> bool:
    """Say whether a character's name labels the part: "coroner", "Old Man", "Ivan's mother"."""
    words = name.split()
    return (
        any(word.casefold() in _LABELS for word in words)
        or bool(_OWNER.search(name))
        or words[-1][0].islower()
        or words[0][0].islower()
    )


def _forms_of_person(names: Sequence[str], *, is_character: bool) -> Forms:
    full, context, words = set(), set(), set()
    for name in names:
        parts = person_words(name)
        if len(parts) > 1 and not (is_character and is_label(name)):
            full.add(person_key(name))
            words.add(parts)
        else:
            context.add(person_key(name))
    short = {key for key in context if any(key in parts for parts in words)}
    return Forms(
        full=frozenset(full),
        context=frozenset(context - short),
        short=frozenset(short),
        words=frozenset(words),
        years=frozenset(),
        described=False,
    )


def _without_years(names: Iterable[str]) -> tuple[list[str], frozenset[int]]:
    split = [year_in_title(name) for name in names]
    return [title for title, _ in split], frozenset(year for _, year in split if year)


def _split_short(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell the names that are parts of a fuller one, the first name never among them."""
    folded = [f" {fold_name(name)} " for name in names]
    full: list[str] = []
    short: list[str] = []
    for place, name in enumerate(names):
        is_part = place > 0 and any(folded[place] in other and folded[place] != other for other in folded)
        (short if is_part else full).append(name)
    return full, short
