"""`kg build`, `kg add`, `kg remove`: the graph and the documents it stands on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Console
from kg.cli.options import (
    FastOption,
    JsonOption,
    MinConfidenceOption,
    QuietOption,
    StoreOption,
    VerboseOption,
    WorkspaceOption,
)
from kg.cli.program import command

if TYPE_CHECKING:
    from kg.pipeline import BuildSummary, Settings, Workspace


@command("build", "kg build", "kg build reviews/ essay.md --workspace films", "kg build 'reviews/*.html'")
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, folders or globs; else those of the settings, else source_docs/.", show_default=False
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    base: Annotated[
        str | None, typer.Option(help="IRI that all things of the graph stand below.", show_default=False)
    ] = None,
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
    """Read documents and write graph.ttl, graph.trig and graph.html into the workspace.

    The workspace then holds exactly the given documents; only new and changed ones are read again. With --store the
    graph is then published on that server, too.
    """
    from kg import pipeline

    console = Console(quiet=quiet, verbose=verbose)
    settings = pipeline.load_settings(workspace, store=store)
    settings = pipeline.override(settings, base=base, jobs=jobs, fast=fast, min_confidence=min_confidence)
    pipeline.check_server(settings)
    place = pipeline.Workspace(settings.workspace)
    with console.progress() as progress:
        summary = pipeline.build(paths or settings.documents, place, settings, progress)
    _report(summary, console, place, settings, as_json=as_json)


@command("add", "kg add new-review.txt", "kg add more/ --workspace films")
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or globs.", show_default=False)],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    fast: FastOption = None,
    min_confidence: MinConfidenceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Add documents to the workspace, or replace those of the same name."""
    from kg import pipeline

    console = Console(quiet=quiet, verbose=verbose)
    settings = pipeline.override(
        pipeline.load_settings(workspace, store=store), fast=fast, min_confidence=min_confidence
    )
    pipeline.check_server(settings)
    place = pipeline.Workspace(settings.workspace)
    with console.progress() as progress:
        summary = pipeline.add(paths, place, settings, progress)
    _report(summary, console, place, settings, as_json=as_json)


@command("remove", "kg remove old-review", "kg remove old-review.txt essay --workspace films")
def remove(
    documents: Annotated[
        list[str],
        typer.Argument(help="Names of documents, with or without their ending.", show_default=False),
    ],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Take documents out of the workspace, with all that only they say."""
    from kg import pipeline

    console = Console(quiet=quiet, verbose=verbose)
    settings = pipeline.load_settings(workspace, store=store)
    pipeline.check_server(settings)
    place = pipeline.Workspace(settings.workspace)
    with console.progress() as progress:
        summary = pipeline.remove(documents, place, settings, progress)
    _report(summary, console, place, settings, as_json=as_json)


def _report(
    summary: BuildSummary, console: Console, place: Workspace, settings: Settings, *, as_json: bool
) -> None:
    """Print what was done, publish it where that is wanted, and end with the code that says whether all was done."""
    from kg.cli.summary import print_summary
    from kg.model import ExitCode

    print_summary(summary, console, place, as_json=as_json)
    if settings.store:
        _publish(console, place, settings)
    if summary.problems:
        raise typer.Exit(ExitCode.PARTLY)


def _publish(console: Console, place: Workspace, settings: Settings) -> None:
    from kg import pipeline

    with console.progress() as progress:
        done = pipeline.publish_workspace(place, settings, progress)
    console.message(f"published: {done.sent} graphs sent, {done.unchanged} unchanged, {done.dropped} dropped")
