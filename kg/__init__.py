"""Colophon: a knowledge graph of film and anime from what is written about them, each edge with its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.opened import IRI, OpenedGraph, Text

__version__ = "0.1.0"

__all__ = ["IRI", "Text", "open"]


def open(place: str | Path | None = None) -> OpenedGraph:  # noqa: A001 - kg.open reads as what it does
    """Open the graph of a workspace or a SPARQL server, to ask it and look at it in Python or in a notebook.

    >>> import kg
    >>> graph = kg.open("out")
    >>> graph.ask("voices", character="Kio")[0].performer
    'Ines Vidal'

    Args:
        place: the folder of a workspace, or a URL as "http://localhost:8010/sparql". Without one it is that of the
            variables `KG_STORE` and `KG_WORKSPACE`, of the settings file, or `out`.

    Raises:
        KgError: there is no graph.
    """
    from kg.opened import open_graph  # noqa: PLC0415 - whoever imports a part of the package need not load it all

    return open_graph(place)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Give the kinds of values that a query gives and takes, when somebody first asks."""
        if name not in __all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from kg import opened  # noqa: PLC0415 - as above

        return getattr(opened, name)
