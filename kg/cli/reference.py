"""The page of the reference that lists every command, made from the help of the commands themselves."""

from __future__ import annotations

import contextlib
import io
import os
from unittest import mock

from kg.cli.program import app, run

HEAD = """# Commands

Generated from `kg --help`: `make reference`. Results go to standard output, messages and progress to standard
error; exit codes stand with the [errors](errors.md). The workspace is described [here](workspace.md), settings
[there](../how-to/settings.md).

"""


def commands_page() -> str:
    """Give the page in Markdown: the help of the program, then that of each command."""
    top = help_of()
    names = [command.name or "" for command in app.registered_commands]
    parts = [f"## kg {name}\n\n```\n{help_of(name)}```\n" for name in names]
    return f"{HEAD}```\n{top}```\n\n" + "\n".join(parts)


def help_of(*command: str) -> str:
    """Give the help of a command, as a terminal of 100 columns shows it."""
    out = io.StringIO()
    with mock.patch.dict(os.environ, {"COLUMNS": "100", "NO_COLOR": "1"}), contextlib.redirect_stdout(out):
        run([*command, "--help"])
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines()) + "\n"
