"""The reader of HTML: the main text of a page, without what surrounds it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import trafilatura

from kg.model import Block, BlockKind, Document, KgError, Metadata, Problem, Span
from kg.readers.blocks import divide
from kg.readers.dates import iso_date
from kg.readers.labels import is_known_label
from kg.readers.lines import Line
from kg.readers.metadata import read_metadata
from kg.readers.page import parse_page
from kg.readers.preparing import captions_as_paragraphs, headline, join_definitions
from kg.readers.text import make_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element
    from trafilatura.settings import Document as Extract

for _library in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_library).addHandler(logging.NullHandler())  # what matters becomes a Problem

# What the library must not take from the clock or guess from the text: dates come from the page's head alone.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_BLOCKS = {"p", "head", "list", "item", "quote", "table", "row", "code", "div", "fw"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of the page's main text.

    Attributes:
        words: what stands there.
        kind: what the page says that it is, None where the words decide.
        apart: True where it is a paragraph of its own, False for a line within one.
    """

    words: str
    kind: BlockKind | None = None
    apart: bool = True


def read_html(data: bytes, source: str) -> Document:
    """Read an HTML page; offsets count in its main text as this reader gives it.

    Paragraphs are kept apart by an empty line; lines of one paragraph, items of a list and rows of a table stand in
    lines of their own; two cells of a row that are label and value are joined by a colon. Nothing is fetched.
    """
    tree = parse_page(data, source)
    captions = captions_as_paragraphs(tree)
    join_definitions(tree)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    if found is None or isinstance(found, dict) or found.body is None:
        raise KgError(_no_article(source))
    parts = [_with_kind(part, captions) for part in _parts(found.body)]
    parts = _with_headline(parts, headline(tree))
    if not parts:
        raise KgError(_no_article(source))
    text, lines = _compose(parts)
    blocks = divide(text, lines)
    return make_document(text, source, "html", blocks, _metadata(found, text, blocks))


def _no_article(source: str) -> Problem:
    return Problem(
        "no-article", "no main text was found in the page", source, "save the article's text as .txt or .md"
    )


def _with_headline(parts: list[_Part], words: str) -> list[_Part]:
    """Put the headline first where the main text begins below it."""
    if not words or not parts or any(part.words == words for part in parts):
        return parts
    return [_Part(words, BlockKind.HEADING), *parts]


def _with_kind(part: _Part, captions: frozenset[str]) -> _Part:
    return _Part(part.words, BlockKind.CAPTION, part.apart) if part.words in captions else part


def _parts(element: _Element) -> Iterator[_Part]:
    """Give the lines of an element of the library's result, in order."""
    if element.tag == "row":
        yield from _row(element)
    elif element.tag == "head":
        yield from (_Part(words, BlockKind.HEADING) for words in _lines_of(element))
    elif any(child.tag in _BLOCKS for child in element):
        yield from _lines(element.text)
        for child in element:
            yield from _parts(child) if child.tag in _BLOCKS else _lines("".join(child.itertext()))
            yield from _lines(child.tail)
    else:
        for number, words in enumerate(_lines_of(element)):
            yield _Part(words, apart=number == 0 and _begins_apart(element))


def _begins_apart(element: _Element) -> bool:
    """Say whether an element is a paragraph of its own; items and rows are so only where they open their list."""
    return element.tag not in {"item", "row"} or element.getprevious() is None


def _row(row: _Element) -> Iterator[_Part]:
    """Give a row of a table as one line."""
    cells = [" ".join("".join(cell.itertext()).split()) for cell in row]
    cells = [cell for cell in cells if cell]
    if not cells:
        return
    labelled = len(cells) == 2 and is_known_label(cells[0].rstrip(": "))  # noqa: PLR2004 - label and value
    yield _Part(
        f"{cells[0].rstrip(': ')}: {cells[1]}" if labelled else " | ".join(cells), apart=_begins_apart(row)
    )


def _lines(text: str | None) -> Iterator[_Part]:
    words = " ".join((text or "").split())
    if words:
        yield _Part(words)


def _lines_of(element: _Element) -> Iterator[str]:
    """Give the words of an element, a new string after each line break."""
    pieces = [element.text or ""]
    for child in element.iterdescendants():
        pieces.append("\n" if child.tag == "lb" else child.text or "")
        pieces.append(child.tail or "")
    # Line ends of the source are white space; only line breaks of the page count.
    marked = "".join(piece if piece == "\n" else " ".join(f"x{piece}x".split())[1:-1] for piece in pieces)
    for line in marked.split("\n"):
        words = " ".join(line.split())
        if words:
            yield words


def _compose(parts: list[_Part]) -> tuple[str, tuple[Line, ...]]:
    """Give the text of the parts, and its lines with their offsets."""
    pieces: list[str] = []
    lines: list[Line] = []
    place = 0
    for part in parts:
        gap = ("\n\n" if part.apart else "\n") if pieces else ""
        place += len(gap)
        lines.append(
            Line(Span(place, place + len(part.words)), part.words, part.apart or not pieces, kind=part.kind)
        )
        pieces += [gap, part.words]
        place += len(part.words)
    return "".join(pieces), tuple(lines)


def _metadata(found: Extract, text: str, blocks: tuple[Block, ...]) -> Metadata:
    """Give what the head of the page says, and where it is silent what the text shows."""
    shown = read_metadata(text, blocks)
    head_date = iso_date(found.date or "")
    return Metadata(
        title=_line(found.title) or shown.title,
        author=_line(found.author).replace("; ", ", ") or shown.author,
        publisher=_line(found.sitename) or shown.publisher,
        published=shown.published if shown.published_span else head_date,
        published_span=shown.published_span,
        url=_line(found.url) or shown.url,
        language="en",
    )


def _line(value: str | None) -> str:
    return " ".join((value or "").split())
