"""What the store holds at a time: an edition. A build or an update makes a new one; queries on an old one go on.

Tried with pyoxigraph 0.5.13: a store that is open read-only survives that its folder is renamed and removed only as far as its files are
open, and RocksDB opens sixteen of them at the start and the others when a query needs them. So each edition is read from a folder of
its own, of hard links to the files, which stays until no process reads it. Where links cannot be made, as in a
folder that may not be written, the folder itself is read, and a query that misses a file is asked again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.execution.mark import Mark, look

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_PREFIX: Final = ".serving-"
_TRIES: Final = 3  # at linking a folder that is swapped meanwhile


@dataclass(frozen=True, slots=True)
class Edition:
    """A name that no other edition has, and the folder to open."""

    name: str
    folder: Path


class Editions:
    """Knows the newest edition of a store, and keeps the folders of those that are read."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the store; nothing is made yet."""
        self._folder = folder
        self._current = str(folder / "CURRENT")
        self._own: Path | None = None
        self._lock = -1
        self._seen = Mark()
        self._newest = Edition("", folder)
        self._made: list[Edition] = []
        self._adopts = False
        self._count = 0

    @property
    def own(self) -> Path | None:
        """Give the folder that is to be removed at the end, if there is one."""
        return self._own

    @property
    def newest(self) -> Edition:
        """Give the newest edition that was noticed."""
        return self._newest

    @property
    def mark(self) -> Mark:
        """Give what a new build is noticed by."""
        return Mark() if self._adopts else self._seen

    def start(self) -> None:
        """Make the folder for links beside the store, where that may be, and remove what killed servers left."""
        with contextlib.suppress(OSError):
            _sweep(self._folder.parent)
            own = self._folder.parent / f"{_PREFIX}{secrets.token_hex(4)}"
            own.mkdir()
            self._own = own
            self._lock = os.open(own, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def close(self) -> None:
        """Remove all folders."""
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
        self._own, self._lock = None, -1

    def look(self) -> bool:
        """Notice a new build: costs one look at one file. While folders are being swapped, nothing is new.

        Nor is anything once an edition was adopted: who writes the store holds the lock that a build needs.
        """
        if self._adopts:
            return False
        seen = look(self._current)
        if seen is None or seen == self._seen:
            return False
        self._seen = seen
        name = f"{seen.number:x}-{seen.changed:x}"
        self._newest = Edition(name, self._linked() or self._folder)
        self._made.append(self._newest)
        return True

    def next_copy(self) -> Edition:
        """Give the edition that the next update makes, with the folder where its copy is to be laid."""
        self._count += 1
        name = f"{secrets.token_hex(4)}-{self._count}"
        return Edition(name, (self._own or self._folder.parent) / f"copy-{name}")

    def adopt(self, edition: Edition) -> None:
        """Take an edition that was laid as the newest."""
        self._adopts = True
        self._newest = edition
        self._made.append(edition)

    def forget(self, read: Collection[str]) -> None:
        """Remove the folders of editions that are neither the newest nor among those being read."""
        for edition in [one for one in self._made if one != self._newest and one.name not in read]:
            self._made.remove(edition)
            if edition.folder != self._folder:
                shutil.rmtree(edition.folder, ignore_errors=True)

    def _linked(self) -> Path | None:
        """Lay links to the files of the store into a folder of their own."""
        if self._own is None:
            return None
        for _ in range(_TRIES):
            self._count += 1
            target = self._own / str(self._count)
            try:
                target.mkdir()
                _link(self._folder, target)
            except FileNotFoundError:  # swapped meanwhile
                shutil.rmtree(target, ignore_errors=True)
            except OSError:
                shutil.rmtree(target, ignore_errors=True)
                return None
            else:
                return target
        return None


def _link(source: Path, target: Path) -> None:
    """Link all files of a folder, which may be renamed meanwhile."""
    handle = os.open(source, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in os.listdir(handle):  # noqa: PTH208 - of a handle, so that renaming does not matter
            os.link(name, target / name, src_dir_fd=handle, follow_symlinks=False)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what servers left that were killed: nobody holds the lock on it."""
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(handle)
