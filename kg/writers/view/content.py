"""What the page knows: entities, facts and quotes, as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.analysis import contradictions, statistics
from kg.model import Literal
from kg.writers.view.palette import look_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import DocumentRecord, Fact, KnowledgeGraph, Quote
    from kg.ontology import Ontology
    from kg.writers.view.wording import Wording

Json = dict[str, object]


ORDER = (
    "directorOf",
    "screenwriterOf",
    "authorOf",
    "adaptedFrom",
    "sequelOf",
    "producedBy",
    "producerOf",
    "distributedBy",
    "composerOf",
    "characterDesignerOf",
    "voices",
    "portrays",
    "characterIn",
    "castMemberOf",
    "trackOf",
    "founderOf",
    "rivalOf",
    "mentorOf",
    "comparedTo",
)
"""The order in which a card tells facts; relations that are not named here come after these."""

WORDED = {"version", "stage", "polarity"}
"""Qualifiers whose values are words of the model, which the page has texts for."""


def page_data(graph: KnowledgeGraph, ontology: Ontology, say: Wording) -> Json:
    """Give all that the page's script shows, in a fixed order."""
    order = {record.path: index for index, record in enumerate(graph.documents)}
    types = sorted({entity.type for entity in graph.entities})
    relations = sorted({fact.relation for fact in graph.facts})
    against = contradictions(graph, ontology)
    weights = {
        one.entity: [one.pagerank, one.betweenness, one.community] for one in statistics(graph).centrality
    }
    return {
        "base": graph.base,
        "types": {type_: _type(type_, ontology, say) for type_ in types},
        "relations": {relation: _relation(relation, ontology, say) for relation in relations},
        "documents": [document(record) for record in graph.documents],
        "entities": [
            {
                "id": entity.path,
                "label": entity.label,
                "type": entity.type,
                "names": list(entity.names),
                "weight": weights[entity.path],
            }
            for entity in sorted(graph.entities, key=lambda entity: entity.path)
        ],
        "facts": [
            _fact(fact, order) | ({"against": list(against[fact.path])} if fact.path in against else {})
            for fact in sorted(graph.facts, key=lambda fact: fact.path)
        ],
    }


def document(record: DocumentRecord) -> Json:
    """Give what is shown of a document; a URL only where it is one of the web."""
    meta = record.metadata
    return {
        "id": record.path,
        "title": meta.title or record.source or record.id,
        "author": meta.author,
        "publisher": meta.publisher,
        "published": meta.published,
        "url": web_address(meta.url),
        "source": record.source,
        "language": meta.language,
    }


def web_address(url: str) -> str:
    """Give the URL if a browser may open it as a page of the web, else "": it comes out of a document."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def label_of(relation: str, ontology: Ontology, say: Wording) -> str:
    """Give the words for a relation, read from the subject to the object."""
    known = ontology.properties.get(relation)
    return say.get(f"relations.{relation}", known.label if known else relation)


def type_label(type_: str, ontology: Ontology, say: Wording) -> str:
    """Give the words for a type."""
    known = ontology.classes.get(type_)
    return say.get(f"types.{type_}", known.label if known else type_)


def qualifiers_of(fact: Fact, labels: Mapping[str, str], say: Wording) -> list[tuple[str, str, str]]:
    """Give name, text and (where the value is an entity) path of each qualifier."""
    return [
        (
            say.get(f"qualifier.{key}", key),
            say.get(f"value.{value}", value) if key in WORDED else labels.get(value, value),
            value if key in {"work", "platform"} and value in labels else "",
        )
        for key, value in fact.qualifiers
    ]


def _type(type_: str, ontology: Ontology, say: Wording) -> Json:
    look = look_of(type_, ontology)
    return {"label": type_label(type_, ontology, say), "family": look.family, "shape": look.shape}


def _relation(relation: str, ontology: Ontology, say: Wording) -> Json:
    known = ontology.properties.get(relation)
    inverse = known.inverse_label if known else ""
    return {
        "label": label_of(relation, ontology, say),
        "rank": ORDER.index(relation) if relation in ORDER else len(ORDER),
        "inverse": say.get(f"inverse.{relation}", inverse) or say("card.inverse", relation=relation),
    }


def _fact(fact: Fact, order: Mapping[str, int]) -> Json:
    entry: Json = {
        "id": fact.path,
        "relation": fact.relation,
        "subject": fact.subject,
        "status": fact.status.value,
        "confidence": round(fact.confidence, 2),
        "qualifiers": [list(pair) for pair in fact.qualifiers],
        "quotes": [_quote(quote, order) for quote in fact.evidence],
    }
    if isinstance(fact.object, Literal):
        entry["value"] = fact.object.text
        if fact.object.value != fact.object.text:
            entry["normalised"] = fact.object.value
    else:
        entry["object"] = fact.object
    return entry


def _quote(quote: Quote, order: Mapping[str, int]) -> Json:
    return {
        "document": order.get(quote.document, -1),
        "start": quote.span.start,
        "end": quote.span.end,
        "prefix": quote.prefix,
        "exact": quote.exact,
        "suffix": quote.suffix,
        "status": quote.status.value,
        "confidence": round(quote.confidence, 2),
        "extractor": quote.extractor,
    }
