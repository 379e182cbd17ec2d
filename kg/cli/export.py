"""`kg export`: the graph, or a part of it, in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Console
from kg.cli.options import QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command


@command(
    "export",
    "kg export --format turtle",
    "kg export --format csv --output facts.csv",
    "kg export --format jsonld --entity Paprika",
)
def export(
    format_: Annotated[
        str, typer.Option("--format", "-f", help="Name of a format; --list prints them.")
    ] = "turtle",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write; else standard output.", show_default=False),
    ] = None,
    entity: Annotated[
        str | None, typer.Option(help="Only what concerns this entity: a name or an IRI.", show_default=False)
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Only what this document says.", show_default=False)
    ] = None,
    rdf12: Annotated[bool, typer.Option("--rdf12", help="Write facts as RDF 1.2 triple terms.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the formats and stop.")] = False,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Write the graph in a format that other programs read."""
    from kg import pipeline

    console = Console(quiet=quiet, verbose=verbose)
    if list_:
        for name, description in pipeline.export_formats():
            console.data(f"{name:<12} {description}")
        return
    source = pipeline.open_source(pipeline.load_settings(workspace, store=store))
    data = pipeline.export(source, format_, entity=entity or "", document=document or "", rdf12=rdf12)
    if output is None or str(output) == "-":
        console.data(data)
        return
    pipeline.replace_file(output, data)
    console.message(f"wrote {output}")
