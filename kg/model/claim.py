"""Claims: what one document says, each with the quote that says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.document import Document, Span


class Status(StrEnum):
    """How a document says something."""

    STATED = "stated"
    PLANNED = "planned"  # a confirmed future: "will voice", "is set to direct"
    OPINION = "opinion"
    RUMOURED = "rumoured"  # hedged: "in talks", "reportedly"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing as one document knows it.

    Attributes:
        id: unique within the document, readable: "person/katsuhiro-otomo".
        type: the local name of an ontology class: "Person", "Film".
        names: the surface forms in the document, the fullest first; never empty.
        unnamed: True where the names are phrases or a shared title, not a name of its own
            ("a novel by X", "the manga of the same name").
    """

    id: str
    type: str
    names: tuple[str, ...]
    unnamed: bool = False

    def __post_init__(self) -> None:
        """Refuse an entity that could not be shown."""
        if not self.names or not all(name.strip() for name in self.names):
            message = f"entity {self.id!r} needs at least one name that is not blank"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is no entity: a date, a duration, a language.

    Attributes:
        text: as printed in the document.
        value: normalised (ISO 8601 date or duration, BCP 47 tag); the text where it cannot be.
        datatype: the local name of an XML Schema type: "date", "gYearMonth", "gYear", "duration",
            "language", "string".
    """

    text: str
    value: str
    datatype: str = "string"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact quote that carries a claim.

    Attributes:
        document: the document's id.
        span: where the quote stands, in characters of the document's text.
        exact: the quote; `document.text[span.start:span.end] == exact`.
        extractor: name of the rule or model that read it.
    """

    document: str
    span: Span
    exact: str
    extractor: str

    def __post_init__(self) -> None:
        """Refuse evidence that shows nothing."""
        if not self.exact or len(self.exact) != self.span.end - self.span.start:
            message = f"evidence of {self.extractor!r} in {self.document!r}: quote and offsets differ"
            raise ValueError(message)
        if not self.document or not self.extractor:
            message = "evidence needs a document and an extractor"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one document, with one piece of evidence.

    Attributes:
        relation: the local name of an ontology property: "directorOf".
        subject: who or what the relation starts from; the document itself for "publishedOn".
        object: an entity of the same document, or a literal.
        evidence: the quote. A claim without one cannot be constructed.
        status: how it is said.
        confidence: from 0 to 1.
        qualifiers: sorted pairs. Keys: "work" (id of an entity of the document), "language" (BCP 47),
            "version" ("original", "dub"), "stage" ("young", "adult"), "polarity" ("similar", "contrast",
            "neutral"), "aspect", "critic" (who holds the opinion), "platform" (id of an entity), "region".
    """

    relation: str
    subject: Entity | Document
    object: Entity | Literal
    evidence: Evidence
    status: Status = Status.STATED
    confidence: float = 1.0
    qualifiers: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a confidence that is none, and qualifiers in an order of chance."""
        if not 0.0 <= self.confidence <= 1.0:
            message = f"a confidence lies between 0 and 1, not {self.confidence}"
            raise ValueError(message)
        if list(self.qualifiers) != sorted(dict(self.qualifiers).items()):
            message = f"qualifiers must be sorted and unique: {self.qualifiers}"
            raise ValueError(message)

    def qualifier(self, key: str) -> str:
        """Give the value of a qualifier, "" where the document does not say."""
        return dict(self.qualifiers).get(key, "")


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one document.

    Attributes:
        document: what was read.
        entities: those that take part in a claim or are named in the document, sorted by id.
        claims: in order of their evidence; subjects, objects and "work" qualifiers are among `entities`.
    """

    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
