"""How documents are read: by rules and the trained encoder, or by rules alone, and how sure a fact must be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extractors import extract
from kg.language import EnglishAnnotator

if TYPE_CHECKING:
    from kg.language import Annotator
    from kg.model import Document, Extraction


@dataclass(frozen=True, slots=True)
class Manner:
    """How documents are read.

    Attributes:
        fast: by rules alone, without the trained encoder: some ten times as fast, and much is missed.
        min_confidence: the chance from which a fact is given, from 0 to 1; None for the one that was found to be best.
    """

    fast: bool = False
    min_confidence: float | None = None

    @property
    def mark(self) -> str:
        """Give a text that two manners share only where they read alike."""
        return (
            f"{'fast' if self.fast else 'full'}:{'' if self.min_confidence is None else self.min_confidence}"
        )

    def read(self, document: Document) -> Extraction:
        """Read all claims out of a document."""
        return extract(document, _annotator(fast=self.fast), self.min_confidence)


@cache
def _annotator(*, fast: bool) -> Annotator:
    """Give the pipeline; the encoder is loaded once, when a document is to be read."""
    if fast:
        return EnglishAnnotator()
    from kg.encoder import load_encoder  # noqa: PLC0415, a third of a second that --fast need not wait for

    return EnglishAnnotator(load_encoder())
