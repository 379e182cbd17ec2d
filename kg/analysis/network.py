"""From the knowledge graph to a networkx multigraph: an entity is a node, a fact between two is an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from kg.model import KnowledgeGraph


def as_network(graph: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Give the network of the entities, with one edge for each fact that stands as a plain triple.

    Nodes are entity paths, sorted, with `label` and `type`. An edge runs from a fact's subject to its
    object; its key is the fact's path, and it holds `relation`, `status`, `confidence` and `fact` (the
    `Fact` itself). Facts about documents and facts with a literal make no edge; rumoured and negated
    ones neither.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in sorted(graph.entities, key=lambda entity: entity.path):
        network.add_node(entity.path, label=entity.label, type=entity.type)
    for fact in sorted(graph.facts, key=lambda fact: fact.path):
        target = fact.object
        if (
            not fact.is_easy
            or not isinstance(target, str)
            or fact.subject not in network
            or target not in network
        ):
            continue
        network.add_edge(
            fact.subject,
            target,
            key=fact.path,
            relation=fact.relation,
            status=fact.status.value,
            confidence=fact.confidence,
            fact=fact,
        )
    return network


def as_simple(network: nx.MultiDiGraph[str]) -> nx.Graph[int]:
    """Give the undirected graph without parallel edges and loops, its nodes numbered in their order.

    Numbers instead of paths make the algorithms' results independent of how Python hashes strings.
    """
    number = {node: index for index, node in enumerate(network)}
    simple: nx.Graph[int] = nx.Graph()
    simple.add_nodes_from(range(len(number)))
    pairs = {(number[a], number[b]) for a, b in network.edges() if a != b}
    simple.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs}))
    return simple
