"""Evaluation: how much of what annotated documents say was found, and how much of what was found is right."""

from kg.evaluation.gold import GoldDocument, GoldFact, read_gold
from kg.evaluation.report import Mean, Mistake, Report, Score, Tally
from kg.evaluation.scoring import evaluate
from kg.evaluation.showing import as_record, as_text

__all__ = [
    "GoldDocument",
    "GoldFact",
    "Mean",
    "Mistake",
    "Report",
    "Score",
    "Tally",
    "as_record",
    "as_text",
    "evaluate",
    "read_gold",
]
