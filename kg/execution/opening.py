"""Opening a store that others build, swap and let go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from kg.graph import open_store
from kg.model import KgError

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

_PATIENCE: Final = 2.0  # seconds: a build swaps two folders, another writer ends, and all is well
_PAUSE: Final = 0.005  # seconds
_PASSING: Final = frozenset({"no-graph", "store-damaged", "store-locked", "workspace-unusable"})


def open_patiently(folder: Path, *, read_only: bool = True) -> ox.Store:
    """Open a store; where it is just being swapped or let go by another process, try again for a moment."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return open_store(folder, read_only=read_only)
        except KgError as error:
            if error.problem.code not in _PASSING or time.monotonic() > end:
                raise
        time.sleep(_PAUSE)
