"""The processes that answer queries: which are free, and who waits for one."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import TYPE_CHECKING, Final

from kg.execution.frames import OPEN
from kg.execution.link import Link
from kg.execution.nursery import Nursery
from kg.execution.refusals import busy, closed, no_process

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.execution.editions import Editions
    from kg.execution.limits import Limits
    from kg.execution.link import Answer

_OPENING: Final = 60.0  # seconds that opening a store may take, however little time a query has
_REPLACED: Final = 5.0  # seconds more than a query may take, in which a stopped one's process is replaced
_CRASHES: Final = 0.5  # seconds before a process is replaced that died before it had opened the store


class Pool:
    """Keeps `Limits.concurrent` processes, replaces those that end, and gives them out: first come, first served."""

    def __init__(self, loop: asyncio.AbstractEventLoop, limits: Limits, editions: Editions) -> None:
        """Take what there may be of each; `start` begins."""
        self._loop = loop
        self._limits = limits
        self._editions = editions
        self._nursery = Nursery(loop, limits, self._ended)
        self._links: dict[int, Link] = {}
        self._fresh: set[int] = set()
        self._idle: list[Link] = []
        self._waiting: deque[asyncio.Future[Link]] = deque()
        self._number = 0
        self._closed = False

    @property
    def processes(self) -> tuple[int, ...]:
        """Give the ids of all processes but the one that forks them."""
        return self._nursery.children

    @property
    def forker(self) -> int:
        """Give the id of the process that forks them."""
        return self._nursery.pid

    def start(self) -> None:
        """Start the process that forks the others."""
        self._nursery.start(self._editions.own)

    async def fill(self) -> None:
        """Start the processes that answer. Raises `KgError` where the store cannot be opened."""
        await asyncio.gather(*(self._fork() for _ in range(self._limits.concurrent)))

    def fork_writer(self, lost: Callable[[Link], None]) -> Link:
        """Give a new process that writes; who asks for it is told when it ends."""
        try:
            link = self._link(writes=True)
        except OSError as error:
            raise no_process() from error
        link.idle = self._settled
        link.lost = lost
        return link

    async def take(self) -> Link:
        """Give a process that does nothing else. Raises `KgError` where too many wait, or it takes too long."""
        while True:
            if self._closed:
                raise closed()
            link = self._idle.pop() if self._idle else await self._wait()
            if not link.closed:  # it may have died since
                return link

    async def _wait(self) -> Link:
        if len(self._waiting) >= self._limits.waiting:
            raise busy()
        place: asyncio.Future[Link] = self._loop.create_future()
        self._waiting.append(place)
        timer = self._loop.call_later(self._limits.seconds + _REPLACED, _refuse, place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._give(place.result())
            raise
        finally:
            timer.cancel()
            if place in self._waiting:
                self._waiting.remove(place)

    def renew(self) -> None:
        """Have all that are free open the newest edition, so that queries need not."""
        for link in [one for one in self._idle if one.edition != self._editions.newest.name]:
            self._idle.remove(link)
            self._open(link)
        self.tidy()

    def tidy(self) -> None:
        """Remove the editions that nobody reads any more."""
        self._editions.forget({link.edition for link in self._links.values()})

    def hang_up(self) -> None:
        """Refuse who waits, stop what runs, and let the processes end."""
        self._closed = True
        for place in self._waiting:
            if not place.done():
                place.set_exception(closed())
        for link in self._links.values():
            link.close(closed())
        self._idle.clear()
        self._nursery.hang_up()

    def wait(self) -> None:
        """Wait until all processes have ended."""
        self._nursery.wait()

    def _settled(self, link: Link) -> None:
        """Take note that a process works."""
        self._fresh.discard(link.number)

    def _give(self, link: Link) -> None:
        """Take a process back, for who has waited longest."""
        self._settled(link)
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(link)
                return
        self._idle.append(link)

    def _fork(self) -> asyncio.Future[Answer]:
        return self._open(self._link(writes=False))

    def _open(self, link: Link) -> asyncio.Future[Answer]:
        edition = self._editions.newest
        link.edition = edition.name
        opened = link.ask(OPEN, json.dumps([edition.name, str(edition.folder)]).encode(), _OPENING)
        opened.add_done_callback(_look_at)
        return opened

    def _link(self, *, writes: bool) -> Link:
        self._number += 1
        connection = self._nursery.fork(self._number, writes=writes)
        link = Link(self._loop, self._number, connection, self._limits.seconds)
        link.idle, link.kill, link.lost = self._give, self._kill, self._replace
        self._links[link.number] = link
        self._fresh.add(link.number)
        return link

    def _kill(self, link: Link) -> None:
        self._nursery.kill(link.number)

    def _ended(self, number: int, status: int | None, printed: bytes) -> None:
        """Replace a process that has ended; all of them where the one that forks them has."""
        gone = [number] if number >= 0 else list(self._links)
        if number < 0:
            self._revive()
        for one in gone:
            link = self._links.pop(one, None)
            if link is not None:
                self._bury(link, status, printed)

    def _revive(self) -> None:
        """Start the process that forks the others again."""
        if self._closed:
            return
        try:
            self._nursery.start(self._editions.own)
        except OSError:
            self._loop.call_later(_CRASHES, self._revive)

    def _bury(self, link: Link, status: int | None, printed: bytes) -> None:
        fresh = link.number in self._fresh
        self._fresh.discard(link.number)
        if link in self._idle:
            self._idle.remove(link)
        link.told(status, printed)
        if self._closed:
            return
        if fresh:
            self._loop.call_later(_CRASHES, link.lost, link)
        else:
            link.lost(link)

    def _replace(self, link: Link) -> None:
        if self._closed:
            return
        try:
            self._fork()
        except OSError:  # no handles left, say; or the process that forks is just being replaced itself
            self._loop.call_later(_CRASHES, self._replace, link)


def _look_at(opened: asyncio.Future[Answer]) -> None:
    """Take note of an error, which the next query will meet again and tell."""
    if not opened.cancelled():
        opened.exception()


def _refuse(place: asyncio.Future[Link]) -> None:
    if not place.done():
        place.set_exception(busy())
