"""How well a model does on annotated passages, before rules and fitted weights have their say."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from kg.encoder.decoding import decode
from kg.encoder.pairs import FAMILY, RELATIONS, TYPES
from training.model import score_window
from training.records import SURE
from training.samples import target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from training.model import Model, WindowScores
    from training.network import Relations
    from training.records import Record
    from training.samples import Sample

    Bools = NDArray[np.bool_]
    Pair = tuple[str, int, int]  # id of a record, numbers of subject and object

_CUTS = np.arange(0.1, 0.95, 0.05)


class Judged(NamedTuple):
    """Whether related or not: an element of each for two entities and a relation of which something is known.

    Attributes:
        chances: that the model gives.
        labels: 1 where it is a fact, else 0.
        relations: their numbers.
        facts: that there are to be found, those included that no window shows.
    """

    chances: NDArray[np.float32]
    labels: NDArray[np.float32]
    relations: NDArray[np.int64]
    facts: int


@torch.no_grad()
def evaluate(model: Model, samples: Sequence[Sample]) -> dict[str, float]:
    """Give precision, recall and F1 of names, types, the main work and relations.

    `typed F` counts names of the right type, `family F` those of the right family; `cut` is the chance with the best
    F1 of relations, `rel F`, for which each relation's own F1 is given too.
    """
    model.eval()
    counts: Counter[str] = Counter()
    found: dict[Pair, list[Tensor]] = defaultdict(list)
    for sample in samples:
        states, tags = _read(model, sample)
        counts.update(_judge_names(model.relations, sample, states, tags))
        if sample.pairs is not None:
            scores = score_window(model.relations, states, sample)
            counts.update(_judge_focus(sample, scores.focus))
            _gather(sample, scores, found)
    model.train()
    judged = _judge_pairs(found, {sample.record.id: sample.record for sample in samples})
    return _name_shares(counts, judged.facts) | _relation_shares(judged)


def wanted_of(sample: Sample, first: NDArray[np.int64]) -> dict[tuple[int, int], Bools]:
    """Give the names to be found, as (first piece, first piece of the last word), with the types that they may have.

    Args:
        sample: the window.
        first: pieces that begin the words in which names are looked for.
    """
    body = set(first.tolist())
    found = {}
    for (start, end), kinds in zip(sample.typed.tolist(), sample.kinds, strict=True):
        inside = [piece for piece in range(start, end) if piece in body]
        if inside and inside[0] == start:
            found[start, inside[-1]] = kinds
    return found


def _read(model: Model, sample: Sample) -> tuple[Tensor, Tensor]:
    """Give states (pieces, WIDTH) and tag scores (pieces, TAGS) of a window."""
    ids, cases = torch.from_numpy(sample.ids)[None], torch.from_numpy(sample.cases)[None]
    states, tags = model.encoder(ids, cases, torch.ones_like(ids))
    return states[0], tags[0]


def _judge_names(head: Relations, sample: Sample, states: Tensor, tags: Tensor) -> dict[str, int]:
    """Count the names of a window: claimed, to be found (gold), right, and right in type and family."""
    first = np.flatnonzero(sample.allowed.any(-1))
    chances = torch.softmax(tags[first], -1).numpy()
    found = [(int(first[start]), int(first[end - 1])) for start, end in decode(chances)]
    ends = [(start, _behind(sample, last)) for start, last in found]
    spans = torch.tensor(ends, dtype=torch.long).reshape(-1, 2)
    types = head.types(head.mentions(states, spans[:, 0], spans[:, 1])).argmax(-1).tolist()
    wanted = wanted_of(sample, first)
    right = [(wanted[span], kind) for span, kind in zip(found, types, strict=True) if span in wanted]
    return {
        "claimed": len(found),
        "gold": len(wanted),
        "right": len(right),
        "typed": sum(bool(kinds[kind]) for kinds, kind in right),
        "family": sum(_of_family(kinds, kind) for kinds, kind in right),
    }


def _behind(sample: Sample, last: int) -> int:
    """Give the place behind the word that begins at a piece."""
    end = last + 1
    while end < len(sample.ids) and sample.words[end] == sample.words[last]:
        end += 1
    return end


def _of_family(kinds: Bools, kind: int) -> bool:
    """Tell whether a type is of the family of one of those that a name may have."""
    return any(FAMILY[TYPES[other]] == FAMILY[TYPES[kind]] for other in np.flatnonzero(kinds))


def _judge_focus(sample: Sample, logits: Tensor) -> dict[str, int]:
    """Count whether the work of the best mean score is a main one, where that is known."""
    by_work: dict[int, list[float]] = defaultdict(list)
    for place, logit in zip(sample.places, logits.tolist(), strict=True):
        if FAMILY[TYPES[place.type]] == "Work":
            by_work[place.entity].append(logit)
    if not sample.record.focus or not by_work:
        return {}
    best = max(by_work, key=lambda work: sum(by_work[work]) / len(by_work[work]))
    return {"focus": int(best in sample.record.focus), "focus asked": 1}


def _gather(sample: Sample, scores: WindowScores, found: dict[Pair, list[Tensor]]) -> None:
    """Add to what is found of two entities the scores (RELATIONS,) of each pair of their mentions in a window."""
    if sample.pairs is None or scores.relations is None:
        return
    ends = zip(sample.pairs.subjects.tolist(), sample.pairs.objects.tolist(), strict=True)
    for (subject, obj), logits in zip(ends, scores.relations, strict=True):
        found[sample.record.id, sample.places[subject].entity, sample.places[obj].entity].append(logits)


def _judge_pairs(found: Mapping[Pair, Sequence[Tensor]], records: Mapping[str, Record]) -> Judged:
    """Compare the best scores of two entities with what is annotated."""
    chances, labels, relations = [], [], []
    for (name, subject, obj), parts in found.items():
        label, weight, _ = target_of(records[name], subject, obj)
        known = np.flatnonzero(weight)
        chances.append(torch.sigmoid(torch.stack(list(parts)).amax(0)).numpy()[known])
        labels.append(label[known])
        relations.append(known)
    facts = sum(weight == SURE for record in records.values() for weight, _ in record.facts.values())
    none = np.zeros(0, dtype=np.float32)
    return Judged(
        np.concatenate([none, *chances]),
        np.concatenate([none, *labels]),
        np.concatenate([none.astype(np.int64), *relations]),
        facts,
    )


def _name_shares(counts: Mapping[str, int], facts: int) -> dict[str, float]:
    """Give what is measured of names and main works, from the counts of all windows."""
    claimed, gold = counts["claimed"], counts["gold"]
    f1 = {key: 2 * counts[key] / max(claimed + gold, 1) for key in ("family", "typed", "right")}
    return {
        "span P": counts["right"] / max(claimed, 1),
        "span R": counts["right"] / max(gold, 1),
        "family F": f1["family"],
        "typed F": f1["typed"],
        "span F": f1["right"],
        "focus": counts["focus"] / max(counts["focus asked"], 1),
        "facts": facts,
    }


def _relation_shares(judged: Judged) -> dict[str, float]:
    """Give the best F1 of relations and its cut, the precision there, and the F1 of each relation there is."""
    best, cut = max([(0.0, 0.0), *((_f1(judged, c), float(c)) for c in _CUTS)])
    kept = judged.chances >= cut
    shares = {"rel F": best, "cut": cut, "rel P": float(judged.labels[kept].mean()) if kept.any() else 0.0}
    return shares | dict(_own_shares(judged, kept))


def _f1(judged: Judged, cut: float) -> float:
    """Give F1 of all relations where those of at least a chance are kept."""
    kept = judged.chances >= cut
    return float(2 * judged.labels[kept].sum() / max(kept.sum() + judged.facts, 1))


def _own_shares(judged: Judged, kept: Bools) -> Iterable[tuple[str, float]]:
    """Give F1 of each relation of which there are facts, given which rows are kept."""
    for number, name in enumerate(RELATIONS):
        mine = judged.relations == number
        facts = judged.labels[mine].sum()
        if facts:
            yield name, float(2 * judged.labels[mine & kept].sum() / ((mine & kept).sum() + facts))
