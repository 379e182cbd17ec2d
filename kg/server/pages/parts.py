"""A part of the graph as plain values, for the map: all of a small graph, what is around a thing, what a document says."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kg.graph.iris import path_of
from kg.graph.vocabulary import QUALIFIERS
from kg.model import (
    DocumentRecord,
    Fact,
    KgError,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.server.pages.nodes import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.server.pages.nodes import Term
    from kg.server.pages.site import Site

QUOTES: Final = 12  # of one fact
_NAMES: Final = ("rdf:type", "rdfs:label", "skos:altLabel")


async def part_of(site: Site, facts: Sequence[str], things: Sequence[str] = ()) -> KnowledgeGraph:
    """Read facts with their ends, their evidence and the documents of that, and further things with their names."""
    nodes = Nodes(site)
    await nodes.load(facts)
    evidence = [one for fact in facts for one in islice(nodes.iris(fact, "kg:evidence"), QUOTES)]
    await nodes.load(evidence)
    await nodes.load([nodes.iri(one, "oa:hasSelector") for one in evidence])
    documents = list(dict.fromkeys(nodes.iri(one, "oa:hasSource") for one in evidence))
    await nodes.load([iri for iri in documents if iri])
    ends = dict.fromkeys([*things, *(term.value for fact in facts for term in _ends(nodes, fact))])
    await nodes.load(ends, _NAMES)
    reader = _Reader(site, nodes)
    return KnowledgeGraph(
        base=site.base,
        documents=reader.documents(documents),
        entities=reader.entities(ends),
        facts=reader.facts(facts),
        judgements=(),
    )


def _ends(nodes: Nodes, fact: str) -> list[Term]:
    names = ("rdf:subject", "rdf:object", "kg:work", "kg:platform")
    return [term for name in names for term in nodes.terms(fact, name) if term.is_iri]


class _Reader:
    """Turns nodes into values; what lacks something that every build writes is left out."""

    def __init__(self, site: Site, nodes: Nodes) -> None:
        self._site, self._nodes = site, nodes

    def documents(self, iris: Iterable[str]) -> tuple[DocumentRecord, ...]:
        found = (self._document(iri) for iri in iris if self._nodes.kind(iri) == "Document")
        return tuple(sorted(found, key=lambda one: one.path))

    def entities(self, iris: Iterable[str]) -> tuple[ResolvedEntity, ...]:
        ontology = self._site.ontology
        found = [
            ResolvedEntity(
                path_of(self._site.base, iri),
                self._nodes.kind(iri),
                self._nodes.label(iri),
                tuple(term.value for term in self._nodes.terms(iri, "skos:altLabel")),
                (),
            )
            for iri in iris
            if iri.startswith(self._site.base) and ontology.is_a(self._nodes.kind(iri), "Entity")
        ]
        return tuple(sorted(found, key=lambda one: one.path))

    def facts(self, iris: Iterable[str]) -> tuple[Fact, ...]:
        found = []
        for iri in iris:
            try:
                found.append(self._fact(iri))
            except (KgError, ValueError, IndexError):  # written by an update, and not all of it
                continue
        return tuple(sorted(found, key=lambda one: one.path))

    def _document(self, iri: str) -> DocumentRecord:
        text = self._nodes.text
        return DocumentRecord(
            path=path_of(self._site.base, iri),
            id=text(iri, "kg:documentId"),
            sha256=text(iri, "kg:sha256"),
            source=text(iri, "kg:fileName"),
            format=text(iri, "kg:reader"),
            metadata=Metadata(
                title=text(iri, "dcterms:title"),
                author=text(iri, "dcterms:creator"),
                publisher=text(iri, "dcterms:publisher"),
                published=text(iri, "dcterms:issued"),
                url=text(iri, "schema:url"),
                language=text(iri, "dcterms:language"),
            ),
        )

    def _fact(self, iri: str) -> Fact:
        nodes, ontology = self._nodes, self._site.ontology
        evidence = islice(nodes.iris(iri, "kg:evidence"), QUOTES)
        relation = ontology.local(nodes.iri(iri, "rdf:predicate"))
        if relation not in ontology.relations:
            raise ValueError(relation)
        return Fact(
            path=path_of(self._site.base, iri),
            type=nodes.kind(iri) or "Fact",
            relation=relation,
            subject=path_of(self._site.base, nodes.iri(iri, "rdf:subject")),
            object=self._object(iri),
            qualifiers=tuple(self._qualifiers(iri)),
            status=Status(ontology.local(nodes.iri(iri, "kg:status"))),
            confidence=nodes.number(iri, "kg:confidence"),
            evidence=tuple(
                sorted(map(self._quote, evidence), key=lambda one: (one.document, one.span, one.path))
            ),
        )

    def _object(self, fact: str) -> str | Literal:
        term = self._nodes.terms(fact, "rdf:object")[0]
        if term.is_iri:
            return path_of(self._site.base, term.value)
        space = self._site.ontology.expand("xsd:")
        return Literal(
            text=self._nodes.text(fact, "kg:asPrinted") or term.value,
            value=self._nodes.text(fact, "kg:normalForm") or term.value,
            datatype=term.datatype.removeprefix(space) or "string",
        )

    def _qualifiers(self, fact: str) -> list[tuple[str, str]]:
        comparison = self._nodes.kind(fact) == "Comparison"
        return sorted(
            (name, self._value(term))
            for name in QUALIFIERS
            if not (name == "work" and comparison)  # there it is the subject
            for term in self._nodes.terms(fact, f"kg:{name}")
        )

    def _value(self, term: Term) -> str:
        local = self._site.ontology.local(term.value) if term.is_iri else ""
        return local or (path_of(self._site.base, term.value) if term.is_iri else term.value)

    def _quote(self, iri: str) -> Quote:
        nodes, text = self._nodes, self._nodes.text
        selector = nodes.iri(iri, "oa:hasSelector")
        return Quote(
            path=path_of(self._site.base, iri),
            document=path_of(self._site.base, nodes.iri(iri, "oa:hasSource")),
            span=Span(int(text(selector, "oa:start")), int(text(selector, "oa:end"))),
            exact=text(selector, "oa:exact"),
            prefix=text(selector, "oa:prefix"),
            suffix=text(selector, "oa:suffix"),
            status=Status(self._site.ontology.local(nodes.iri(iri, "kg:status"))),
            confidence=nodes.number(iri, "kg:confidence"),
            extractor=unquote(nodes.iri(iri, "kg:extractor").rpartition("/")[2]),
        )
