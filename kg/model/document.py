"""Documents: the exact text that was read, and how it is divided into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, in characters: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is no stretch of a text."""
        if not 0 <= self.start <= self.end:
            message = f"a span must have 0 <= start <= end, not {self.start}, {self.end}"
            raise ValueError(message)

    def of(self, text: str) -> str:
        """Give the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a block of a document is for; extractors treat each kind in its own way."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CREDIT = "credit"  # "Director: X", "Cast: A, B", "A (B)" in a cast list
    CAPTION = "caption"  # of a picture, with its credit
    BYLINE = "byline"  # the critic's name, the date, the publication
    BOILERPLATE = "boilerplate"  # navigation, comment form, "Read more": says nothing


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that is of one kind; blocks are in order and do not overlap."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document shows about itself; an empty string where it shows nothing.

    Attributes:
        title: the headline.
        author: who signs it; opinions are theirs.
        publisher: the publication.
        published: the date as ISO 8601 (`2026-01-25`, `2026-01`, `2026`).
        published_span: where the text prints that date, None where only the file's head has it.
        url: where it stands on the web.
        language: BCP 47 tag of the text.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    published_span: Span | None = None
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    Attributes:
        id: the file's name without its ending, unique within a workspace.
        text: the exact text that all offsets count in.
        sha256: of the text in UTF-8, in hexadecimal digits: the document's identity.
        blocks: in order, without overlap; gaps hold white space alone.
        metadata: what it shows about itself.
        source: the name of the file without its folder.
        format: the reader's name ("text", "markdown", "html").
    """

    id: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    source: str = ""
    format: str = "text"
