"""Turtle and TriG for people: grouped by class, in the order of labels, one statement a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph import as_easy_quads, as_quads
from kg.writers.blocks import Blocks
from kg.writers.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import KnowledgeGraph
    from kg.ontology import Ontology

_INDENT = "    "


def turtle_text(graph: KnowledgeGraph, ontology: Ontology, *, rdf12: bool = False) -> str:
    """Write the friendly part of the graph as Turtle: entities, documents and easy triples."""
    quads = list(as_easy_quads(graph, ontology, rdf12=rdf12))
    terms = _terms(quads, graph.base, ontology)
    body = list(_sections(quads, terms, ontology))
    return _head(terms, rdf12=rdf12) + "\n".join(body)


def trig_text(
    graph: KnowledgeGraph, ontology: Ontology, *, version: str | None = None, rdf12: bool = False
) -> str:
    """Write the whole graph as TriG: what is derived first, then the graph of each document."""
    quads = list(as_quads(graph, ontology, version=version, rdf12=rdf12))
    terms = _terms(quads, graph.base, ontology)
    named: dict[ox.NamedNode, list[ox.Quad]] = {}
    derived = []
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            named.setdefault(quad.graph_name, []).append(quad)
        else:
            derived.append(quad)
    body = list(_sections(derived, terms, ontology))
    for name, inside in named.items():
        blocks = Blocks(inside, terms, ontology)
        text = "\n".join(blocks.block(subject) for subject in blocks.subjects)
        body.append(f"{terms.iri(name)} {{\n{_indent(text)}}}\n")
    return _head(terms, rdf12=rdf12) + "\n".join(body)


def _terms(quads: Iterable[ox.Quad], base: str, ontology: Ontology) -> Terms:
    """Give the way to write terms, with the prefixes that the quads can use."""
    nodes = (node for quad in quads for node in (quad.subject, quad.object))
    return Terms(ontology, base, {node.value for node in nodes if isinstance(node, ox.NamedNode)})


def _head(terms: Terms, *, rdf12: bool) -> str:
    """Give the prefixes that were used."""
    lines = ['@version "1.2" .\n'] if rdf12 else []
    lines += [f"@prefix {prefix}: <{space}> .\n" for prefix, space in terms.used().items()]
    return "".join(lines) + "\n" if lines else ""


def _sections(quads: Iterable[ox.Quad], terms: Terms, ontology: Ontology) -> Iterator[str]:
    """Give the default graph: a heading for each class, below it what is of the class by label."""
    blocks = Blocks(quads, terms, ontology)
    for heading, subjects in blocks.sections():
        yield f"# {heading}\n"
        yield from (blocks.block(subject) for subject in subjects)


def _indent(text: str) -> str:
    """Move the lines of a text to the right; no literal holds a line feed, so each line is one of the syntax."""
    return "".join(f"{_INDENT}{line}\n" if line else "\n" for line in text.removesuffix("\n").split("\n"))
