"""Sentences cover their block, and a full stop that ends none does not split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.sentences import split_sentences
from kg.model import Span


def _split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It opens on Mars.", "It ends there."],
        ["Dr. Strangelove is by Stanley Kubrick.", "It is black and white."],
        ["Richard E. Lowe plays the father.", "He is fine."],
        ["It was made at Lumen I.G. in 1999.", "Then came the sequel."],
        ["“Why not?”", "She laughs."],
        ["He shouts “Run!” and falls."],
        ["The year was … well, 1984."],
        ["It is 2.5 hours long.", "12 people saw it."],
        ["Who made it?!", "Nobody knows."],
        ["Vol. 3 came out in Jan. 2004.", "Vol. 4 did not."],
        ["So did I.", "The end."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    assert _split(" ".join(sentences)) == sentences


@given(st.text(alphabet=st.sampled_from("aA1.!?…”’) \n\tDr"), max_size=60))
def test_sentences_are_in_order_trimmed_and_cover_all_but_white_space(text: str) -> None:
    at = 0
    for span in split_sentences(text, Span(0, len(text))):
        assert span.of(text) == span.of(text).strip() != ""
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()


def test_a_stretch_is_split_alone() -> None:
    text = "Not this. Only this. And that. Not this."
    span = Span(text.index("Only"), text.index(" Not this", 5))
    assert [s.of(text) for s in split_sentences(text, span)] == ["Only this.", "And that."]
