"""Namesakes: entities that share a name and are two, each pair with the reason."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Judgement
from kg.resolution.clusters import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import EntityKey
    from kg.resolution.clusters import Clusters

_SCORES = {"judged": 1.0, "other-class": 0.95, "other-kind": 0.9, "told-apart": 0.9, "other-maker": 0.8}


def keep_apart(clusters: Clusters, types: Mapping[EntityKey, str]) -> list[Judgement]:
    """Give a judgement for each two neighbours among the entities of one name, in the order of their keys.

    Neighbours alone, so that a name that a thousand bear gives 999 judgements, not half a million.
    """
    bearers: defaultdict[str, dict[EntityKey, EntityKey]] = defaultdict(dict)
    for key, record in clusters.records.items():
        if not record.unnamed:
            for name in sorted(record.folded - {""}):
                bearers[name].setdefault(clusters.find(key), key)
    found: dict[tuple[EntityKey, EntityKey], Judgement] = {}
    for name in sorted(bearers):
        for left, right in pairwise(sorted(bearers[name].values())):
            found.setdefault((left, right), _judgement(clusters, types, (left, right), name))
    return list(found.values())


def _judgement(
    clusters: Clusters, types: Mapping[EntityKey, str], pair: tuple[EntityKey, EntityKey], name: str
) -> Judgement:
    left, right = pair
    rule = clusters.refusal(left, right) or "no-common-ground"
    kinds = sorted(types[clusters.find(key)] for key in pair)
    reason = f"two share the name “{name}”: {REASONS[rule].format(*kinds)}"
    return Judgement(left, right, same=False, score=_SCORES.get(rule, 0.6), reason=reason, author=rule)
