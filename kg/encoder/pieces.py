"""Text as the encoder sees it: word pieces with offsets, how each word is written, and windows over long texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Ints = NDArray[np.int64]

NEWLINE = "[unused0]"
WINDOW, LEAD = 320, 48  # pieces
CASES = 7
_LOWER, _TITLE, _UPPER, _MIXED, _DIGIT, _OTHER, _BREAK = range(CASES)
_LINE = re.compile(r"[^\n]+")
_END = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text.

    Attributes:
        ids: numbers in the vocabulary.
        cases: how the word of each piece is written, below `CASES`.
        starts: offset of each piece in the text.
        ends: offset behind it.
        words: number of the word that it belongs to; words are runs of letters and digits, or one other character.
    """

    ids: Ints
    cases: Ints
    starts: Ints
    ends: Ints
    words: Ints

    def __len__(self) -> int:
        """Give the number of pieces."""
        return len(self.ids)


def split_pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """Split a text into word pieces; the end of each line that is not empty is a piece of its own.

    Raises:
        ValueError: the tokenizer does not know `NEWLINE`.
    """
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[int] = []
    newline = tokenizer.token_to_id(NEWLINE)
    if newline is None:
        message = f"the tokenizer has no piece {NEWLINE!r}, which stands for a line break"
        raise ValueError(message)
    lines = [(m.start(), m[0]) for m in _LINE.finditer(text)]
    word = 0
    for (offset, _), found in zip(
        lines, tokenizer.encode_batch([line for _, line in lines], add_special_tokens=False), strict=True
    ):
        ids.extend(found.ids)
        starts.extend(offset + start for start, _ in found.offsets)
        ends.extend(offset + end for _, end in found.offsets)
        numbers = [word if n is None else word + n for n in found.word_ids]
        words.extend(numbers)
        word = (numbers[-1] if numbers else word) + 1
        end = ends[-1] if found.ids else offset
        ids.append(newline)
        starts.append(end)
        ends.append(end)
        words.append(word)
        word += 1
    at = np.array(words, dtype=np.int64)
    return Pieces(
        np.array(ids, dtype=np.int64),
        _cases(text, starts, ends, words),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        at,
    )


def _cases(text: str, starts: list[int], ends: list[int], words: list[int]) -> Ints:
    cases = np.zeros(len(words), dtype=np.int64)
    first = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index] != words[first]:
            cases[first:index] = _case(text[starts[first] : ends[index - 1]])
            first = index
    return cases


def _case(word: str) -> int:
    if not word:
        return _BREAK
    if word.islower():
        return _LOWER
    if word.isupper():
        return _UPPER if len(word) > 1 else _TITLE
    if word[0].isupper():
        return _TITLE if word[1:].islower() else _MIXED
    if word.isdigit():
        return _DIGIT
    return _MIXED if word.isalnum() and word.lower() != word else _OTHER


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of pieces that the encoder reads at once, with the opening of the text before it.

    Attributes:
        index: positions in the pieces: first those of the opening, then those of the stretch.
        lead: how many of them are of the opening.
    """

    index: Ints
    lead: int


def windows_of(pieces: Pieces, text: str, size: int = WINDOW, lead: int = LEAD) -> Iterator[Window]:
    """Cut a text into windows that end with a line or a sentence where they can."""
    total = len(pieces)
    start = 0
    while start < total:
        opening = 0 if start == 0 else min(lead, start)
        end = min(total, start + size - opening)
        if end < total:
            end = _cut(pieces, text, start, end)
        yield Window(np.concatenate([np.arange(opening), np.arange(start, end)]), opening)
        start = end


def _cut(pieces: Pieces, text: str, start: int, end: int) -> int:
    """Give the last place to cut in the second half of a stretch: behind a line, else a sentence, else a word."""
    half = (start + end) // 2
    for found in (
        (i for i in range(end, half, -1) if pieces.cases[i - 1] == _BREAK),
        (
            i
            for i in range(end, half, -1)
            if text[pieces.ends[i - 1] - 1] in _END and pieces.starts[i] > pieces.ends[i - 1]
        ),
        (i for i in range(end, half, -1) if pieces.words[i] != pieces.words[i - 1]),
    ):
        place = next(found, None)
        if place is not None:
            return place
    return end
