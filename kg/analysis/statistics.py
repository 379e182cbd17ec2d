"""Figures of a graph: how much of what, who is central, which groups belong together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.network import as_network, as_simple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import KnowledgeGraph

EXACT = 300
"""Up to so many nodes betweenness counts all shortest paths; above it those from sampled nodes."""
VISITS = 30_000
"""How many nodes all samples together visit: the more nodes, the fewer samples, so that time hardly grows."""
PATIENT = 3_000
"""Up to so many nodes groups are found by Louvain's method, above it by spreading labels, which is faster."""


@dataclass(frozen=True, slots=True)
class Centrality:
    """How central an entity is.

    Attributes:
        entity: its path.
        degree: how many facts link it.
        pagerank: share of a random walk over the links, in either direction, that is spent on it; all add up to 1.
        betweenness: share of all shortest paths that lead through it, from 0 to 1.
        community: number of the group it belongs to, from 1; 0 for an entity without links.
    """

    entity: str
    degree: int
    pagerank: float
    betweenness: float
    community: int


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that are linked more among each other than with the rest.

    Attributes:
        number: from 1, the greatest group first.
        members: their paths, the most central first.
    """

    number: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a graph.

    Attributes:
        documents, entities, facts, quotes, links: how many; a link is a fact that makes an edge.
        types: how many entities of each type, the most frequent first.
        relations: how many facts of each relation, the most frequent first.
        statuses: how many facts of each status, the most frequent first.
        components: in how many parts the linked entities fall.
        centrality: one for each entity, the most central (by PageRank) first.
        communities: the groups of at least two, the greatest first.
    """

    documents: int
    entities: int
    facts: int
    quotes: int
    links: int
    types: Mapping[str, int]
    relations: Mapping[str, int]
    statuses: Mapping[str, int]
    components: int
    centrality: tuple[Centrality, ...]
    communities: tuple[Community, ...]


def statistics(graph: KnowledgeGraph) -> Statistics:
    """Count what the graph holds and weigh its entities; the same graph gives the same figures."""
    network = as_network(graph)
    simple = as_simple(network)
    groups = _communities(simple)
    centrality = _centrality(network, simple, groups)
    rank = {one.entity: index for index, one in enumerate(centrality)}
    names = list(network)
    members = [sorted((names[node] for node in group), key=rank.__getitem__) for group in groups]
    return Statistics(
        documents=len(graph.documents),
        entities=len(graph.entities),
        facts=len(graph.facts),
        quotes=sum(len(fact.evidence) for fact in graph.facts),
        links=network.number_of_edges(),
        types=_counted(entity.type for entity in graph.entities),
        relations=_counted(fact.relation for fact in graph.facts),
        statuses=_counted(fact.status.value for fact in graph.facts),
        components=sum(len(part) > 1 for part in nx.connected_components(simple)),
        centrality=centrality,
        communities=tuple(Community(index, tuple(group)) for index, group in enumerate(members, 1)),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def _communities(simple: nx.Graph[int]) -> list[list[int]]:
    """Divide the linked nodes into groups, with a fixed seed, the greatest first."""
    linked = simple.subgraph([node for node, degree in simple.degree() if degree])
    if not len(linked):
        return []
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(sorted(linked))
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in linked.edges()))
    found: Iterable[set[int]] = (
        nx.community.louvain_communities(ordered, seed=0)
        if len(ordered) <= PATIENT
        else nx.community.fast_label_propagation_communities(ordered, seed=0)
    )
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _centrality(
    network: nx.MultiDiGraph[str], simple: nx.Graph[int], groups: list[list[int]]
) -> tuple[Centrality, ...]:
    """Weigh each entity."""
    rank = nx.pagerank(simple) if len(simple) else {}
    sample = max(4, VISITS // len(simple)) if len(simple) > EXACT else None
    between = nx.betweenness_centrality(simple, k=sample, seed=0)
    group_of = {node: index for index, group in enumerate(groups, 1) for node in group}
    weighed = (
        Centrality(
            entity=name,
            degree=network.degree(name),
            pagerank=round(rank[node], 6),
            betweenness=round(between[node], 6),
            community=group_of.get(node, 0),
        )
        for node, name in enumerate(network)
    )
    return tuple(sorted(weighed, key=lambda one: (-one.pagerank, -one.degree, one.entity)))
