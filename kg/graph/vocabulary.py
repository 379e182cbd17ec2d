"""The terms that the graph is written in, as nodes of Oxigraph; the names come from the ontology."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from kg.ontology import Ontology

QUALIFIERS: Final = (
    "aspect",
    "critic",
    "language",
    "platform",
    "polarity",
    "region",
    "stage",
    "version",
    "work",
)


class Vocabulary:
    """Nodes for the terms of an ontology and of the vocabularies that it declares prefixes for."""

    def __init__(self, ontology: Ontology) -> None:
        """Take the ontology that knows the terms."""
        self.ontology = ontology
        self._ours: dict[str, ox.NamedNode] = {}
        self._others: dict[str, ox.NamedNode] = {}

    def ours(self, local: str) -> ox.NamedNode:
        """Give the node of a term of the ontology: "directorOf"."""
        node = self._ours.get(local)
        if node is None:
            node = self._ours[local] = ox.NamedNode(self.ontology.iri(local))
        return node

    def other(self, curie: str) -> ox.NamedNode:
        """Give the node of a term of another vocabulary: "oa:exact"."""
        node = self._others.get(curie)
        if node is None:
            node = self._others[curie] = ox.NamedNode(self.ontology.expand(curie))
        return node

    @cached_property
    def type(self) -> ox.NamedNode:
        """Give rdf:type."""
        return self.other("rdf:type")

    @cached_property
    def label(self) -> ox.NamedNode:
        """Give rdfs:label."""
        return self.other("rdfs:label")

    def typed(self, value: str, datatype: str) -> ox.Literal:
        """Give a literal of an XML Schema type, named by its local name: "date"."""
        return ox.Literal(value, datatype=self.other(f"xsd:{datatype}"))

    def decimal(self, number: float) -> ox.Literal:
        """Give a number as xsd:decimal, in the shortest digits that read back as the same number."""
        return self.typed(format_decimal(number), "decimal")

    def choice(self, qualifier: str, value: str) -> ox.NamedNode | ox.Literal:
        """Give a value of a closed list ("dub", of the list of versions) as its node; text where no list has it."""
        concept = self.ontology.concepts.get(value)
        if concept is not None and concept.scheme in self.ontology.properties[qualifier].range:
            return self.ours(value)
        return ox.Literal(value)

    def is_choice(self, qualifier: str) -> bool:
        """Say whether the values of a qualifier come from a closed list."""
        schemes = {concept.scheme for concept in self.ontology.concepts.values()}
        return not schemes.isdisjoint(self.ontology.properties[qualifier].range)


def format_decimal(number: float) -> str:
    """Write a number as xsd:decimal wants it: all digits that tell it from its neighbours, no exponent."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def canonical(literal: ox.Literal) -> ox.Literal:
    """Give a literal as the store will hold it: PT90S becomes PT1M30S, so that files agree with the store."""
    node = ox.NamedNode("urn:x")
    store = ox.Store()
    store.add(ox.Quad(node, node, literal))
    found = next(iter(store)).object
    return found if isinstance(found, ox.Literal) else literal
