"""What was changed in the store by hand: a build makes the store anew, and does not lose it in silence."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from kg.graph.dumping import dump_store
from kg.model import KgError, Problem
from kg.pipeline.workspace import STORE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.pipeline.workspace import Workspace

# Lies in the store itself, so that it goes when another one takes its place.
MARK = "EDITED"


class Edits:
    """Marks the store of a workspace as changed by hand; one for each program that changes it."""

    def __init__(self, workspace: Workspace) -> None:
        """Take the workspace, of which the program holds the lock."""
        self._mark = workspace.folder / STORE / MARK
        self._lasting = self._mark.exists()
        self._running = 0

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Mark the store before it is changed; the mark goes again where a `KgError` says that nothing was changed."""
        self._running += 1
        self._mark.touch()
        refused = False
        try:
            yield
        except KgError:
            refused = True
            raise
        finally:
            self._running -= 1
            self._lasting = self._lasting or not refused
            if not self._lasting and not self._running:
                self._mark.unlink(missing_ok=True)


def keep_edits(workspace: Workspace, new: Path) -> tuple[Problem, ...]:
    """Write a store that was changed by hand among the new files of a build, and give a note that says so."""
    store = workspace.folder / STORE
    if not (store / MARK).exists():
        return ()
    name = _free_name(workspace.folder)
    try:
        dump_store(store, new / name)
    except KgError as error:
        message = f"the graph had been changed over SPARQL, and the changes are lost: {error.problem.message}"
        return (Problem("edits-lost", message, workspace.shown(STORE)),)
    message = "the graph had been changed over SPARQL; this file holds it as it was, and the new one holds the documents alone"
    advice = "make the changes again, or keep them in a store of their own"
    return (Problem("edits-kept", message, workspace.shown(name), advice),)


def _free_name(folder: Path) -> str:
    """Give a name that no file has: what an earlier build kept is not overwritten."""
    names = ("edited.nq" if number == 1 else f"edited-{number}.nq" for number in count(1))
    return next(name for name in names if not (folder / name).exists())
