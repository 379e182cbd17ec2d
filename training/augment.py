"""Passages with other names in them, so that the network learns the words around names and not the names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.encoder.pairs import FAMILY

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping

    from training.records import Named, Record

Pool = dict[tuple[str, int], list[str]]
_SHARE = 0.7  # of the names of a passage that are changed
_BARE = 0.25  # of the passages in which titles lose their quotation marks
_QUOTES = {'"': '"', "“": "”", "‘": "’"}
_SHOUTED = 4  # letters from which a name in capitals is shouted, and no abbreviation


def pool_of(records: Iterable[Record]) -> Pool:
    """Gather the fullest names of the records: by family, people's also by number of words."""
    pool: dict[tuple[str, int], dict[str, None]] = {}
    for record in records:
        for number, forms in _forms(record).items():
            full = max(sorted(forms), key=len)
            if not full[:1].islower() and not full.isupper():
                pool.setdefault(_kind(record.types[number], full), {})[full] = None
    return {key: list(names) for key, names in pool.items()}


def renamed(record: Record, pool: Pool, rng: random.Random) -> Record:
    """Give a record in which most people, works and companies have names from the pool.

    A name that two entities share stays, and so do the names of an entity whose short forms have no counterpart in
    the new name.
    """
    names = _renamings(record, pool, rng)
    bare = rng.random() < _BARE
    text, at, named = "", 0, []
    for place in record.named:
        text += record.text[at : place.start]
        new = _new_name(record, place, names)
        quoted = bare and text[-1:] in _QUOTES and record.text[place.end : place.end + 1] == _QUOTES[text[-1]]
        if quoted:
            text = text[:-1]
        named.append(replace(place, start=len(text), end=len(text) + len(new)))
        text += new
        at = place.end + quoted
    return replace(record, text=text + record.text[at:], named=tuple(named))


def _renamings(record: Record, pool: Pool, rng: random.Random) -> dict[int, dict[str, str]]:
    """Choose entities, and give for each its old names with the new ones."""
    return {
        number: new
        for number, forms in sorted(_forms(record).items())
        if rng.random() < _SHARE and (new := _new_names(record.types[number], forms, pool, rng))
    }


def _new_name(record: Record, place: Named, names: Mapping[int, Mapping[str, str]]) -> str:
    """Give what is to stand at a place: the new name, or where there is none the old one."""
    old = record.text[place.start : place.end]
    return names.get(place.entities[0], {}).get(old, old) if len(place.entities) == 1 else old


def _kind(type_: str, name: str) -> tuple[str, int]:
    """Tell which names may stand for each other: those of one family, people's of as many words."""
    family = FAMILY[type_]
    return family, len(name.split()) if family in {"Person", "Character"} else 0


def _forms(record: Record) -> Mapping[int, set[str]]:
    """Give the names that the text has for each entity, those left out that share a name with another."""
    forms: dict[int, set[str]] = {}
    shared = {number for place in record.named if len(place.entities) > 1 for number in place.entities}
    for place in record.named:
        if len(place.entities) == 1 and place.entities[0] not in shared:
            forms.setdefault(place.entities[0], set()).add(record.text[place.start : place.end])
    return forms


def _new_names(type_: str, forms: set[str], pool: Pool, rng: random.Random) -> dict[str, str]:
    """Draw a new name for an entity, and give each of its forms with the same words of the new one, or nothing."""
    full = max(sorted(forms), key=len)
    choice = pool.get(_kind(type_, full), ())
    if not choice or full[:1].islower():
        return {}
    new = rng.choice(choice)
    mapped = {full: new}
    for form in forms - {full}:
        part = _part(form, full, new)
        if part is None:
            return {}
        mapped[form] = part
    return {
        old: name.upper() if old.isupper() and len(old) >= _SHOUTED else name for old, name in mapped.items()
    }


def _part(form: str, full: str, new: str) -> str | None:
    """Give the words of a new name that stand where a short form stands in the full old one."""
    parts, old_parts, new_parts = form.split(), full.split(), new.split()
    starts = (k for k in range(len(old_parts)) if old_parts[k : k + len(parts)] == parts)
    start = next(starts, None)
    if start is None or len(old_parts) != len(new_parts):
        return None
    return " ".join(new_parts[start : start + len(parts)])
