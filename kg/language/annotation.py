"""What the language pipeline gives to the extractors, and the contract for whoever gives it.

A pipeline is an `Annotator`: a name, a version, and `annotate`. The built-in one stands on rules; a trained one can
take its place by the entry point group "kg.annotators", and no extractor changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.encoder import Reading
    from kg.model import Block, Document, Entity, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named.

    Attributes:
        span: offsets in the document.
        entity: the id of the entity.
        quoted: True where quotation marks stand around it.
    """

    span: Span
    entity: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a credit line or a heading, with the mentions in it, in order."""

    span: Span
    block: Block
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A document with its sentences, mentions and entities.

    Attributes:
        document: what was annotated.
        sentences: in order.
        entities: by id; each mention's entity is among them.
        focus: the id of the work that the document is about, "" where there is none.
        animated: True where the focus is animated, so that who "plays" in it lends a voice.
        reading: what the trained encoder makes of the text, where there is one.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    entities: Mapping[str, Entity]
    focus: str = ""
    animated: bool = False
    reading: Reading | None = None

    def text_of(self, span: Span) -> str:
        """Give the characters of the document that a span covers."""
        return span.of(self.document.text)


class Annotator(Protocol):
    """Finds sentences, mentions and typed entities in a document."""

    name: str
    version: str

    def annotate(self, document: Document) -> Annotation:
        """Give the annotation of one document; the same document always gives the same one."""
        ...
