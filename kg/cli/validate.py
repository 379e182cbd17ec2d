"""`kg validate`: whether the graph keeps its own rules."""

from __future__ import annotations

import typer

from kg.cli.console import Console
from kg.cli.options import JsonOption, QuietOption, VerboseOption, WorkspaceOption
from kg.cli.program import command


@command("validate", "kg validate", "kg validate --json --workspace films")
def validate(
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Check the graph against its shapes, and each quote against the text that it is from.

    Ends with 1 where something is wrong.
    """
    from dataclasses import asdict

    from kg.model import ExitCode
    from kg.pipeline import Workspace, load_settings, validate_workspace

    console = Console(quiet=quiet, verbose=verbose)
    place = Workspace(load_settings(workspace).workspace)
    problems, checked = validate_workspace(place)
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
