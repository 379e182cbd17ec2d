"""`kg extract`: what documents say, as claims; nothing is changed."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Console
from kg.cli.options import FastOption, MinConfidenceOption, QuietOption, VerboseOption
from kg.cli.program import command

if TYPE_CHECKING:
    from kg.model import Claim, Document, Entity, Literal

STDIN = "-"


class ClaimFormat(StrEnum):
    """How claims are printed."""

    JSONL = "jsonl"
    TABLE = "table"


@command(
    "extract",
    "kg extract review.txt --format jsonl > claims.jsonl",
    "kg extract reviews/ --format table",
    "cat review.txt | kg extract - --name review",
)
def extract(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, folders or globs; - for standard input.", show_default=False)
    ],
    format_: Annotated[
        ClaimFormat, typer.Option("--format", "-f", help="A JSON object a line, or a table.")
    ] = ClaimFormat.JSONL,
    name: Annotated[str, typer.Option(help="File name of what standard input holds.")] = "stdin.txt",
    jobs: Annotated[
        int | None,
        typer.Option(min=0, help="Processes that read; 0 for one a processor.", show_default=False),
    ] = None,
    fast: FastOption = None,
    min_confidence: MinConfidenceOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Print the claims of documents, each with its quote and offsets, and change nothing."""
    from kg import pipeline
    from kg.model import ExitCode

    console = Console(quiet=quiet, verbose=verbose)
    given = {name: sys.stdin.buffer.read()} if Path(STDIN) in paths else {}
    files = [path for path in paths if path != Path(STDIN)]
    manner = pipeline.Manner(fast=bool(fast), min_confidence=min_confidence)
    with console.progress() as progress:
        read = pipeline.extract_paths(files, given=given, jobs=jobs or 0, progress=progress, manner=manner)
    for problem in read.problems:
        console.problem(problem)
    claims = [claim for extraction in read.extractions.values() for claim in extraction.claims]
    if format_ is ClaimFormat.JSONL:
        for claim in claims:
            console.data(pipeline.claim_line(claim))
    else:
        _print_table(console, claims)
    if read.problems:
        raise typer.Exit(ExitCode.PARTLY if read.extractions else ExitCode.USAGE)


def _print_table(console: Console, claims: list[Claim]) -> None:
    from rich.table import Table

    from kg.cli.console import one_line
    from kg.model import Document, Entity

    def shown(end: Entity | Literal | Document) -> str:
        if isinstance(end, Document):
            return end.id
        return one_line(end.names[0] if isinstance(end, Entity) else end.text)

    table = Table("Document", "Subject", "Relation", "Object", "Status", "Quote", box=None)
    for claim in claims:
        evidence = claim.evidence
        ends = shown(claim.subject), claim.relation, shown(claim.object)
        table.add_row(one_line(evidence.document), *ends, claim.status.value, one_line(evidence.exact))
    console.result(table)
