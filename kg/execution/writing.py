"""Updates: one after the other, in the one process that has the store open for writing."""

from __future__ import annotations

import asyncio
import marshal
from collections import deque
from typing import TYPE_CHECKING, Final

from kg.execution.frames import COPY, OPEN, UPDATE
from kg.execution.refusals import busy, no_process
from kg.model import KgError

if TYPE_CHECKING:
    from pathlib import Path

    from kg.execution.editions import Editions
    from kg.execution.link import Answer, Link
    from kg.execution.pool import Pool

    Values = tuple[str | tuple[str, ...], ...]

_PATIENCE: Final = (
    60.0  # seconds to open the store, which may have to be put in order after a kill, or to lay a copy
)
_TURN: Final = 0.5  # seconds after which no further update is begun before those that are done are shown


class Writing:
    """Sends updates to the process that writes, and makes known what they lead to.

    A copy for the readers takes longer than a small update. So it is laid once for all updates that were waiting, and each
    of them is answered when readers see it.
    """

    def __init__(self, folder: Path, pool: Pool, editions: Editions, waiting: int, seconds: float) -> None:
        """Take the folder of the store, how many updates may wait, and how long one may take; `start` begins."""
        self._folder = str(folder)
        self._pool = pool
        self._editions = editions
        self._most = waiting
        self._seconds = seconds
        self._link: Link | None = None
        self._unseen = True  # whether the store holds, or may hold, what readers do not see
        self._asked: deque[tuple[Values, asyncio.Future[None]]] = deque()
        self._count = 0  # of those that wait or are under way
        self._turn: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the store for writing. Raises `KgError` where it is locked."""
        await self._show()

    async def update(self, *values: str | tuple[str, ...]) -> None:
        """Do an update: its text, its base, and two lists of graphs. Who is cancelled here does not stop it."""
        if self._count > self._most:  # one of them is under way
            raise busy()
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._asked.append((values, done))
        self._count += 1
        self._begin()
        await asyncio.shield(done)

    def _begin(self) -> None:
        if self._turn is None or self._turn.done():
            self._turn = asyncio.create_task(self._work())

    async def _work(self) -> None:
        """Do what was asked, in turns: first the updates that wait, then the copy that shows all of them."""
        while True:
            outcomes = await self._change()
            trouble = await self._try_to_show()
            for done, error in outcomes:
                _settle(done, error or trouble)
            self._count -= len(outcomes)
            if not self._asked:
                return

    async def _change(self) -> list[tuple[asyncio.Future[None], KgError | None]]:
        """Do updates that wait, for a while, and give who is to be told what."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _TURN
        outcomes: list[tuple[asyncio.Future[None], KgError | None]] = []
        while self._asked and loop.time() < end:
            values, done = self._asked.popleft()
            outcomes.append((done, await self._try(values)))
        return outcomes

    async def _try(self, values: Values) -> KgError | None:
        """Do one update, and give the error if there is one."""
        for _ in range(2):
            try:
                await self._send(await self._opened(), UPDATE, values, self._seconds)
            except ConnectionError:  # the process had died before it was asked
                continue
            except KgError as error:
                return error
            self._unseen = True
            return None
        return no_process()

    async def _try_to_show(self) -> KgError | None:
        """Show what readers do not see yet, if need be by a new process, and give the error if there is one."""
        trouble = no_process()
        for _ in range(2):
            try:
                await self._show()
            except ConnectionError:
                continue
            except KgError as error:
                trouble = error
            else:
                return None
        return trouble

    async def _show(self) -> None:
        """Lay a copy for readers, if there is something that they do not see."""
        link = await self._opened()
        if not self._unseen:
            return
        copy = self._editions.next_copy()
        self._unseen = False
        try:
            await self._send(link, COPY, (str(copy.folder),), _PATIENCE)
        except BaseException:
            self._unseen = True
            raise
        self._editions.adopt(copy)
        self._pool.renew()

    async def _opened(self) -> Link:
        """Give the process that writes; a new one where the last has ended, or is about to."""
        if self._link is None or self._link.closed:
            self._link = self._pool.staff.fork_writer(self._lost)
            self._unseen = True
            await self._send(self._link, OPEN, (self._folder,), _PATIENCE)
        return self._link

    async def _send(self, link: Link, kind: bytes, values: Values, seconds: float) -> None:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        link.ask(kind, marshal.dumps(values), seconds, answer)
        try:
            await answer
        except BaseException:
            if kind != UPDATE:  # what a new process has to do
                link.stop()
            raise

    def _lost(self, link: Link) -> None:
        """Open the store anew, so that readers see all that the last process did, whatever it was killed at."""
        if link is self._link:
            self._unseen = True
            self._begin()


def _settle(done: asyncio.Future[None], error: KgError | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
