"""Facts: claims of all documents about the same resolved entities, put together with their evidence."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.graph.confidence import combined_confidence, strongest_status
from kg.model import (
    Document,
    DocumentRecord,
    EntityKey,
    ExitCode,
    Fact,
    KgError,
    KnowledgeGraph,
    Literal,
    Problem,
    Quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Claim, Entity, Extraction, Resolution, Span, Status
    from kg.ontology import Ontology

_CONTEXT: Final = 48  # characters of prefix and suffix
_DIGITS: Final = 24  # hexadecimal digits of a hash in a path
_ENTITY_QUALIFIERS: Final = frozenset({"work", "platform"})
# Facts that have a node of their own: what one document leaves open, another may say.
_WITH_DETAILS: Final = frozenset({"VoiceRole", "Comparison"})


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """What makes a fact the same one: a literal counts by datatype and value, not as printed."""

    type: str
    relation: str
    subject: str
    object: tuple[str, ...]
    qualifiers: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """The IRI below the base."""
        return f"fact/{_hash(self.type, self.relation, self.subject, self.object, self.qualifiers)}"


@dataclass(slots=True)
class _Evidence:
    """The evidence gathered for one fact, and the ways in which documents print its literal."""

    quotes: dict[tuple[str, Span, str, Status], Quote]
    printed: Counter[str]


def build_graph(
    extractions: Sequence[Extraction],
    resolution: Resolution,
    ontology: Ontology,
    base: str | None = None,
) -> KnowledgeGraph:
    """Give the graph of all documents: entities, facts, and the quotes that say them.

    Documents that state one fact share it and bring a quote each. The order of the documents changes
    nothing, and a text that is given twice counts once.

    Args:
        extractions: what was read out of each document.
        resolution: which of their entities are one.
        ontology: the class of each relation's facts, and which relations are symmetric.
        base: the IRI that all paths are relative to; that of the ontology where it is left out.
    """
    documents = _one_per_text(extractions)
    gathered: defaultdict[_Key, _Evidence] = defaultdict(lambda: _Evidence({}, Counter()))
    for extraction in documents:
        for claim in extraction.claims:
            key = _key(claim, extraction.document, resolution, ontology)
            _gather(gathered[key], claim, extraction.document)
    _fill_open_details(gathered)
    return KnowledgeGraph(
        base=ontology.base if base is None else base,
        documents=tuple(_document_record(extraction.document) for extraction in documents),
        entities=tuple(sorted(resolution.entities, key=lambda entity: entity.path)),
        facts=tuple(sorted((_fact(key, gathered[key]) for key in gathered), key=lambda fact: fact.path)),
        judgements=resolution.judgements,
    )


def document_path(document: Document) -> str:
    """Give the IRI of a document below the base."""
    return f"document/{document.sha256}"


def _one_per_text(extractions: Iterable[Extraction]) -> list[Extraction]:
    """Give one extraction for each text, sorted by its path; of two files the first name counts."""
    by_path: dict[str, Extraction] = {}
    for extraction in sorted(extractions, key=lambda extraction: extraction.document.id):
        by_path.setdefault(document_path(extraction.document), extraction)
    return [by_path[path] for path in sorted(by_path)]


def _document_record(document: Document) -> DocumentRecord:
    return DocumentRecord(
        document_path(document),
        document.id,
        document.sha256,
        document.source,
        document.format,
        document.metadata,
    )


def _key(claim: Claim, document: Document, resolution: Resolution, ontology: Ontology) -> _Key:
    term = ontology.properties.get(claim.relation)
    if term is None or not term.fact_class:
        message = (
            f"the ontology has no relation {claim.relation!r}, which {claim.evidence.extractor!r} states"
        )
        raise KgError(
            Problem("unknown-relation", message, document.source, "add it to the ontology"), ExitCode.ONTOLOGY
        )
    subject = (
        document_path(document)
        if isinstance(claim.subject, Document)
        else _path(claim.subject, document, resolution)
    )
    object_: tuple[str, ...]
    if isinstance(claim.object, Literal):
        object_ = (claim.object.datatype, claim.object.value)
    else:
        object_ = (_path(claim.object, document, resolution),)
        # A comparison starts from the work that the text is about, though it holds both ways.
        if term.symmetric and term.fact_class == "Fact" and object_[0] < subject:
            subject, object_ = object_[0], (subject,)
    qualifiers = dict(_qualifiers(claim, document, resolution))
    if term.fact_class == "Comparison":
        qualifiers.setdefault("critic", _critic(document))
    return _Key(term.fact_class, claim.relation, subject, object_, tuple(sorted(qualifiers.items())))


def _path(entity: Entity, document: Document, resolution: Resolution) -> str:
    return resolution.index[EntityKey(document.id, entity.id)]


def _qualifiers(claim: Claim, document: Document, resolution: Resolution) -> Iterator[tuple[str, str]]:
    for key, value in claim.qualifiers:
        if key in _ENTITY_QUALIFIERS and value:
            yield key, resolution.index[EntityKey(document.id, value)]
        elif value:
            yield key, value


def _critic(document: Document) -> str:
    """Say whose opinions a document holds: its author's, else its publisher's, else its own."""
    return document.metadata.author or document.metadata.publisher or document.id


def _gather(evidence: _Evidence, claim: Claim, document: Document) -> None:
    _add(evidence, _quote(claim, document))
    if isinstance(claim.object, Literal):
        evidence.printed[claim.object.text] += 1


def _add(evidence: _Evidence, quote: Quote) -> None:
    """Add a quote; of one that the same rule reads twice, the surer reading stays."""
    reading = (quote.document, quote.span, quote.extractor, quote.status)
    known = evidence.quotes.get(reading)
    if known is None or known.confidence < quote.confidence:
        evidence.quotes[reading] = quote


def _quote(claim: Claim, document: Document) -> Quote:
    span, extractor = claim.evidence.span, claim.evidence.extractor
    path = document_path(document)
    return Quote(
        path=f"evidence/{_hash(path, span.start, span.end, claim.status, claim.confidence, extractor)}",
        document=path,
        span=span,
        exact=claim.evidence.exact,
        prefix=document.text[max(0, span.start - _CONTEXT) : span.start],
        suffix=document.text[span.end : span.end + _CONTEXT],
        status=claim.status,
        confidence=claim.confidence,
        extractor=extractor,
    )


def _fill_open_details(gathered: defaultdict[_Key, _Evidence]) -> None:
    """Let a role without language or stage speak for the one more specific role, if there is exactly one."""
    alike: defaultdict[_Key, list[_Key]] = defaultdict(list)
    for key in gathered:
        if key.type in _WITH_DETAILS:
            alike[replace(key, qualifiers=())].append(key)
    for keys in alike.values():
        for key, fuller in _only_fuller(sorted(keys)).items():
            for quote in gathered.pop(key).quotes.values():
                _add(gathered[fuller], quote)


def _only_fuller(keys: Sequence[_Key]) -> Mapping[_Key, _Key]:
    """Give the one fullest key for each key that says less and contradicts no other that says more."""
    said = {key: set(key.qualifiers) for key in keys}
    fullest = [key for key in keys if not any(said[key] < said[other] for other in keys)]
    chosen = {}
    for key in keys:
        fuller = [other for other in fullest if said[key] < said[other]]
        if len(fuller) == 1:
            chosen[key] = fuller[0]
    return chosen


def _fact(key: _Key, evidence: _Evidence) -> Fact:
    quotes = sorted(evidence.quotes.values(), key=lambda quote: (quote.document, quote.span, quote.path))
    return Fact(
        path=key.path,
        type=key.type,
        relation=key.relation,
        subject=key.subject,
        object=_object(key, evidence.printed),
        qualifiers=key.qualifiers,
        status=strongest_status(quotes),
        confidence=combined_confidence(quotes),
        evidence=tuple(quotes),
    )


def _object(key: _Key, printed: Counter[str]) -> str | Literal:
    """Give the entity's path, or the literal as most documents print it."""
    if len(key.object) == 1:
        return key.object[0]
    datatype, value = key.object
    return Literal(min(printed, key=lambda text: (-printed[text], len(text), text)), value, datatype)


def _hash(*parts: object) -> str:
    """Give the hash of some content, as it stands in paths."""
    content = json.dumps(parts, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
