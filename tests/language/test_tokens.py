"""Tokens keep their offsets, and what belongs together stays together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.tokens import tokenize
from kg.model import Span


@given(st.text())
def test_each_token_stands_at_its_offsets_and_only_white_space_is_left_out(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert not text[at : token.start].strip()
        at = token.end
    assert not text[at:].strip()


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_gives_no_token_outside_it(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span(start, min(start + length, len(text)))
    assert all(span.contains(Span(t.start, t.end)) for t in tokenize(text, span))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Anna’s film", ["Anna", "’s", "film"]),
        ("the brothers’ film", ["the", "brothers", "’", "film"]),
        ("O’Hara isn't here", ["O’Hara", "isn't", "here"]),
        ("Rick ‘n’ Roll", ["Rick", "‘n’", "Roll"]),
        ("Robert E. Lowe", ["Robert", "E.", "Lowe"]),
        ("Lumen I.G. made it", ["Lumen", "I.G.", "made", "it"]),
        ("Jean-Luc’s 2.0 cut", ["Jean-Luc", "’s", "2.0", "cut"]),
        ("Stop!! Wait…", ["Stop", "!!", "Wait", "…"]),
        ("«Élan» – café", ["«", "Élan", "»", "–", "café"]),
    ],
)
def test_words_with_inner_marks_are_one_token(text: str, tokens: list[str]) -> None:
    assert [t.text for t in tokenize(text)] == tokens


def test_kinds() -> None:
    kinds = {t.text: t.kind for t in tokenize("Mr. Ek’s 12 cats 'n' A.B. dogs.")}
    assert kinds == {
        "Mr.": "initials", "Ek": "word", "’s": "possessive", "12": "number", "cats": "word", "'n'": "contracted",
        "A.B.": "initials", "dogs": "word", ".": "mark",
    }  # fmt: skip


def test_a_full_stop_at_the_end_of_a_sentence_is_no_part_of_a_single_capital() -> None:
    assert [t.text for t in tokenize("Only plan B.")] == ["Only", "plan", "B", "."]
