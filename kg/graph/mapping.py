"""From the graph of plain values to RDF 1.1, in four layers.

The default graph holds what is derived: the entities with their names, the *easy triples* (one hop, for people who
write SPARQL), status and confidence of each fact over all documents, the judgements of the resolution. Each document
has a named graph, whose name is the document's IRI: the document itself, its facts as nodes, and their evidence. A
fact that two documents state is described in both graphs, under one IRI, and has its own evidence in each; without
a document's graph the rest still stands. There are no blank nodes: the IRIs of facts, evidence and judgements are
hashes of what they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import __version__
from kg.graph.description import Description
from kg.graph.entities import describe_entities
from kg.graph.evidence import describe_document, describe_evidence
from kg.graph.statements import describe_fact, easy_triple, reification, summarise_fact
from kg.graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Fact, KnowledgeGraph
    from kg.ontology import Ontology


def as_quads(
    graph: KnowledgeGraph, ontology: Ontology, *, version: str | None = None, rdf12: bool = False
) -> Iterator[ox.Quad]:
    """Give all quads of the graph, each once: what is derived first, then each document in the order of its text.

    Args:
        graph: the graph.
        ontology: the terms to write it in.
        version: of the program, to stand on the extractors; that of this program if left out.
        rdf12: whether fact nodes also point to their triple by rdf:reifies, which RDF 1.1 does not have.
    """
    writer = Description(Vocabulary(ontology), graph.base, rdf12=rdf12)
    version = __version__ if version is None else version
    yield from dict.fromkeys(_default_graph(graph, writer))
    for name, facts in _facts_by_document(graph).items():
        yield from dict.fromkeys(_document_graph(graph, writer, name, facts, version))


def as_easy_quads(graph: KnowledgeGraph, ontology: Ontology, *, rdf12: bool = False) -> Iterator[ox.Quad]:
    """Give the friendly part alone, all in the default graph: entities, documents and easy triples.

    With `rdf12` each easy triple has its fact, which reifies it, with status and confidence.
    """
    writer = Description(Vocabulary(ontology), graph.base, rdf12=rdf12)
    yield from dict.fromkeys(_easy_graph(graph, writer))


def as_dataset(graph: KnowledgeGraph, ontology: Ontology, *, version: str | None = None) -> ox.Dataset:
    """Give the whole graph as an RDF dataset in memory; see `as_quads`."""
    return ox.Dataset(as_quads(graph, ontology, version=version))


def _default_graph(graph: KnowledgeGraph, writer: Description) -> Iterator[ox.Quad]:
    """Give what is derived from all documents together."""
    root = ox.NamedNode(graph.base)
    yield writer.quad(root, writer.words.type, writer.words.other("void:Dataset"))
    yield writer.quad(root, writer.words.other("void:uriSpace"), ox.Literal(graph.base))
    yield from describe_entities(graph, writer)
    for fact in graph.facts:
        yield from easy_triple(fact, writer)
        yield from summarise_fact(fact, writer)


def _easy_graph(graph: KnowledgeGraph, writer: Description) -> Iterator[ox.Quad]:
    """Give entities, documents and easy triples."""
    yield from describe_entities(graph, writer, origins=False)
    for document in graph.documents:
        yield from describe_document(document, writer)
    for fact in graph.facts:
        yield from easy_triple(fact, writer)
        if writer.rdf12 and fact.is_easy:
            yield from reification(fact, writer)
            yield from summarise_fact(fact, writer)


def _facts_by_document(graph: KnowledgeGraph) -> dict[str, list[Fact]]:
    """Give for each document its facts, in the order of its text."""
    found: dict[str, dict[str, tuple[int, int, str, Fact]]] = {record.path: {} for record in graph.documents}
    for fact in graph.facts:
        for quote in fact.evidence:
            place = (quote.span.start, quote.span.end, fact.path, fact)
            known = found.setdefault(quote.document, {}).setdefault(fact.path, place)
            if place[:2] < known[:2]:
                found[quote.document][fact.path] = place
    return {
        document: [place[3] for place in sorted(facts.values(), key=lambda place: place[:3])]
        for document, facts in sorted(found.items())
    }


def _document_graph(
    graph: KnowledgeGraph, writer: Description, path: str, facts: list[Fact], version: str
) -> Iterator[ox.Quad]:
    """Give what one document says."""
    inside = writer.within(path)
    for record in graph.documents:
        if record.path == path:
            yield from describe_document(record, inside)
    for fact in facts:
        yield from describe_fact(fact, inside)
        if inside.rdf12:
            yield from reification(fact, inside)
        for quote in fact.evidence:
            if quote.document == path:
                yield from describe_evidence(fact, quote, inside, version)
