"""Blocks: a text divided into headings, paragraphs, credits, captions, bylines and boilerplate."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Block, BlockKind, Span
from kg.readers.captions import awaits_owner, has_picture_credit
from kg.readers.credits import are_names, credit_pieces, is_bare_label
from kg.readers.kinds import kinds_of
from kg.readers.lines import Line, join_lines, make_line, merge, split_lines
from kg.readers.wording import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CAPTION_WORDS = 20
_CAPTION_LENGTH = 200  # characters
_OWNER_WORDS = 8
LABELS_ABOVE_NAMES = 3  # so many pairs of lines are credits; fewer may be headings


def divide(text: str, lines: Sequence[Line] | None = None, view: str = "") -> tuple[Block, ...]:
    """Give the blocks of a text: in order, without overlap, with nothing but white space between them.

    `lines` are the lines that count, where the format knows them; what stands between them (signs, front matter)
    becomes boilerplate. Without them every line of the text counts. `view` is what the rules look at instead of
    the text, of the same length.
    """
    view = view or text
    whole = join_lines(view, split_lines(view) if lines is None else lines)
    joined = _joined_labels(view, _joined_captions(view, whole))
    pieces = tuple(piece for line in joined for piece in _pieces(view, line))
    kinds = kinds_of(pieces)
    return tuple(_filled(text, [Block(kind, line.span) for kind, line in zip(kinds, pieces, strict=True)]))


def _joined_captions(text: str, lines: Sequence[Line]) -> list[Line]:
    """Join a picture's caption, the label of its credit and the name, where each has a line of its own."""
    joined: list[Line] = []
    for line in lines:
        if joined and not line.apart and _is_of_picture(joined[-1], line, first=len(joined) == 1):
            joined[-1] = merge(text, (joined[-1], line))
        else:
            joined.append(line)
    return joined


def _joined_labels(text: str, lines: Sequence[Line]) -> Sequence[Line]:
    """Join labels with the names in the line below, where a text has several of those."""
    pairs = [
        index
        for index, (label, names) in enumerate(pairwise(lines))
        if not names.apart and is_bare_label(label.words) and are_names(names.words)
    ]
    if len(pairs) < LABELS_ABOVE_NAMES:
        return lines
    firsts, seconds = set(pairs), {index + 1 for index in pairs}
    return [
        replace(merge(text, lines[index : index + 2]), kind=BlockKind.CREDIT) if index in firsts else line
        for index, line in enumerate(lines)
        if index not in seconds
    ]


def _is_of_picture(last: Line, line: Line, *, first: bool) -> bool:
    """Say whether a line goes on with a caption; the first line of a text is a headline and no caption."""
    return (not first and _credits_picture(last, line)) or (awaits_owner(last.words) and _is_owner(line))


def _credits_picture(caption: Line, line: Line) -> bool:
    """Say whether a line is the credit of the picture that the line before describes."""
    short = len(caption.words) < _CAPTION_LENGTH and caption.words.count(" ") < _CAPTION_WORDS
    if (
        not short
        or ends_sentence(caption.words)
        or has_picture_credit(caption.words)
        or caption.kind
        or line.kind
    ):
        return False
    return has_picture_credit(line.words) and line.words.count(" ") < _OWNER_WORDS


def _is_owner(line: Line) -> bool:
    return line.words.count(" ") < _OWNER_WORDS and not ends_sentence(line.words) and line.kind is None


def _pieces(text: str, line: Line) -> Iterator[Line]:
    """Give a line with several labels as a line for each, others as they are."""
    starts = credit_pieces(line.span.of(text)) if line.kind is None else ()
    if not starts:
        yield line
        return
    begin = line.span.start
    ends = [begin + start for start in starts[1:]] + [line.span.end]
    for start, end in zip(starts, ends, strict=True):
        piece = make_line(text, begin + start, end)
        if piece is not None:
            yield replace(piece, apart=line.apart and start == 0)


def _filled(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the blocks, and between them what would be left out, as boilerplate."""
    place = 0
    for block in blocks:
        yield from _rest(text, place, block.span.start)
        yield block
        place = block.span.end
    yield from _rest(text, place, len(text))


def _rest(text: str, start: int, end: int) -> Iterator[Block]:
    """Give what is not white space in a gap as one block."""
    gap = text[start:end]
    inner = gap.strip()
    if inner:
        begin = start + gap.index(inner)
        yield Block(BlockKind.BOILERPLATE, Span(begin, begin + len(inner)))
