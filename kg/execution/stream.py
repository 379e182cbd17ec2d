"""A long answer on its way: parts that have come and are not yet read, and no more of them than the reader takes."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Final, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import KgError

    class Pause(Protocol):
        """Holds a process back, or lets it go on."""

        def __call__(self, *, wait: bool) -> None:
            """Do so."""


_MUCH: Final = 2**20  # bytes that wait here before the process has to


class Stream:
    """The parts of an answer, in order; see `Chunks`."""

    def __init__(self, loop: asyncio.AbstractEventLoop, pause: Pause, leave: Callable[[], None]) -> None:
        """Take how to hold the process back or let it go on, and how to tell that nobody reads any more."""
        self._loop = loop
        self._pause = pause
        self._leave = leave
        self._parts: deque[bytes] = deque()
        self._size = 0
        self._paused = False
        self._ended = False
        self._error: KgError | None = None
        self._waiter: asyncio.Future[None] | None = None

    def feed(self, part: bytes) -> None:
        """Take a part from the process."""
        self._parts.append(part)
        self._size += len(part)
        if self._size > _MUCH and not self._paused:
            self._paused = True
            self._pause(wait=True)
        self._wake()

    def end(self, error: KgError | None = None) -> None:
        """Note that no more comes; where it breaks off, what has come is of no use."""
        self._ended = True
        if error is not None:
            self._error = error
            self._parts.clear()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def __aiter__(self) -> Self:
        """Give itself."""
        return self

    async def __anext__(self) -> bytes:
        """Give the next part; `KgError` where the answer breaks off."""
        while not self._parts:
            if self._error is not None:
                raise self._error
            if self._ended:
                raise StopAsyncIteration
            await self._more()
        part = self._parts.popleft()
        self._size -= len(part)
        if self._paused and self._size < _MUCH // 2:
            self._paused = False
            self._pause(wait=False)
        return part

    async def _more(self) -> None:
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        except asyncio.CancelledError:
            await self.aclose()
            raise
        finally:
            self._waiter = None

    async def aclose(self) -> None:
        """End the query if it still runs."""
        if not self._ended:
            self._ended = True
            self._parts.clear()
            self._leave()
