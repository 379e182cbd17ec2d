"""The relation head gives what its formula says, for pairs that share a window."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder import FAMILY, POLARITIES, RELATIONS, TYPES, NamedAt, RelationHead
from kg.encoder.heads import AROUND, REACH
from kg.encoder.pairs import ALLOWED, FEATURES, Place, pair_up
from kg.encoder.pieces import WINDOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kg.encoder import Reading, TextEncoder

    Floats = NDArray[np.float32]

WORD = "it is the film by akira . "


def gelu(x: float) -> float:
    return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


class Plain:
    """The formula of the head, a pair at a time and in Python's own numbers."""

    def __init__(self, weights: Mapping[str, Floats], states: Floats, places: Sequence[Place]) -> None:
        """Take the weights, the states of a window, and the mentions in it."""
        self._weights = {name: w.astype(np.float64) for name, w in weights.items()}
        self._states = states.astype(np.float64)
        self._places = places

    def linear(self, name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = self._weights[f"{name}.weight"] @ x + self._weights[f"{name}.bias"]
        return found

    def vector(self, place: Place) -> NDArray[np.float64]:
        return np.concatenate([self._states[place.start], self._states[place.start : place.end].mean(axis=0)])

    def focus(self, place: Place) -> float:
        if FAMILY[TYPES[place.type]] != "Work":
            return 0.0
        mine = [p for p in self._places if p.entity == place.entity]
        mean = sum(float(self.linear("focus", self.vector(p))[0]) for p in mine) / len(mine)
        return 1 / (1 + math.exp(-mean))

    def between(self, one: Place, other: Place) -> NDArray[np.float64]:
        low, high = min(one.end, other.end), max(one.start, other.start)
        if high - low > REACH:
            low, high = max(0, one.start - AROUND), one.end + AROUND
        rows = self._states[low:high]
        return rows.mean(axis=0) if len(rows) else np.zeros(self._states.shape[1])

    def score(
        self, one: Place, other: Place, features: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        subject, obj = self.linear("subject", self.vector(one)), self.linear("object", self.vector(other))
        parts = [subject, obj, subject * obj, self.linear("context", self.between(one, other))]
        parts += [
            self._weights[f"embeds.{n}.weight"][f] for n, f in zip(FEATURES, features.tolist(), strict=True)
        ]
        parts += [np.array([self.focus(one), self.focus(other)])]
        inner = np.array([gelu(float(x)) for x in self.linear("hidden", np.concatenate(parts))])
        return self.linear("out", inner), self.linear("polarity", inner)


def mentions_at(reading: Reading, words: Sequence[tuple[int, int]], types: Sequence[int]) -> list[NamedAt]:
    """Give mentions of single pieces: (piece, entity)."""
    starts, ends = reading.pieces.starts, reading.pieces.ends
    return [
        NamedAt(
            int(starts[at]), int(ends[at]), entity, TYPES[types[entity]], reading.sentence_at(int(starts[at]))
        )
        for at, entity in words
    ]


@given(
    words=st.lists(st.integers(0, 139), unique=True, max_size=12).map(sorted),
    types=st.lists(st.integers(0, len(TYPES) - 1), min_size=4, max_size=4),
)
def test_scores_are_those_of_the_formula(
    encoder: TextEncoder, weights: Mapping[str, Floats], words: list[int], types: list[int]
) -> None:
    reading = encoder.read(WORD * 20)
    mentions = mentions_at(reading, [(at, at % 4) for at in words], types)
    found = reading.head.score(reading, mentions)
    places = [
        Place(m.entity, TYPES.index(m.type), at, at + 1, m.sentence)
        for at, m in zip(words, mentions, strict=True)
    ]
    pairs = pair_up(places)
    assert found.subjects.tolist() == pairs.subjects.tolist()
    assert found.objects.tolist() == pairs.objects.tolist()
    assert found.scores.shape == (len(pairs.subjects), len(RELATIONS))
    assert found.polarities.shape == (len(pairs.subjects), len(POLARITIES))
    formula = Plain(weights, reading.states[0], places)
    for row, (s, o) in enumerate(zip(pairs.subjects.tolist(), pairs.objects.tolist(), strict=True)):
        scores, polarities = formula.score(places[s], places[o], pairs.features[row])
        assert np.allclose(found.scores[row], scores, atol=1e-3)
        assert np.allclose(found.polarities[row], polarities, atol=1e-3)


@given(
    places=st.lists(
        st.tuples(st.integers(0, 1399), st.integers(0, 4)), max_size=12, unique_by=lambda p: p[0]
    ),
    types=st.lists(st.integers(0, len(TYPES) - 1), min_size=5, max_size=5),
)
def test_pairs_share_a_window_or_the_opening(
    encoder: TextEncoder, places: list[tuple[int, int]], types: list[int]
) -> None:
    reading = encoder.read(WORD * 200)
    found = reading.head.score(reading, mentions_at(reading, places, types))
    windows = [set(w.index.tolist()) for w in reading.windows]
    assert len(windows) > 1
    assert max(map(len, windows)) <= WINDOW
    for s, o in zip(found.subjects.tolist(), found.objects.tolist(), strict=True):
        one, other = places[s], places[o]
        assert any({one[0], other[0]} <= window for window in windows)
        assert (FAMILY[TYPES[types[one[1]]]], FAMILY[TYPES[types[other[1]]]]) in ALLOWED


def test_a_pair_of_the_opening_is_scored_once_however_long_the_text_is(encoder: TextEncoder) -> None:
    reading = encoder.read(WORD * 200)
    types = [TYPES.index("Person"), TYPES.index("Film")]
    found = reading.head.score(reading, mentions_at(reading, [(1, 0), (3, 1)], types))
    assert len(found.subjects) == 1


def test_a_mention_that_a_window_cuts_is_left_out(encoder: TextEncoder) -> None:
    reading = encoder.read(WORD * 200)
    cut = int(reading.windows[0].index[-1])
    starts, ends = reading.pieces.starts, reading.pieces.ends
    person = NamedAt(int(starts[cut]), int(ends[cut + 1]), 0, "Person", 0)
    film = NamedAt(int(starts[cut - 3]), int(ends[cut - 3]), 1, "Film", 0)
    assert not len(reading.head.score(reading, [person, film]).subjects)


@pytest.mark.parametrize("types", [(), ("Person",), ("Person", "Person"), ("Track", "Person")])
def test_without_pairs_there_are_no_scores(encoder: TextEncoder, types: tuple[str, ...]) -> None:
    reading = encoder.read(WORD)
    mentions = mentions_at(reading, list(enumerate(range(len(types)))), [TYPES.index(t) for t in types])
    found = reading.head.score(reading, mentions)
    assert found.scores.shape == (0, len(RELATIONS))
    assert found.polarities.shape == (0, len(POLARITIES))
    assert not len(found.subjects)
    assert not len(found.objects)


def test_only_works_can_be_what_the_text_is_about(encoder: TextEncoder) -> None:
    reading = encoder.read(WORD * 200)
    everywhere = list(range(0, 1400, 50))
    types = list(range(len(TYPES)))
    mentions = mentions_at(reading, [(at, n % len(TYPES)) for n, at in enumerate(everywhere)], types)
    chances = reading.head.focus(reading, mentions)
    assert chances.shape == (len(mentions),)
    for mention, chance in zip(mentions, chances.tolist(), strict=True):
        assert (0 < chance < 1) == (FAMILY[mention.type] == "Work")
    assert reading.head.focus(reading, []).shape == (0,)


@given(start=st.integers(0, 30), length=st.integers(1, 5))
def test_the_chances_of_types_are_those_of_the_formula(
    encoder: TextEncoder, weights: Mapping[str, Floats], start: int, length: int
) -> None:
    states = encoder.read(WORD * 5).states[0]
    found = RelationHead(weights).types(states, start, start + length)
    formula = Plain(weights, states, ())
    hidden = formula.linear("types1", formula.vector(Place(0, 0, start, start + length, 0)))
    scores = formula.linear("types2", np.array([gelu(float(x)) for x in hidden]))
    wanted = np.exp(scores) / np.exp(scores).sum()
    assert np.allclose(found, wanted, atol=1e-5)
