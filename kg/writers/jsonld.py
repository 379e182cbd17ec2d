"""JSON-LD: the whole graph for programs that read JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph import as_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import KnowledgeGraph
    from kg.ontology import Ontology

    Json = dict[str, "Json"] | list["Json"] | str | int | bool


def jsonld_text(graph: KnowledgeGraph, ontology: Ontology) -> str:
    """Write the whole graph as JSON-LD: the entities, and for each document an object with a graph of its own.

    The context stands in the file, so that nothing is fetched to read it.
    """
    named: dict[str, list[ox.Quad]] = {}
    derived = []
    for quad in as_quads(graph, ontology):
        if isinstance(quad.graph_name, ox.NamedNode):
            named.setdefault(quad.graph_name.value, []).append(quad)
        else:
            derived.append(quad)
    writer = _JsonLd(ontology)
    objects: list[Json] = writer.objects(derived)
    objects += [{"@id": name, "@graph": writer.objects(quads)} for name, quads in named.items()]
    return dump_json({"@context": dict(ontology.prefixes), "@graph": objects})


def dump_json(value: Json) -> str:
    """Give the text of a JSON value, with a line feed at its end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


class _JsonLd:
    """Turns quads into objects; keys and types are prefixed names, ids are whole IRIs."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._type = ontology.expand("rdf:type")
        self._string = ontology.expand("xsd:string")

    def objects(self, quads: Iterable[ox.Quad]) -> list[Json]:
        """Give one object for each subject, in the order of their IRIs."""
        found: dict[str, dict[str, list[Json]]] = {}
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode):
                key, value = self._pair(quad)
                found.setdefault(quad.subject.value, {}).setdefault(key, []).append(value)
        return [{"@id": subject, **self._sorted(found[subject])} for subject in sorted(found)]

    def _pair(self, quad: ox.Quad) -> tuple[str, Json]:
        compress = self._ontology.compress
        if isinstance(quad.object, ox.Literal):
            return compress(quad.predicate.value), self._literal(quad.object)
        iri = quad.object.value if isinstance(quad.object, ox.NamedNode) else str(quad.object)
        if quad.predicate.value == self._type:
            return "@type", compress(iri)
        return compress(quad.predicate.value), {"@id": iri}

    def _literal(self, literal: ox.Literal) -> Json:
        datatype = literal.datatype.value
        if datatype == self._string:
            return literal.value
        return {"@value": literal.value, "@type": self._ontology.compress(datatype)}

    @staticmethod
    def _sorted(said: dict[str, list[Json]]) -> dict[str, Json]:
        """Give keys and values in the order of the alphabet; one value stands alone."""
        ordered: dict[str, Json] = {}
        for key in sorted(said):
            values = sorted(said[key], key=json.dumps)
            ordered[key] = values[0] if len(values) == 1 else values
        return ordered
