"""Quads gathered by subject, each written as one block of Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ontology import Ontology
    from kg.writers.terms import Term, Terms

    Subject = ox.NamedNode | ox.BlankNode | ox.Triple

_FIRST = ("rdf:type", "rdfs:label", "skos:altLabel", "rdf:subject", "rdf:predicate", "rdf:object")
_DATASET = "The graph"
_FACTS = "Facts: status and confidence over all documents"


class Blocks:
    """The statements of one graph by subject, in the order in which they were given."""

    def __init__(self, quads: Iterable[ox.Quad], terms: Terms, ontology: Ontology) -> None:
        """Gather the quads of one graph."""
        self._terms = terms
        self._ontology = ontology
        self._ranks = {ontology.expand(curie): rank for rank, curie in enumerate(_FIRST)}
        self._type = ox.NamedNode(ontology.expand("rdf:type"))
        self._label = ox.NamedNode(ontology.expand("rdfs:label"))
        self._said: dict[Subject, dict[ox.NamedNode, list[Term]]] = {}
        for quad in quads:
            self._said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Give the subjects in the order in which they were given."""
        return tuple(self._said)

    def sections(self) -> list[tuple[str, list[Subject]]]:
        """Give the subjects under the name of their class, both in the order of the alphabet.

        Entities come before what tells where they are from; facts, which have no class here, are last.
        """
        found: dict[tuple[int, str], list[Subject]] = {}
        for subject in self._said:
            found.setdefault(self._section(subject), []).append(subject)
        return [
            (heading, sorted(found[rank, heading], key=self._by_label)) for rank, heading in sorted(found)
        ]

    def block(self, subject: Subject) -> str:
        """Give all statements of a subject: what it is first, then by predicate."""
        said = self._said[subject]
        lines = []
        for predicate in sorted(said, key=self._by_predicate):
            objects = list(map(self._terms.term, said[predicate]))
            if predicate != self._type:
                objects.sort()
            lines.append(f"{self._terms.predicate(predicate)} {', '.join(objects)}")
        return self._terms.term(subject) + " " + " ;\n    ".join(lines) + " .\n"

    def _by_predicate(self, predicate: ox.NamedNode) -> tuple[int, str]:
        return self._ranks.get(predicate.value, len(_FIRST)), self._terms.predicate(predicate)

    def _section(self, subject: Subject) -> tuple[int, str]:
        """Give rank and name of the section that a subject stands in."""
        types = self._said[subject].get(self._type, ())
        names = [self._ontology.local(value.value) for value in types if isinstance(value, ox.NamedNode)]
        for name in filter(None, names):
            return 2 - self._ontology.is_a(name, "Entity"), self._ontology.classes[name].label.capitalize()
        return (0, _DATASET) if types else (3, _FACTS)

    def _by_label(self, subject: Subject) -> tuple[str, str]:
        labels = [
            value.value for value in self._said[subject].get(self._label, ()) if isinstance(value, ox.Literal)
        ]
        return min(labels, default="").casefold(), str(subject)
