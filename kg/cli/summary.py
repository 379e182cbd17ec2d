"""What `kg build` prints when it is done: what was found, where it is, what to try next."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from kg.cli.console import styled

if TYPE_CHECKING:
    from kg.cli.console import Console
    from kg.model import KnowledgeGraph
    from kg.pipeline import BuildSummary, Workspace

PROGRAM = "kg"


def print_summary(summary: BuildSummary, console: Console, workspace: Workspace, *, as_json: bool) -> None:
    """Print a summary for people, or as JSON; problems go to standard error either way."""
    for problem in summary.problems:
        console.problem(problem)
    if as_json:
        import json

        console.data(json.dumps(summary.as_record(), ensure_ascii=False, indent=1))
        return
    for note in summary.notes:
        console.message(styled(f"note: {note}"))
    _tell_documents(summary, console)
    if console.quiet:
        return
    console.result(_counts(summary))
    console.result(Text("\nThe files", style="bold"))
    for name, what in zip(
        summary.files, ("entities and plain triples", "all, with quotes", "the view"), strict=True
    ):
        console.result(Text(f"  {name}  ").append(what, style="dim"))
    console.result(Text("\nTry next", style="bold"))
    for line in next_commands(summary, workspace):
        console.result(Text(f"  {line}", style="cyan"))


def next_commands(summary: BuildSummary, workspace: Workspace) -> tuple[str, str, str]:
    """Give three commands that work on this graph, the way the program was called."""
    program, option = _program(), _option(workspace)
    if summary.example is None:
        why = f"{program} documents{option}"
    else:
        graph = workspace.graph()
        labels = [label_of(graph, path) for path in (summary.example.subject, str(summary.example.object))]
        why = f"{program} why {shlex.join([labels[0], summary.example.relation, labels[1]])}{option}"
    return (f"{program} view --open{option}", why, f"{program} query --list{option}")


def label_of(graph: KnowledgeGraph, path: str) -> str:
    """Give a name that only this entity bears, its path where it has none."""
    labels = {entity.path: entity.label for entity in graph.entities}
    name = labels.get(path, path)
    shared = sum(name in {entity.label, *entity.names} for entity in graph.entities)
    return name if shared == 1 and name.isprintable() else path


def _tell_documents(summary: BuildSummary, console: Console) -> None:
    for word, names in (("new", summary.new), ("changed", summary.changed), ("unchanged", summary.unchanged)):
        for name in names:
            console.detail(f"{word}: {name}")
    for name in summary.dropped:
        console.message(styled(f"dropped: {name}"))


def _counts(summary: BuildSummary) -> Table:
    read = len(summary.new) + len(summary.changed)
    documents = f"{summary.documents} ({read} read, {len(summary.unchanged)} unchanged)"
    facts = sum(count for _, count in summary.relations)
    rows = (
        ("Documents", documents),
        ("Entities", _total(sum(count for _, count in summary.entities), summary.entities)),
        ("Facts", _total(facts, summary.relations)),
        ("Quotes", str(summary.quotes)),
    )
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(name, value)
    return table


def _total(total: int, counts: tuple[tuple[str, int], ...]) -> str:
    kinds = ", ".join(f"{count} {name}" for name, count in counts)
    return f"{total}: {kinds}" if kinds else str(total)


def _program() -> str:
    """Give what a person types here to call this program again."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{Path(sys.executable).name} -m {PROGRAM}"
    found = shutil.which(PROGRAM)
    if found and Path(found).resolve() == called.resolve():
        return PROGRAM
    return os.path.relpath(called) if called.name == PROGRAM and called.is_file() else PROGRAM


def _option(workspace: Workspace) -> str:
    from kg.pipeline.settings import DEFAULT_WORKSPACE

    return "" if workspace.folder == DEFAULT_WORKSPACE else f" --workspace {shlex.quote(workspace.shown())}"
