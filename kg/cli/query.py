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

    from kg.pipeline import Settings
    from kg.query import Answers, Question


class AnswerFormat(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TTL = "ttl"
    NT = "nt"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    HTML = "html"


@command(
    "query",
    "kg query --list",
    'kg query --ask voices --set character="Chihiro" --format csv',
    "kg query --show voices",
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
    show: Annotated[
        str | None,
        typer.Option(
            "--show",
            metavar="NAME",
            help="Print a ready question with its SPARQL and stop.",
            show_default=False,
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--questions", help="Folder of your own ready questions; else questions/.", show_default=False
        ),
    ] = None,
    format_: Annotated[
        AnswerFormat, typer.Option("--format", "-f", help="How the answers are printed.")
    ] = AnswerFormat.TABLE,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0.001, help="Stop after so long.", show_default=False
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Ask the graph in SPARQL, or by a ready question that takes names.

    The prefixes of the vocabulary are known: kg:, rdfs:, oa:, schema: and others.
    """
    from kg.cli.questions import find, print_json, print_list, questions_of, tell_broken
    from kg.pipeline import load_settings

    console = Console(quiet=quiet, verbose=verbose)
    settings = load_settings(workspace, store=store)
    if list_:
        known = questions_of(settings, folder)
        (print_json if format_ is AnswerFormat.JSON else print_list)(known, console)
        tell_broken(known, console)
        return
    if sum(given is not None for given in (sparql, file, ask, show)) != 1:
        advice = "see: kg query --help"
        message = "give a query, or --file, --ask or --show, and one of them"
        raise KgError(Problem("wrong-usage", message, advice=advice))
    if ask is None and show is None:
        _answer(console, settings, _text(sparql, file), format_, timeout)
        return
    question = find(questions_of(settings, folder), ask or show or "", console)
    if show is not None:
        console.data(question.sparql)
    else:
        _ask(console, settings, question, _settings(values or ()), format_, timeout)


def _answer(
    console: Console, settings: Settings, sparql: str, format_: AnswerFormat, timeout: float | None
) -> None:
    """Answer a query; long answers are written as they are found."""
    from kg.cli.stopping import stoppable
    from kg.ontology import load_ontology
    from kg.pipeline import open_source
    from kg.query import check_terms, run, write_answers

    graph = open_source(settings).store
    ontology = load_ontology()
    base = settings.base or ontology.base
    if format_ is AnswerFormat.TABLE:
        answers = stoppable(lambda: run(graph, sparql, ontology, base=base), console, timeout)
        _print_table(console, answers.headers, answers.as_texts(ontology, base), answers)
    else:
        sys.stdout.flush()
        output = sys.stdout.buffer
        stoppable(
            lambda: write_answers(graph, sparql, format_.value, output, ontology, base), console, timeout
        )
        output.flush()
    for problem in () if console.quiet else check_terms(sparql, ontology):
        console.problem(problem, word="note", style="yellow")


def _ask(
    console: Console,
    settings: Settings,
    question: Question,
    values: Mapping[str, str],
    format_: AnswerFormat,
    timeout: float | None,
) -> None:
    """Ask a ready question."""
    from kg import query as questions
    from kg.cli.stopping import stoppable
    from kg.ontology import load_ontology
    from kg.pipeline import open_source

    graph = open_source(settings).store
    ontology = load_ontology()
    base = settings.base or ontology.base
    answers = stoppable(lambda: questions.ask(graph, question, values, ontology), console, timeout)
    if format_ is AnswerFormat.TABLE:
        _print_table(console, answers.headers, answers.as_texts(ontology, base), answers)
    else:
        console.data(questions.format_answers(answers, format_.value, ontology, base))


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
