"""Noticing that whoever asked has gone, so that nobody works for them any longer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import Receive

PATIENCE: Final = 0.25  # seconds; most answers have left before


class Unwatched:
    """Does nothing of what `Watch` does: where others notice that whoever asked has gone."""

    gone = False

    def __init__(self, receive: Receive) -> None:
        """Watch nothing."""

    def end(self) -> None:
        """Do nothing."""


class Watch:
    """Cancels the task that made it when the connection is closed.

    Attributes:
        gone: the connection was closed, and the task therefore cancelled.
    """

    def __init__(self, receive: Receive) -> None:
        """Begin to watch soon; the body of the request has been read, or there is none."""
        self.gone = False
        self._receive = receive
        self._task = asyncio.current_task()
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(PATIENCE, self._begin)
        self._watching: asyncio.Task[None] | None = None

    def end(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _begin(self) -> None:
        self._watching = self._loop.create_task(self._look())

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        if self._task is not None:
            self._task.cancel()
