"""What the encoder thinks of pairs of names: the relation head, in numpy."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.encoder.pairs import FAMILY, FEATURES, POLARITIES, RELATIONS, TYPES, Place, pair_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.encoder.reading import Reading

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

REACH = 40  # pieces between two names up to which these are read
AROUND = 8  # pieces on each side of the subject that are read where the two are further apart
_WORKS = np.array([FAMILY[t] == "Work" for t in TYPES])


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A mention that relations are asked for.

    Attributes:
        start: offset in the text.
        end: offset behind it.
        entity: number of its entity in the document.
        type: one of `TYPES`.
        sentence: number of its sentence.
    """

    start: int
    end: int
    entity: int
    type: str
    sentence: int


@dataclass(frozen=True, slots=True)
class PairScores:
    """Scores of pairs of mentions, an element of each array for a pair.

    Attributes:
        subjects: numbers of mentions, as given.
        objects: the same.
        scores: logits, (pairs, RELATIONS).
        polarities: logits, (pairs, POLARITIES).
    """

    subjects: Ints
    objects: Ints
    scores: Floats
    polarities: Floats


def _gelu(x: Floats) -> Floats:
    cube = np.float32(0.044715) * x * x * x
    found: Floats = np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978845608) * (x + cube)))
    return found


class RelationHead:
    """Scores pairs of mentions of a reading."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """Take the weights by name."""
        self._weights = {name: w.astype(np.float32) for name, w in weights.items()}

    def _linear(self, name: str, x: Floats) -> Floats:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def types(self, states: Floats, start: int, end: int) -> Floats:
        """Give the chance of each type for a name of a window."""
        vector = np.concatenate([states[start], states[start:end].mean(0)])
        scores = self._linear("types2", _gelu(self._linear("types1", vector)))
        exponents = np.exp(scores - scores.max())
        chances: Floats = exponents / exponents.sum()
        return chances

    def focus(self, reading: Reading, mentions: Sequence[NamedAt]) -> Floats:
        """Give the chance of each mention to name what the text is about, 0 where it is no work."""
        sums, counts = np.zeros(len(mentions), np.float32), np.zeros(len(mentions), np.float32)
        for numbers, _places, vectors, _sums, _lead in _windows(reading, mentions):
            scores = self._linear("focus", vectors)[:, 0]
            np.add.at(sums, numbers, scores)
            np.add.at(counts, numbers, 1)
        chance = 1 / (1 + np.exp(-sums / np.maximum(counts, 1)))
        works = _WORKS[[TYPES.index(m.type) for m in mentions]] if mentions else np.zeros(0, bool)
        return np.where(works & (counts > 0), chance, 0).astype(np.float32)

    def score(self, reading: Reading, mentions: Sequence[NamedAt]) -> PairScores:
        """Score the pairs of mentions that share a window and may be related by their types."""
        scored = (self._score_window(*window) for window in _windows(reading, mentions))
        found = [f for f in scored if f is not None] or [_nothing()]
        return PairScores(
            np.concatenate([f.subjects for f in found]), np.concatenate([f.objects for f in found]),
            np.concatenate([f.scores for f in found]), np.concatenate([f.polarities for f in found]),
        )  # fmt: skip

    def _score_window(
        self, numbers: Ints, places: Sequence[Place], vectors: Floats, sums: Floats, lead: int
    ) -> PairScores | None:
        pairs = pair_up(places, lead)
        if not len(pairs.subjects):
            return None
        starts, ends = np.array([p.start for p in places]), np.array([p.end for p in places])
        subjects, objects = pairs.subjects, pairs.objects
        one, other = self._linear("subject", vectors)[subjects], self._linear("object", vectors)[objects]
        focus = self._focus_of_entities(places, vectors)
        low = np.minimum(ends[subjects], ends[objects])
        high = np.maximum(starts[subjects], starts[objects])
        near = high - low <= REACH
        low = np.where(near, low, np.maximum(starts[subjects] - AROUND, 0))
        high = np.where(near, high, np.minimum(ends[subjects] + AROUND, len(sums) - 1))
        high = np.maximum(high, low)
        between = (sums[high] - sums[low]) / np.maximum(high - low, 1)[:, None].astype(np.float32)
        parts = [one, other, one * other, self._linear("context", between)]
        parts += [self._weights[f"embeds.{n}.weight"][pairs.features[:, k]] for k, n in enumerate(FEATURES)]
        parts += [focus[subjects, None], focus[objects, None]]
        inner = _gelu(self._linear("hidden", np.concatenate(parts, 1)))
        return PairScores(
            numbers[subjects], numbers[objects], self._linear("out", inner), self._linear("polarity", inner)
        )

    def _focus_of_entities(self, places: Sequence[Place], vectors: Floats) -> Floats:
        scores = self._linear("focus", vectors)[:, 0]
        _, inverse = np.unique([p.entity for p in places], return_inverse=True)
        mean = np.bincount(inverse, scores) / np.bincount(inverse)
        works = _WORKS[[p.type for p in places]]
        chances: Floats = (works / (1 + np.exp(-mean[inverse]))).astype(np.float32)
        return chances


def _nothing() -> PairScores:
    """Give the scores of no pairs."""
    none = np.zeros(0, np.int64)
    return PairScores(
        none, none, np.zeros((0, len(RELATIONS)), np.float32), np.zeros((0, len(POLARITIES)), np.float32)
    )


def _windows(
    reading: Reading, mentions: Sequence[NamedAt]
) -> Iterator[tuple[Ints, list[Place], Floats, Floats, int]]:
    """Give, for each window with mentions: their numbers, places and vectors, running sums of states, and its lead."""
    order = sorted(range(len(mentions)), key=lambda number: mentions[number].start)
    begins = [mentions[number].start for number in order]
    for count, window in enumerate(reading.windows):
        starts, ends = reading.pieces.starts[window.index], reading.pieces.ends[window.index]
        numbers: list[int] = []
        places: list[Place] = []
        for low, high in ((0, window.lead), (window.lead, len(starts))):
            if low == high:
                continue
            first, last = bisect_left(begins, starts[low]), bisect_left(begins, ends[high - 1])
            for number in order[first:last]:
                place = _place(mentions[number], starts[low:high], ends[low:high], low)
                if place is not None:
                    numbers.append(number)
                    places.append(place)
        if not places:
            continue
        states = reading.states[count]
        sums = np.concatenate([np.zeros((1, states.shape[1]), np.float32), states.cumsum(0)])
        begin, end = np.array([p.start for p in places]), np.array([p.end for p in places])
        mean = (sums[end] - sums[begin]) / (end - begin)[:, None].astype(np.float32)
        vectors = np.concatenate([states[begin], mean], 1)
        yield np.array(numbers, np.int64), places, vectors, sums, window.lead


def _place(mention: NamedAt, starts: Ints, ends: Ints, first: int) -> Place | None:
    """Give where a mention stands among consecutive pieces, of which the first has the number `first`."""
    if mention.end > ends[-1]:
        return None
    low = int(np.searchsorted(starts, mention.start))
    high = int(np.searchsorted(ends, mention.end, side="left")) + 1
    if not low < high <= len(starts):
        return None
    return Place(mention.entity, TYPES.index(mention.type), low + first, high + first, mention.sentence)
