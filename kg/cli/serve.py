"""`kg serve`: the graph in the browser, and over SPARQL for other programs."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kg.cli.console import Console
from kg.cli.options import QuietOption, VerboseOption, WorkspaceOption
from kg.cli.program import command


@command("serve", "kg serve", "kg serve --port 8080 --open", "KG_TOKEN=secret kg serve --writable")
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8010,
    writable: Annotated[
        bool, typer.Option("--writable", help="Answer updates, with the token of KG_TOKEN.")
    ] = False,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show the graph as web pages, and answer SPARQL at /sparql, until Ctrl+C."""
    from kg.pipeline import Workspace, load_settings
    from kg.server import Options
    from kg.server import serve as run

    console = Console(quiet=quiet, verbose=verbose)
    settings = load_settings(workspace)
    options = Options(host=host, port=port, writable=writable, token=os.environ.get("KG_TOKEN", ""))

    def tell(address: str) -> None:
        console.data(f"{address}\n{address}sparql")

    run(Workspace(settings.workspace), settings, options, tell)
