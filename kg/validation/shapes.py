"""SHACL: the shapes of the ontology, run by pySHACL, and what they find in words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from kg.model import ExitCode, KgError, Problem
from kg.ontology import ontology_folder
from kg.validation.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.ontology import Ontology


@cache
def load_shapes(folder: Path | None = None) -> rdflib.Graph:
    """Give the shapes of a folder of Turtle files, those of the ontology where none is named."""
    folder = folder or ontology_folder() / "shapes"
    shapes = rdflib.Graph()
    files = sorted(folder.glob("*.ttl"))
    if not files:
        problem = Problem("no-shapes", "the ontology has no shapes", folder.name, "install the package again")
        raise KgError(problem, ExitCode.ONTOLOGY)
    for file in files:
        shapes.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return shapes


def shape_codes(shapes: rdflib.Graph) -> tuple[str, ...]:
    """Give the codes of the problems that the shapes can find, sorted."""
    return tuple(sorted(_code(shape) for shape in set(shapes.subjects(SH.message))))


def check_shapes(
    quads: Iterable[ox.Quad], ontology: Ontology, shapes: rdflib.Graph | None = None
) -> tuple[Problem, ...]:
    """Say what in the data does not fit the shapes, one problem for each shape and node."""
    shapes = shapes or load_shapes()
    with _without_log():
        data = _as_rdflib(quads, ontology)
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    if not isinstance(report, rdflib.Graph):
        problem = Problem("bad-shapes", f"the shapes cannot be run: {report}", "shapes", "correct the shapes")
        raise KgError(problem, ExitCode.ONTOLOGY)
    return tuple(dict.fromkeys(_problems(report, shapes, Wording(data, ontology))))


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep rdflib from logging each value that its datatype does not allow; the shapes tell what matters."""
    log = logging.getLogger("rdflib.term")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _problems(report: rdflib.Graph, shapes: rdflib.Graph, wording: Wording) -> Iterator[Problem]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        value = report.value(result, SH.value)
        message = str(shapes.value(shape, SH.message) or report.value(result, SH.resultMessage))
        if value is not None and value != focus:
            message = f"{message}, not {wording.thing(value)}"
        advice = str(shapes.value(shape, SH.description) or "")
        yield Problem(_code(shape), message, wording.place(focus), advice)


def _code(shape: rdflib.term.Node | None) -> str:
    return str(shape).rpartition("#")[2]


def _as_rdflib(quads: Iterable[ox.Quad], ontology: Ontology) -> rdflib.Graph:
    """Give the data as one graph, whatever graphs the quads are in, with the classes of the ontology."""
    data = rdflib.Graph()
    for name, term in ontology.classes.items():
        for parent in term.parents:
            data.add(
                (rdflib.URIRef(ontology.iri(name)), RDFS.subClassOf, rdflib.URIRef(ontology.iri(parent)))
            )
    for quad in quads:
        data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return data


def _term(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    problem = Problem(
        "not-rdf-11", f"the graph holds a statement about a statement: {term}", advice="write RDF 1.1"
    )
    raise KgError(problem)
