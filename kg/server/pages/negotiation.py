"""Which of several forms of an answer a client wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RANGES: Final = 64  # more than this in a header is no wish but an attack


def wanted(accept: str, offered: Sequence[str]) -> str:
    """Give the media type among those offered that a header `Accept` likes best, "" where it refuses all.

    Of types that it likes the same the first offered wins; no header likes all.
    """
    ranges = list(_ranges(accept or "*/*"))
    scored = [(_score(type_, ranges), -place, type_) for place, type_ in enumerate(offered)]
    score, _, best = max(scored)
    return best if score > 0 else ""


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(",")[:_RANGES]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                weight = _weight(value.strip())
        yield name.lower(), weight


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _score(type_: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Give the weight of the most specific range that fits a type."""
    family = type_.partition("/")[0] + "/*"
    for wish in (type_, family, "*/*"):
        weights = [weight for name, weight in ranges if name == wish]
        if weights:
            return max(weights)
    return 0.0
