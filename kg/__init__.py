"""Colophon: a knowledge graph of film and anime from what is written about them, each edge with its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.opened import OpenedGraph

__version__ = "0.1.0"


def open(workspace: str | Path | None = None) -> OpenedGraph:  # noqa: A001 - kg.open reads as what it does
    """Open the graph of a workspace, to look at it in Python or in a notebook: `kg.open("out").view()`.

    Without a workspace it is that of `KG_WORKSPACE`, of the settings file, or `out`. Raises `KgError` where there
    is no graph.
    """
    from kg.opened import open_graph  # noqa: PLC0415 - whoever imports a part of the package need not load it all

    return open_graph(workspace)
