"""Naming: the type, the label and the other names of an entity, out of those of its records."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.names import fold_name
from kg.resolution.clusters import SCREEN
from kg.resolution.forms import describes
from kg.resolution.spelling import main_title, person_words, year_in_title
from kg.resolution.works import is_treated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    """Give the preferred name: the first name of most documents, spelt as most of them do.

    Short forms give way to full ones, phrases to names, and capitals throughout to other spellings.
    """
    named = [record for record in members if not record.unnamed] or members
    firsts = [year_in_title(record.names[0])[0] for record in named]
    candidates = _full(firsts, is_person=members[0].coarse in {"person", "character"})
    folded = Counter(fold_name(name) for name in candidates)
    every = Counter(name for record in named for name in record.names)
    return min(
        set(candidates),
        key=lambda name: (
            -folded[fold_name(name)],
            -len(fold_name(name)),
            fold_name(name),
            _is_flat(name),
            -every[name],
            -len(name),
            name,
        ),
    )


def other_names(members: Sequence[Record], label: str) -> tuple[str, ...]:
    """Give all names but the label, sorted; phrases that denote an unnamed work only where there is no name."""
    named = [record for record in members if not record.unnamed] or members
    names = {name for record in named for name in record.names}
    if members[0].coarse == "work":
        names = {name for name in names if not describes(name)} or names
    return tuple(sorted(names - {label}))


def _full(names: Iterable[str], *, is_person: bool) -> list[str]:
    """Leave out short forms of other names, unless nothing is left."""
    names = list(names)
    distinct = set(names)
    words = {name: set(person_words(name)) for name in distinct} if is_person else {}
    heads = {fold_name(main_title(name)) for name in distinct} - {""}

    def is_short(name: str) -> bool:
        if is_person:
            return any(words[name] < words[other] for other in distinct)
        return fold_name(name) in heads

    short = {name for name in distinct if is_short(name)}
    return [name for name in names if name not in short] or names


def _is_flat(name: str) -> bool:
    """Say whether all letters are capitals, or all are small: a heading or a caption, not the name's own form."""
    return name == name.upper() or name == name.lower()
