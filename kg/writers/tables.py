"""A table of the facts, for spreadsheets: a line for each quote."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from kg.graph import mint_iri
from kg.model import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import DocumentRecord, Fact, KnowledgeGraph, Quote
    from kg.ontology import Ontology

_ENTITY_QUALIFIERS: Final = ("work", "platform")
_QUALIFIERS: Final = (
    "work",
    "language",
    "version",
    "stage",
    "polarity",
    "aspect",
    "critic",
    "platform",
    "region",
)
COLUMNS: Final = (
    "fact", "relation", "subject", "subject_id", "object", "object_id", *_QUALIFIERS, "status", "confidence",
    "document", "title", "start", "end", "quote", "quote_status", "quote_confidence", "extractor",
)  # fmt: skip
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")


def csv_text(graph: KnowledgeGraph, ontology: Ontology) -> str:
    """Write the facts as CSV (RFC 4180), in the order of relation, subject, object and place.

    Things are given by their names; the columns ending in `_id` have the IRIs. A cell that a spreadsheet would take
    for a formula has an apostrophe before it.
    """
    labels = {entity.path: entity.label for entity in graph.entities}
    documents = {record.path: record for record in graph.documents}
    labels |= {path: record.metadata.title or record.id for path, record in documents.items()}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    order = {relation: rank for rank, relation in enumerate(sorted(ontology.relations))}
    for fact in sorted(
        graph.facts, key=lambda fact: (order.get(fact.relation, -1), _names(fact, labels), fact.path)
    ):
        for quote in fact.evidence:
            row = _row(fact, quote, labels, documents.get(quote.document), graph.base)
            writer.writerow([safe_cell(row[column]) for column in COLUMNS])
    return stream.getvalue()


def safe_cell(text: str) -> str:
    """Give a cell that no spreadsheet takes for a formula: an apostrophe stands before what would start one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _names(fact: Fact, labels: dict[str, str]) -> tuple[str, str]:
    """Give the names of subject and object."""
    value = fact.object
    name = value.value if isinstance(value, Literal) else labels.get(value, value)
    return labels.get(fact.subject, fact.subject), name


def _row(
    fact: Fact, quote: Quote, labels: dict[str, str], record: DocumentRecord | None, base: str
) -> dict[str, str]:
    """Give the cells of one quote, by column."""
    subject, name = _names(fact, labels)
    return {
        "fact": mint_iri(base, fact.path),
        "relation": fact.relation,
        "subject": subject,
        "subject_id": mint_iri(base, fact.subject),
        "object": name,
        "object_id": "" if isinstance(fact.object, Literal) else mint_iri(base, fact.object),
        **dict(_qualifiers(fact, labels)),
        "status": fact.status.value,
        "confidence": str(fact.confidence),
        "document": record.id if record else quote.document,
        "title": record.metadata.title if record else "",
        "start": str(quote.span.start),
        "end": str(quote.span.end),
        "quote": quote.exact,
        "quote_status": quote.status.value,
        "quote_confidence": str(quote.confidence),
        "extractor": quote.extractor,
    }


def _qualifiers(fact: Fact, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give all qualifiers, entities by name."""
    for key in _QUALIFIERS:
        value = fact.qualifier(key)
        yield key, labels.get(value, value) if key in _ENTITY_QUALIFIERS else value
