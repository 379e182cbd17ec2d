"""Where each entity stands on the map: the same place at each build and on each machine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.analysis.network import as_network, as_simple
from kg.analysis.packing import lie_level, pack, push_apart
from kg.analysis.stress import stress_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from kg.model import KnowledgeGraph

    Floats = NDArray[np.float64]

GAP = 92.0
"""Least distance between two nodes sideways, in pixels of the page at its full size."""
FLAT = 1.7
"""Up and down they may be so many times closer."""
SHAPE = 1.5
"""Width by height of the whole map."""


def layout(graph: KnowledgeGraph) -> Mapping[str, tuple[float, float]]:
    """Give each entity its place on the map, as x and y in pixels around 0, 0.

    Parts that no fact joins lie side by side, entities without any edge in rows below them. Each part
    is laid out so that distances on the page follow distances in the graph; up to 300 entities all
    pairs count, above it a sample, so that the time grows with the size and not with its square.
    """
    network = as_network(graph)
    simple = as_simple(network)
    names = list(network)
    groups = sorted((sorted(group) for group in nx.connected_components(simple)), key=lambda g: (-len(g), g))
    joined = [group for group in groups if len(group) > 1]
    lonely = [group[0] for group in groups if len(group) == 1]
    placed = pack([_place(simple.subgraph(group)) for group in joined], GAP * 1.6, SHAPE)
    order = [node for group in joined for node in group] + lonely
    if not order:
        return {}
    places = _with_rows(placed, len(lonely))
    middle = (np.min(places, axis=0) + np.max(places, axis=0)) / 2
    rounded = np.round(places - middle, 1) + 0.0  # no negative zero
    return {
        names[node]: (float(x), float(y))
        for node, (x, y) in sorted(zip(order, rounded, strict=True), key=lambda p: p[0])
    }


def _place(part: nx.Graph[int]) -> Floats:
    """Lay out one connected part; its nodes in ascending order."""
    nodes = sorted(part)
    number = {node: index for index, node in enumerate(nodes)}
    edges = [
        (number[a], number[b], _length(part, a, b)) for a, b in sorted((min(e), max(e)) for e in part.edges())
    ]
    places = lie_level(stress_layout(len(nodes), edges)) * (GAP / 20)
    return push_apart(places * np.array([FLAT**0.5, 1.0]), GAP, FLAT)


def _length(part: nx.Graph[int], a: int, b: int) -> int:
    """Give the length wanted of an edge: the more neighbours its ends do not share, the more room they need."""
    left, right = set(part[a]), set(part[b])
    alone = len(left | right) - len(left & right)
    return 10 + math.isqrt(60 * alone)


def _with_rows(placed: list[Floats], lonely: int) -> Floats:
    """Add rows of single nodes below what is placed."""
    parts = [*placed]
    if lonely:
        width = max((float(np.max(part[:, 0])) for part in placed), default=0.0)
        bottom = max((float(np.max(part[:, 1])) for part in placed), default=-GAP) + GAP * 1.2
        columns = max(int(width / (GAP * 1.5)) + 1, math.isqrt(lonely) + 1)
        index = np.arange(lonely)
        parts.append(np.stack([(index % columns) * GAP * 1.5, bottom + (index // columns) * GAP], axis=1))
    return np.concatenate(parts)
