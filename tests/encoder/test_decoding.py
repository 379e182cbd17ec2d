"""The names that are decoded are those of the likeliest sequence of tags that is one."""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder.decoding import BEGIN, INSIDE, OUTSIDE, TAGS, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHANCE = st.floats(0, 1, width=32) | st.sampled_from((0.0, 0.25, 0.5, 1.0))
ROW = st.tuples(*[CHANCE] * TAGS)


def logs_of(rows: Sequence[tuple[float, ...]]) -> list[list[float]]:
    found = np.log(np.maximum(np.array(rows, dtype=np.float32).reshape(-1, TAGS), 1e-9))
    return [[float(x) for x in row] for row in found]


def tags_of(spans: Iterable[tuple[int, int]], count: int) -> list[int]:
    tags = [OUTSIDE] * count
    for start, end in spans:
        tags[start:end] = [BEGIN, *[INSIDE] * (end - start - 1)]
    return tags


def is_valid(tags: Sequence[int]) -> bool:
    """Say whether no name goes on that has not begun."""
    return all(tag != INSIDE or before != OUTSIDE for before, tag in pairwise((OUTSIDE, *tags)))


def score_of(tags: Sequence[int], logs: Sequence[Sequence[float]]) -> float:
    return sum(row[tag] for tag, row in zip(tags, logs, strict=True))


@given(st.lists(ROW, min_size=1, max_size=6))
def test_no_valid_sequence_of_tags_is_likelier(rows: list[tuple[float, ...]]) -> None:
    logs = logs_of(rows)
    found = tags_of(decode(np.array(rows, dtype=np.float32)), len(rows))
    best = max(score_of(tags, logs) for tags in product(range(TAGS), repeat=len(rows)) if is_valid(tags))
    assert is_valid(found)
    assert math.isclose(score_of(found, logs), best, rel_tol=1e-9)


@given(st.lists(ROW, max_size=60))
def test_names_are_in_order_and_never_overlap(rows: list[tuple[float, ...]]) -> None:
    spans = decode(np.array(rows, dtype=np.float32).reshape(-1, TAGS))
    ends = [0, *(end for _, end in spans)]
    assert all(ends[n] <= start < end <= len(rows) for n, (start, end) in enumerate(spans))


@given(st.lists(st.sampled_from((OUTSIDE, BEGIN, INSIDE)), max_size=400).filter(is_valid))
def test_sure_tags_are_taken_as_they_are(tags: list[int]) -> None:
    chances = np.eye(TAGS, dtype=np.float32)[np.array(tags, dtype=np.int64)]
    assert tags_of(decode(chances), len(tags)) == tags


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        ([(0.1, 0.3, 0.6)], [(0, 1)]),  # a name that goes on from nothing begins here
        ([(0.6, 0.3, 0.1), (0.1, 0.0, 0.9)], [(0, 2)]),
        ([(0.9, 0.1, 0.0), (0.4, 0.0, 0.6)], []),
        ([(0.0, 1.0, 0.0), (0.0, 1.0, 0.0)], [(0, 1), (1, 2)]),
        ([(0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)], [(0, 2), (3, 4)]),
    ],
)
def test_examples(rows: list[tuple[float, ...]], spans: list[tuple[int, int]]) -> None:
    assert decode(np.array(rows, dtype=np.float32)) == spans


def test_no_words_have_no_names() -> None:
    assert decode(np.zeros((0, TAGS), dtype=np.float32)) == []
