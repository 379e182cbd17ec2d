"""Sources: "a novel by X" is the novel that another sentence or document names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import EntityKey
    from kg.resolution.clusters import Clusters
    from kg.resolution.record import Record

    Place = tuple[str, EntityKey]  # a relation, and the work or person at its other end

# The stronger sign first: a work has few sources, a person has many works.
_ANCHORS: Final = ("adaptedFrom", "authorOf")


def join_unnamed(clusters: Clusters, records: Iterable[Record]) -> None:
    """Join each unnamed work to the one work that stands in its place, if exactly one does.

    The place is being the source of the same work, or a work of the same person; kinds must agree. Named
    works come first, then unnamed ones of several documents join each other.
    """
    works = [record for record in records if record.coarse == "work"]
    for named in (True, False):
        for anchor in _ANCHORS:
            _join_by_anchor(clusters, works, anchor, among_named=named)


def _join_by_anchor(clusters: Clusters, works: list[Record], anchor: str, *, among_named: bool) -> None:
    places = _places(clusters, works, anchor)
    for record in works:
        if not record.unnamed or clusters.profile(record.key).is_named:
            continue
        fits = {
            clusters.find(other.key): other
            for place in sorted(_ends(clusters, record, anchor))
            for other in places[place]
            if clusters.find(other.key) != clusters.find(record.key)
            and clusters.profile(other.key).is_named == among_named
            and _agree(clusters, record, other)
        }
        if len(fits) == 1:
            (other,) = fits.values()
            clusters.join(record.key, other.key, _judgement(record, other, anchor))


def _agree(clusters: Clusters, record: Record, other: Record) -> bool:
    """Say whether nothing forbids the join, and the authors, where both have some, have one in common."""
    if clusters.refusal(record.key, other.key):
        return False
    mine, theirs = (_authors(clusters, key) for key in (record.key, other.key))
    return not mine or not theirs or bool(mine & theirs)


def _authors(clusters: Clusters, key: EntityKey) -> set[EntityKey]:
    members = clusters.profile(key).members
    return {clusters.find(end) for one in members for end in one.others("authorOf", is_subject=False)}


def _places(clusters: Clusters, works: Iterable[Record], anchor: str) -> defaultdict[EntityKey, list[Record]]:
    places: defaultdict[EntityKey, list[Record]] = defaultdict(list)
    for record in works:
        for end in _ends(clusters, record, anchor):
            places[end].append(record)
    return defaultdict(list, {end: clusters.one_each(found) for end, found in places.items()})


def _ends(clusters: Clusters, record: Record, anchor: str) -> set[EntityKey]:
    return {clusters.find(key) for key in record.others(anchor, is_subject=False)}


def _judgement(record: Record, other: Record, anchor: str) -> tuple[str, float, str]:
    sign = (
        "is the source of the same work"
        if anchor == "adaptedFrom"
        else "is the one such work of the same author"
    )
    score = 0.85 if anchor == "adaptedFrom" else 0.7
    return "unnamed-source", score, f"“{record.names[0]}” names nothing; “{other.names[0]}” {sign}"
