"""`kg serve`: the graph in the browser, and over SPARQL for other programs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Console
from kg.cli.options import QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command
from kg.model import KgError, Problem

if TYPE_CHECKING:
    from kg.server.options import Options

TOKEN = "KG_TOKEN"  # noqa: S105 - the name of the variable that holds it


@command(
    "serve",
    "kg serve --open",
    "kg serve --port 8080 --timeout 10",
    'KG_TOKEN="$(openssl rand -hex 16)" kg serve --writable',
)
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; the default is reached from this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8010,
    writable: Annotated[
        bool, typer.Option("--writable", help=f"Answer updates of who knows the token in {TOKEN}.")
    ] = False,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="Site whose pages may read the answers, as in https://example.org; * for all.",
            show_default=False,
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A further name that this server is called by.", show_default=False
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Time for one query.")] = 30.0,
    memory: Annotated[int, typer.Option(min=64, metavar="MIB", help="Memory for one query.")] = 2048,
    max_answer: Annotated[int, typer.Option(min=1, metavar="MIB", help="Size of one answer.")] = 256,
    concurrent: Annotated[int, typer.Option(min=1, max=64, help="Queries answered at the same time.")] = 4,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show the graph as web pages, and answer SPARQL at /sparql, until Ctrl+C.

    Each request is a line of the log on standard error; --quiet leaves it out, --verbose adds the queries.
    """
    from kg.execution import Limits
    from kg.pipeline import Workspace, load_settings
    from kg.server.options import Options, Telling
    from kg.server.running import serve as answer_requests

    console = Console(quiet=quiet, verbose=verbose)
    if store:
        advice = "serve the workspace that the graph was published from, or open the server's own pages"
        raise KgError(Problem("wrong-usage", "a graph on another server cannot be served", "--store", advice))
    options = Options(
        host=host,
        port=port,
        writable=writable,
        token=_token(writable=writable),
        cors=tuple(cors or ()),
        hosts=tuple(allow_host or ()),
        limits=Limits(
            seconds=timeout,
            answer_bytes=max_answer * 2**20,
            memory_bytes=memory * 2**20,
            concurrent=concurrent,
        ),
        telling=Telling.NOTHING if quiet else Telling.QUERIES if verbose else Telling.REQUESTS,
    )
    settings = load_settings(workspace)

    def tell(address: str) -> None:
        console.data(f"page      {address}\nendpoint  {address}sparql")
        _warn(console, options)
        if open_:
            import webbrowser

            webbrowser.open(address)

    answer_requests(Workspace(settings.workspace), settings, options, tell)


def _token(*, writable: bool) -> str:
    """Give the token of updates. Raises `KgError` where it is needed, and not there or easily guessed."""
    token = os.environ.get(TOKEN, "")
    if not writable:
        return ""
    if len(token) < 8 or not token.isascii() or not token.isprintable() or " " in token:  # noqa: PLR2004 - told below
        message = (
            f"{TOKEN} must hold a token of 8 letters and digits or more" if token else f"{TOKEN} is not set"
        )
        advice = f"set it, as in: {TOKEN}=$(openssl rand -hex 16)"
        raise KgError(Problem("no-token", message, "--writable", advice))
    return token


def _warn(console: Console, options: Options) -> None:
    """Say what is open to whom, where others than this machine's own programs may ask."""
    if not options.local:
        console.message(
            f"warning: whoever reaches {options.host} can read the whole graph, and ask it anything"
        )
    if "*" in options.cors:
        console.message(
            "warning: the pages of all sites may read the graph through the browser of who visits them"
        )
    if options.writable:
        console.message(
            f"whoever has the token of {TOKEN} can change the graph, and builds wait until this ends"
        )
