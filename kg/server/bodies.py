"""Bodies of requests: never more than is allowed, of one request and of all together, and not for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Protocol

from kg.model import Problem
from kg.server.refusals import RETRY_SECONDS, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive

SECONDS: Final = 30.0  # for the whole of a body
ALL_TOGETHER: Final = 128 * 2**20  # bytes of all bodies that are being read or worked on
_CLOSE: Final = (b"connection", b"close")  # what else was sent is not waited for


class GoneError(Exception):
    """Whoever asked has closed the connection."""


class Reading(Protocol):
    """Reads the bodies of requests."""

    async def read(self, receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
        """Read a body; see `Bodies`."""

    def release(self, size: int) -> None:
        """Say that so many bytes are needed no more."""


class Bodies:
    """Reads bodies, and knows how much of them is held at the time."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._held = 0

    async def read(self, receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
        """Read a body; whoever called this calls `release` when the body is needed no more.

        Raises:
            RefusedError: 413 for more than `most` bytes, 408 where it comes too slowly, 503 where too many are read.
            GoneError: the connection was closed before the end.
        """
        length = headers.get(b"content-length", b"0")
        if len(length) > len(str(most)) or not length.isdigit() or int(length) > most:
            raise _too_large(most)
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(SECONDS):
                await self._gather(parts, receive, most)
        except TimeoutError as error:
            self.release(sum(map(len, parts)))
            problem = Problem("slow-body", f"the body did not come within {SECONDS:.0f} seconds")
            raise RefusedError(408, problem, [_CLOSE]) from error
        except BaseException:
            self.release(sum(map(len, parts)))
            raise
        return b"".join(parts)

    def release(self, size: int) -> None:
        """Say that so many bytes are held no more."""
        self._held -= size

    async def _gather(self, parts: list[bytes], receive: Receive, most: int) -> None:
        room, more = most, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise GoneError
            part, more = message.get("body", b""), message.get("more_body", False)
            parts.append(part)
            self._held += len(part)
            room -= len(part)
            if room < 0:
                raise _too_large(most)
            if self._held > ALL_TOGETHER:
                problem = Problem(
                    "server-busy", "too much is being sent at the same time", advice="send it again later"
                )
                raise RefusedError(503, problem, [(b"retry-after", RETRY_SECONDS), _CLOSE])


def _too_large(most: int) -> RefusedError:
    problem = Problem(
        "body-too-large", f"the body is larger than {most / 2**20:.0f} MiB", advice="send it in parts"
    )
    return RefusedError(413, problem, [_CLOSE])
