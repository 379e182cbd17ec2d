"""The formats that the graph can be written in, by name; `kg.writers.writer.Writer` says how to add one."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kg.writers.jsonld import jsonld_text
from kg.writers.quads import nquads_text, ntriples_text, rdfxml_text
from kg.writers.schemaorg import schemaorg_text
from kg.writers.tables import csv_text
from kg.writers.turtle import trig_text, turtle_text
from kg.writers.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import KnowledgeGraph
    from kg.ontology import Ontology

__all__ = ["WRITERS", "Writer"]


def _graphml(graph: KnowledgeGraph, _ontology: Ontology) -> str:
    from kg.analysis import graphml_text  # noqa: PLC0415 - networkx takes a second, and no other format needs it

    return graphml_text(graph)


def _gexf(graph: KnowledgeGraph, _ontology: Ontology) -> str:
    from kg.analysis import gexf_text, layout  # noqa: PLC0415 - as above

    return gexf_text(graph, layout(graph))


_TABLE: Final = (
    Writer(
        "turtle",
        ".ttl",
        "text/turtle",
        "entities and plain relations, to read and to share (Turtle)",
        turtle_text,
        partial(turtle_text, rdf12=True),
    ),
    Writer(
        "trig",
        ".trig",
        "application/trig",
        "everything, with a graph of facts and quotes for each document (TriG)",
        trig_text,
        partial(trig_text, rdf12=True),
    ),
    Writer(
        "nquads",
        ".nq",
        "application/n-quads",
        "everything, a statement a line, for SPARQL servers (N-Quads)",
        nquads_text,
        partial(nquads_text, rdf12=True),
    ),
    Writer(
        "ntriples",
        ".nt",
        "application/n-triples",
        "entities and plain relations, a statement a line (N-Triples)",
        ntriples_text,
        partial(ntriples_text, rdf12=True),
    ),
    Writer(
        "jsonld",
        ".jsonld",
        "application/ld+json",
        "everything, for programs that read JSON (JSON-LD)",
        jsonld_text,
    ),
    Writer(
        "rdfxml",
        ".rdf",
        "application/rdf+xml",
        "entities and plain relations, for older tools (RDF/XML)",
        rdfxml_text,
    ),
    Writer(
        "schema.org",
        ".schema.jsonld",
        "application/ld+json",
        "what schema.org has words for, for web pages (JSON-LD)",
        schemaorg_text,
    ),
    Writer(
        "graphml",
        ".graphml",
        "application/xml",
        "the network, for yEd, Gephi and Cytoscape (GraphML)",
        _graphml,
    ),
    Writer("gexf", ".gexf", "application/xml", "the network with its layout, for Gephi (GEXF)", _gexf),
    Writer("csv", ".csv", "text/csv", "the facts, a line for each quote, for spreadsheets (CSV)", csv_text),
)

WRITERS: Final[Mapping[str, Writer]] = MappingProxyType({writer.name: writer for writer in _TABLE})
