"""The pyvis network of the page: what is drawn, where, and how its lines bend."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pyvis.network import Network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Fact, KnowledgeGraph

DASHES = {"planned": [10, 6], "opinion": [2, 5], "rumoured": [6, 4, 1, 4], "negated": [14, 3]}
"""Lines of what is not plainly stated are broken: lengths of stroke and gap, in pixels."""
BEND = 0.18
"""How far parallel lines bow out, as a share of their length."""

OPTIONS: Mapping[str, object] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 1_000_000,  # the page has tooltips of its own
        "hideEdgesOnDrag": False,
        "keyboard": False,  # the page handles keys itself
    },
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {
        "chosen": False,
        "smooth": False,
        "width": 1.4,
        "hoverWidth": 0,
        "selectionWidth": 0,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "arrowStrikethrough": False,
    },
}


class _Names(list[str]):
    """The names of the nodes; pyvis asks for each end of each line whether it is among them, which takes a set."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._known: set[str] = set()

    def append(self, name: str) -> None:
        """Add a name."""
        super().append(name)
        self._known.add(name)

    def __contains__(self, name: object) -> bool:
        """Say whether the name is among them, in the same time however many there are."""
        return name in self._known


def drawn_facts(graph: KnowledgeGraph) -> tuple[Fact, ...]:
    """Give the facts that are lines of the map, sorted by path."""
    entities = {entity.path for entity in graph.entities}
    return tuple(
        fact
        for fact in sorted(graph.facts, key=lambda fact: fact.path)
        if fact.is_easy
        and fact.subject in entities
        and isinstance(fact.object, str)
        and fact.object in entities
    )


def doubted_facts(graph: KnowledgeGraph) -> tuple[Fact, ...]:
    """Give the facts that are lines only on request, sorted by path: rumoured, negated, or somebody's view."""
    entities = {entity.path for entity in graph.entities}
    return tuple(
        fact
        for fact in sorted(graph.facts, key=lambda fact: fact.path)
        if not fact.is_easy and fact.subject in entities and fact.object in entities
    )


def as_pyvis(
    graph: KnowledgeGraph, positions: Mapping[str, tuple[float, float]], symmetric: frozenset[str]
) -> Network:
    """Build the network: a node for each entity, a line for each drawn fact and each that is drawn on request.

    Args:
        graph: the knowledge graph.
        positions: the place of each entity.
        symmetric: relations whose lines have no arrow.
    """
    facts = drawn_facts(graph)
    degrees = Counter(end for fact in facts for end in (fact.subject, str(fact.object)))
    # The layout is given; "in_line" keeps pyvis from thinking of files and CDNs, our template uses neither.
    network = Network(directed=True, cdn_resources="in_line")
    network.options = dict(OPTIONS)
    network.node_ids = _Names()
    for entity in sorted(graph.entities, key=lambda entity: entity.path):
        x, y = positions.get(entity.path, (0.0, 0.0))
        degree = degrees[entity.path]
        size = round(8 + 2.6 * min(degree, 36) ** 0.5, 1)
        network.add_node(
            entity.path,
            label=entity.label,
            shape="custom",
            color=None,
            kind=entity.type,
            x=x,
            y=y,
            size=size,
            degree=degree,
        )
    doubted = doubted_facts(graph)
    for fact, bend in zip((*facts, *doubted), _bends(facts, doubted), strict=True):
        options: dict[str, object] = {"id": fact.path, "status": fact.status.value}
        if not fact.is_easy:
            options["doubt"] = "view" if fact.status == "opinion" else fact.status.value
        if fact.status.value in DASHES:
            options |= {"dashes": DASHES[fact.status.value], "width": 2}
        if fact.subject == fact.object:
            options["selfReference"] = {"size": 14 + abs(bend) * 40, "angle": 0.8}
        elif bend:
            kind = "curvedCW" if bend > 0 else "curvedCCW"
            options["smooth"] = {"enabled": True, "type": kind, "roundness": abs(bend)}
        if fact.relation in symmetric:
            options["arrows"] = {"to": {"enabled": False}}
        network.add_edge(fact.subject, str(fact.object), **options)
    return network


def _bends(facts: Sequence[Fact], doubted: Sequence[Fact]) -> list[float]:
    """Fan out the lines between the same two nodes, so that none covers another; those on request lie outside."""
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    every = [*facts, *doubted]
    for index, fact in enumerate(every):
        ends = sorted((fact.subject, str(fact.object)))
        groups[ends[0], ends[1]].append(index)
    bends = [0.0] * len(every)
    for (first, _), members in groups.items():
        plain = sum(index < len(facts) for index in members) or len(members)
        for position, index in enumerate(members):
            bend = round((position - (plain - 1) / 2) * BEND * 2, 3)
            # A line that runs the other way bends the other way too, or two would lie on each other.
            bends[index] = bend if every[index].subject == first else -bend
    return bends
