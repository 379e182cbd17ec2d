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
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help='SPARQL server that has the graph; else KG_STORE, the settings file, none; "" for none.',
        show_default=False,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="More messages.")]
FastOption = Annotated[
    bool | None,
    typer.Option(
        "--fast/--full",
        help="Rules alone, without the trained encoder: quick, and much is missed.",
        show_default=False,
    ),
]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0.0,
        max=1.0,
        help="Leave out what is less likely to be right than this; else the cut that was measured to be best.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
