"""Paths: a readable IRI for each entity, with a discriminator only where two share a name."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.names import fold_name, mint_path, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import EntityKey
    from kg.resolution.record import Record

    Labels = Mapping[EntityKey, str]

# Relations from which a namesake is told by the name at the other end, the most telling first:
# the maker of a work, the work of a character or a person.
_TELLING = (
    ("directorOf", False), ("authorOf", False), ("characterIn", True), ("trackOf", True), ("castMemberOf", True),
    ("directorOf", True), ("authorOf", True), ("composerOf", True), ("screenwriterOf", True), ("producedBy", False),
    ("founderOf", False), ("distributedBy", False),
)  # fmt: skip


def assign_paths(
    members: Mapping[EntityKey, Sequence[Record]],
    types: Mapping[EntityKey, str],
    labels: Labels,
    ends: Labels,
) -> dict[EntityKey, str]:
    """Give each cluster its path.

    Namesakes get what tells them apart, all of them the same sort of thing where they have it: kind, year,
    maker or work, and as the last resort a hash of their documents. "_" separates it, which no slug holds.

    Args:
        members: the records of each cluster.
        types: the type of each cluster.
        labels: the label of each cluster.
        ends: the label of the entity that each record became.
    """
    paths = {root: mint_path(types[root], labels[root]) for root in sorted(members)}
    kinds = {root: slugify(type_) for root, type_ in types.items()}
    years = {
        root: str(min((y for r in records for y in r.years), default="")) for root, records in members.items()
    }
    makers = {root: _telling_name(records, ends) for root, records in members.items()}
    for discriminators in (kinds, years, makers):
        _discriminate(paths, discriminators)
    _discriminate(paths, {root: _digest(records) for root, records in members.items()})
    return paths


def _discriminate(paths: dict[EntityKey, str], discriminators: Mapping[EntityKey, str]) -> None:
    """Add discriminators to paths that are shared, where they differ."""
    sharing: defaultdict[str, list[EntityKey]] = defaultdict(list)
    for root, path in paths.items():
        sharing[path].append(root)
    for path, roots in sharing.items():
        if len(roots) > 1 and len({discriminators[root] for root in roots}) > 1:
            for root in roots:
                paths[root] = f"{path}_{discriminators[root]}" if discriminators[root] else path


def _telling_name(records: Iterable[Record], ends: Labels) -> str:
    for relation, is_subject in _TELLING:
        names = {ends[key] for record in records for key in record.others(relation, is_subject=is_subject)}
        if names:
            return slugify(min(names, key=lambda name: (fold_name(name), name)))
    return ""


def _digest(records: Iterable[Record]) -> str:
    """Give a hash of the smallest member, which most new documents leave as it is."""
    first = min(record.key for record in records)
    return hashlib.sha256(f"{first.document}\n{first.entity}".encode()).hexdigest()[:8]
