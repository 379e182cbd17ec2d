"""Kinds: what each line of a text is for, from its own words and from what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import BlockKind
from kg.readers.boilerplate import is_boilerplate, starts_comments, starts_links
from kg.readers.bylines import read_byline
from kg.readers.captions import is_caption
from kg.readers.credits import (
    is_bracketed_role,
    is_cast_head,
    is_cast_line,
    is_cast_part,
    is_credit,
    is_topic,
    may_be_credit,
)
from kg.readers.wording import ends_sentence, is_name, is_title_like

if TYPE_CHECKING:
    from kg.readers.lines import Line

BODY_WORDS = 25  # a line of so many words is text and no heading
SENTENCE_WORDS = 7  # so is a shorter one that ends as a sentence does
HEADING_WORDS = 14
SHORT_HEADING_WORDS = 4
CAST_LIST = 3  # lines "A (B)" in a row make a cast list without a heading


def kinds_of(lines: tuple[Line, ...]) -> tuple[BlockKind, ...]:
    """Give the kind of each line of a text."""
    sorter = _Sorter(lines, [line.kind or own_kind(line.words) for line in lines])
    sorter.mark_cast_lists()
    sorter.spread_credits()
    sorter.mark_link_lists()
    sorter.mark_comments()
    sorter.mark_bylines()
    sorter.mark_headings()
    return tuple(kind or BlockKind.PARAGRAPH for kind in sorter.kinds)


def own_kind(words: str) -> BlockKind | None:
    """Give the kind that a line has whatever stands around it, None where that decides."""
    if is_caption(words):
        return BlockKind.CAPTION
    if is_boilerplate(words):
        return BlockKind.BOILERPLATE
    byline = read_byline(words)
    if byline is None:
        return BlockKind.CREDIT if is_credit(words) else None
    return BlockKind.BYLINE if byline.sure else None


def is_body(line: Line) -> bool:
    """Say whether a line is running text by its length or its end."""
    count = line.words.count(" ") + 1
    return count >= BODY_WORDS or (count >= SENTENCE_WORDS and ends_sentence(line.words))


@dataclass(slots=True)
class _Sorter:
    """The lines of one text and what is known of their kinds so far."""

    lines: tuple[Line, ...]
    kinds: list[BlockKind | None]

    def mark_cast_lists(self) -> None:
        """Mark the lines below "Cast", and runs of "A (B)"."""
        index = 0
        while index < len(self.lines):
            end = self._cast_list_end(index)
            for place in range(index, end):
                self.kinds[place] = BlockKind.CREDIT
            index = max(end, index + 1)

    def _cast_list_end(self, index: int) -> int:
        """Give where the cast list that begins at a line ends; the same index where none begins."""
        if self.kinds[index] not in {None, BlockKind.CREDIT}:
            return index
        if is_cast_head(self.lines[index].words):
            end = index + 1
            while end < len(self.lines) and self._in_cast_list(end):
                end += 1
            return end if end > index + 1 else index
        end = index
        while end < len(self.lines) and self.kinds[end] is None and is_bracketed_role(self.lines[end].words):
            end += 1
        return end if end >= index + CAST_LIST else index

    def _in_cast_list(self, index: int) -> bool:
        line = self.lines[index]
        if self.kinds[index] is not None:
            return False
        return (
            is_cast_line(line.words) or is_cast_part(line.words) or (is_name(line.words) and not line.apart)
        )

    def spread_credits(self) -> None:
        """Mark the lines that are credits because they stand beside one."""
        places = range(len(self.lines))
        for order, step in ((places, -1), (reversed(places), 1)):
            for index in order:
                beside = self.kinds[index] is None and self._kind(index + step) is BlockKind.CREDIT
                line = self.lines[index]
                if beside and may_be_credit(
                    line.words, after=step == -1, close=step == -1 and not line.apart
                ):
                    self.kinds[index] = BlockKind.CREDIT

        for index, line in enumerate(self.lines):
            alone = BlockKind.CREDIT not in {self._kind(index - 1), self._kind(index + 1)}
            if self.kinds[index] is BlockKind.CREDIT and alone and is_topic(line.words):
                self.kinds[index] = None

    def _kind(self, index: int) -> BlockKind | None:
        return self.kinds[index] if 0 <= index < len(self.kinds) else None

    def mark_link_lists(self) -> None:
        """Mark what a page lists below "Jump to" or "Related articles"."""
        last_place = {line.words: index for index, line in enumerate(self.lines)}
        inside = False
        for index, line in enumerate(self.lines):
            if starts_links(line.words):
                inside = True
            elif inside:
                inside = self.kinds[index] in {None, BlockKind.BOILERPLATE} and self._is_link(
                    index, last_place[line.words]
                )
                if inside:
                    self.kinds[index] = BlockKind.BOILERPLATE

    def _is_link(self, index: int, last_place: int) -> bool:
        """Say whether a line of a list of links is one: a bullet before it, a heading of later, or short."""
        line = self.lines[index]
        if line.listed or last_place > index:
            return True
        before_text = index + 1 < len(self.lines) and is_body(self.lines[index + 1])
        return not is_body(line) and not before_text and not ends_sentence(line.words)

    def mark_comments(self) -> None:
        """Mark all that follows the comment form, unless most of the text stands there."""
        weights = [line.words.count(" ") + 1 if is_body(line) else 0 for line in self.lines]
        total, before = sum(weights), 0
        for index, line in enumerate(self.lines):
            before += weights[index]
            if starts_comments(line.words) and 4 * (total - before) < before:
                self.kinds[index:] = [BlockKind.BOILERPLATE] * (len(self.kinds) - index)
                return

    def mark_bylines(self) -> None:
        """Mark a name under the headline or at the end as the critic's, where the text itself has no such name."""
        zone = self.header_end()
        first = next((i for i, kind in enumerate(self.kinds) if kind is not BlockKind.BOILERPLATE), 0)
        ends = [
            i
            for i, kind in enumerate(self.kinds)
            if kind not in {BlockKind.BOILERPLATE, BlockKind.CAPTION, BlockKind.BYLINE}
        ]
        signed = BlockKind.BYLINE in self.kinds and any(
            kind is BlockKind.BYLINE and (byline := read_byline(line.words)) and byline.author
            for line, kind in zip(self.lines, self.kinds, strict=True)
        )
        for index in (*range(zone - 1, first, -1), *ends[-1:]):
            if not signed and index > first and self.kinds[index] is None and self._may_sign(index):
                self.kinds[index] = BlockKind.BYLINE
                signed = True
        self._settle_credits()

    def _settle_credits(self) -> None:
        """Mark the lines that could be a byline or a credit, and are no byline."""
        for index, line in enumerate(self.lines):
            if self.kinds[index] is None and is_credit(line.words) and not is_topic(line.words):
                self.kinds[index] = BlockKind.CREDIT

    def _may_sign(self, index: int) -> bool:
        byline = read_byline(self.lines[index].words)
        if byline is None or not byline.author:
            return False
        return not any(byline.author in line.words for place, line in enumerate(self.lines) if place != index)

    def header_end(self) -> int:
        """Give where the running text begins: before it stand headline, byline and date."""
        for index, line in enumerate(self.lines):
            if self.kinds[index] is None and is_body(line):
                return index
        credit = next((i for i, kind in enumerate(self.kinds) if kind is BlockKind.CREDIT), len(self.kinds))
        return min(credit, 3)

    def mark_headings(self) -> None:
        """Mark the headline with what stands under it, and the headings of sections."""
        zone = self.header_end()
        last = max((i for i, kind in enumerate(self.kinds) if kind is not BlockKind.BOILERPLATE), default=0)
        for index, line in enumerate(self.lines):
            if self.kinds[index] is not None:
                continue
            if (index < zone and _may_head(line)) or (
                zone <= index < last and self._is_section_heading(index)
            ):
                self.kinds[index] = BlockKind.HEADING

    def _is_section_heading(self, index: int) -> bool:
        line = self.lines[index]
        words = line.words
        if (
            not _may_head(line)
            or words.count(" ") >= HEADING_WORDS
            or self._in_list(index)
            or words[0] in '“"‘'
        ):
            return False
        if words[0] == "(":  # another title below a title, else an aside
            return self.kinds[index - 1] is BlockKind.HEADING and not line.apart
        if is_title_like(words):
            return True
        alone = line.apart or self.lines[index + 1].apart
        return alone and (words.endswith("?") or words.count(" ") < SHORT_HEADING_WORDS)

    def _in_list(self, index: int) -> bool:
        """Say whether a line is one of several with bullets."""
        if not self.lines[index].listed:
            return False
        around = (index - 1, index + 1)
        return any(0 <= place < len(self.lines) and self.lines[place].listed for place in around)


def _may_head(line: Line) -> bool:
    """Say whether a line ends as a heading may, and begins so."""
    words = line.words
    begins = words[0].isupper() or words[0].isdigit() or not words[0].isalpha()
    before_colon = not words.endswith(":") or words.count(" ") < SHORT_HEADING_WORDS
    ends = before_colon and not words.endswith((".", ",", ";", "…"))
    return begins and ends and words.count(" ") < BODY_WORDS
