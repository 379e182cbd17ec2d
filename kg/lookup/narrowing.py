"""Parts of a graph: what one entity takes part in, what one document says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.graph.confidence import combined_confidence, strongest_status
from kg.lookup.entities import near
from kg.model import KgError, KnowledgeGraph, Problem

if TYPE_CHECKING:
    from kg.model import DocumentRecord, Fact


def find_document(graph: KnowledgeGraph, text: str) -> DocumentRecord:
    """Give the document that a text names: its id, file, title, checksum or IRI. Raises `KgError` for none."""
    wanted = text.strip().removeprefix(graph.base)
    for document in graph.documents:
        if wanted in {document.id, document.source, document.path, document.sha256, document.metadata.title}:
            return document
    similar = near(wanted, (document.id for document in graph.documents))
    advice = f"did you mean {' or '.join(similar)}?" if similar else "see them with: kg documents"
    raise KgError(Problem("unknown-document", f"no document of the graph is called “{text}”", advice=advice))


def narrow(graph: KnowledgeGraph, entity: str = "", document: str = "") -> KnowledgeGraph:
    """Give the part of a graph that concerns one entity, one document, or one entity in one document.

    Args:
        graph: the whole.
        entity: path of an entity: its facts, and what takes part in them, stay.
        document: path of a document: what it says stays, with its own quotes alone.
    """
    facts = graph.facts
    if document:
        facts = tuple(filter(None, (_said_in(fact, document) for fact in facts)))
    if entity:
        facts = tuple(fact for fact in facts if entity in _parts(fact))
    used = {path for fact in facts for path in _parts(fact)} | {entity}
    cited = {quote.document for fact in facts for quote in fact.evidence} | {document}
    entities = tuple(one for one in graph.entities if one.path in used)
    members = {key for one in entities for key in one.members}
    return KnowledgeGraph(
        base=graph.base,
        documents=tuple(record for record in graph.documents if record.path in cited | used),
        entities=entities,
        facts=facts,
        judgements=tuple(one for one in graph.judgements if one.left in members and one.right in members),
    )


def _said_in(fact: Fact, document: str) -> Fact | None:
    quotes = tuple(quote for quote in fact.evidence if quote.document == document)
    if not quotes:
        return None
    status, confidence = strongest_status(quotes), combined_confidence(quotes)
    return replace(fact, evidence=quotes, status=status, confidence=confidence)


def _parts(fact: Fact) -> set[str]:
    ends = {fact.subject, fact.qualifier("work"), fact.qualifier("platform")}
    return ends | {fact.object} if isinstance(fact.object, str) else ends
