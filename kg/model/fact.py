"""Facts: what the documents together say, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.claim import Literal, Status
    from kg.model.document import Metadata, Span
    from kg.model.resolution import Judgement, ResolvedEntity


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence of a fact.

    Attributes:
        path: the IRI below the base, a hash of the content: "evidence/3f…".
        document: the path of the document: "document/<sha256>".
        span: offsets in characters of the document's text.
        exact: the quote.
        prefix: up to 48 characters before it.
        suffix: up to 48 characters after it.
        status: how this document says it.
        confidence: from 0 to 1.
        extractor: the rule or model that read it.
    """

    path: str
    document: str
    span: Span
    exact: str
    prefix: str
    suffix: str
    status: Status
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with all its evidence.

    Attributes:
        path: the IRI below the base, a hash of the content: "fact/3f…".
        type: local name of the ontology class: "Fact", "VoiceRole", "Comparison".
        relation: local name of the ontology property: "voices".
        subject: path of an entity, or of a document.
        object: path of an entity, or a literal.
        qualifiers: sorted pairs, as in a claim; "work" and "platform" hold paths.
        status: of the strongest evidence (stated before planned before opinion before rumoured before negated).
        confidence: of all evidence together.
        evidence: never empty, sorted by document and offset.
    """

    path: str
    type: str
    relation: str
    subject: str
    object: str | Literal
    qualifiers: tuple[tuple[str, str], ...]
    status: Status
    confidence: float
    evidence: tuple[Quote, ...]

    def qualifier(self, key: str) -> str:
        """Give the value of a qualifier, "" where nothing says it."""
        return dict(self.qualifiers).get(key, "")

    @property
    def is_easy(self) -> bool:
        """Whether the fact also stands as one plain triple, and as an edge of the network.

        Stated and planned facts do; of opinions only comparisons, which are nothing else. What is
        rumoured or negated stays with its evidence and makes no edge.
        """
        return self.status in {"stated", "planned"} or (
            self.status == "opinion" and self.type == "Comparison"
        )


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the graph knows it: everything but its text.

    Attributes:
        path: the IRI below the base: "document/<sha256>".
        id: the file's name without its ending.
        sha256: of the text in UTF-8.
        source: the file's name.
        format: the reader's name.
        metadata: what the document shows about itself.
    """

    path: str
    id: str
    sha256: str
    source: str
    format: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """The whole graph as plain values; the RDF form is derived from it and reads back to it.

    Attributes:
        base: the IRI that all paths are relative to; ends with "/" or "#".
        documents: sorted by path.
        entities: sorted by path.
        facts: sorted by path.
        judgements: sorted.
    """

    base: str
    documents: tuple[DocumentRecord, ...]
    entities: tuple[ResolvedEntity, ...]
    facts: tuple[Fact, ...]
    judgements: tuple[Judgement, ...]
