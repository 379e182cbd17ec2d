"""What an encoder makes of a text lies in the text, and its weights are loaded only where they are asked for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder import TYPES, TextEncoder, load_encoder
from kg.encoder.decoding import BEGIN, INSIDE, OUTSIDE, TAGS

if TYPE_CHECKING:
    from pathlib import Path

    from kg.encoder import Reading

PARTS = (
    "Akira", "the film", " was directed by ", "It is.", ". ", "\n", "\n\n", " ", "\x00", "\x1b", "\u202eabc\u202c", "שלום",
    "😀", "e\u0301", "한", "x" * 120, "a, b, c. " * 80, "[SEP]",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=10).map("".join)


def tagged(reading: Reading, tags: dict[int, int]) -> Reading:
    """Give a reading that is sure of the tags of some pieces, and of all others that they are outside."""
    sure = np.zeros((len(reading.pieces), TAGS), dtype=np.float32)
    sure[:, OUTSIDE] = 1
    for piece, tag in tags.items():
        sure[piece] = np.eye(TAGS, dtype=np.float32)[tag]
    return replace(reading, tags=sure)


@given(text=TEXTS)
def test_each_piece_is_read_once(encoder: TextEncoder, text: str) -> None:
    reading = encoder.read(text)
    assert reading.tags.shape == (len(reading.pieces), TAGS)
    assert np.allclose(reading.tags.sum(axis=1), 1, atol=1e-5)
    assert [len(s) for s in reading.states] == [len(w.index) for w in reading.windows]
    assert reading.first.shape == (len(reading.pieces),)


@given(text=TEXTS)
def test_names_are_in_order_and_lie_in_the_text(encoder: TextEncoder, text: str) -> None:
    names = encoder.read(text).names
    assert all(0 <= name.start <= name.end <= len(text) for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))


@given(text=TEXTS, data=st.data())
def test_chances_of_any_stretch_are_chances(encoder: TextEncoder, text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    chances = encoder.read(text).chances_at(start, end)
    assert len(chances) == len(TYPES)
    assert all(0 <= c <= 1 for c in chances)
    assert sum(chances) <= 1 + 1e-5


@given(text=TEXTS)
def test_the_chances_of_a_name_are_those_of_its_stretch(encoder: TextEncoder, text: str) -> None:
    reading = encoder.read(text)
    assert all(name.chances == reading.chances_at(name.start, name.end) for name in reading.names)


@given(text=TEXTS)
def test_reading_twice_gives_the_same(encoder: TextEncoder, text: str) -> None:
    one, other = encoder.read(text), encoder.read(text)
    assert one.names == other.names
    assert one.sentences == other.sentences


def test_a_name_goes_to_the_end_of_its_last_word(encoder: TextEncoder) -> None:
    text = "the film Akira Xyzw is it"
    reading = encoder.read(text)
    akira, other = (int(np.searchsorted(reading.pieces.starts, text.index(w))) for w in ("Akira", "Xyzw"))
    (name,) = tagged(reading, {akira: BEGIN, other: INSIDE}).names
    assert text[name.start : name.end] == "Akira Xyzw"
    assert sum(name.chances) > 0.9
    assert sum(tagged(reading, {}).chances_at(name.start, name.end)) < 0.1


def test_a_name_may_end_the_text(encoder: TextEncoder) -> None:
    text = "the film Akira"
    reading = encoder.read(text)
    (name,) = tagged(reading, {2: BEGIN}).names
    assert text[name.start : name.end] == "Akira"


def test_a_name_is_looked_at_in_the_window_that_it_was_read_in(encoder: TextEncoder) -> None:
    text = "the film is by Akira. " * 200
    reading = encoder.read(text)
    assert len(reading.windows) > 2
    for window, states in zip(reading.windows, reading.states, strict=True):
        piece = int(window.index[window.lead])
        kinds = reading.head.types(states, window.lead, window.lead + 1)
        sure = tagged(reading, {piece: BEGIN})
        found = sure.chances_at(int(reading.pieces.starts[piece]), int(reading.pieces.ends[piece]))
        assert np.allclose(found, kinds, atol=1e-4)


def test_sentences_are_numbered_by_where_they_begin(encoder: TextEncoder) -> None:
    text = "It is. The film was."
    reading = encoder.read(text)
    assert [reading.sentence_at(n) for n in (0, 6, 7, len(text))] == [1, 1, 2, 2]


@pytest.mark.parametrize("text", ["", "\n", "\n" * 999, "\x00\x01", "😀" * 400, "a" * 5000, "שלום " * 500])
def test_hostile_texts_are_read(encoder: TextEncoder, text: str) -> None:
    reading = encoder.read(text)
    assert all(sum(name.chances) <= 1 + 1e-5 for name in reading.names)
    assert not reading.head.score(reading, []).subjects.size


def test_the_card_of_the_weights_is_at_hand(encoder: TextEncoder) -> None:
    assert encoder.card == {"seed": "1"}


def test_weights_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"card\.json"):
        load_encoder(tmp_path)


def test_the_runtime_is_loaded_with_the_weights_alone() -> None:
    code = "import sys, kg.extractors; print({'onnxruntime', 'tokenizers', 'torch'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "set()\n"
