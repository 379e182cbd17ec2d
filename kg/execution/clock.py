"""One timer for all that may take too long: a timer for each query would cost more than looking at a few now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

_PAUSE: Final = 0.05  # seconds, by which a query may be stopped late


class Clock:
    """Looks at what is under way, some twenty times a second, as long as something is."""

    def __init__(self, loop: asyncio.AbstractEventLoop, look: Callable[[float], bool]) -> None:
        """Take who looks: called with the time of the loop, it says whether something is under way still."""
        self._loop = loop
        self._look = look
        self._runs = False

    def start(self) -> None:
        """Begin to look, if that was not begun."""
        if not self._runs:
            self._runs = True
            self._loop.call_later(_PAUSE, self._strike)

    def _strike(self) -> None:
        try:
            self._runs = self._look(self._loop.time())
        finally:  # whatever went wrong at one of them, the others are looked at again
            if self._runs:
                self._loop.call_later(_PAUSE, self._strike)
