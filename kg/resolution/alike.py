"""Alike: clusters that share a full name become one where nothing forbids it and nothing is in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.names import fold_name
from kg.resolution.forms import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import EntityKey
    from kg.resolution.clusters import Clusters
    from kg.resolution.record import Record

Blocks = dict[str, list["Record"]]


def block_by_name(records: Iterable[Record]) -> Blocks:
    """Put records of equal full names together: only those are ever compared."""
    blocks: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        if not record.unnamed:
            for key in record.forms.full:
                blocks[key].append(record)
    return {key: sorted(blocks[key], key=lambda record: record.key) for key in sorted(blocks)}


def join_alike(clusters: Clusters, blocks: Mapping[str, Sequence[Record]]) -> None:
    """Join the clusters of each block.

    A cluster that could be one of several (a remake has the title of the first film) goes to the one with
    which its claims agree most; without such a sign it stays with its like.
    """
    for block in blocks.values():
        settled: list[Record] = []
        open_: list[Record] = []
        for record in _telling_first(clusters, block):
            fits = [other for other in settled if not clusters.refusal(record.key, other.key)]
            if not fits:
                settled.append(record)
            elif (best := choose(clusters, record, fits)) is not None:
                clusters.join(record.key, best.key, name_judgement(record, best))
            else:
                open_.append(record)
        kept: list[Record] = []
        for record in open_:
            if not any(clusters.join(record.key, other.key, name_judgement(record, other)) for other in kept):
                kept.append(record)


def choose(clusters: Clusters, record: Record, fits: Sequence[Record]) -> Record | None:
    """Give the one candidate, or the one that the claims speak for; None where nothing decides."""
    if len(fits) == 1:
        return fits[0]
    ranked = sorted(
        ((_rank(clusters, record, other), place) for place, other in enumerate(fits)), reverse=True
    )
    return fits[ranked[0][1]] if ranked[0][0] > ranked[1][0] else None


def name_judgement(left: Record, right: Record) -> tuple[str, float, str]:
    """Give rule, score and reason of a join by name, with the two names that agree best."""
    pairs = [
        (one, two) for one in left.names for two in right.names if _keys(left, one) & _keys(right, two)
    ] or [(left.names[0], right.names[0])]
    one, two = min(
        pairs, key=lambda pair: (pair[0] != pair[1], fold_name(pair[0]) != fold_name(pair[1]), pair)
    )
    if one == two:
        return "same-name", 0.98, f"both are called “{one}”"
    if fold_name(one) == fold_name(two):
        return "same-letters", 0.96, f"“{one}” and “{two}” are the same but for case, accents or marks"
    return "same-spelling", 0.9, f"“{one}” and “{two}” are two ways to write one name"


def _keys(record: Record, name: str) -> frozenset[str]:
    """Give the keys of one name of a record, none for a short form."""
    return keys_of(record.type, name) & (record.forms.full | record.forms.context)


def _rank(clusters: Clusters, record: Record, other: Record) -> tuple[int, int]:
    exact = not record.folded.isdisjoint(clusters.profile(other.key).folded)
    return clusters.affinity(record.key, other.key), int(exact)


def _telling_first(clusters: Clusters, block: Sequence[Record]) -> list[Record]:
    """Give one record per cluster, first those that a document or a maker tells apart from others."""
    per_cluster: dict[EntityKey, Record] = {}
    for record in block:
        per_cluster.setdefault(clusters.find(record.key), record)
    counts = Counter(record.key.document for record in block)
    crowded = {document for document, count in counts.items() if count > 1}

    def weight(record: Record) -> tuple[bool, int, EntityKey]:
        profile = clusters.profile(record.key)
        signs = sum(map(len, profile.makers.values())) + len(profile.years)
        return crowded.isdisjoint(profile.documents), -signs, record.key

    return sorted(per_cluster.values(), key=weight)
