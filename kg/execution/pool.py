"""The processes that answer queries: which are free, and what waits for one."""

from __future__ import annotations

import asyncio
import contextlib
import marshal
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.execution.clock import Clock
from kg.execution.frames import OPEN, QUERY
from kg.execution.lending import Lending
from kg.execution.link import Link
from kg.execution.nursery import Nursery
from kg.execution.refusals import busy, closed, no_process

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.execution.editions import Edition, Editions
    from kg.execution.hired import Hired
    from kg.execution.limits import Limits
    from kg.execution.link import Answer
    from kg.execution.loans import Owner
    from kg.execution.task import Task

_OPENING: Final = 60.0  # seconds that opening a store may take, however little time a query has
_REPLACED: Final = 5.0  # seconds more than a query may take, in which a stopped one's process is replaced
_CRASHES: Final = 0.5  # seconds before a process is replaced that died before it had opened the store


@dataclass(slots=True, eq=False)
class Asked:
    """A query that was asked.

    Attributes:
        task: the query.
        answer: is set when it is answered, or gets the error.
        since: when it was asked, by the time of the loop.
        link: the process that answers it; None as long as it waits.
    """

    task: Task
    answer: asyncio.Future[Answer]
    since: float
    link: Link | None = None


class Pool:
    """Keeps `Limits.concurrent` processes, replaces those that end, and asks them: first come, first served."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, limits: Limits, editions: Editions, hired: Hired
    ) -> None:
        """Take what there may be of each, and who answers on connections that are lent; `start` begins."""
        self._loop = loop
        self._limits = limits
        self._editions = editions
        self._hired = hired
        self._nursery = Nursery(loop, limits, hired, self._ended)
        self._lending = Lending(self, limits)
        self._clock = Clock(loop, self._look)
        self._looked = -1.0
        self._links: dict[int, Link] = {}
        self._fresh: set[int] = set()
        self._idle: list[Link] = []
        self._waiting: deque[Asked] = deque()
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
        if self._closed:
            raise closed()
        try:
            link = self._link(writes=True)
        except OSError as error:
            raise no_process() from error
        link.idle = self._settled
        link.lost = lost
        return link

    def newest(self) -> Edition:
        """Give the newest edition; the store is looked at once each time that the loop's clock moves on, say each millisecond."""
        now = self._loop.time()
        if now > self._looked:
            self._looked = now
            if self._editions.look():
                self.renew()
        return self._editions.newest

    def ask(self, task: Task) -> Asked:
        """Have a process that does nothing else answer, as soon as there is one. Raises `KgError` where too many wait."""
        if self._closed:
            raise closed()
        asked = Asked(task, self._loop.create_future(), self._loop.time())
        while self._idle:
            link = self._idle.pop()
            if not link.closed:  # it may have died since
                self._send(link, asked)
                return asked
        if len(self._waiting) >= self._limits.waiting:
            raise busy()
        self._waiting.append(asked)
        self._clock.start()
        return asked

    def lend(self, owner: Owner, data: bytes) -> bool:
        """Lend a connection to a process, with what was read there; False where it is better answered here."""
        if self._closed or self._waiting or not self._lending.lend(owner, data, self._loop.time()):
            return False
        self._clock.start()
        return True

    def recall(self) -> None:
        """Ask all connections back that are lent."""
        self._lending.recall()

    def spare(self) -> Link | None:
        """Give a process that is free, if another one is too."""
        self._idle = [link for link in self._idle if not link.closed]
        return self._idle.pop() if len(self._idle) > 1 else None

    def mark(self) -> tuple[str, tuple[int, int]]:
        """Give what a process notices by that there is a newer edition."""
        return self._editions.mark

    def leave(self, asked: Asked) -> None:
        """Take note that nobody waits for an answer any more."""
        if asked.link is not None:
            asked.link.leave(asked.answer)
        else:
            with contextlib.suppress(ValueError):
                self._waiting.remove(asked)

    def _send(self, link: Link, asked: Asked) -> None:
        edition = self.newest()
        asked.link = link
        if link.edition != edition.name:
            link.edition = edition.name
            self.renew()
        values = (edition.name, str(edition.folder), *asked.task)
        link.ask(QUERY, marshal.dumps(values), self._limits.seconds, asked.answer)

    def _look(self, now: float) -> bool:
        """Stop what takes too long, and send away who waits too long; say whether something is under way still."""
        while self._waiting and now > self._waiting[0].since + self._limits.seconds + _REPLACED:
            asked = self._waiting.popleft()
            if not asked.answer.done():
                asked.answer.set_exception(busy())
        if self._waiting:
            self._lending.press(now, self._waiting[0].since)
        under_way = [link.look(now) for link in tuple(self._links.values())]
        return any(under_way) or bool(self._waiting)

    def renew(self) -> None:
        """Have all that are free open the newest edition, so that queries need not."""
        for link in [one for one in self._idle if one.edition != self._editions.newest.name]:
            self._idle.remove(link)
            self._open(link)
        self._lending.renew(self._editions.newest)
        self.tidy()

    def tidy(self) -> None:
        """Remove the editions that nobody reads any more."""
        self._editions.forget({link.edition for link in self._links.values()})

    def hang_up(self) -> None:
        """Refuse who waits, stop what runs, and let the processes end."""
        self._closed = True
        for asked in self._waiting:
            if not asked.answer.done():
                asked.answer.set_exception(closed())
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

    def give(self, link: Link) -> None:
        """Take a process back, and ask it what has waited longest."""
        self._settled(link)
        while self._waiting:
            asked = self._waiting.popleft()
            if not asked.answer.done():
                self._send(link, asked)
                return
        self._idle.append(link)

    def _fork(self) -> asyncio.Future[Answer]:
        return self._open(self._link(writes=False))

    def _open(self, link: Link) -> asyncio.Future[Answer]:
        edition = self._editions.newest
        link.edition = edition.name
        opened: asyncio.Future[Answer] = self._loop.create_future()
        opened.add_done_callback(_look_at)
        link.ask(OPEN, marshal.dumps((edition.name, str(edition.folder))), _OPENING, opened)
        return opened

    def _link(self, *, writes: bool) -> Link:
        self._number += 1
        connection = self._nursery.fork(self._number, writes=writes)
        link = Link(self._loop, self._clock, self._number, connection)
        link.idle, link.kill, link.lost = self.give, self._kill, self._replace
        link.said = self._hired.said
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
        self._lending.lost(link)
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
