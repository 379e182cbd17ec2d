"""Confidence: what several quotes together are worth."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.model import Quote

_STRONGEST_FIRST: Final = (Status.STATED, Status.PLANNED, Status.OPINION, Status.RUMOURED, Status.NEGATED)
_WEAKER: Final = 0.5  # what a rumour adds to a stated fact, and what a denial takes away
_HIGHEST: Final = 0.99  # no number of quotes makes certain


def strongest_status(quotes: Iterable[Quote]) -> Status:
    """Give the status of the strongest evidence: stated before planned, opinion, rumoured, negated."""
    return min((quote.status for quote in quotes), key=_STRONGEST_FIRST.index)


def combined_confidence(quotes: Sequence[Quote]) -> float:
    """Give the confidence of a fact, from 0 to 0.99, to four digits.

    Within a document the best quote counts, since its sentences repeat each other; documents are taken
    as independent witnesses (noisy-or: one minus the product of their doubts). Evidence that says it
    more weakly than the best counts half; a denial takes away up to half of what the others say.
    """
    status = strongest_status(quotes)
    support = _noisy_or(quotes, lambda quote: _weight(quote.status, status))
    doubt = _noisy_or(quotes, lambda quote: float(quote.status == Status.NEGATED != status))
    return round(min(_HIGHEST, support * (1 - _WEAKER * doubt)), 4)


def _weight(status: Status, strongest: Status) -> float:
    if status == strongest:
        return 1.0
    return 0.0 if status == Status.NEGATED else _WEAKER


def _noisy_or(quotes: Sequence[Quote], weight: Callable[[Quote], float]) -> float:
    best: dict[str, float] = {}
    for quote in quotes:
        best[quote.document] = max(best.get(quote.document, 0.0), quote.confidence * weight(quote))
    return 1 - prod(1 - best[document] for document in sorted(best))
