"""The reader of Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from kg.model import Block, BlockKind, Document, Metadata
from kg.readers.blocks import divide
from kg.readers.dates import iso_date
from kg.readers.decoding import decode_utf8
from kg.readers.front_matter import read_front_matter
from kg.readers.lines import Line, make_line
from kg.readers.metadata import read_metadata
from kg.readers.text import make_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
# Signs of inline markup. They are put to blanks, which keeps all offsets, before the rules look at a line. Each
# stretch is bounded, so that brackets without end cost no time.
_SIGNS = re.compile(
    r"!\[[^\]\r\n]{0,200}\]\([^)\r\n]{0,1000}\)"  # a picture
    r"|\]\([^)\r\n]{0,1000}\)|\]\[[^\]\r\n]{0,200}\]"  # the target of a link
    r"|[\[\]*`]+|~~|(?<![^\W_])_+|_+(?![^\W_])"
    r"|</?[A-Za-z][^<>\r\n]{0,1000}>|\\(?=[^\w\s])"
    r"|^[ \t]*(?:>[ \t]?)+|^[ \t]{0,3}\#{1,6}(?=\s)|[ \t]\#+[ \t]*$",
    re.MULTILINE,
)
_LABEL_AND_VALUE = 2  # cells of a row
_NESTING = 50  # levels; deeper ones are read as text


def read_markdown(data: bytes, source: str) -> Document:
    """Read Markdown in UTF-8; offsets count in the text of the file, its signs and front matter included.

    Front matter, code, HTML, pictures and the signs before and after a block ("#", "-", "**") are boilerplate
    blocks; signs within a block stay in it.
    """
    text = decode_utf8(data, source)
    head, body = read_front_matter(text)
    view = text[:body] + _SIGNS.sub(_blank, text[body:])
    blocks = divide(text, tuple(_lines(text, view, body)), view)
    return make_document(text, source, "markdown", blocks, _metadata(view, blocks, head))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", match.group())


def _lines(text: str, view: str, body: int) -> Iterator[Line]:
    """Give the lines of headings, paragraphs, list items and rows; all else is left out."""
    starts = _line_starts(text, body)
    for kind, token in _text_tokens(_parser().parse(text[body:])):
        first, last = token.map or (0, 0)
        apart = token.type != "tr_open"
        for number in range(first, min(last, len(starts) - 1)):
            end = starts[number + 1]
            if token.type == "tr_open":
                end = starts[number] + len(view[starts[number] : end].rstrip().removesuffix("|"))
            line = make_line(view, starts[number], end, apart=apart, kind=kind)
            if line is not None and not _is_underline(line):
                yield replace(line, words=_row(line.words)) if token.type == "tr_open" else line
                apart = False


@cache
def _parser() -> MarkdownIt:
    """Give a parser of blocks; what stands within a line is read by `_SIGNS`, which keeps offsets."""
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _line_starts(text: str, body: int) -> tuple[int, ...]:
    """Give where each line from `body` on begins, and the end of the text."""
    return (*(match.start() for match in _LINE.finditer(text, body) if match.group()), len(text))


def _text_tokens(tokens: Sequence[Token]) -> Iterator[tuple[BlockKind | None, Token]]:
    """Give the tokens that hold lines of text, with the kind that Markdown gives them."""
    in_table = False
    kind: BlockKind | None = None
    for token in tokens:
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
        elif token.type == "heading_open":
            kind = BlockKind.HEADING
        elif token.type == "heading_close":
            kind = None
        elif (token.type == "tr_open" and token.map) or (token.type == "inline" and not in_table):
            yield kind, token


def _is_underline(line: Line) -> bool:
    """Say whether a line only underlines the heading above it."""
    return line.kind is BlockKind.HEADING and not line.words.strip("=-")


def _row(words: str) -> str:
    """Give the words of a table's row without its outer bars, two cells as label and value."""
    cells = words.strip("| ").split("|")
    return (": " if len(cells) == _LABEL_AND_VALUE else " | ").join(cell.strip() for cell in cells) or words


def _metadata(view: str, blocks: tuple[Block, ...], head: Mapping[str, str]) -> Metadata:
    """Give what the front matter says, and where it is silent what the text shows."""
    shown = read_metadata(view, blocks)
    title = _first(head, "title") or shown.title
    return replace(
        shown,
        title=" ".join(title.split()),
        author=_first(head, "author", "authors", "by", "byline", "critic", "reviewer") or shown.author,
        publisher=_first(head, "publication", "publisher", "site", "site_name", "magazine", "newspaper")
        or shown.publisher,
        published=shown.published
        or iso_date(_first(head, "date", "published", "publishdate", "pubdate", "created")),
        url=_address(head) or shown.url,
    )


def _first(head: Mapping[str, str], *keys: str) -> str:
    """Give the first value that the front matter has for one of several keys."""
    return next((head[key] for key in keys if head.get(key)), "")


def _address(head: Mapping[str, str]) -> str:
    url = _first(head, "canonical_url", "canonical", "url", "link", "source")
    return url if url.startswith(("https://", "http://")) else ""
