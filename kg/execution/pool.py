"""The processes that answer queries: which are free, and what waits for one."""

from __future__ import annotations

import asyncio
import contextlib
import marshal
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.execution.clock import Clock
from kg.execution.frames import QUERY
from kg.execution.lending import Lending
from kg.execution.refusals import busy, closed
from kg.execution.staff import Callbacks, Staff

if TYPE_CHECKING:
    from kg.execution.editions import Edition, Editions
    from kg.execution.hired import Hired
    from kg.execution.limits import Limits
    from kg.execution.link import Answer, Link
    from kg.execution.loans import Owner
    from kg.execution.mark import Mark
    from kg.execution.task import Task

_REPLACED: Final = 5.0  # seconds more than a query may take, in which a stopped one's process is replaced


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
    """Asks `Limits.concurrent` processes: first come, first served.

    Attributes:
        staff: the processes.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, limits: Limits, editions: Editions, hired: Hired
    ) -> None:
        """Take what there may be of each, and who answers on connections that are lent; `start` of its `staff` begins."""
        self._loop = loop
        self._limits = limits
        self._editions = editions
        self._clock = Clock(loop, self._look)
        self.staff = Staff(loop, limits, editions, hired, Callbacks(self.give, self._gone, self._clock))
        self._lending = Lending(self, limits)
        self._looked = -1.0
        self._idle: list[Link] = []
        self._waiting: deque[Asked] = deque()
        self._closed = False

    async def fill(self) -> None:
        """Start the processes that answer. Raises `KgError` where the store cannot be opened."""
        await asyncio.gather(*(self.staff.fork() for _ in range(self._limits.concurrent)))

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

    def mark(self) -> Mark:
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
        under_way = [link.look(now) for link in self.staff.links]
        return any(under_way) or bool(self._waiting)

    def renew(self) -> None:
        """Have all that are free open the newest edition, so that queries need not."""
        for link in [one for one in self._idle if one.edition != self._editions.newest.name]:
            self._idle.remove(link)
            self.staff.open(link)
        self._lending.renew(self._editions.newest)
        self.tidy()

    def tidy(self) -> None:
        """Remove the editions that nobody reads any more."""
        self._editions.forget({link.edition for link in self.staff.links})

    def hang_up(self) -> None:
        """Refuse who waits, stop what runs, and let the processes end."""
        self._closed = True
        for asked in self._waiting:
            if not asked.answer.done():
                asked.answer.set_exception(closed())
        self._idle.clear()
        self.staff.hang_up(closed())

    def _gone(self, link: Link) -> None:
        """Take note that a process has ended."""
        if link in self._idle:
            self._idle.remove(link)
        self._lending.lost(link)

    def give(self, link: Link) -> None:
        """Take a process back, and ask it what has waited longest."""
        self.staff.settled(link)
        while self._waiting:
            asked = self._waiting.popleft()
            if not asked.answer.done():
                self._send(link, asked)
                return
        self._idle.append(link)
