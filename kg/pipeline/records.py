"""Extractions as JSON and back: what the cache keeps."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.model import (
    Block,
    BlockKind,
    Claim,
    Document,
    Entity,
    Evidence,
    Extraction,
    Literal,
    Metadata,
    Span,
    Status,
)

Record = dict[str, Any]  # JSON: checked by the constructors that it is handed to


def dump_extraction(extraction: Extraction) -> Record:
    """Give an extraction as JSON values; entities are written once and referred to by id."""
    return {
        "document": _dump_document(extraction.document),
        "entities": [asdict(entity) for entity in extraction.entities],
        "claims": [_dump_claim(claim) for claim in extraction.claims],
    }


def load_extraction(record: Record) -> Extraction:
    """Read an extraction back. Raises `KeyError`, `TypeError` or `ValueError` for what is none."""
    document = _load_document(record["document"])
    entities = {item["id"]: Entity(**{**item, "names": tuple(item["names"])}) for item in record["entities"]}
    claims = tuple(_load_claim(item, document, entities) for item in record["claims"])
    return Extraction(document=document, entities=tuple(entities.values()), claims=claims)


def _dump_document(document: Document) -> Record:
    record = asdict(document)
    record["blocks"] = [[block.kind.value, block.span.start, block.span.end] for block in document.blocks]
    return record


def _load_document(record: Record) -> Document:
    metadata = dict(record["metadata"])
    if metadata["published_span"] is not None:
        metadata["published_span"] = Span(**metadata["published_span"])
    blocks = tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in record["blocks"])
    return Document(**{**record, "blocks": blocks, "metadata": Metadata(**metadata)})


def _dump_claim(claim: Claim) -> Record:
    return {
        "relation": claim.relation,
        "subject": None if isinstance(claim.subject, Document) else claim.subject.id,
        "object": asdict(claim.object) if isinstance(claim.object, Literal) else claim.object.id,
        "span": [claim.evidence.span.start, claim.evidence.span.end],
        "extractor": claim.evidence.extractor,
        "status": claim.status.value,
        "confidence": claim.confidence,
        "qualifiers": dict(claim.qualifiers),
    }


def _load_claim(record: Record, document: Document, entities: dict[str, Entity]) -> Claim:
    span = Span(*record["span"])
    literal_or_id = record["object"]
    return Claim(
        relation=record["relation"],
        subject=document if record["subject"] is None else entities[record["subject"]],
        object=Literal(**literal_or_id) if isinstance(literal_or_id, dict) else entities[literal_or_id],
        evidence=Evidence(document.id, span, span.of(document.text), record["extractor"]),
        status=Status(record["status"]),
        confidence=record["confidence"],
        qualifiers=tuple(sorted(record["qualifiers"].items())),
    )
