"""Sources without a name of their own: which of the phrases in a document denote the same work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Claim, Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def unify_sources(claims: Sequence[Claim]) -> list[Claim]:
    """Join "the first novel by X" with "the novel Title by X" where one work is adapted from both.

    They are one when they are of one kind, the same work is adapted from each, and no two authors are named.
    """
    authors: dict[Entity, set[str]] = defaultdict(set)
    sources: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for claim in claims:
        if not isinstance(claim.object, Entity) or not isinstance(claim.subject, Entity):
            continue
        if claim.relation == "authorOf":
            authors[claim.object].add(claim.subject.id)
        elif claim.relation == "adaptedFrom":
            same = sources[claim.subject.id, claim.object.type]
            if claim.object not in same:
                same.append(claim.object)
    joined: dict[Entity, Entity] = {}
    for same in sources.values():
        if len(same) > 1 and _are_one(same, authors):
            whole = _union(same)
            joined.update(dict.fromkeys(same, whole))
    return [_rewritten(claim, joined) for claim in claims]


def _are_one(same: Sequence[Entity], authors: dict[Entity, set[str]]) -> bool:
    named = [e for e in same if not e.unnamed]
    makers: set[str] = set().union(*(authors[e] for e in same))
    return len(named) <= 1 and len(makers) <= 1


def _union(same: Iterable[Entity]) -> Entity:
    ordered = sorted(same, key=lambda e: (e.unnamed, e.id))
    names = tuple(dict.fromkeys(name for entity in ordered for name in entity.names))
    return replace(ordered[0], names=names)


def _rewritten(claim: Claim, joined: dict[Entity, Entity]) -> Claim:
    subject = joined.get(claim.subject, claim.subject) if isinstance(claim.subject, Entity) else claim.subject
    obj = joined.get(claim.object, claim.object) if isinstance(claim.object, Entity) else claim.object
    return replace(claim, subject=subject, object=obj)
