"""`kg documents`: what the graph stands on."""

from __future__ import annotations

from kg.cli.console import Console
from kg.cli.options import JsonOption, QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command


@command("documents", "kg documents", "kg documents --json --workspace films")
def documents(
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """List the documents of the workspace: name, title, checksum of the text, number of claims.

    Of a graph on a server the number is that of the quotes.
    """
    from kg.pipeline import Workspace, load_settings, open_source

    console = Console(quiet=quiet, verbose=verbose)
    settings = load_settings(workspace, store=store)
    place = Workspace(settings.workspace)
    states = open_source(settings).listed() if settings.store else place.states()
    if as_json:
        import json

        keys = ("id", "source", "title", "sha256", "claims")
        records = [{key: getattr(state, key) for key in keys} for state in states]
        console.data(json.dumps(records, ensure_ascii=False, indent=1))
        return
    if not states:
        raise place.missing()
    from rich.table import Table

    from kg.cli.console import one_line

    table = Table("Document", "File", "Title", "Checksum", box=None)
    table.add_column("Claims", justify="right")
    for state in states:
        checksum = state.sha256 if verbose else state.sha256[:12]
        table.add_row(
            one_line(state.id), one_line(state.source), one_line(state.title), checksum, str(state.claims)
        )
    console.result(table)
