"""`kg evaluate`: how well extraction does on annotated documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.console import Console, printable
from kg.cli.options import FastOption, JsonOption, MinConfidenceOption, QuietOption, VerboseOption
from kg.cli.program import command

if TYPE_CHECKING:
    from kg.model import Extraction
    from kg.pipeline import Manner


@command(
    "evaluate",
    "kg evaluate gold.jsonl",
    "kg evaluate gold.jsonl --errors",
    "kg evaluate gold.jsonl --claims claims.jsonl --json",
)
def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Annotated documents, one JSON object a line.", show_default=False)
    ],
    claims: Annotated[
        Path | None,
        typer.Option(
            help="Score these claims, as kg extract prints them, instead of reading the texts.",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what is wrong and what was missed.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=0, help="Processes that read; 0 for one a processor.", show_default=False),
    ] = None,
    fast: FastOption = None,
    min_confidence: MinConfidenceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Print precision, recall and F1 of the extraction, for each relation and together."""
    from kg import evaluation
    from kg.pipeline import Manner

    console = Console(quiet=quiet, verbose=verbose)
    manner = Manner(fast=bool(fast), min_confidence=min_confidence)
    said = _extract(gold, jobs or 0, console, manner) if claims is None else _load(claims)
    report = evaluation.evaluate(gold, said)
    if as_json:
        import json

        console.data(json.dumps(evaluation.as_record(report, mistakes=errors), ensure_ascii=False, indent=1))
    else:
        console.data(printable(evaluation.as_text(report, mistakes=errors)))


def _extract(gold: Path, jobs: int, console: Console, manner: Manner) -> list[Extraction]:
    """Read the texts of annotated documents as if they were files of their ids."""
    from kg.evaluation import read_gold
    from kg.pipeline import extract_paths

    given = {f"{document.id}.txt": document.text.encode() for document in read_gold(gold)}
    with console.progress() as progress:
        read = extract_paths([], given=given, jobs=jobs, progress=progress, manner=manner)
    for problem in read.problems:
        console.problem(problem, word="left out", style="yellow")
    return list(read.extractions.values())


def _load(path: Path) -> list[dict[str, Any]]:
    """Read claims of a JSON lines file."""
    import json

    from kg.model import KgError, Problem

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        advice = "it is to hold what kg extract --format jsonl prints"
        raise KgError(
            Problem("bad-claims", f"the claims cannot be read: {reason}", path.name, advice)
        ) from error
