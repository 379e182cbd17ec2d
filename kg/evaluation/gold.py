"""Annotated documents: the facts that their texts state, and how a claim is matched with them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.evaluation.folding import fold_all
from kg.model import KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.evaluation.said import End, Said

SYMMETRIC = frozenset({"comparedTo", "rivalOf"})
DOCUMENT = "doc"  # the end of a fact that is the document itself
_WORKS = ("Film", "Series", "Manga", "Book", "Game", "Play", "Work")
_SORTS = {"Studio": "company", "Organization": "company"} | dict.fromkeys(_WORKS, "work")


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact that an annotator read.

    Attributes:
        relation: as in the claims.
        subject: an entity's id, or a literal as printed.
        object: the same.
        also: other ways to write a literal object.
        quote: what carries the fact, "" where none was marked.
        qualifiers: those that the text says.
    """

    relation: str
    subject: str
    object: str
    also: tuple[str, ...] = ()
    quote: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document.

    Attributes:
        id: the document's.
        text: what was annotated.
        types: of each entity by id.
        names: folded, of each entity by id.
        facts: to be found.
        optional: neither right nor wrong when claimed.
        owners: the entities that have a folded name.
    """

    id: str
    text: str
    types: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    facts: tuple[GoldFact, ...]
    optional: tuple[GoldFact, ...]
    owners: Mapping[str, frozenset[str]]

    def matching(self, facts: Iterable[GoldFact], said: Said) -> list[int]:
        """Give the places of the facts that a claim says."""
        return [place for place, fact in enumerate(facts) if self._says(said, fact)]

    def _says(self, said: Said, fact: GoldFact) -> bool:
        if said.relation != fact.relation:
            return False
        if self._is(fact.subject, said.subject) and self._is(fact.object, said.object, fact.also):
            return True
        turned = said.relation in SYMMETRIC
        return (
            turned and self._is(fact.subject, said.object) and self._is(fact.object, said.subject, fact.also)
        )

    def _is(self, gold: str, end: End, also: tuple[str, ...] = ()) -> bool:
        """Say whether an end of a claim is what the annotation has there."""
        if gold == DOCUMENT:
            return True
        if gold not in self.names:
            return not end.names.isdisjoint(fold_all([gold, *also]))
        shared = end.names & self.names[gold]
        if not shared or self._names_another(gold, end.names):
            return False
        return not self._is_ambiguous(gold, shared) or not end.is_entity or end.type == self.types[gold]

    def _names_another(self, gold: str, names: frozenset[str]) -> bool:
        """Say whether one of the names belongs to a different entity alone: then two were merged."""
        return any(len(owners) == 1 and gold not in owners for owners in map(self._owners_of, names))

    def _owners_of(self, name: str) -> frozenset[str]:
        return self.owners.get(name, frozenset())

    def _is_ambiguous(self, gold: str, shared: frozenset[str]) -> bool:
        """Say whether another entity of the same sort and another type has all the names: its type must tell."""
        others = frozenset.intersection(*map(self._owners_of, shared)) - {gold}
        own = self.types[gold]
        return any(self.types[other] != own and _sort(self.types[other]) == _sort(own) for other in others)

    def names_at(self, end: str) -> frozenset[str]:
        """Give the folded names of an end of a fact."""
        return self.names[end] if end in self.names else fold_all([end]) or frozenset([""])


def _sort(type_: str) -> str | None:
    """Give the sort of things whose types are told apart only by what a text says of them."""
    return _SORTS.get(type_, type_ if type_ in {"Person", "Character", "Track"} else None)


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read annotated documents, one JSON object a line; raises `KgError` that names the line."""
    return tuple(_records(path))


def _records(path: Path) -> Iterator[GoldDocument]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "they are not UTF-8"
        raise KgError(_bad(path.name, f"the annotated documents cannot be read: {reason}")) from error
    found = False
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = True
            yield _document(line, f"{path.name}, line {number}")
    if not found:
        raise KgError(_bad(path.name, "the file has no annotated documents"))


def _bad(place: str, message: str) -> Problem:
    return Problem(
        "bad-gold", message, place, 'each line is an object with "id", "text", "entities" and "facts"'
    )


def _document(line: str, place: str) -> GoldDocument:
    try:
        return _from_record(json.loads(line))
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KgError(
            _bad(place, f"this is no annotated document: {type(error).__name__} {error}")
        ) from error


def _from_record(record: dict[str, Any]) -> GoldDocument:
    names = {entity["id"]: fold_all(entity["names"]) for entity in record["entities"]}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for entity, folded in names.items():
        for name in folded:
            owners[name].add(entity)
    return GoldDocument(
        id=record["id"],
        text=record["text"],
        types={entity["id"]: entity["type"] for entity in record["entities"]},
        names=names,
        facts=tuple(map(_fact, record["facts"])),
        optional=tuple(map(_fact, record.get("optional_facts", []))),
        owners={name: frozenset(entities) for name, entities in owners.items()},
    )


def _fact(record: dict[str, Any]) -> GoldFact:
    return GoldFact(
        relation=record["relation"],
        subject=str(record["subject"]),
        object=str(record["object"]),
        also=tuple(map(str, record.get("also", ()))),
        quote=record.get("evidence") or "",
        qualifiers=dict(record.get("qualifiers") or {}),
    )
