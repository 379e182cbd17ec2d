"""`kg view`: the graph as one HTML file."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.console import Console
from kg.cli.options import QuietOption, VerboseOption, WorkspaceOption
from kg.cli.program import command


@command(
    "view",
    "kg view --open",
    "kg view --title 'My reviews' --workspace films",
    "kg view --lang de --with-texts",
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
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Write the graph as graph.html, one file that works without a network, and print its name."""
    from kg.pipeline import Workspace, load_settings, write_view

    console = Console(quiet=quiet, verbose=verbose)
    settings = load_settings(workspace)
    place = Workspace(settings.workspace)
    path = write_view(place, settings.title if title is None else title, lang, with_texts=with_texts)
    console.data(place.shown(path.name))
    if open_:
        import webbrowser

        if not webbrowser.open(path.resolve().as_uri()):
            console.message("no browser could be opened; open the file by hand")
