"""What all descriptions are written with: the terms, the base IRI and the graph that quads go into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.iris import mint_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.vocabulary import Vocabulary

    Value = ox.NamedNode | ox.Literal | ox.Triple


class Description:
    """Makes quads below one base IRI and in one graph."""

    def __init__(
        self, words: Vocabulary, base: str, graph: ox.NamedNode | None = None, *, rdf12: bool = False
    ) -> None:
        """Write into the named graph, or without one into the default graph; with what only RDF 1.2 has, or without."""
        self.words = words
        self.base = base
        self.rdf12 = rdf12
        self._graph = graph

    def within(self, path: str) -> Description:
        """Give a description that writes into the graph that a path names."""
        return Description(self.words, self.base, self.node(path), rdf12=self.rdf12)

    def node(self, path: str) -> ox.NamedNode:
        """Give the node of a path."""
        return ox.NamedNode(mint_iri(self.base, path))

    def quad(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: Value) -> ox.Quad:
        """Give one quad."""
        return ox.Quad(subject, predicate, value, self._graph or ox.DefaultGraph())

    def text(self, subject: ox.NamedNode, predicate: ox.NamedNode, text: str) -> Iterator[ox.Quad]:
        """Give a text; none where it is empty."""
        if text:
            yield self.quad(subject, predicate, ox.Literal(text))

    def types(self, subject: ox.NamedNode, type_: str) -> Iterator[ox.Quad]:
        """Give a class and all classes above it, the narrowest first: queries for works find films too."""
        for name in self.words.ontology.ancestors(type_):
            yield self.quad(subject, self.words.type, self.words.ours(name))
