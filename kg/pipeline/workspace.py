"""The workspace: a folder whose files change all at once or not at all."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kg.graph import from_store, open_store, workspace_error
from kg.model import ExitCode, KgError, Problem
from kg.pipeline.cache import Cache
from kg.pipeline.state import load_states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Document, KnowledgeGraph
    from kg.pipeline.state import DocumentState

TURTLE, TRIG, VIEW, STORE, STATE = "graph.ttl", "graph.trig", "graph.html", "store", "documents.json"
CACHE = "extractions"
LOCK, NEXT, READY, OLD = ".lock", ".next", ".ready", ".old"
_TRIES, _PAUSE = 200, 0.01  # seconds between two looks for a graph that a build is putting in place


class Workspace:
    """A folder that holds the graph, its exports and the state of the documents.

    A build writes everything new below `.next`, renames that to `.ready`, and then moves file by file. A build that
    was killed before the renaming leaves nothing but `.next`, which the next one removes; one that was killed after
    it is completed by whatever command comes next. So the last good graph is there at any time.
    """

    def __init__(self, folder: Path) -> None:
        """Take a folder, which need not exist yet."""
        self.folder = folder

    def shown(self, name: str = "") -> str:
        """Give the path of the workspace, or of a file in it, as people read it: relative to where they are."""
        try:
            shown = os.path.relpath(self.folder / name)
        except ValueError:  # another drive
            shown = str(Path(self.folder.name) / name)
        return shown.replace(os.sep, "/")

    @contextmanager
    def changing(self) -> Iterator[Path]:
        """Lock the workspace and give a folder for the new files; commit them if the block ends well.

        Raises `KgError` where another build runs, or nothing can be written.
        """
        with self._guarding(), self._locked():
            self._settle()
            new = self.folder / NEXT
            new.mkdir()
            try:
                yield new
                _flush(new)
                new.rename(self.folder / READY)
            finally:
                shutil.rmtree(new, ignore_errors=True)
            self._settle()

    def graph(self) -> KnowledgeGraph:
        """Read the graph of the last build. Raises `KgError` where there is none."""
        return from_store(open_store(self.store_folder(), read_only=True))

    def store_folder(self) -> Path:
        """Give the folder of the store of the last build. Raises `KgError` where there is none."""
        self.recover()
        parts = (self.folder / STORE / "CURRENT", self.folder / STATE)
        for _ in range(_TRIES):
            if all(part.is_file() for part in parts):
                return self.folder / STORE
            if not any((self.folder / name).is_dir() for name in (READY, OLD)):
                break
            time.sleep(_PAUSE)  # a build is putting the new in the place of the old
        if all(part.is_file() for part in parts):
            return self.folder / STORE
        raise self.missing()

    @contextmanager
    def kept_still(self) -> Iterator[None]:
        """Keep builds away while something else changes the store. Raises `KgError` where a build runs."""
        with self._locked():
            with self._guarding():
                self._settle()
            yield

    def missing(self) -> KgError:
        """Give the error for a workspace that holds no graph."""
        problem = Problem(
            "no-graph", "there is no graph in this workspace", self.shown(), "build one with: kg build"
        )
        return KgError(problem, ExitCode.WORKSPACE)

    def states(self) -> tuple[DocumentState, ...]:
        """Give the documents of the last build, sorted by id; none where there was no build."""
        self.recover()
        path = self.folder / STATE
        if not path.is_file():
            return ()
        try:
            return load_states(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError) as error:
            problem = Problem(
                "wrong-workspace",
                "the list of documents cannot be read",
                self.shown(STATE),
                "remove the workspace and build it again",
            )
            raise KgError(problem, ExitCode.WORKSPACE) from error

    def documents(self) -> tuple[Document, ...]:
        """Give the documents of the last build with their texts, as they were read."""
        found = (self.cache().get(state.key) for state in self.states())
        return tuple(extraction.document for extraction in found if extraction is not None)

    def cache(self) -> Cache:
        """Give what was read out of the documents, so that it need not be read again."""
        return Cache(self.folder / CACHE)

    def recover(self) -> None:
        """Complete a commit that a kill cut short; leave everything alone while another build runs."""
        if not (self.folder / READY).is_dir():
            return
        with self._guarding():
            lock = FileLock(self.folder / LOCK)
            try:
                with lock.acquire(timeout=0):
                    self._settle()
            except Timeout:
                return

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / LOCK).acquire(timeout=0):
                yield
        except Timeout as error:
            problem = Problem(
                "workspace-busy",
                "another command is changing this workspace",
                self.shown(),
                "wait for it to end, or choose another with --workspace",
            )
            raise KgError(problem, ExitCode.WORKSPACE) from error

    @contextmanager
    def _guarding(self) -> Iterator[None]:
        """Turn what the file system refuses into a message."""
        try:
            yield
        except OSError as error:
            raise workspace_error(error, Path(self.shown())) from error

    def _settle(self) -> None:
        """Bring the folder to rest: complete a commit that was decided, remove one that was not."""
        ready, old = self.folder / READY, self.folder / OLD
        shutil.rmtree(self.folder / NEXT, ignore_errors=True)
        if ready.is_dir():
            for new in sorted(ready.iterdir()):
                target = self.folder / new.name
                if target.is_dir() and not target.is_symlink():
                    shutil.rmtree(old, ignore_errors=True)
                    target.rename(old)
                new.replace(target)
            ready.rmdir()
        shutil.rmtree(old, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Ask the system to bring all files below a folder to the disk, so that the renaming cannot overtake them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
