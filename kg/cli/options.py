"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        help="Folder of the graph; else KG_WORKSPACE, the settings file, ./out.",
        show_default=False,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="More messages.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
