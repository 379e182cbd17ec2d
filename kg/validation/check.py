"""All checks of a graph in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph import as_quads
from kg.model import KnowledgeGraph
from kg.validation.quotes import check_quotes
from kg.validation.shapes import check_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph as ox

    from kg.model import Problem
    from kg.ontology import Ontology


def validate(
    graph: KnowledgeGraph | Iterable[ox.Quad], ontology: Ontology, texts: Mapping[str, str] | None = None
) -> tuple[Problem, ...]:
    """Say what is wrong with a graph; nothing where it is sound.

    Args:
        graph: a graph of values, or quads: a store, a dataset, a parser.
        ontology: whose shapes the graph must fit.
        texts: the documents' texts by id or by SHA-256, to look the quotes up in; None leaves that check out.

    Returns:
        Problems with the code of the shape or check, sorted. The place is a fact or a thing in words.
    """
    quads = tuple(as_quads(graph, ontology) if isinstance(graph, KnowledgeGraph) else graph)
    found = set(check_shapes(quads, ontology))
    if texts is not None:
        found.update(check_quotes(quads, ontology, texts))
    return tuple(sorted(found, key=lambda problem: (problem.code, problem.place, problem.message)))
