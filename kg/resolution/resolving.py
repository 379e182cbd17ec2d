"""Resolving: all passes in order, and the entities that come out of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import ExitCode, KgError, Problem, Resolution, ResolvedEntity
from kg.resolution.alike import block_by_name, join_alike
from kg.resolution.characters import join_characters, join_tracks
from kg.resolution.clusters import Clusters
from kg.resolution.namesakes import keep_apart
from kg.resolution.naming import label_of, other_names, type_of
from kg.resolution.paths import assign_paths
from kg.resolution.people import join_people
from kg.resolution.record import records_of
from kg.resolution.sources import join_unnamed
from kg.resolution.surroundings import look_around
from kg.resolution.works import join_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import EntityKey, Extraction, Judgement
    from kg.resolution.record import Record


def resolve(extractions: Sequence[Extraction], judged: Sequence[Judgement] = ()) -> Resolution:
    """Find out which entities of the documents are one; the order of the documents changes nothing.

    Organisations come first, then works, people, unnamed sources, and characters last: each step may look
    at what the steps before it decided. Every join leaves a judgement, and so do namesakes kept apart.

    Args:
        extractions: what was read out of each document.
        judged: judgements of people, which win over the rules.
    """
    records = records_of(_distinct_documents(extractions))
    clusters = Clusters(records, sorted(judged, key=_by_pair))
    everyone = list(records.values())
    join_alike(clusters, block_by_name(record for record in everyone if record.coarse == "organization"))
    join_works(clusters, everyone)
    join_people(clusters, everyone, look_around(clusters, everyone))
    join_unnamed(clusters, everyone)
    around = look_around(clusters, everyone)
    join_characters(clusters, everyone, around)
    join_tracks(clusters, everyone, around)
    return _resolution(clusters)


def _distinct_documents(extractions: Iterable[Extraction]) -> list[Extraction]:
    """Leave out what is given twice; two documents of one id cannot be told apart and stop the work."""
    by_id: dict[str, Extraction] = {}
    for extraction in extractions:
        document = extraction.document
        known = by_id.setdefault(document.id, extraction)
        if known.document.sha256 != document.sha256:
            message = f"two documents have the name {document.id!r}"
            raise KgError(
                Problem("same-document-name", message, document.source, "rename one of the files"),
                ExitCode.USAGE,
            )
    return list(by_id.values())


def _resolution(clusters: Clusters) -> Resolution:
    members: defaultdict[EntityKey, list[Record]] = defaultdict(list)
    for key, record in clusters.records.items():
        members[clusters.find(key)].append(record)
    by_first = {records[0].key: records for records in members.values()}
    first = {record.key: records[0].key for records in by_first.values() for record in records}
    types = {root: type_of(records) for root, records in by_first.items()}
    labels = {root: label_of(records) for root, records in by_first.items()}
    paths = assign_paths(by_first, types, labels, {key: labels[root] for key, root in first.items()})
    entities = (
        ResolvedEntity(
            path=paths[root],
            type=types[root],
            label=labels[root],
            names=other_names(records, labels[root]),
            members=tuple(record.key for record in records),
        )
        for root, records in by_first.items()
    )
    apart = keep_apart(clusters, {key: types[root] for key, root in first.items()})
    return Resolution(
        entities=tuple(sorted(entities, key=lambda entity: entity.path)),
        judgements=tuple(sorted([*clusters.judgements, *apart], key=_by_pair)),
        index={key: paths[first[key]] for key in sorted(first)},
    )


def _by_pair(judgement: Judgement) -> tuple[EntityKey, EntityKey, bool, str]:
    return judgement.left, judgement.right, judgement.same, judgement.author
