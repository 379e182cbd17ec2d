"""Look-ups in quads that are held by subject, whatever graph they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    Value = ox.NamedNode | ox.Literal

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class Nodes:
    """What is said of each node; nodes without a name are left out."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        """Gather the quads by subject and predicate; equal ones of several graphs count once."""
        self._said: dict[ox.NamedNode, dict[ox.NamedNode, dict[Value, None]]] = {}
        self._types: dict[Value, dict[ox.NamedNode, None]] = {}
        for quad in quads:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, (ox.NamedNode, ox.Literal)):
                continue
            self._said.setdefault(subject, {}).setdefault(quad.predicate, {})[value] = None
            if quad.predicate == _TYPE:
                self._types.setdefault(value, {})[subject] = None

    def of_type(self, type_: ox.NamedNode) -> list[ox.NamedNode]:
        """Give all nodes of a class."""
        return list(self._types.get(type_, ()))

    def values(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[Value]:
        """Give all that a predicate leads to."""
        return list(self._said.get(node, {}).get(predicate, ()))

    def nodes(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
        """Give all nodes that a predicate leads to."""
        return [value for value in self.values(node, predicate) if isinstance(value, ox.NamedNode)]

    def texts(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
        """Give all texts that a predicate leads to."""
        return [value.value for value in self.values(node, predicate) if isinstance(value, ox.Literal)]

    def text(self, node: ox.NamedNode, predicate: ox.NamedNode) -> str:
        """Give the text that a predicate leads to, "" for none."""
        return next(iter(self.texts(node, predicate)), "")

    def first(self, node: ox.NamedNode, predicate: ox.NamedNode) -> Value:
        """Give what a predicate leads to; KgError for nothing."""
        for value in self.values(node, predicate):
            return value
        raise _missing(node, predicate)

    def node(self, node: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode:
        """Give the node that a predicate leads to; KgError for none."""
        for value in self.nodes(node, predicate):
            return value
        raise _missing(node, predicate)

    def number(self, node: ox.NamedNode, predicate: ox.NamedNode) -> float:
        """Give the number that a predicate leads to; KgError for none."""
        try:
            return float(self.text(node, predicate))
        except ValueError as error:
            raise _missing(node, predicate) from error


def _missing(node: ox.NamedNode, predicate: ox.NamedNode) -> KgError:
    """Say what the graph lacks."""
    problem = Problem(
        "incomplete-graph", f"{node.value} lacks {predicate.value}", "", "build it again with: kg build"
    )
    return KgError(problem, ExitCode.WORKSPACE)
