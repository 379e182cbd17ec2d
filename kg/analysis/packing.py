"""Room for all: nodes apart from each other, and the parts of a graph side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROUNDS = 60
_NOTHING = 1e-6  # shorter than this is no distance


def lie_level(places: Floats) -> Floats:
    """Turn the places so that they spread sideways most: screens are wide."""
    centred: Floats = places - np.add.reduce(places, axis=0) / len(places)
    xx = float(np.add.reduce(centred[:, 0] * centred[:, 0]))
    yy = float(np.add.reduce(centred[:, 1] * centred[:, 1]))
    xy = float(np.add.reduce(centred[:, 0] * centred[:, 1]))
    # The greater eigenvalue of the 2x2 covariance, and its vector: roots and quotients alone.
    largest = (xx + yy) / 2 + float(np.sqrt(((xx - yy) / 2) ** 2 + xy * xy))
    along = (
        np.array([xy, largest - xx]) if abs(xy) > _NOTHING else np.array([float(xx >= yy), float(xx < yy)])
    )
    along = along / float(np.sqrt(along[0] * along[0] + along[1] * along[1]))
    if along[0] < 0:
        along = -along
    x = centred[:, 0] * along[0] + centred[:, 1] * along[1]
    y = centred[:, 1] * along[0] - centred[:, 0] * along[1]
    return np.stack([x, y], axis=1)


def push_apart(places: Floats, gap: float, flat: float) -> Floats:
    """Move nodes that are closer than the gap, until none are or the rounds are over.

    Args:
        places: rows x, y.
        gap: the least distance, sideways.
        flat: the gap up and down is the gap divided by this; labels are wider than high.
    """
    stretched = places * np.array([1.0, flat])
    for _ in range(ROUNDS):
        pairs = cKDTree(stretched).query_pairs(gap, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        first, second = pairs[:, 0], pairs[:, 1]
        dx = stretched[first, 0] - stretched[second, 0]
        dy = stretched[first, 1] - stretched[second, 1]
        apart = np.sqrt(dx * dx + dy * dy)
        together = apart < _NOTHING
        dx, dy, apart = (
            np.where(together, 1.0, dx),
            np.where(together, 0.0, dy),
            np.where(together, 1.0, apart),
        )
        push = (gap * 1.02 - np.where(together, 0.0, apart)) / apart / 2
        for column, shift in enumerate((dx * push, dy * push)):
            moved = np.bincount(first, shift, len(places)) - np.bincount(second, shift, len(places))
            stretched[:, column] += moved * 0.7
    apart_places: Floats = stretched / np.array([1.0, flat])
    return apart_places


def pack(parts: Sequence[Floats], margin: float, shape: float) -> list[Floats]:
    """Set the parts beside each other on shelves, none overlapping, the first at the upper left.

    Args:
        parts: the places of each part, greatest first.
        margin: free space between two parts.
        shape: width by height that the whole should have, roughly.
    """
    boxes = [np.max(part, axis=0) - np.min(part, axis=0) + margin for part in parts]
    area = sum(float(box[0] * box[1]) for box in boxes)
    widest = max((float(box[0]) for box in boxes), default=0.0)
    limit = max(widest, float(np.sqrt(area * shape)))
    placed: list[Floats] = []
    left, top, shelf = 0.0, 0.0, 0.0
    for part, box in zip(parts, boxes, strict=True):
        if left > 0 and left + float(box[0]) > limit * 1.001:
            left, top, shelf = 0.0, top + shelf, 0.0
        placed.append(part - np.min(part, axis=0) + np.array([left, top]))
        left, shelf = left + float(box[0]), max(shelf, float(box[1]))
    return placed
