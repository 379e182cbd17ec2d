"""Characters and pieces of music: one name in one work, or in works made from one another, is one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.resolution.alike import block_by_name, join_alike, name_judgement
from kg.resolution.people import join_short_within, short_judgement, without_full_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import EntityKey
    from kg.resolution.clusters import Clusters
    from kg.resolution.record import Record
    from kg.resolution.surroundings import Surroundings


def join_characters(clusters: Clusters, records: Iterable[Record], around: Surroundings) -> None:
    """Join characters by full name; by a single name, a label or a short form only within one work."""
    characters = [record for record in records if record.coarse == "character"]
    join_short_within(clusters, characters)
    join_alike(clusters, block_by_name(characters))
    _join_in_works(clusters, characters, around)
    _join_short_in_works(clusters, characters, around)


def join_tracks(clusters: Clusters, records: Iterable[Record], around: Surroundings) -> None:
    """Join pieces of music of one name within one work."""
    _join_in_works(clusters, [record for record in records if record.coarse == "track"], around)


def _works(record: Record, around: Surroundings) -> frozenset[EntityKey]:
    """Give the works that a record is placed in: those of its claims, else those its document names."""
    return around.works_claimed(record) or around.works_near(record)


def _join_in_works(clusters: Clusters, records: Iterable[Record], around: Surroundings) -> None:
    blocks: defaultdict[tuple[str, EntityKey], list[Record]] = defaultdict(list)
    for record in records:
        for name in record.forms.context:
            for work in _works(record, around):
                blocks[name, work].append(record)
    for place in sorted(blocks):
        kept: list[Record] = []
        for record in clusters.one_each(blocks[place]):
            for other in kept:
                rule, score, reason = name_judgement(record, other)
                if clusters.join(record.key, other.key, (rule, score, f"{reason}, in the same work")):
                    break
            else:
                kept.append(record)


def _join_short_in_works(clusters: Clusters, records: list[Record], around: Surroundings) -> None:
    """Join a surname or given name to the one full name of the same work that holds it."""
    full: defaultdict[tuple[str, EntityKey], list[Record]] = defaultdict(list)
    for record in records:
        for words in record.forms.words:
            for word in set(words):
                for work in _works(record, around):
                    full[word, work].append(record)
    bearers = {place: clusters.one_each(block) for place, block in full.items()}
    for record in without_full_name(clusters, records):
        fits = {
            clusters.find(other.key): other
            for word in sorted(record.forms.context)
            for work in sorted(_works(record, around))
            for other in bearers.get((word, work), ())
            if not clusters.refusal(record.key, other.key)
        }
        if len(fits) == 1:
            (other,) = fits.values()
            clusters.join(record.key, other.key, short_judgement(record, other, 0.8, "in the same work"))
