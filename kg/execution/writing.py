"""Updates: one after the other, in the one process that has the store open for writing."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Final

from kg.execution.frames import OPEN, UPDATE
from kg.execution.refusals import busy

if TYPE_CHECKING:
    from pathlib import Path

    from kg.execution.editions import Editions
    from kg.execution.link import Link
    from kg.execution.pool import Pool

_OPENING: Final = 60.0  # seconds, as the store may have to be put in order after a kill


class Writing:
    """Sends updates to the process that writes, and makes known what they lead to."""

    def __init__(self, folder: Path, pool: Pool, editions: Editions, waiting: int) -> None:
        """Take the folder of the store, and how many updates may wait; `start` begins."""
        self._folder = str(folder)
        self._pool = pool
        self._editions = editions
        self._most = waiting
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._link: Link | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the store for writing. Raises `KgError` where it is locked."""
        async with self._turn:
            await self._opened()

    async def update(self, *values: object) -> None:
        """Do an update: its text, its base, and two lists of graphs. Who is cancelled here does not stop it."""
        if self._waiting > self._most:  # one of them is under way
            raise busy()
        self._waiting += 1
        task = asyncio.create_task(self._update(values))
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        await asyncio.shield(task)

    async def _update(self, values: tuple[object, ...]) -> None:
        try:
            async with self._turn:
                try:
                    await self._ask(await self._opened(), UPDATE, *values)
                except ConnectionError:  # it had died before it was asked
                    await self._ask(await self._opened(), UPDATE, *values)
        finally:
            self._waiting -= 1

    async def _open_again(self) -> None:
        async with self._turn:
            await self._opened()

    async def _opened(self) -> Link:
        """Give the process that writes; a new one where the last has ended, or is about to."""
        if self._link is None or self._link.closed:
            self._link = self._pool.fork_writer(self._lost)
            await self._ask(self._link, OPEN, seconds=_OPENING)
        return self._link

    async def _ask(self, link: Link, kind: bytes, *values: object, seconds: float = 0.0) -> None:
        copy = self._editions.next_copy()
        data = json.dumps([self._folder, str(copy.folder), *values]).encode()
        try:
            await link.ask(kind, data, seconds)
        except BaseException:
            if link.committed or kind == OPEN:  # no copy was laid: a new process lays one of what stands
                link.stop()
            raise
        self._editions.adopt(copy)
        self._pool.renew()

    def _lost(self, link: Link) -> None:
        """Open the store anew, so that readers see all that the last process did, whatever it was killed at."""
        if link is self._link:
            task = asyncio.create_task(self._open_again())
            self._tasks.add(task)
            task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # which was told to whoever waited
