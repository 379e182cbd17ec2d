"""`kg validate`: whether the graph keeps its own rules."""

from __future__ import annotations

import typer

from kg.cli.console import Console
from kg.cli.options import JsonOption, QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command


@command("validate", "kg validate", "kg validate --json --workspace films")
def validate(
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Check the graph against its shapes, and each quote against the text that it is from.

    Of a graph on a server, which has no texts, the shapes alone. Ends with 1 where something is wrong.
    """
    from dataclasses import asdict

    from kg.model import ExitCode
    from kg.pipeline import load_settings, open_source, validate_source

    console = Console(quiet=quiet, verbose=verbose)
    source = open_source(load_settings(workspace, store=store))
    problems, checked = validate_source(source)
    if as_json:
        import json

        console.data(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1))
    for problem in () if as_json else problems:
        console.result(str(problem))
    if problems:
        console.message(f"{len(problems)} problems in {checked}")
        raise typer.Exit(ExitCode.PARTLY)
    if not as_json:
        console.message(f"nothing wrong in {checked}")
