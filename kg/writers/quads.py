"""The graph for programs: N-Triples, N-Quads and RDF/XML, in the order of their IRIs."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph import as_easy_quads, as_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import KnowledgeGraph
    from kg.ontology import Ontology

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def ntriples_text(graph: KnowledgeGraph, ontology: Ontology, *, rdf12: bool = False) -> str:
    """Write the friendly part of the graph as N-Triples."""
    return _lines(quad.triple for quad in as_easy_quads(graph, ontology, rdf12=rdf12))


def nquads_text(graph: KnowledgeGraph, ontology: Ontology, *, rdf12: bool = False) -> str:
    """Write the whole graph as N-Quads, for any SPARQL server."""
    return _lines(as_quads(graph, ontology, rdf12=rdf12))


def rdfxml_text(graph: KnowledgeGraph, ontology: Ontology) -> str:
    """Write the friendly part of the graph as RDF/XML; what XML cannot hold becomes U+FFFD."""
    triples = sorted(
        (quad.triple for quad in as_easy_quads(graph, ontology)), key=lambda one: str(one.subject)
    )
    stream = io.BytesIO()
    ox.serialize(map(_clean, triples), stream, format=ox.RdfFormat.RDF_XML, prefixes=dict(ontology.prefixes))
    return stream.getvalue().decode().replace("\r", "&#xD;") + "\n"  # else XML parsers read it as a line feed


def _lines(statements: Iterable[ox.Triple | ox.Quad]) -> str:
    """Give one statement a line, sorted."""
    return "".join(f"{line} .\n" for line in sorted(map(str, statements)))


def _clean(triple: ox.Triple) -> ox.Triple:
    """Replace the characters that no XML document may hold, not even escaped."""
    value = triple.object
    if not isinstance(value, ox.Literal) or not _NOT_XML.search(value.value):
        return triple
    plain = ox.Literal(_NOT_XML.sub("\ufffd", value.value), datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, plain)
