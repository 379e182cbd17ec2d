"""Surroundings: the works that stand beside a person or a character, and which works belong together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import EntityKey
    from kg.resolution.clusters import Clusters
    from kg.resolution.record import Record


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The works of the documents, by the family that each belongs to.

    Attributes:
        clusters: as they stand after the works were joined.
        family: from a work's cluster to the smallest one among its adaptations, sequels and namesakes:
            they share their characters.
        by_document: from a document to the families that it names.
        claimed: from a record to the families of the works that claims link to it.
    """

    clusters: Clusters
    family: Mapping[EntityKey, EntityKey]
    by_document: Mapping[str, frozenset[EntityKey]]
    claimed: Mapping[EntityKey, frozenset[EntityKey]]

    def works_claimed(self, record: Record) -> frozenset[EntityKey]:
        """Give the families of the works that claims link to the record."""
        return self.claimed[record.key]

    def works_near(self, record: Record) -> frozenset[EntityKey]:
        """Give the families of the works that its document names."""
        return self.by_document.get(record.key.document, frozenset())

    def share_claimed_work(self, record: Record, other: Record) -> bool:
        """Say whether claims link the record and the other's cluster to one work or its relatives."""
        mine = self.claimed[record.key]
        members = self.clusters.profile(other.key).members
        return any(not mine.isdisjoint(self.claimed[member.key]) for member in members)

    def share_work(self, record: Record, other: Record) -> bool:
        """Say whether documents that name the two clusters have a work in common."""
        documents = self.clusters.profile(other.key).documents
        near = self.works_near(record)
        return any(not near.isdisjoint(self.by_document.get(document, frozenset())) for document in documents)


def look_around(clusters: Clusters, records: Iterable[Record]) -> Surroundings:
    """Gather the works of the documents."""
    records = list(records)
    works = [record for record in records if record.coarse == "work"]
    family = _families(clusters, works)
    by_document: defaultdict[str, set[EntityKey]] = defaultdict(set)
    for record in works:
        by_document[record.key.document].add(family[clusters.find(record.key)])
    claimed = {
        record.key: frozenset(
            family[clusters.find(bond.other)]
            for bond in record.bonds
            if bond.other in clusters.records and clusters.records[bond.other].coarse == "work"
        )
        for record in records
    }
    return Surroundings(
        clusters, family, {name: frozenset(found) for name, found in by_document.items()}, claimed
    )


def _families(clusters: Clusters, works: list[Record]) -> dict[EntityKey, EntityKey]:
    """Group works that are made from one another, follow one another or share a title."""
    parents = {clusters.find(record.key): clusters.find(record.key) for record in works}

    def find(key: EntityKey) -> EntityKey:
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    def unite(left: EntityKey, right: EntityKey) -> None:
        small, large = sorted((find(left), find(right)))
        parents[large] = small

    by_title: dict[str, EntityKey] = {}
    for record in works:
        root = clusters.find(record.key)
        for end in record.others("adaptedFrom", "sequelOf", is_subject=True):
            if clusters.find(end) in parents:
                unite(root, clusters.find(end))
        for title in () if record.unnamed else sorted(record.forms.full):
            unite(root, by_title.setdefault(title, root))
    return {root: find(root) for root in parents}
