"""Claims as JSON lines: what `kg extract` prints."""

from __future__ import annotations

import json
from typing import Any

from kg.model import Claim, Document, Entity, Literal


def claim_line(claim: Claim) -> str:
    """Give a claim as one line of JSON, without the line's end."""
    return json.dumps(claim_record(claim), ensure_ascii=False)


def claim_record(claim: Claim) -> dict[str, Any]:
    """Give a claim as JSON values: ends, qualifiers, status, confidence, and the quote with its offsets."""
    return {
        "document": claim.evidence.document,
        "relation": claim.relation,
        "subject": _end(claim.subject),
        "object": claim.object.text if isinstance(claim.object, Literal) else _end(claim.object),
        "qualifiers": dict(claim.qualifiers),
        "status": claim.status.value,
        "confidence": round(claim.confidence, 4),
        "extractor": claim.evidence.extractor,
        "evidence": {
            "exact": claim.evidence.exact,
            "start": claim.evidence.span.start,
            "end": claim.evidence.span.end,
        },
    }


def _end(end: Entity | Document) -> dict[str, Any]:
    if isinstance(end, Document):
        return {"id": f"document/{end.id}", "type": "Document", "names": [end.metadata.title or end.id]}
    return {"id": end.id, "type": end.type, "names": list(end.names)}
