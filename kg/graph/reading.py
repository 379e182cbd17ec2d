"""From RDF back to the graph of plain values: the inverse of the mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.evidence import EXTRACTORS
from kg.graph.iris import mention_of, path_of, unescape_path
from kg.graph.nodes import Nodes
from kg.graph.remote import RemoteStore
from kg.graph.store import holds_union
from kg.graph.vocabulary import QUALIFIERS, Vocabulary
from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    Judgement,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ontology import Ontology


def from_store(
    store: ox.Store | ox.Dataset | RemoteStore, ontology: Ontology | None = None
) -> KnowledgeGraph:
    """Read the graph back from the RDF form: what `as_quads` wrote comes back as it was.

    KgError where something is missing that the mapping always writes, or a server does not give it.
    """
    quads: Iterable[ox.Quad]
    if isinstance(store, RemoteStore):
        return from_quads(store.quads(), ontology or load_ontology())
    quads = store
    if isinstance(store, ox.Store) and holds_union(store):
        quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return from_quads(quads, ontology or load_ontology())


def from_quads(quads: Iterable[ox.Quad], ontology: Ontology) -> KnowledgeGraph:
    """Read the graph back from quads in any order; see `from_store`."""
    return _Reader(Nodes(quads), Vocabulary(ontology)).graph()


class _Reader:
    """Reads one graph."""

    def __init__(self, nodes: Nodes, words: Vocabulary) -> None:
        self.nodes = nodes
        self.words = words
        roots = nodes.of_type(words.other("void:Dataset"))
        self.base = roots[0].value if roots else words.ontology.base

    def graph(self) -> KnowledgeGraph:
        """Give the whole graph, each part in its order."""
        members = self._members()
        return KnowledgeGraph(
            base=self.base,
            documents=tuple(sorted(map(self._document, self._all("Document")), key=lambda found: found.path)),
            entities=tuple(
                sorted(
                    (self._entity(node, members.get(node, [])) for node in self._all("Entity")),
                    key=lambda found: found.path,
                )
            ),
            facts=tuple(sorted(map(self._fact, self._all("Fact")), key=lambda found: found.path)),
            judgements=tuple(sorted(map(self._judgement, self._all("Judgement")), key=_judgement_order)),
        )

    def _all(self, type_: str) -> list[ox.NamedNode]:
        return self.nodes.of_type(self.words.ours(type_))

    def _path(self, node: ox.NamedNode) -> str:
        return path_of(self.base, node.value)

    def _text(self, node: ox.NamedNode, curie: str) -> str:
        """Give a text of another vocabulary's property, "" for none."""
        return self.nodes.text(node, self.words.other(curie))

    def _ours(self, node: ox.NamedNode, local: str) -> str:
        """Give a text of a property of ours, "" for none."""
        return self.nodes.text(node, self.words.ours(local))

    def _one(self, node: ox.NamedNode, local: str) -> ox.NamedNode:
        """Give the node that a property of ours leads to."""
        return self.nodes.node(node, self.words.ours(local))

    def _type(self, node: ox.NamedNode) -> str:
        """Give the narrowest class of ours."""
        ontology = self.words.ontology
        found = [ontology.local(value.value) for value in self.nodes.nodes(node, self.words.type)]
        return ontology.most_specific(name for name in found if name)

    def _status(self, node: ox.NamedNode) -> Status:
        return Status(self.words.ontology.local(self._one(node, "status").value))

    def _confidence(self, node: ox.NamedNode) -> float:
        return self.nodes.number(node, self.words.ours("confidence"))

    def _document(self, node: ox.NamedNode) -> DocumentRecord:
        return DocumentRecord(
            path=self._path(node),
            id=self._ours(node, "documentId"),
            sha256=self._ours(node, "sha256"),
            source=self._ours(node, "fileName"),
            format=self._ours(node, "reader"),
            metadata=Metadata(
                title=self._text(node, "dcterms:title"),
                author=self._text(node, "dcterms:creator"),
                publisher=self._text(node, "dcterms:publisher"),
                published=self._text(node, "dcterms:issued"),
                published_span=self._date_span(node),
                url=self._text(node, "schema:url"),
                language=self._text(node, "dcterms:language"),
            ),
        )

    def _date_span(self, node: ox.NamedNode) -> Span | None:
        start, end = self._ours(node, "dateStart"), self._ours(node, "dateEnd")
        return Span(int(start), int(end)) if start and end else None

    def _entity(self, node: ox.NamedNode, members: list[EntityKey]) -> ResolvedEntity:
        return ResolvedEntity(
            path=self._path(node),
            type=self._type(node),
            label=self.nodes.text(node, self.words.label),
            names=tuple(sorted(self.nodes.texts(node, self.words.other("skos:altLabel")))),
            members=tuple(sorted(members)),
        )

    def _members(self) -> dict[ox.NamedNode, list[EntityKey]]:
        """Give for each entity those of the documents that it stands for."""
        found: dict[ox.NamedNode, list[EntityKey]] = {}
        for mention in self._all("Mention"):
            for entity in self.nodes.nodes(mention, self.words.ours("mentionOf")):
                found.setdefault(entity, []).append(self._key(mention))
        return found

    def _key(self, mention: ox.NamedNode) -> EntityKey:
        return EntityKey(*mention_of(self.base, mention.value))

    def _judgement(self, node: ox.NamedNode) -> Judgement:
        return Judgement(
            left=self._key(self._one(node, "left")),
            right=self._key(self._one(node, "right")),
            same=self._ours(node, "same") == "true",
            score=self.nodes.number(node, self.words.ours("score")),
            reason=self._ours(node, "reason"),
            author=self._ours(node, "judgedBy"),
        )

    def _fact(self, node: ox.NamedNode) -> Fact:
        quotes = map(self._quote, self.nodes.nodes(node, self.words.ours("evidence")))
        return Fact(
            path=self._path(node),
            type=self._type(node),
            relation=self.words.ontology.local(
                self.nodes.node(node, self.words.other("rdf:predicate")).value
            ),
            subject=self._path(self.nodes.node(node, self.words.other("rdf:subject"))),
            object=self._object(node),
            qualifiers=tuple(self._qualifiers(node)),
            status=self._status(node),
            confidence=self._confidence(node),
            evidence=tuple(sorted(quotes, key=lambda quote: (quote.document, quote.span, quote.path))),
        )

    def _object(self, node: ox.NamedNode) -> str | Literal:
        value = self.nodes.first(node, self.words.other("rdf:object"))
        if isinstance(value, ox.NamedNode):
            return self._path(value)
        space = self.words.ontology.expand("xsd:")
        return Literal(
            text=self._ours(node, "asPrinted"),
            value=self._ours(node, "normalForm"),
            datatype=value.datatype.value.removeprefix(space),
        )

    def _qualifiers(self, node: ox.NamedNode) -> Iterable[tuple[str, str]]:
        for key in QUALIFIERS:
            if key == "work" and self._type(node) == "Comparison":
                continue  # there it is the subject
            for value in self.nodes.values(node, self.words.ours(key)):
                if isinstance(value, ox.Literal):
                    yield key, value.value
                else:
                    yield key, self.words.ontology.local(value.value) or self._path(value)

    def _quote(self, node: ox.NamedNode) -> Quote:
        selector = self.nodes.node(node, self.words.other("oa:hasSelector"))
        start, end = (int(self._text(selector, curie)) for curie in ("oa:start", "oa:end"))
        return Quote(
            path=self._path(node),
            document=self._path(self.nodes.node(node, self.words.other("oa:hasSource"))),
            span=Span(start, end),
            exact=self._text(selector, "oa:exact"),
            prefix=self._text(selector, "oa:prefix"),
            suffix=self._text(selector, "oa:suffix"),
            status=self._status(node),
            confidence=self._confidence(node),
            extractor=unescape_path(self._one(node, "extractor").value.removeprefix(self.base + EXTRACTORS)),
        )


def _judgement_order(judgement: Judgement) -> tuple[EntityKey, EntityKey, bool, str, float, str]:
    """Give what judgements are sorted by: the pair first."""
    return (
        judgement.left,
        judgement.right,
        judgement.same,
        judgement.author,
        judgement.score,
        judgement.reason,
    )
