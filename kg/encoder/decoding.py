"""From chances of tags to names: the likeliest sequence in which nothing goes on that has not begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTSIDE, BEGIN, INSIDE = range(3)
TAGS = 3


def decode(chances: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Give the names among words by Viterbi's method.

    Args:
        chances: of the tags of each word, (words, TAGS).

    Returns:
        For each name the number of its first word, and one behind its last.
    """
    if not len(chances):
        return []
    logs = np.log(np.maximum(chances, 1e-9)).tolist()
    best = [logs[0][OUTSIDE], logs[0][BEGIN], -1e9]
    came: list[tuple[int, int, int]] = []
    for row in logs[1:]:
        top = 0 if best[0] >= max(best[1], best[2]) else 1 if best[1] >= best[2] else 2
        into = 1 if best[1] >= best[2] else 2  # a name goes on from its beginning or its inside
        came.append((top, top, into))
        best = [best[top] + row[OUTSIDE], best[top] + row[BEGIN], best[into] + row[INSIDE]]
    tag = best.index(max(best))
    tags = [tag]
    for back in reversed(came):
        tag = back[tag]
        tags.append(tag)
    tags.reverse()
    spans: list[tuple[int, int]] = []
    for at, tag in enumerate(tags):
        if tag == BEGIN:
            spans.append((at, at + 1))
        elif tag == INSIDE:
            spans[-1] = (spans[-1][0], at + 1)
    return spans
