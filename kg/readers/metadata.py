"""Metadata: what a text shows about itself: headline, critic, publication, date, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Block, BlockKind, Metadata
from kg.readers.bylines import Byline, read_byline
from kg.readers.dates import PrintedDate, find_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_URL = re.compile(
    r"(?:(?:url|link|source|permalink|original(?: article)?|originally published at|via)\s*:?\s+)?(?P<url>https?://[^\s<>\"']+)",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified|edited|accessed|retrieved)\b", re.IGNORECASE)
_RIGHTS = re.compile(
    r"(?:copyright )?(?:©|\(c\)|copyright)\s*(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\s+(?P<owner>[A-Z][^.,|]{2,60}?)(?:[.,|].*|\s+all rights reserved.*)?",
    re.IGNORECASE,
)
_EDGE = 4  # blocks from the top or the end in which a line that is an address is the document's own


def read_metadata(text: str, blocks: Sequence[Block]) -> Metadata:
    """Give what the blocks of a text show about it; what they do not show stays empty."""
    bylines = tuple(_bylines(text, blocks))
    date = _date(text, blocks)
    author = next((byline.author for byline in bylines if byline.author), "")
    publisher = next((byline.publisher for byline in bylines if byline.publisher), "") or _rights_owner(
        text, blocks
    )
    return Metadata(
        title=_title(text, blocks),
        author=_plain(author),
        publisher=_plain(publisher),
        published=date.value if date else "",
        published_span=date.span if date else None,
        url=_url(text, blocks),
        language="en",
    )


def _plain(words: str) -> str:
    return " ".join(words.split())


def _title(text: str, blocks: Sequence[Block]) -> str:
    """Give the headline: a heading before all text and credits."""
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            return _plain(block.span.of(text))
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.CREDIT}:
            return ""
    return ""


def _bylines(text: str, blocks: Sequence[Block]) -> Iterator[Byline]:
    for block in blocks:
        byline = read_byline(_plain(block.span.of(text))) if block.kind is BlockKind.BYLINE else None
        if byline is not None:
            yield byline


def _date(text: str, blocks: Sequence[Block]) -> PrintedDate | None:
    """Give the day of publication that a byline prints; a date of change only where there is no other."""
    dates: list[tuple[bool, PrintedDate]] = []
    for block in blocks:
        found = find_date(text, block.span.start, block.span.end) if block.kind is BlockKind.BYLINE else None
        if found is not None:
            dates.append((_UPDATED.match(block.span.of(text)) is not None, found))
    return min(dates, key=lambda pair: (pair[0], pair[1].span.start))[1] if dates else None


def _rights_owner(text: str, blocks: Sequence[Block]) -> str:
    """Give who holds the copyright of the page, from its last lines."""
    for block in blocks[-_EDGE:]:
        match = (
            _RIGHTS.fullmatch(_plain(block.span.of(text))) if block.kind is BlockKind.BOILERPLATE else None
        )
        if match is not None and match["owner"][0].isupper():
            return match["owner"].strip()
    return ""


def _url(text: str, blocks: Sequence[Block]) -> str:
    """Give the address that stands in a line of its own at the top or the end."""
    for block in (*blocks[:_EDGE], *blocks[-_EDGE:]):
        match = _URL.fullmatch(_plain(block.span.of(text)))
        if match is not None:
            return match["url"]
    return ""
