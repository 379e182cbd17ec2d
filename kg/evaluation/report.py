"""The outcome of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts were claimed rightly, claimed at all, and annotated."""

    right: int
    said: int
    gold: int

    @property
    def precision(self) -> float:
        """Give the share of what was claimed that is right; 0 where nothing was."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Give the share of what was annotated that was found; 0 where nothing was."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean over the documents, so that one long cast list does not outweigh ten reviews."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Tally:
    """So many right, of so many."""

    right: int = 0
    of: int = 0

    def counting(self, *, holds: bool) -> Tally:
        """Give the tally with one more."""
        return Tally(self.right + holds, self.of + 1)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong claim, or a fact that was missed.

    Attributes:
        kind: "wrong" or "missed".
        document: its id.
        relation: local name.
        subject: folded names, sorted.
        object: the same.
        quote: the claim's, or the annotated one.
    """

    kind: str
    document: str
    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """All figures.

    Attributes:
        relations: by relation, sorted.
        all: over all relations.
        macro: the mean over the documents that have facts.
        below: tallies: "exact" (quotes that are the text at their offsets, of all claims); of the right claims
            "telling" (quotes that overlap the annotated one or name both ends), "types", "language", "stage",
            "polarity".
        types: of the ends of right claims by annotated type: how many were typed so.
        left_out: claims that were not compared, by reason.
        mistakes: by document, wrong ones after missed ones.
    """

    relations: Mapping[str, Score]
    all: Score
    macro: Mean
    below: Mapping[str, Tally]
    types: Mapping[str, Tally]
    left_out: Mapping[str, int]
    mistakes: tuple[Mistake, ...]
