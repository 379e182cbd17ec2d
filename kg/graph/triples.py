"""Triples that others send, in the formats of RDF."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kg.model import ExitCode, KgError, Problem

FORMATS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def as_ntriples(data: bytes, media_type: str, base: str) -> str:
    """Write triples in the form in which SPARQL Update takes them, too; nothing is fetched that they name.

    Args:
        data: in one of the formats of `FORMATS`.
        media_type: which one.
        base: what relative IRIs are resolved against; "" for nothing.

    Raises:
        KgError: the data are wrong, with the place, or hold graphs of their own.
    """
    if media_type == "application/rdf+xml" and has_entities(data):
        advice = "write out what they stand for, or send Turtle"
        raise KgError(Problem("bad-triples", "the XML declares entities", advice=advice), ExitCode.USAGE)
    try:
        quads = list(ox.parse(data, format=FORMATS[media_type], base_iri=base or None))
    except (SyntaxError, ValueError, OSError) as error:
        problem = Problem("bad-triples", f"the triples cannot be read: {error}", advice="correct them")
        raise KgError(problem, ExitCode.USAGE) from error
    if any(quad.graph_name != ox.DefaultGraph() for quad in quads):
        problem = Problem(
            "bad-triples", "the data hold graphs of their own", advice="send one graph at a time"
        )
        raise KgError(problem, ExitCode.USAGE)
    return "".join(f"{quad.triple} .\n" for quad in quads)


def has_entities(xml: bytes) -> bool:
    """Say whether XML declares entities: of a few hundred bytes they can make gigabytes, and the engine lets them."""
    return b"<!ENTITY" in xml
