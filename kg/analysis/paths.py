"""What links two entities: the shortest chain of facts between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.network import as_network
from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from kg.model import Fact, KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Attributes:
        start: path of the entity that the step leaves.
        end: path of the entity that it reaches.
        facts: all that joins the two, whichever of them is the subject; the surest first, never empty.
    """

    start: str
    end: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A shortest chain of facts between two entities.

    Attributes:
        start: path of the entity asked from.
        end: path of the entity asked for.
        steps: from start to end; empty where both are the same.
    """

    start: str
    end: str
    steps: tuple[Step, ...]


def shortest_path(graph: KnowledgeGraph, start: str, end: str) -> Path | None:
    """Find the shortest chain of facts from one entity to another, or None where nothing links them.

    Facts count in both directions. Among equally short chains the one with the surer facts wins.

    Args:
        graph: the knowledge graph.
        start: path of an entity ("work/akira").
        end: path of another.

    Raises:
        KgError: one of the two is not in the graph.
    """
    network = as_network(graph)
    for path in (start, end):
        if path not in network:
            problem = Problem(
                "unknown-entity", f"nothing in the graph is called {path!r}", advice="check the spelling"
            )
            raise KgError(problem, ExitCode.USAGE)
    links = _links(network)
    roads: nx.Graph[str] = nx.Graph()
    roads.add_nodes_from(network)
    for (a, b), facts in sorted(links.items()):
        roads.add_edge(a, b, cost=1.0 + _doubt(facts[0]) / 1000)
    try:
        nodes = nx.dijkstra_path(roads, start, end, weight="cost")
    except nx.NetworkXNoPath:
        return None
    steps = (Step(a, b, links[min(a, b), max(a, b)]) for a, b in pairwise(nodes))
    return Path(start, end, tuple(steps))


def _links(network: nx.MultiDiGraph[str]) -> dict[tuple[str, str], tuple[Fact, ...]]:
    """Gather the facts between each two entities, the surest first."""
    links: dict[tuple[str, str], list[Fact]] = {}
    a: str
    b: str
    fact: Fact
    for a, b, fact in network.edges(data="fact"):
        if a != b:
            links.setdefault((min(a, b), max(a, b)), []).append(fact)
    return {
        pair: tuple(sorted(facts, key=lambda fact: (_doubt(fact), fact.path)))
        for pair, facts in links.items()
    }


def _doubt(fact: Fact) -> float:
    """Say how unsure a fact is: from 0 for certain to 2 for an opinion of no confidence."""
    return 1.0 - fact.confidence + (fact.status == "opinion")
