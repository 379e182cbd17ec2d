"""Waiting for what comes on connections, without sleep where it comes at once.

A program that asks one query after the other sends the next as soon as it has read the answer. To sleep and be woken takes a process
longer than to look until it comes.
"""

from __future__ import annotations

import select
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import socket

_WATCH: Final = 0.0002  # seconds for which the next request is looked for before this process sleeps
_WAKE: Final = 0.0001  # seconds that it may take to wake a process


class Vigil:
    """Waits for several connections."""

    def __init__(self) -> None:
        """Wait for none yet."""
        self._poll = select.poll()
        self._answered = 0.0
        self._soon = False  # after the last answer something came

    def add(self, connection: socket.socket) -> None:
        """Wait for a connection too; those that were added first are heard first."""
        self._poll.register(connection, select.POLLIN)

    def remove(self, connection: socket.socket) -> None:
        """Wait for a connection no longer."""
        self._poll.unregister(connection)

    def answered(self) -> None:
        """Take note that an answer was sent just now."""
        self._answered = time.monotonic()

    def wait(self, seconds: float) -> list[tuple[int, int]]:
        """Give the handles on which something has come, with what; none after so many seconds.

        It does not sleep for a moment after an answer, as long as something came so soon after the answer before.
        """
        if self._soon:
            end = self._answered + _WATCH
            while time.monotonic() < end:
                if found := self._poll.poll(0):
                    return found
        found = self._poll.poll(seconds * 1000)
        self._soon = time.monotonic() < self._answered + _WATCH + _WAKE
        return found
