"""Sentences begin behind marks and line breaks, and nowhere else."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder.sentences import sentence_starts

TEXTS = st.text(st.sampled_from("aA1.!?…\"'”’)] \n\t\x00\u2028😀שDMr"), max_size=60) | st.text(max_size=40)


def split(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in pairwise((*sentence_starts(text), len(text)))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It opens on Mars.", "It ends there."],
        ["Dr. Strangelove is by Stanley Kubrick.", "It is black and white."],
        ["Richard E. Lowe plays the father.", "He is fine."],
        ["“Why not?”", "She laughs."],
        ["He said 'Run!'", "Then he fell."],
        ["It was never made … or so we thought.", "It was."],
        ["Who made it?", "“Nobody.”"],
        ["It is 2.5 hours long.", "12 people saw it."],
        ["Made by Lumen Inc. in 1999.", "Then came the end."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_line_break_ends_a_sentence_without_a_mark() -> None:
    assert split("A heading\nthe text goes on\n\nMr.\nSmith") == [
        "A heading",
        "the text goes on",
        "Mr.",
        "Smith",
    ]


@given(TEXTS)
def test_starts_rise_from_0_and_lie_in_the_text(text: str) -> None:
    starts = sentence_starts(text)
    assert starts[0] == 0
    assert all(one < other for one, other in pairwise(starts))
    assert starts[-1] <= len(text)


@given(TEXTS)
def test_each_start_stands_behind_white_space(text: str) -> None:
    assert all(text[start - 1].isspace() for start in sentence_starts(text)[1:])


@given(TEXTS)
def test_no_sentence_goes_over_a_line_break(text: str) -> None:
    bounds = pairwise((*sentence_starts(text), len(text)))
    assert all("\n" not in text[a:b].strip() for a, b in bounds)


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", " \n ", "a" * 5000, "\x00\x01", "שלום. עולם", "😀. 😀"])
def test_hostile_texts_have_starts(text: str) -> None:
    assert sentence_starts(text)[0] == 0


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "." + " " * 1_000_000 + "a", "." * 1_000_000, ".'" * 500_000, "." + "'" * 1_000_000, "\n" * 1_000_000],
    ids=["letters", "spaces", "marks", "marks and quotes", "quotes", "line breaks"],
)  # fmt: skip
def test_the_time_grows_no_faster_than_the_text(text: str) -> None:
    begun = time.process_time()
    sentence_starts(text)
    assert time.process_time() - begun < 5
