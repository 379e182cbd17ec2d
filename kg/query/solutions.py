"""Answers for programs: rows and triples as lines of text, whose cells become Python values when somebody reads them.

The engine writes the lines, and each of them is read once at most: so asking takes hardly longer than asking the engine,
and a long answer needs less memory than its terms would.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from kg.model import ExitCode, KgError, Problem
from kg.ontology import load_ontology
from kg.query.answers import AnswerKind
from kg.query.binding import bind
from kg.query.guards import guard
from kg.query.mistakes import explain, failed
from kg.query.prefixes import query_store
from kg.query.values import as_term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import rdflib

    from kg.graph import AnsweringStore
    from kg.query.answers import Answers
    from kg.query.values import Reader, Value

    Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_TSV: Final = ox.QueryResultsFormat.TSV


class Solutions(NamedTuple):  # which is made in a third of the time of a dataclass
    """The rows of a SELECT.

    Attributes:
        variables: the columns, in the order of the query.
        lines: a row each: its cells in the syntax of SPARQL's TSV, with tabs between them.
    """

    variables: tuple[str, ...]
    lines: Sequence[str]

    def read(self, reader: Reader, start: int, end: int) -> list[Value]:
        """Give the values of some rows, one row after the other."""
        if not self.variables or start >= end:
            return []
        return reader.read("\t".join(self.lines[start:end]).split("\t"))


@dataclass(frozen=True, slots=True)
class Statements:
    """The triples of a CONSTRUCT or a DESCRIBE.

    Attributes:
        lines: a triple each, in N-Triples, sorted and unique.
    """

    lines: Sequence[str]

    def read(self, reader: Reader, start: int, end: int) -> list[Value]:
        """Give the values of some triples: subject, predicate and object in turn."""
        cells = [cell for line in self.lines[start:end] for cell in line.removesuffix(" .").split(" ", 2)]
        return reader.read(cells)

    def write(self, format_: str) -> str:
        """Write the triples: "turtle", "nt", "xml" or "json-ld". Raises `KgError` for another format."""
        if format_ not in _WRITERS:
            message = f"triples cannot be written as {format_!r}"
            raise KgError(Problem("wrong-format", message, advice=f"use {', '.join(_WRITERS)}"))
        triples = ox.parse("".join(f"{line}\n" for line in self.lines), format=ox.RdfFormat.N_TRIPLES)
        written = ox.serialize(
            (quad.triple for quad in triples),
            format=_WRITERS[format_],
            prefixes=dict(load_ontology().prefixes),
        )
        return (written or b"").decode()

    def rdflib(self) -> rdflib.Graph:
        """Give the triples as a graph of rdflib, with the prefixes of the ontology."""
        from rdflib import Graph  # noqa: PLC0415 - it takes 0.1 s to import

        graph = Graph(bind_namespaces="none")
        for prefix, namespace in load_ontology().prefixes.items():
            graph.bind(prefix, namespace)
        return graph.parse(data="".join(f"{line}\n" for line in self.lines), format="nt")


_WRITERS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "xml": ox.RdfFormat.RDF_XML,
    "json-ld": ox.RdfFormat.JSON_LD,
}


def solve(
    store: AnsweringStore, sparql: str, values: Mapping[str, object] | None = None, base: str = ""
) -> Solutions | Statements | bool:
    """Answer a SPARQL query in a form that programs read quickly; see `run` for what it may say.

    Args:
        store: the graph.
        sparql: SELECT gives `Solutions`, CONSTRUCT and DESCRIBE `Statements`, ASK a bool.
        values: by variable; see `as_term` for the kinds of values, and `bind` for what it means.
        base: what relative IRIs of the query are resolved against; "" for nothing, so that they are mistakes.

    Raises:
        KgError: the query is wrong, with the place underlined; it asks for something outside the graph; or it has no
            such variable.
    """
    guard(sparql)
    text = bind(sparql, {name: as_term(name, value) for name, value in values.items()}) if values else sparql
    try:
        return _gather(query_store(store, text, base_iri=base or None))
    except SyntaxError as error:
        raise _mistake(error, sparql, store, values or {}, base) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise failed(error) from error


def as_solutions(answers: Answers) -> Solutions:
    """Give the rows of a ready question in the same form."""
    if answers.kind is not AnswerKind.ROWS:  # pragma: no cover - ready questions are SELECTs
        message = f"rows are wanted, not {answers.kind}"
        raise ValueError(message)
    lines = ["\t".join("" if term is None else str(term) for term in row) for row in answers.rows]
    return Solutions(answers.variables, lines)


def _gather(result: Result) -> Solutions | Statements | bool:
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        written = result.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        return Statements(sorted(set(written.decode().split("\n")[:-1])))
    lines = (result.serialize(format=_TSV) or b"").decode().split("\n")
    del lines[-1]
    return Solutions(_variables(lines.pop(0)), lines)


@lru_cache(maxsize=512)
def _variables(head: str) -> tuple[str, ...]:
    """Read the first line of a TSV."""
    return tuple(name[1:] for name in head.split("\t")) if head else ()


def _mistake(
    error: SyntaxError, sparql: str, store: AnsweringStore, values: Mapping[str, object], base: str
) -> KgError:
    """Say what is wrong with the query as its author wrote it."""
    if values:
        try:
            query_store(store, sparql, base_iri=base or None)
        except SyntaxError as own:
            error = own
        else:
            return _unbindable(values)
    return KgError(explain(str(error), sparql, load_ontology()), ExitCode.QUERY)


def _unbindable(values: Mapping[str, object]) -> KgError:
    names = " or ".join(f"?{name}" for name in values)
    message = f"the query leaves no room for a value of {names}"
    advice = "give no value to what BIND or AS sets, and write CONSTRUCT { … } WHERE { … } with both parts"
    return KgError(Problem("unbindable-variable", message, advice=advice), ExitCode.QUERY)
