"""Positions whose distances match distances in a graph, in additions, products, quotients and roots alone.

This is the energy of Kamada and Kawai, minimised by majorization. Processors agree on those operations
to the last bit, and sums run in a fixed order; a solver that calls BLAS, or sines, would give another
picture on another machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DENSE = 300
"""Up to so many nodes all pairs count; above it each node has its neighbours and the pivots."""
PIVOTS = 60
SWEEPS = 200
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Terms:
    """What the layout strives for: that `first` and `second` lie `distance` apart, as far as `weight` counts."""

    first: Ints
    second: Ints
    distance: Floats
    weight: Floats


def stress_layout(count: int, edges: Sequence[tuple[int, int, int]]) -> Floats:
    """Place the nodes of a connected graph on the plane.

    Args:
        count: how many nodes, numbered from 0; at least two.
        edges: pairs of nodes with the length that their edge should have, a whole number above 0.

    Returns:
        an array of `count` rows x, y, in the unit of the lengths.
    """
    ends = np.array(edges, dtype=np.int64)
    matrix = csr_matrix((ends[:, 2].astype(np.float64), (ends[:, 0], ends[:, 1])), shape=(count, count))
    pivots, distances = _pivots(matrix, count if count <= DENSE else PIVOTS)
    places = _start(distances)
    return _minimise(places, _terms(count, ends, pivots, distances))


def _pivots(matrix: csr_matrix[np.float64], wanted: int) -> tuple[Ints, Floats]:
    """Choose nodes far from each other; give them, and the distance of each node to each of them."""
    if wanted >= matrix.shape[0]:
        every = np.arange(matrix.shape[0], dtype=np.int64)
        return every, np.ascontiguousarray(dijkstra(matrix, directed=False).T)
    chosen, columns = [0], [_from(matrix, 0)]
    nearest = columns[0].copy()
    while len(chosen) < wanted:
        chosen.append(int(np.argmax(nearest)))
        columns.append(_from(matrix, chosen[-1]))
        nearest = np.minimum(nearest, columns[-1])
    return np.array(chosen, dtype=np.int64), np.ascontiguousarray(np.stack(columns, axis=1))


def _from(matrix: csr_matrix[np.float64], pivot: int) -> Floats:
    """Give the distance of each node from one."""
    distances: Floats = dijkstra(matrix, directed=False, indices=[pivot])[0]
    return distances


def _start(distances: Floats) -> Floats:
    """Place the nodes roughly, by classical scaling of their distances to the pivots."""
    squared = distances * distances
    centred = squared - _means(squared, 0) - _means(squared, 1) + _means(_means(squared, 0), 1)
    first = _principal(centred, None)
    second = _principal(centred, first)
    places = np.stack([_product(centred, first), _product(centred, second)], axis=1)
    width = float(np.max(np.abs(places)))
    scale = float(np.max(distances)) / width if width > 0 else 0.0
    # Leaves of one hub have equal distances to all else: a little disorder, the same each time, parts them.
    order = np.arange(len(places), dtype=np.float64)
    noise = np.stack([(order * _GOLDEN) % 1.0, (order * _GOLDEN * _GOLDEN) % 1.0], axis=1) - 0.5
    return places * scale + noise * float(np.max(distances)) * 0.1


def _means(array: Floats, axis: int) -> Floats:
    means: Floats = np.add.reduce(array, axis=axis, keepdims=True) / array.shape[axis]
    return means


def _product(matrix: Floats, vector: Floats) -> Floats:
    """Multiply without BLAS, whose order of summing differs from machine to machine."""
    product: Floats = np.add.reduce(matrix * vector, axis=1)
    return product


def _principal(matrix: Floats, other: Floats | None) -> Floats:
    """Give the direction in which the rows differ most, at right angles to the other one."""
    turned = np.ascontiguousarray(matrix.T)
    vector = 1.0 + (np.arange(matrix.shape[1], dtype=np.float64) * _GOLDEN) % 1.0
    for _ in range(40):
        vector = _product(turned, _product(matrix, vector))
        if other is not None:
            vector = vector - other * float(np.add.reduce(vector * other))
        length = float(np.sqrt(np.add.reduce(vector * vector)))
        if length == 0.0:
            break
        vector = vector / length
    return vector


def _terms(count: int, edges: Ints, pivots: Ints, distances: Floats) -> Terms:
    """List the pairs that count, both ways round: all with the pivots, and the edges if not all are pivots."""
    first = np.repeat(np.arange(count, dtype=np.int64), len(pivots))
    second = np.tile(pivots, count)
    distance = distances.ravel()
    share = np.full(len(first), count / len(pivots))
    if len(pivots) < count:
        first = np.concatenate([first, edges[:, 0], edges[:, 1]])
        second = np.concatenate([second, edges[:, 1], edges[:, 0]])
        lengths = edges[:, 2].astype(np.float64)
        distance = np.concatenate([distance, lengths, lengths])
        share = np.concatenate([share, np.full(2 * len(edges), count / len(pivots))])
    keep = distance > 0
    first, second, distance = first[keep], second[keep], distance[keep]
    return Terms(first, second, distance, share[keep] / (distance * distance))


def _minimise(places: Floats, terms: Terms) -> Floats:
    """Move all nodes at once, each half of the way to where its terms want it: the energy never grows."""
    count = len(places)
    total = np.bincount(terms.first, terms.weight, count)
    for _ in range(SWEEPS):
        dx = places[terms.first, 0] - places[terms.second, 0]
        dy = places[terms.first, 1] - places[terms.second, 1]
        apart = np.sqrt(dx * dx + dy * dy)
        stretch = terms.weight * (terms.distance / np.maximum(apart, 1e-9) - 1.0)
        move_x = np.bincount(terms.first, stretch * dx, count) / total
        move_y = np.bincount(terms.first, stretch * dy, count) / total
        places = places + np.stack([move_x, move_y], axis=1) * 0.5
    return places
