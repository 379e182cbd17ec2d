"""`kg query`: SPARQL, and ready questions by name."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Console, one_line
from kg.cli.options import QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command
from kg.model import KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.query import Answers


class AnswerFormat(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TTL = "ttl"
    HTML = "html"


@command(
    "query",
    "kg query --list",
    'kg query --ask voices --set character="Chihiro" --format csv',
    'kg query "SELECT ?film WHERE { ?who kg:directorOf ?film }"',
    "kg query --file question.rq --format json",
    "kg query --ask documents --store http://localhost:7878/query",
)
def query(
    sparql: Annotated[
        str | None, typer.Argument(help="A query; - reads it from standard input.", show_default=False)
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-F", help="File that holds the query.", show_default=False)
    ] = None,
    ask: Annotated[
        str | None, typer.Option("--ask", "-a", help="Name of a ready question.", show_default=False)
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set", "-s", metavar="KEY=VALUE", help="What the question is about.", show_default=False
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the ready questions and stop.")] = False,
    format_: Annotated[
        AnswerFormat, typer.Option("--format", "-f", help="How the answers are printed.")
    ] = AnswerFormat.TABLE,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Ask the graph in SPARQL, or by a ready question that takes names.

    The prefixes of the vocabulary are known: kg:, rdfs:, oa:, schema: and others.
    """
    from kg import query as questions
    from kg.ontology import load_ontology
    from kg.pipeline import load_settings, open_source

    console = Console(quiet=quiet, verbose=verbose)
    if list_:
        _print_questions(console)
        return
    if sum(given is not None for given in (sparql, file, ask)) != 1:
        advice = "see: kg query --help"
        raise KgError(
            Problem("wrong-usage", "give a query, or --file, or --ask, and one of them", advice=advice)
        )
    settings = load_settings(workspace, store=store)
    graph = open_source(settings).store
    ontology = load_ontology()
    if ask is None:
        answers = questions.run(graph, _text(sparql, file), ontology)
    else:
        answers = questions.ask(graph, ask, _settings(values or ()), ontology)
    base = settings.base or ontology.base
    if format_ is AnswerFormat.TABLE:
        _print_table(console, answers.headers, answers.as_texts(ontology, base), answers)
    else:
        console.data(questions.format_answers(answers, format_, ontology, base))


def _text(sparql: str | None, file: Path | None) -> str:
    """Give the query's text: from the command line, a file or standard input."""
    if sparql == "-" or str(file) == "-":
        return sys.stdin.buffer.read().decode(errors="replace")
    if file is None:
        return sparql or ""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise KgError(Problem("unreadable-file", f"the file cannot be read: {reason}", file.name)) from error


def _settings(values: Sequence[str]) -> Mapping[str, str]:
    """Read "key=value" pairs."""
    pairs = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key.strip():
            advice = 'write it as in --set character="Chihiro"'
            raise KgError(Problem("wrong-usage", f"--set {value} is no pair of key and value", advice=advice))
        pairs[key.strip()] = text
    return pairs


def _print_questions(console: Console) -> None:
    from rich.table import Table

    from kg.query import load_questions

    table = Table("Question", "Asks", "Takes", box=None)
    for name, question in load_questions().items():
        takes = ", ".join(one.name if one.required else f"[{one.name}]" for one in question.parameters)
        table.add_row(name, question.title, takes)
    console.result(table)


def _print_table(
    console: Console, headers: Sequence[str], rows: Sequence[Sequence[str]], answers: Answers
) -> None:
    from rich.table import Table

    from kg.query import AnswerKind

    if answers.kind is AnswerKind.VERDICT:
        console.result(rows[0][0])
        return
    table = Table(box=None)
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*map(one_line, row))
    console.result(table)
    if not rows:
        console.message("nothing fits")
