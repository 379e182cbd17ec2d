"""Pieces keep their place in the text, whatever the text holds, and windows cover them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from kg.encoder.pieces import CASES, LEAD, NEWLINE, WINDOW, Pieces, split_pieces, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = (
    "\n", "\n\n", "\r\n", "\t", " ", "\xa0", "\u2028", "\u200b", "\ufeff", "\x00", "\x1b[0m", "\x7f", "\x85", ".", "! ",
    "...", "Akira", "The film", "directed by", "O’Neil", "[CLS]", "[SEP]", "[unused0]", "##ing", "é", "e\u0301", "\u0301",
    "İ", "ﬁ", "ß", "Ǆ", "ΑΣ", "한", "アキラ", "新世紀", "क्षि", "😀", "👨\u200d👩\u200d👧", "🇯🇵", "שלום", "مرحبا", "\u202eabc\u202c",
    "\U0010ffff", "x" * 101,
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=12).map("".join)
HOSTILE = {
    "empty": "",
    "one line break": "\n",
    "line breaks alone": "\n" * 1000,
    "blank lines": " \n\t\n\xa0\n",
    "a word of 5,000 letters": "a" * 5000,
    "a word of 5,000 letters and marks": "ab-" * 1666 + "ab",
    "5,000 marks": "." * 5000,
    "emoji": "I 😀 it 👨\u200d👩\u200d👧, 🇯🇵.",
    "emoji alone": "😀" * 700,
    "NUL and control characters": "a\x00b \x00 c\x01\x02\x1b[0m\x7f\x85\x00",
    "NUL alone": "\x00" * 700,
    "right to left": "שלום עולם. مرحبا \u202eabc\u202c.\n" * 60,
    "combining marks": "e\u0301" * 700,
    "one syllable of three letters": "한" * 700,
    "no spaces": "新" * 5000,
}


def plain(tokenizer: Tokenizer, text: str) -> str:
    """Give a text as the vocabulary writes it."""
    normalizer = tokenizer.normalizer
    assert normalizer is not None
    return str(normalizer.normalize_str(text)).strip()


def check_places(tokenizer: Tokenizer, text: str, pieces: Pieces) -> None:
    """Check that the pieces lie in the text, in order, and that nothing is left out that could be seen."""
    sizes = {len(pieces.ids), len(pieces.cases), len(pieces.starts), len(pieces.ends), len(pieces.words)}
    assert sizes == {len(pieces)}
    for array in (pieces.starts, pieces.ends, pieces.words):
        assert (np.diff(array) >= 0).all()
    assert (pieces.starts <= pieces.ends).all()
    if len(pieces):
        assert pieces.starts[0] >= 0
        assert pieces.ends[-1] <= len(text)
        assert pieces.cases.min() >= 0
        assert pieces.cases.max() < CASES
    places = list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    at = 0
    for start, end in [*places, (len(text), len(text))]:
        assert "\n" not in text[start:end]
        assert not plain(tokenizer, text[at:start])
        at = end


def check_windows(pieces: Pieces, text: str, size: int = WINDOW, lead: int = LEAD) -> None:
    """Check that each piece is in one window, behind the opening of the text."""
    windows = list(windows_of(pieces, text, size, lead))
    stretches = [w.index[w.lead :].tolist() for w in windows]
    assert [piece for stretch in stretches for piece in stretch] == list(range(len(pieces)))
    assert all(stretches)
    for number, window in enumerate(windows):
        assert len(window.index) <= size
        assert window.lead == (min(lead, stretches[number][0]) if number else 0)
        assert window.index[: window.lead].tolist() == list(range(window.lead))


@given(text=TEXTS)
@example(text="\n \n")
def test_pieces_lie_in_the_text_in_order_and_leave_out_nothing_that_can_be_seen(
    tokenizer: Tokenizer, text: str
) -> None:
    check_places(tokenizer, text, split_pieces(tokenizer, text))


@given(text=TEXTS)
def test_the_text_at_a_piece_is_what_the_piece_stands_for(tokenizer: Tokenizer, text: str) -> None:
    pieces = split_pieces(tokenizer, text)
    for number, start, end in zip(pieces.ids.tolist(), pieces.starts, pieces.ends, strict=True):
        piece, there = str(tokenizer.id_to_token(number)), text[start:end]
        if piece == NEWLINE:
            assert not there
        elif piece == "[UNK]":
            assert there.strip()
        elif piece.startswith("[") and len(piece) > 1:
            assert there == piece  # what a text writes like a special piece
        else:
            # A syllable of Hangul is one character and several pieces.
            assert piece.removeprefix("##") in plain(tokenizer, there)


@given(text=TEXTS)
def test_each_line_that_is_not_empty_ends_with_a_break(tokenizer: Tokenizer, text: str) -> None:
    pieces = split_pieces(tokenizer, text)
    breaks = pieces.starts[pieces.ids == tokenizer.token_to_id(NEWLINE)]
    assert len(breaks) == sum(1 for line in text.split("\n") if line)
    assert np.array_equal(breaks, pieces.ends[pieces.ids == tokenizer.token_to_id(NEWLINE)])


@given(above=TEXTS, below=TEXTS)
def test_a_line_has_the_pieces_that_it_would_have_alone(tokenizer: Tokenizer, above: str, below: str) -> None:
    whole = split_pieces(tokenizer, f"{above}\n{below}")
    one, other = split_pieces(tokenizer, above), split_pieces(tokenizer, below)
    shift = len(above) + 1
    assert whole.ids.tolist() == [*one.ids, *other.ids]
    assert whole.cases.tolist() == [*one.cases, *other.cases]
    assert whole.starts.tolist() == [*one.starts, *(other.starts + shift)]
    assert whole.ends.tolist() == [*one.ends, *(other.ends + shift)]
    assert np.array_equal(np.diff(whole.words[len(one) :]), np.diff(other.words))


@given(text=TEXTS)
def test_pieces_of_one_word_are_written_alike_and_touch(tokenizer: Tokenizer, text: str) -> None:
    pieces = split_pieces(tokenizer, text)
    for index in np.flatnonzero(pieces.words[1:] == pieces.words[:-1]):
        assert pieces.cases[index] == pieces.cases[index + 1]
        assert not plain(tokenizer, text[pieces.ends[index] : pieces.starts[index + 1]])
        assert " " not in text[pieces.ends[index] : pieces.starts[index + 1]]


def test_the_case_of_a_word_is_told_apart(tokenizer: Tokenizer) -> None:
    words = ("film", "Akira", "AKIRA", "A", "McCay", "iPod", "1988", ".", "X2", "3d", "アキラ")
    found = [split_pieces(tokenizer, word).cases[0] for word in words]
    lower, title, upper, mixed, digit, other = range(6)
    assert found == [lower, title, upper, title, mixed, mixed, digit, other, upper, lower, other]


def test_a_tokenizer_without_the_line_break_is_refused() -> None:
    bare = Tokenizer(WordPiece({"[UNK]": 0}, unk_token="[UNK]"))  # noqa: S106, a piece and no password
    with pytest.raises(ValueError, match=r"\[unused0\]"):
        split_pieces(bare, "text")


@given(text=TEXTS, lead=st.integers(0, 9), more=st.integers(1, 20))
def test_windows_cover_each_piece_once_and_are_never_too_long(
    tokenizer: Tokenizer, text: str, lead: int, more: int
) -> None:
    check_windows(split_pieces(tokenizer, text), text, lead + more, lead)


@given(
    st.lists(
        st.sampled_from(("the film", "Akira", "directing.", "It is. ", "x" * 30, "\n", " ")),
        min_size=200,
        max_size=500,
    )
)
def test_windows_of_the_real_size_end_between_words(tokenizer: Tokenizer, parts: Sequence[str]) -> None:
    text = "".join(parts)
    pieces = split_pieces(tokenizer, text)
    check_windows(pieces, text)
    for window in windows_of(pieces, text):
        start, last = int(window.index[window.lead]), int(window.index[-1])
        if last + 1 == len(pieces):
            continue
        half = (start + start + WINDOW - window.lead) // 2
        inside = pieces.ids[half : start + WINDOW - window.lead]
        newline = tokenizer.token_to_id(NEWLINE)
        if newline in inside:
            assert pieces.ids[last] == newline
        words = pieces.words[half : start + WINDOW - window.lead]
        if words[0] != words[-1]:
            assert pieces.words[last] != pieces.words[last + 1]


def test_without_a_line_break_a_window_ends_with_a_sentence(tokenizer: Tokenizer) -> None:
    text = "the film was directed by it. " * 100
    pieces = split_pieces(tokenizer, text)
    for window in windows_of(pieces, text):
        assert text[: pieces.ends[window.index[-1]]].endswith(".")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_texts_keep_their_offsets(tokenizer: Tokenizer, text: str) -> None:
    pieces = split_pieces(tokenizer, text)
    check_places(tokenizer, text, pieces)
    check_windows(pieces, text)


def test_a_word_of_5000_letters_is_one_piece(tokenizer: Tokenizer) -> None:
    pieces = split_pieces(tokenizer, f"the {'a' * 5000} film")
    assert list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)) == [
        (0, 3), (4, 5004), (5005, 5009), (5009, 5009)
    ]  # fmt: skip


def test_a_megabyte_keeps_its_offsets(tokenizer: Tokenizer) -> None:
    line = "The film Akira was directed by it 😀 in 1988. 新世紀 is שלום.\n"
    count = 1_000_000 // len(line.encode()) + 1
    pieces = split_pieces(tokenizer, line * count)
    one = split_pieces(tokenizer, line)
    shifts = np.arange(count)[:, None] * len(line)
    assert np.array_equal(pieces.ids.reshape(count, -1), np.tile(one.ids, (count, 1)))
    assert np.array_equal(pieces.starts.reshape(count, -1), one.starts + shifts)
    assert np.array_equal(pieces.ends.reshape(count, -1), one.ends + shifts)
    check_windows(pieces, line * count)
