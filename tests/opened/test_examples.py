"""The examples in the docstrings of the Python API run, on the small graph."""

from __future__ import annotations

import doctest
import importlib
from typing import TYPE_CHECKING

import pytest

import kg.opened

if TYPE_CHECKING:
    from pathlib import Path

    from kg.opened import OpenedGraph

MODULES = (
    "kg",
    "kg.query.values",
    *(f"kg.opened.{name}" for name in ("evidence", "graph", "questions", "rows", "triples")),
)
EXAMPLES = [
    example
    for name in MODULES
    for example in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    if example.examples
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_gives_what_it_says(
    example: doctest.DocTest, graph: OpenedGraph, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.parent)
    said: list[str] = []
    example.globs |= {"graph": graph}
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)
    assert result.failed == 0, "".join(said)


def test_what_a_user_calls_has_an_example() -> None:
    shown = {example.name.rpartition(".")[2] for example in EXAMPLES}
    calls = {name for name in vars(kg.opened.OpenedGraph) if not name.startswith("_")}
    assert calls - shown == {"rdflib", "view"}  # which print nothing that fits a line
    assert {"open", "IRI", "Rows", "Triples", "Facts", "Questions"} <= shown
