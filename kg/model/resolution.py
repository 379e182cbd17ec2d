"""Resolution: which entities of which documents are one, as judgements that can be withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, order=True)
class EntityKey:
    """An entity of one document: the document's id, and the entity's id within it."""

    document: str
    entity: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision that two entities are one, or are not.

    Attributes:
        left: the smaller key.
        right: the greater key.
        same: True for one entity, False for two.
        score: how sure, from 0 to 1.
        reason: in words, for people.
        author: the rule ("same-name") or the person who judged.
    """

    left: EntityKey
    right: EntityKey
    same: bool
    score: float
    reason: str
    author: str


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """An entity of the graph.

    Attributes:
        path: the IRI below the base: "work/akira"; no two entities share one.
        type: local name of the ontology class, the most specific that the documents say.
        label: the preferred name.
        names: all other names, sorted.
        members: the entities of the documents that it stands for, sorted.
    """

    path: str
    type: str
    label: str
    names: tuple[str, ...]
    members: tuple[EntityKey, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a set of documents.

    Attributes:
        entities: sorted by path.
        judgements: sorted; those of merges, and those that keep namesakes apart.
        index: from each document's entity to the path of the one it became.
    """

    entities: tuple[ResolvedEntity, ...]
    judgements: tuple[Judgement, ...]
    index: Mapping[EntityKey, str]
