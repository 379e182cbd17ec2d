"""The store: Oxigraph in memory, or on disk in a folder that is written once and then only read.

In a store the default graph holds the statements of all graphs, each once, so that a plain query asks everything
that is known; `GRAPH` asks what one document says. A union of the graphs that is made while the query runs would
not do: what two documents state would match twice, and a pattern of five lines 32 times.
"""

from __future__ import annotations

import errno
import time
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_DEFAULT: Final = ox.DefaultGraph()
_TRIES: Final = 200  # to open a store while builds swap it
_TRIES_WITHOUT: Final = 10  # of them where there is none: a build may be between two renamings
_PAUSE: Final = 0.01  # seconds
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def memory_store(quads: Iterable[ox.Quad] = ()) -> ox.Store:
    """Hold quads in memory, ready for SPARQL: those of named graphs in the default graph too."""
    store = ox.Store()
    store.bulk_extend(_with_union(quads))
    return store


def write_store(folder: Path, quads: Iterable[ox.Quad]) -> None:
    """Write quads as a store on disk, as `memory_store` holds them; the folder must be new.

    To replace a store, write beside it and rename: readers of the old one keep what they have opened. KgError where
    the disk is full or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True)
        store = ox.Store(str(folder))
        store.bulk_extend(_with_union(quads))
        store.flush()
        del store  # closes the database, so that its folder may be renamed
    except OSError as error:
        raise workspace_error(error, folder) from error


def open_store(folder: Path | None = None, *, read_only: bool = True) -> ox.Store:
    """Open a store on disk, or without a folder a new one in memory.

    A store that is opened read-only takes no lock and shows what it held when it was opened, also where a build puts
    another in its place at that moment. One that is opened for
    writing is locked for others. KgError where there is none, where it is damaged, or locked.
    """
    if folder is None:
        return ox.Store()
    return _open_steady(folder) if read_only else _open(folder, read_only=False)


def _open_steady(folder: Path) -> ox.Store:
    """Open for reading, and again where a build swapped the folder meanwhile: a store is many files."""
    for number in range(_TRIES):
        before = _edition(folder)
        try:
            store = _open(folder)
        except KgError:
            if _edition(folder) == before and (before or number >= _TRIES_WITHOUT):
                raise
        else:
            if _edition(folder) == before:
                return store
        time.sleep(_PAUSE)
    return _open(folder)


def _edition(folder: Path) -> tuple[int, int] | None:
    """Give what tells one store from the next in the same place; None where there is none."""
    try:
        found = (folder / "CURRENT").stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _open(folder: Path, *, read_only: bool = True) -> ox.Store:
    if not (folder / "CURRENT").is_file():  # Oxigraph would make an empty one
        problem = Problem("no-graph", "there is no graph here", _shown(folder), "build one with: kg build")
        raise KgError(problem, ExitCode.WORKSPACE)
    try:
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
    except RuntimeError as error:
        problem = Problem(
            "store-damaged", "the store is damaged", _shown(folder), "build it again with: kg build"
        )
        raise KgError(problem, ExitCode.WORKSPACE) from error
    except OSError as error:
        raise workspace_error(error, folder) from error


def holds_union(store: ox.Store) -> bool:
    """Say whether the default graph holds what the named graphs hold, as in all stores that are made here."""
    named = next(iter(store.named_graphs()), None)
    inside = next(store.quads_for_pattern(None, None, None, named), None) if named else None
    return inside is None or ox.Quad(inside.subject, inside.predicate, inside.object) in store


def workspace_error(error: OSError, place: Path) -> KgError:
    """Say in words why the workspace could not be used, and what to do."""
    text = str(error)  # all that Oxigraph gives: its errors have no number
    if error.errno in _FULL or "No space left" in text:
        code, message, advice = (
            "disk-full",
            "the disk is full",
            "free some space; the last build is unchanged",
        )
    elif error.errno in _DENIED or "Permission denied" in text or "Read-only file system" in text:
        code, message = "workspace-read-only", "the workspace may not be written"
        advice = "change its permissions, or choose another with --workspace"
    elif "lock" in text.lower():
        code, message = "store-locked", "another program is writing to the store"
        advice = "wait for it to end"
    else:
        code, message = (
            "workspace-unusable",
            f"the workspace cannot be used: {error.strerror or 'input or output failed'}",
        )
        advice = "choose another with --workspace"
    return KgError(Problem(code, message, _shown(place), advice), ExitCode.WORKSPACE)


def _with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Give each quad, and each of a named graph in the default graph as well."""
    for quad in quads:
        yield quad
        if quad.graph_name != _DEFAULT:
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _shown(place: Path) -> str:
    """Give a path as messages show it: never from the root of the file system."""
    return "/".join(place.parts[-2:]) if place.is_absolute() else place.as_posix()
