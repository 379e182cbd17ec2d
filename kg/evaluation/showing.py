"""A report as a table for people and as JSON values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluation.report import Mean, Mistake, Report, Score

_TALLIES = {
    "exact": "quotes exact at their offsets",
    "telling": "quotes that tell",
    "types": "types right",
    "language": "language right",
    "stage": "life stage right",
    "polarity": "polarity right",
}
_LONGEST_QUOTE = 160  # characters
_REASONS = 12


def as_record(report: Report, *, mistakes: bool = False) -> dict[str, Any]:
    """Give a report as JSON values: a record of figures by relation, "all", "macro", "below", "types", "left_out"."""
    record: dict[str, Any] = {name: _figures(score) for name, score in report.relations.items()}
    record["all"] = _figures(report.all)
    record["macro"] = {**_figures(report.all), **_shares(report.macro)}
    record["below"] = {name: [tally.right, tally.of] for name, tally in report.below.items()}
    record["types"] = {name: [tally.right, tally.of] for name, tally in report.types.items()}
    record["left_out"] = dict(report.left_out)
    if mistakes:
        record["mistakes"] = [_mistake_record(mistake) for mistake in report.mistakes]
    return record


def _shares(score: Score | Mean) -> dict[str, float]:
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1}


def _figures(score: Score) -> dict[str, float]:
    return {**_shares(score), "right": score.right, "said": score.said, "gold": score.gold}


def _mistake_record(mistake: Mistake) -> dict[str, Any]:
    return {
        "kind": mistake.kind,
        "document": mistake.document,
        "relation": mistake.relation,
        "subject": list(mistake.subject),
        "object": list(mistake.object),
        "quote": mistake.quote,
    }


def as_text(report: Report, *, mistakes: bool = False) -> str:
    """Give a report as lines of text: the table of relations, what holds below it, on request each mistake."""
    return "\n".join(_lines(report, mistakes=mistakes)) + "\n"


def _lines(report: Report, *, mistakes: bool) -> Iterator[str]:
    yield f"{'relation':<20}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'said':>6}{'gold':>6}"
    for name, score in (*report.relations.items(), ("all", report.all)):
        yield _row(name, score, score)
    yield _row("macro", report.macro, report.all)
    tallies = [
        f"{_TALLIES[name]} {tally.right}/{tally.of}" for name, tally in report.below.items() if tally.of
    ]
    if tallies:
        yield "; ".join(tallies)
    if report.types:
        yield "by type: " + ", ".join(
            f"{name} {tally.right}/{tally.of}" for name, tally in report.types.items()
        )
    if report.left_out:
        reasons = list(report.left_out.items())[:_REASONS]
        yield "left out: " + ", ".join(f"{reason} ×{count}" for reason, count in reasons)
    if mistakes:
        yield from map(_mistake_line, report.mistakes)


def _row(name: str, shares: Score | Mean, counts: Score) -> str:
    figures = f"{shares.precision:7.3f}{shares.recall:7.3f}{shares.f1:7.3f}"
    return f"{name:<20}{figures}{counts.right:7d}{counts.said:6d}{counts.gold:6d}"


def _mistake_line(mistake: Mistake) -> str:
    ends = f"{' | '.join(mistake.subject)} -> {' | '.join(mistake.object)}"
    quote = " ".join(mistake.quote.split())[:_LONGEST_QUOTE]
    return f"{mistake.kind:<6} {mistake.document}: {mistake.relation}({ends})  «{quote}»"
