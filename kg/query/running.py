"""Running SPARQL on the graph, within the graph: nothing is fetched from elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.model import ExitCode, KgError
from kg.ontology import load_ontology
from kg.query.answers import AnswerKind, Answers
from kg.query.formats import ROW_FORMATS, format_answers
from kg.query.guards import guard
from kg.query.mistakes import explain, failed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph import AnsweringStore
    from kg.ontology import Ontology
    from kg.query.answers import Term


def run(
    store: AnsweringStore,
    sparql: str,
    ontology: Ontology | None = None,
    substitutions: Mapping[str, Term] | None = None,
    base: str = "",
) -> Answers:
    """Answer a SPARQL query; the prefixes of the ontology are known, those of the query win.

    The default graph holds all that the documents say together, each statement once; `GRAPH` asks for what one
    document says.

    Args:
        store: the graph as `open_store`, `memory_store` or, of a server, `RemoteStore` give it.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        ontology: whose prefixes are known; the packaged one where it is None.
        substitutions: values for variables of the SELECT clause.
        base: what relative IRIs of the query are resolved against; "" for nothing, so that they are mistakes.

    Raises:
        KgError: the query is wrong, with the place underlined, or asks for something outside the graph.
    """
    with _in_words(sparql, ontology or load_ontology()):
        return _gather(evaluate(store, sparql, ontology, substitutions, base))


def write_answers(  # noqa: PLR0913, PLR0917 - as `run`, and where the answers go
    store: AnsweringStore,
    sparql: str,
    format_: str,
    file: IO[bytes],
    ontology: Ontology | None = None,
    base: str = "",
) -> None:
    """Answer a SPARQL query into a file, in a format of `FORMATS`, UTF-8.

    Rows in CSV, TSV, JSON and XML are written as they are found, so that the memory they take does not grow with their
    number; other answers are gathered first.

    Args:
        store: as for `run`.
        sparql: as for `run`.
        format_: as for `format_answers`.
        file: open for writing bytes.
        ontology: whose prefixes are known; the packaged one where it is None.
        base: of the data: what relative IRIs of the query are resolved against, and what shortens IRIs in HTML.

    Raises:
        KgError: as `run`, and for a format that does not fit. What was found before an error may have been written.
    """
    ontology = ontology or load_ontology()
    with _in_words(sparql, ontology):
        result = evaluate(store, sparql, ontology, base=base)
        if isinstance(result, ox.QuerySolutions) and format_ in ROW_FORMATS:
            result.serialize(file, ROW_FORMATS[format_])
            file.write(b"" if format_ in {"csv", "tsv"} else b"\n")
            return
        answers = _gather(result)
    file.write(format_answers(answers, format_, ontology, base).encode())


def evaluate(
    store: AnsweringStore,
    sparql: str,
    ontology: Ontology | None = None,
    substitutions: Mapping[str, Term] | None = None,
    base: str = "",
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Start to answer a query: as `run`, with the answers still to be read. Reading them may raise what the engine raises."""
    ontology = ontology or load_ontology()
    guard(sparql)
    values = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
    with _in_words(sparql, ontology):
        return store.query(
            sparql, prefixes=dict(ontology.prefixes), substitutions=values, base_iri=base or None
        )


@contextmanager
def _in_words(sparql: str, ontology: Ontology) -> Iterator[None]:
    """Turn what the engine says of a query into a problem."""
    try:
        yield
    except SyntaxError as error:
        raise KgError(explain(str(error), sparql, ontology), ExitCode.QUERY) from error
    except BrokenPipeError:  # whoever reads the answers has gone
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise failed(error) from error


def _gather(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answers:
    if isinstance(result, ox.QueryBoolean):
        return Answers(AnswerKind.VERDICT, verdict=bool(result))
    if isinstance(result, ox.QueryTriples):
        triples = {str(triple): triple for triple in result}
        return Answers(AnswerKind.TRIPLES, triples=tuple(triples[key] for key in sorted(triples)))
    variables = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(row[name] for name in variables) for row in result)
    return Answers(AnswerKind.ROWS, variables=variables, rows=rows)
