"""Naming: the type, the label and the other names of an entity, out of those of its records."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.names import fold_name
from kg.resolution.clusters import SCREEN
from kg.resolution.forms import describes, keys_of
from kg.resolution.spelling import person_words, year_in_title
from kg.resolution.works import is_treated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.resolution.record import Record

_UNSPECIFIC: Final = {"work": "Work", "organization": "Organization"}


def type_of(members: Sequence[Record]) -> str:
    """Give the most specific type that the documents say, the most frequent where they differ.

    Where a work is a film in one document and a series in another, the document that is about it decides;
    where none is, and as many say the one as the other, its kind stays open.
    """
    coarse = members[0].coarse
    specific = [record for record in members if record.type != _UNSPECIFIC.get(coarse)]
    if not specific:
        return members[0].type
    if len({record.type for record in specific} & SCREEN) > 1:
        specific = [record for record in specific if is_treated(record)] or specific
    ranked = Counter(record.type for record in specific).most_common()
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return _UNSPECIFIC.get(coarse) or min(type_ for type_, count in ranked if count == ranked[0][1])
    return ranked[0][0]


def label_of(members: Sequence[Record]) -> str:
    """Give the preferred name: the first name of most documents, or else the one that most of them know.

    Short forms give way to full ones, phrases to names, capitals throughout to other spellings, and
    spellings without accents to those with them.
    """
    named = [record for record in members if not record.unnamed] or members
    type_ = members[0].type
    firsts = [year_in_title(record.names[0])[0] for record in named]
    candidates = _full(firsts, is_person=members[0].coarse in {"person", "character"})
    keys = {name: min(keys_of(type_, name), default=fold_name(name)) for name in set(candidates)}
    votes = Counter(keys[name] for name in candidates)
    known = Counter(
        key for record in named for key in record.forms.full | record.forms.context | record.forms.short
    )
    every = Counter(name for record in named for name in record.names)

    def rank(name: str) -> tuple[int | bool | str, ...]:
        key = keys[name]
        accents = sum(map(bool, map(unicodedata.combining, unicodedata.normalize("NFD", name))))
        return (
            -votes[key],
            -known[key],
            -len(key),
            key,
            _is_flat(name),
            -accents,
            -every[name],
            -len(name),
            name,
        )

    return min(set(candidates), key=rank)


def other_names(members: Sequence[Record], label: str) -> tuple[str, ...]:
    """Give all names but the label, sorted; phrases that denote an unnamed work only where there is no name."""
    named = [record for record in members if not record.unnamed] or members
    names = {name for record in named for name in record.names}
    if members[0].coarse == "work":
        names = {name for name in names if not describes(name)} or names
    return tuple(sorted(names - {label}))


def _full(names: Sequence[str], *, is_person: bool) -> list[str]:
    """Leave out short forms of other names: a surname, a main title, "Eva" beside "Evangeline Road"."""
    distinct = set(names)
    words = {name: set(person_words(name)) for name in distinct}
    folded = {name: fold_name(name) for name in distinct}

    def is_short(name: str) -> bool:
        if is_person:
            return any(words[name] < words[other] for other in distinct)
        return any(folded[name] in folded[other] and folded[name] != folded[other] for other in distinct)

    return [name for name in names if not is_short(name)] or list(names)


def _is_flat(name: str) -> bool:
    """Say whether all letters are capitals, or all are small: a heading or a caption, not the name's own form."""
    return name == name.upper() or name == name.lower()
