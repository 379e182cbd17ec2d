"""Nodes of the graph in words that a reader of problems understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from kg.ontology import Ontology

_SHOWN = 80  # characters of a value that a message shows


class Wording:
    """Tells things by their names, and facts as sentences."""

    def __init__(self, data: Graph, ontology: Ontology) -> None:
        """Take the graph that has the names, and the ontology that has the words for relations."""
        self.data = data
        self.ontology = ontology

    def place(self, node: Node | None) -> str:
        """Say where a problem is: a fact as a sentence, a quote by its document, other things by name and path."""
        if node is None:
            return ""
        if (node, RDF.predicate, None) in self.data:
            ends = (self.data.value(node, predicate, any=True) for predicate in (RDF.subject, RDF.object))
            left, right = (self.thing(end) if end is not None else "…" for end in ends)
            return f"{left} {self._relation(node)} {right}"
        source = self.data.value(node, self._term("oa:hasSource"), any=True)
        if source is not None:
            return f"a quote of {self.thing(source)}"
        return self.thing(node)

    def thing(self, node: Node) -> str:
        """Name a thing or show a value; with the path where the name may be that of several things."""
        if isinstance(node, Literal):
            text = " ".join(str(node).split())
            return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"
        labels = sorted(str(label) for label in self.data.objects(node, RDFS.label))
        if labels and labels[0].strip():
            return f"{' '.join(labels[0].split())} ({self._path(node)})"
        return self._path(node)

    def _relation(self, fact: Node) -> str:
        relations = sorted(str(relation) for relation in self.data.objects(fact, RDF.predicate))
        term = self.ontology.properties.get(self.ontology.local(relations[0]))
        return term.label if term else self.ontology.compress(relations[0])

    def _path(self, node: Node) -> str:
        if not isinstance(node, URIRef):
            return "a blank node"
        iri = str(node)
        if iri.startswith(self.ontology.base) and not iri.startswith(self.ontology.namespace):
            return iri.removeprefix(self.ontology.base)
        return self.ontology.compress(iri)

    def _term(self, curie: str) -> URIRef:
        return URIRef(self.ontology.expand(curie))
