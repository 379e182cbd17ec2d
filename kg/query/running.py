"""Running SPARQL on the graph, within the graph: nothing is fetched from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model import ExitCode, KgError, Problem
from kg.ontology import load_ontology
from kg.query.answers import AnswerKind, Answers
from kg.query.guards import refuse_outside
from kg.query.mistakes import explain

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    ontology = ontology or load_ontology()
    refuse_outside(sparql)
    values = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
    try:
        result = store.query(
            sparql, prefixes=dict(ontology.prefixes), substitutions=values, base_iri=base or None
        )
        return _gather(result)
    except SyntaxError as error:
        raise KgError(explain(str(error), sparql, ontology), ExitCode.QUERY) from error
    except (OSError, RuntimeError, ValueError) as error:
        problem = Problem("query-failed", f"the query cannot be answered: {error}", advice="change the query")
        raise KgError(problem, ExitCode.QUERY) from error


def _gather(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answers:
    if isinstance(result, ox.QueryBoolean):
        return Answers(AnswerKind.VERDICT, verdict=bool(result))
    if isinstance(result, ox.QueryTriples):
        triples = {str(triple): triple for triple in result}
        return Answers(AnswerKind.TRIPLES, triples=tuple(triples[key] for key in sorted(triples)))
    variables = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(row[name] for name in variables) for row in result)
    return Answers(AnswerKind.ROWS, variables=variables, rows=rows)
