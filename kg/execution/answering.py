"""Answering one query: from the store straight into the outlet."""

from __future__ import annotations

from functools import lru_cache
from typing import IO, TYPE_CHECKING, Final, TypeVar, cast

import pyoxigraph as ox

from kg.execution.refusals import bad_text
from kg.model import ExitCode, KgError, Problem
from kg.query import AnswerKind, refuse_outside
from kg.query.formats import ROW_FORMATS
from kg.query.mistakes import explain
from kg.query.prefixes import query_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.execution.outlet import Outlet
    from kg.execution.task import Task
    from kg.ontology import Ontology

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    T = TypeVar("T")
    Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

KINDS: Final = tuple(AnswerKind)
TRIPLE_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "n3": ox.RdfFormat.N3,
}


def answer(store: ox.Store, task: Task, ontology: Ontology, outlet: Outlet) -> None:
    """Write the answer to a task; `Outlet.finish` is left to the caller.

    Raises `KgError` where the query is wrong, asks outside, or its answer is too large.
    """
    refuse_outside(task.sparql)
    try:
        _write(_ask(store, task), task, outlet)
    except SyntaxError as error:
        raise KgError(explain(str(error), task.sparql, ontology), ExitCode.QUERY) from error
    except UnicodeError as error:
        raise bad_text() from error


def _ask(store: ox.Store, task: Task) -> Result:
    confined = bool(task.default_graphs or task.named_graphs)
    return query_store(
        store,
        task.sparql,
        base_iri=checked_iri(task.base) if task.base else None,
        default_graph=[ox.NamedNode(checked_iri(iri)) for iri in task.default_graphs] if confined else None,
        named_graphs=[ox.NamedNode(checked_iri(iri)) for iri in task.named_graphs] if confined else None,
        substitutions={ox.Variable(name): _term(text) for name, text in task.substitutions} or None,
    )


def _write(result: Result, task: Task, outlet: Outlet) -> None:
    """Write to the outlet as the engine finds; it is a file as far as the engine needs one."""
    file = cast("IO[bytes]", outlet)
    if isinstance(result, ox.QueryTriples):
        outlet.kind = KINDS.index(AnswerKind.TRIPLES)
        result.serialize(file, _format(TRIPLE_FORMATS, task.triple_format))
        return
    rows = isinstance(result, ox.QuerySolutions)
    outlet.kind = KINDS.index(AnswerKind.ROWS if rows else AnswerKind.VERDICT)
    result.serialize(file, _format(ROW_FORMATS, task.row_format))


def _format(known: Mapping[str, T], name: str) -> T:
    if name not in known:
        problem = Problem(
            "wrong-format", f"no answer has the format {name!r}", advice=f"use {', '.join(known)}"
        )
        raise KgError(problem, ExitCode.QUERY)
    return known[name]


@lru_cache(maxsize=64)
def checked_iri(iri: str) -> str:
    """Give an IRI back. Raises `KgError` where it is not absolute."""
    try:
        return ox.NamedNode(iri).value
    except ValueError as error:
        problem = Problem("bad-query", f"<{iri}> is no absolute IRI", advice="write it as in http://…")
        raise KgError(problem, ExitCode.QUERY) from error


def _term(text: str) -> Term:
    """Read one term in N-Triples, and no more than one."""
    try:
        found = list(ox.parse(f"<x:s> <x:p> {text} .".encode(), ox.RdfFormat.N_TRIPLES))
    except (SyntaxError, UnicodeError):
        found = []
    if len(found) != 1:
        problem = Problem("bad-value", f"“{text}” is no term", advice="write it in N-Triples")
        raise KgError(problem)
    term: Term = found[0].object
    return term
