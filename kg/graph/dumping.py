"""Writing down what a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.store import open_store, workspace_error

if TYPE_CHECKING:
    from pathlib import Path


def dump_store(folder: Path, file: Path) -> None:
    """Write all that a store on disk holds as N-Quads. Raises `KgError` where it cannot be read or written."""
    try:
        open_store(folder).dump(str(file), format=ox.RdfFormat.N_QUADS)
    except OSError as error:
        raise workspace_error(error, file) from error
