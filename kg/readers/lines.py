"""Lines: what a text is divided into before anything is known of their kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import BlockKind, Span
from kg.readers.labels import starts_with_label
from kg.readers.wording import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST_WRAP = 120  # characters; a text with longer lines is not broken to a width
NARROWEST_WRAP = 55
RAGGED = 20  # characters that a full line may be short of the width
FULL_LINES = 3
BROKEN_OFF = 40  # characters; a line of so many without an end goes on below in lower case

_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"[ \t]*(?:[-*•·–▪‣◦>|]|\d{1,2}[.)])[ \t]+(?=\S)")
_INVISIBLE = "\ufeff\u200b\u200e\u200f"
_CONTINUES = re.compile(r"(?:and|or)\b|&|,")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, or several that belong together.

    Attributes:
        span: from the first to the last character that counts (no white space, no bullet).
        words: what stands there, white space reduced to single blanks; rules look at this.
        apart: True where an empty line, or the start of the text, stands before it.
        listed: True where a bullet or number stands before it.
        kind: what it is where the format says so (an HTML heading), None where rules decide.
    """

    span: Span
    words: str
    apart: bool = False
    listed: bool = False
    kind: BlockKind | None = None


def split_lines(text: str) -> tuple[Line, ...]:
    """Give the lines of a text that hold more than white space, with offsets into it."""
    lines: list[Line] = []
    apart = True
    last_end = 0
    for match in _LINE.finditer(text):
        apart = apart or _empty_line_between(text, last_end, match.start())
        last_end = match.end()
        line = make_line(text, match.start(), match.end(), apart=apart)
        apart = line is None
        if line is not None:
            lines.append(line)
    return tuple(lines)


def make_line(
    text: str, start: int, end: int, *, apart: bool = False, kind: BlockKind | None = None
) -> Line | None:
    """Give `text[start:end]` as a line without white space and bullet around it; None where nothing stays."""
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    while begin < end and (text[begin].isspace() or text[begin] in _INVISIBLE):
        begin += 1
    while end > begin and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    if begin == end:
        return None
    words = " ".join(text[begin:end].split())
    return Line(Span(begin, end), words, apart, bullet is not None, kind)


def _empty_line_between(text: str, start: int, end: int) -> bool:
    """Say whether more than one line ends between two offsets."""
    return text[start:end].replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1


def join_lines(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Join the lines that were one before the text was broken to a width, or at a comma of a list of names."""
    width = wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(group[0] if len(group) == 1 else merge(text, group) for group in groups)


def merge(text: str, lines: Sequence[Line]) -> Line:
    """Give the one line that reaches from the start of the first to the end of the last."""
    span = Span(lines[0].span.start, lines[-1].span.end)
    return replace(lines[0], span=span, words=" ".join(span.of(text).split()))


def wrap_width(lines: Iterable[Line]) -> int:
    """Give the width that a text was broken to, 0 where it was not.

    In a broken text many lines reach the width, and most of those end within a sentence.
    """
    words = [line.words for line in lines]
    widest = max(map(len, words), default=0)
    full = [line for line in words if len(line) > widest - RAGGED]
    within = sum(1 for line in full if not ends_sentence(line))
    many = len(full) >= max(FULL_LINES, len(words) // 3) and 2 * within > len(full)
    return widest if NARROWEST_WRAP <= widest <= WIDEST_WRAP and many else 0


def _goes_on(last: Line, line: Line, width: int) -> bool:
    """Say whether a line goes on with what the line before it began."""
    if line.apart or line.listed or line.kind != last.kind or starts_with_label(line.words):
        return False
    if last.words.endswith(","):
        return True
    if _CONTINUES.match(line.words):
        return not last.words.endswith((".", "!", "?", ":"))
    if line.words[0].islower() and len(last.words) >= BROKEN_OFF:
        return not ends_sentence(last.words) and not last.words.endswith(":")
    first_word = line.words.split(" ", 1)[0]
    return bool(width) and len(last.words) + 1 + len(first_word) > width - 4
