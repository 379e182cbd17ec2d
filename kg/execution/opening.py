"""The store that a process has open, and opens anew when there is a newer one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.graph import open_store
from kg.model import KgError

if TYPE_CHECKING:
    import pyoxigraph as ox

_PATIENCE: Final = 2.0  # seconds: a build swaps two folders, another writer ends, and all is well
_PAUSE: Final = 0.005  # seconds
_PASSING: Final = frozenset({"no-graph", "store-damaged", "store-locked", "workspace-unusable"})


class Shelf:
    """Holds one store, that of the edition that was asked for last."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._edition = ""
        self._store: ox.Store | None = None

    def store(self, edition: str, folder: str) -> ox.Store:
        """Give the store of an edition, which lies in a folder. Raises `KgError` where it cannot be opened."""
        if self._store is None or edition != self._edition:
            self._store = None  # closes the old one first: memory is for one
            self._store = open_patiently(Path(folder))
            self._edition = edition
        return self._store

    def drop(self) -> None:
        """Close the store, so that the next query opens it anew."""
        self._store = None


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
