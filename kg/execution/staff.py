"""The processes themselves: started, and replaced when they end."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.execution.frames import OPEN
from kg.execution.link import Link
from kg.execution.nursery import Nursery
from kg.execution.refusals import closed, no_process

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable

    from kg.execution.clock import Clock
    from kg.execution.editions import Editions
    from kg.execution.hired import Hired
    from kg.execution.limits import Limits
    from kg.execution.link import Answer
    from kg.model import KgError

_OPENING: Final = 60.0  # seconds that opening a store may take, however little time a query has
_CRASHES: Final = 0.5  # seconds before a process is replaced that died before it had opened the store


class Callbacks(NamedTuple):
    """Who is told of the processes.

    Attributes:
        free: called with one that may be asked.
        gone: called with one that has ended.
        clock: looks at them.
    """

    free: Callable[[Link], None]
    gone: Callable[[Link], None]
    clock: Clock


class Staff:
    """Keeps as many processes that answer as were started; one that ends is replaced."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
        editions: Editions,
        hired: Hired,
        callbacks: Callbacks,
    ) -> None:
        """Take what is opened, who answers on connections that are lent, and who is told; `start` begins."""
        self._loop = loop
        self._editions = editions
        self._hired = hired
        self._callbacks = callbacks
        self._nursery = Nursery(loop, limits, hired, self._ended)
        self._links: dict[int, Link] = {}
        self._fresh: set[int] = set()
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

    @property
    def links(self) -> Iterable[Link]:
        """Give the ends of all sockets to processes."""
        return tuple(self._links.values())

    def start(self) -> None:
        """Start the process that forks the others."""
        self._nursery.start(self._editions.own)

    def fork(self) -> asyncio.Future[Answer]:
        """Start a process that answers; the result is there when it has opened the store, or cannot."""
        return self.open(self._link(writes=False))

    def fork_writer(self, lost: Callable[[Link], None]) -> Link:
        """Give a new process that writes; who asks for it is told when it ends."""
        if self._closed:
            raise closed()
        try:
            link = self._link(writes=True)
        except OSError as error:
            raise no_process() from error
        link.idle = self.settled
        link.lost = lost
        return link

    def open(self, link: Link) -> asyncio.Future[Answer]:
        """Have a process open the newest edition."""
        edition = self._editions.newest
        link.edition = edition.name
        opened: asyncio.Future[Answer] = self._loop.create_future()
        opened.add_done_callback(_look_at)
        link.ask(OPEN, marshal.dumps((edition.name, str(edition.folder))), _OPENING, opened)
        return opened

    def settled(self, link: Link) -> None:
        """Take note that a process works."""
        self._fresh.discard(link.number)

    def hang_up(self, error: KgError) -> None:
        """Stop what runs, and let the processes end; who waits for one gets the error."""
        self._closed = True
        for link in self.links:
            link.close(error)
        self._nursery.hang_up()

    def wait(self) -> None:
        """Wait until all processes have ended."""
        self._nursery.wait()

    def _link(self, *, writes: bool) -> Link:
        self._number += 1
        connection = self._nursery.fork(self._number, writes=writes)
        link = Link(self._loop, self._callbacks.clock, self._number, connection)
        link.idle, link.kill, link.lost = self._callbacks.free, self._kill, self._replace
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
        self._callbacks.gone(link)
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
            self.fork()
        except OSError:  # no handles left, say; or the process that forks is just being replaced itself
            self._loop.call_later(_CRASHES, self._replace, link)


def _look_at(opened: asyncio.Future[Answer]) -> None:
    """Take note of an error, which the next query will meet again and tell."""
    if not opened.cancelled():
        opened.exception()
