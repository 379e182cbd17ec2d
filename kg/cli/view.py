"""`kg view`: the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Console
from kg.cli.options import QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command
from kg.model import KgError, Problem

if TYPE_CHECKING:
    from kg.pipeline import Source


@command(
    "view",
    "kg view --open",
    "kg view --title 'My reviews' --workspace films",
    "kg view --lang de --with-texts",
    "kg view --store http://localhost:7878/query --output films.html",
)
def view(
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    title: Annotated[str | None, typer.Option(help="Its heading.", show_default=False)] = None,
    lang: Annotated[str, typer.Option(help="Language of the page's own words, such as de.")] = "en",
    with_texts: Annotated[
        bool,
        typer.Option(
            "--with-texts", help="Put the documents' texts into it, and lead from each quote to its place."
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write; else graph.html, in the workspace or, of a graph on a server, here.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Write the graph as graph.html, one file that works without a network, and print its name."""
    from kg.pipeline import load_settings, open_source, write_view

    console = Console(quiet=quiet, verbose=verbose)
    settings = load_settings(workspace, store=store)
    source = open_source(settings)
    title = settings.title if title is None else title
    place = source.workspace
    if output is None and place is not None:
        path = write_view(place, title, lang, with_texts=with_texts)
        console.data(place.shown(path.name))
    else:
        path = output or Path("graph.html")
        _write(source, path, title, lang, with_texts=with_texts)
        console.data(str(path))
    if open_:
        import webbrowser

        if not webbrowser.open(path.resolve().as_uri()):
            console.message("no browser could be opened; open the file by hand")


def _write(source: Source, path: Path, title: str, lang: str, *, with_texts: bool) -> None:
    """Write the page to a file that is no part of a workspace."""
    from kg.pipeline import replace_file, view_page

    if with_texts and source.workspace is None:
        advice = "leave out --with-texts, or use the workspace"
        raise KgError(Problem("wrong-usage", "a server has no texts of documents", source.shown, advice))
    replace_file(path, view_page(source, source.graph(), title, lang, with_texts=with_texts))
