"""Encoder and heads as one model, and what it is to be blamed for: the losses of names, types, main works and pairs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812, the name by which everybody knows it

from kg.encoder.pairs import FAMILY, TYPES
from training.network import Encoder, Relations
from training.samples import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from training.records import Record
    from training.samples import Sample

    States = tuple[Tensor, Tensor]  # of a window: states (pieces, WIDTH) and tag scores (pieces, TAGS)
    Pair = tuple[int, int, int]  # id() of a record, numbers of subject and object

WEIGHTS = {"ner": 1.0, "type": 0.5, "focus": 0.2, "pair": 0.5, "polar": 0.1}  # of the parts of the loss
_SIDE = 4  # windows of about one length that are read side by side
_FAR = -1e4  # the score of what is ruled out
_FEW = 4.0  # facts by which the loss of pairs is divided at least
_IS_WORK = torch.tensor([FAMILY[t] == "Work" for t in TYPES])


class WindowScores(NamedTuple):
    """Scores of a window, as logits.

    Attributes:
        focus: of mentions, for being of the main work, (mentions,).
        relations: of pairs, (pairs, RELATIONS); none where there are no pairs.
        polarities: of pairs, (pairs, POLARITIES); likewise.
    """

    focus: Tensor
    relations: Tensor | None = None
    polarities: Tensor | None = None


class Part(NamedTuple):
    """What one window says about a pair of entities: the scores of the pairs of their mentions.

    Attributes:
        record: that the two are of.
        relations: (pairs, RELATIONS).
        polarities: (pairs, POLARITIES).
    """

    record: Record
    relations: Tensor
    polarities: Tensor


class Model(nn.Module):
    """Encoder and heads, trained together."""

    def __init__(self) -> None:
        """Make both with random weights."""
        super().__init__()
        self.encoder = Encoder()
        self.relations = Relations()

    def read(self, group: Sequence[Sample]) -> list[States]:
        """Give states and tag scores of windows of about one length."""
        ids, cases = pad([s.ids for s in group]), pad([s.cases for s in group])
        mask = pad([np.ones(len(s.ids), dtype=np.int64) for s in group])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states, tags = self.encoder(ids, cases, mask)
        return [(states[k, : len(s.ids)].float(), tags[k, : len(s.ids)].float()) for k, s in enumerate(group)]

    def losses(self, group: Sequence[Sample]) -> tuple[Tensor, dict[str, float]]:
        """Give the weighted loss of some windows, and its parts by their names in `WEIGHTS`."""
        group = sorted(group, key=lambda sample: len(sample.ids))
        read = [pair for k in range(0, len(group), _SIDE) for pair in self.read(group[k : k + _SIDE])]
        names = _name_loss(group, read)
        types: list[Tensor] = []
        focus: list[Tensor] = []
        pooled: dict[Pair, list[Part]] = defaultdict(list)
        for sample, (states, _) in zip(group, read, strict=True):
            types += _type_terms(self.relations, states, sample)
            if sample.pairs is not None:
                scores = score_window(self.relations, states, sample)
                focus += _focus_terms(sample, scores.focus)
                for subject, obj, part in _parts(sample, scores):
                    pooled[id(sample.record), subject, obj].append(part)
        pairs, polarities = _pair_losses(pooled)
        zero = names.detach() * 0
        parts = {
            "ner": names,
            "type": torch.cat(types).mean() if types else zero,
            "focus": torch.stack(focus).mean() if focus else zero,
            "pair": zero if pairs is None else pairs,
            "polar": torch.stack(polarities).mean() if polarities else zero,
        }
        total = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
        return total, {name: part.item() for name, part in parts.items()}


def score_window(head: Relations, states: Tensor, sample: Sample) -> WindowScores:
    """Score the mentions of a window for the main work, and its pairs for relations and polarities.

    Args:
        head: that scores.
        states: of the pieces of the window, (pieces, WIDTH).
        sample: the window; it has mentions.
    """
    starts, ends, entities = torch.from_numpy(sample.spans).unbind(1)
    mentions = head.mentions(states, starts, ends)
    focus = head.focus(mentions)[:, 0]
    pairs = sample.pairs
    if pairs is None or not len(pairs.subjects):
        return WindowScores(focus)
    relations, polarities = head(
        states,
        mentions,
        starts,
        ends,
        _focus_chances(focus, entities) * _is_work(sample),
        torch.from_numpy(pairs.subjects),
        torch.from_numpy(pairs.objects),
        torch.from_numpy(pairs.features),
    )
    return WindowScores(focus, relations, polarities)


def pad(rows: Sequence[NDArray[np.int64]], fill: int = 0) -> Tensor:
    """Give arrays of several lengths as the rows of one tensor, (rows, longest)."""
    out = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return torch.from_numpy(out)


def _focus_chances(logits: Tensor, entities: Tensor) -> Tensor:
    """Give for each mention the chance of its entity, whose score is the mean of its mentions; nothing learns by it."""
    _, inverse = torch.unique(entities, return_inverse=True)
    sums = torch.zeros(int(inverse.max()) + 1).index_add(0, inverse, logits)
    counts = torch.zeros_like(sums).index_add(0, inverse, torch.ones_like(logits))
    return torch.sigmoid((sums / counts)[inverse]).detach()


def _is_work(sample: Sample) -> Tensor:
    """Tell which mentions are of works, (mentions,)."""
    return _IS_WORK[torch.tensor([place.type for place in sample.places])]


def _partial(logits: Tensor, may_be: Tensor) -> Tensor:
    """Give the cross entropy where each row may be any of several classes: both (rows, classes)."""
    return logits.logsumexp(-1) - logits.masked_fill(~may_be, _FAR).logsumexp(-1)


def _name_loss(group: Sequence[Sample], read: Sequence[States]) -> Tensor:
    """Give the mean loss of tags, over the pieces of which something is known."""
    known = [sample.allowed.any(-1) for sample in group]
    rows = [tags[torch.from_numpy(rows)] for rows, (_, tags) in zip(known, read, strict=True)]
    may_be = np.concatenate([sample.allowed[rows] for rows, sample in zip(known, group, strict=True)])
    return _partial(torch.cat(rows), torch.from_numpy(may_be)).mean()


def _type_terms(head: Relations, states: Tensor, sample: Sample) -> list[Tensor]:
    """Give the losses of the types of names, (names,), where there are any of known types."""
    if not len(sample.typed):
        return []
    starts, ends = torch.from_numpy(sample.typed).unbind(1)
    return [_partial(head.types(head.mentions(states, starts, ends)), torch.from_numpy(sample.kinds))]


def _focus_terms(sample: Sample, logits: Tensor) -> list[Tensor]:
    """Give the loss of the main work, where it is known and the window names works."""
    focus, is_work = sample.record.focus, _is_work(sample)
    if not focus or not is_work.any():
        return []
    gold = torch.tensor([float(place.entity in focus) for place in sample.places])
    return [F.binary_cross_entropy_with_logits(logits[is_work], gold[is_work])]


def _parts(sample: Sample, scores: WindowScores) -> Iterator[tuple[int, int, Part]]:
    """Give for each two entities of a window their numbers, and the scores of the pairs of their mentions."""
    if sample.pairs is None or scores.relations is None or scores.polarities is None:
        return
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    ends = zip(sample.pairs.subjects.tolist(), sample.pairs.objects.tolist(), strict=True)
    for number, (subject, obj) in enumerate(ends):
        groups[sample.places[subject].entity, sample.places[obj].entity].append(number)
    for (subject, obj), rows in groups.items():
        yield subject, obj, Part(sample.record, scores.relations[rows], scores.polarities[rows])


def _pair_losses(pooled: Mapping[Pair, Sequence[Part]]) -> tuple[Tensor | None, list[Tensor]]:
    """Give the loss of relations, None where nothing is known of any pair, and the losses of polarities.

    Two entities are related where the best pair of their mentions says so; the polarity is that of the mean of all.
    """
    scores: list[Tensor] = []
    labels: list[NDArray[np.float32]] = []
    weights: list[NDArray[np.float32]] = []
    polarities: list[Tensor] = []
    for (_, subject, obj), parts in pooled.items():
        label, weight, polarity = target_of(parts[0].record, subject, obj)
        if not weight.any():
            continue
        scores.append(torch.cat([part.relations for part in parts]).amax(0))
        labels.append(label)
        weights.append(weight)
        if polarity >= 0:
            mean = torch.cat([part.polarities for part in parts]).mean(0)
            polarities.append(F.cross_entropy(mean, torch.tensor(polarity)))
    return (_relation_loss(scores, labels, weights) if scores else None), polarities


def _relation_loss(
    scores: Sequence[Tensor], labels: Sequence[NDArray[np.float32]], weights: Sequence[NDArray[np.float32]]
) -> Tensor:
    """Give the loss of relations for each fact that is to be found; an element of each argument for two entities."""
    label, weight = torch.from_numpy(np.stack(labels)), torch.from_numpy(np.stack(weights))
    loss = F.binary_cross_entropy_with_logits(torch.stack(list(scores)), label, reduction="none") * weight
    return loss.sum() / (label * weight).sum().clamp(min=_FEW)
