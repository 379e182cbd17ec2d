"""`kg stats`: counts, who is central, which groups there are."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Console, one_line
from kg.cli.options import JsonOption, QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from kg.analysis import Statistics


@command("stats", "kg stats", "kg stats --top 25", "kg stats --json")
def stats(
    top: Annotated[int, typer.Option(min=1, help="How many of the most central entities.")] = 10,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Print counts, the most central entities and the groups that belong together."""
    from kg.analysis import statistics
    from kg.pipeline import load_settings, open_source

    console = Console(quiet=quiet, verbose=verbose)
    graph = open_source(load_settings(workspace, store=store)).graph()
    figures = statistics(graph)
    if as_json:
        import json

        console.data(json.dumps(asdict(figures), ensure_ascii=False, indent=1))
        return
    labels = {entity.path: one_line(entity.label) for entity in graph.entities}
    console.result(_counts(figures))
    console.result("")
    console.result(_central(figures, labels, top))
    console.result("")
    console.result(_groups(figures, labels))


def _counts(figures: Statistics) -> Table:
    from rich.table import Table

    def listed(counts: Mapping[str, int]) -> str:
        return ", ".join(f"{count} {name}" for name, count in counts.items())

    table = Table.grid(padding=(0, 2))
    table.add_row("documents", str(figures.documents), "")
    table.add_row("entities", str(figures.entities), listed(figures.types))
    table.add_row("facts", str(figures.facts), listed(figures.relations))
    table.add_row("", "", listed(figures.statuses))
    table.add_row("quotes", str(figures.quotes), "")
    table.add_row("links", str(figures.links), f"in {figures.components} connected parts")
    return table


def _central(figures: Statistics, labels: Mapping[str, str], top: int) -> Table:
    from rich.table import Table

    table = Table("Most central", box=None)
    for heading in ("Facts", "PageRank", "Betweenness", "Group"):
        table.add_column(heading, justify="right")
    for one in figures.centrality[:top]:
        table.add_row(
            labels[one.entity],
            str(one.degree),
            f"{one.pagerank:.3f}",
            f"{one.betweenness:.3f}",
            str(one.community or ""),
        )
    return table


def _groups(figures: Statistics, labels: Mapping[str, str]) -> Table:
    from rich.table import Table

    table = Table(box=None)
    table.add_column("Group", justify="right")
    table.add_column("Members")
    for group in figures.communities:
        table.add_row(str(group.number), ", ".join(labels[path] for path in group.members))
    return table
