"""The end of the socket that a process which answers holds."""

from __future__ import annotations

import array
import resource
import socket
import time
from collections import deque
from typing import TYPE_CHECKING, Final

from kg.execution.frames import HANDLES, HEAD

if TYPE_CHECKING:
    from kg.execution.limits import Limits

_READ: Final = 2**16
_WORN: Final = 4  # a process that took a fourth of what it may take ends after its answer, and gives it back
_PAUSE: Final = 0.1  # seconds
_SHORT: Final = 0.005  # seconds
_KIB: Final = 2**10
_HANDLE: Final = array.array("i").itemsize


class Line:
    """Reads requests and sends frames, and waits while there is nothing to read or no room to send.

    Attributes:
        connection: closes when the engine ends.
        limits: what one query may take.
        handles: of files that came with requests, in their order, until who answers those takes them.
    """

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        """Take a socket that blocks."""
        self.connection = connection
        self.limits = limits
        self.handles: deque[int] = deque()
        self._at_rest = 0
        self._looked = -_PAUSE
        self._asked = 0.0
        self._rest = b""
        self._buffer = memoryview(
            bytearray(_READ)
        )  # kept: to take and give back so much each time costs more

    @property
    def waits(self) -> bool:
        """Say whether more was read than the last request."""
        return bool(self._rest)

    def receive(self) -> tuple[bytes, bytes] | None:
        """Give the next request: its kind and its data; None when there will be none."""
        data = self._rest or self._read()
        self._asked = time.monotonic()
        if len(data) < HEAD.size:
            data = self._fill(data, HEAD.size)
        if not data:
            return None
        kind, length = HEAD.unpack_from(data)
        size = HEAD.size + length
        if len(data) < size:
            data = self._fill(data, size)
        self._rest = data[size:]
        return (kind, data[HEAD.size : size]) if data else None

    def _read(self) -> bytes:
        """Read what there is, and the handles that come with it."""
        size, ancillary, _, _ = self.connection.recvmsg_into(
            [self._buffer], socket.CMSG_SPACE(HANDLES * _HANDLE)
        )
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                self.handles.extend(array.array("i", data[: len(data) - len(data) % _HANDLE]))
        return self._buffer[:size].tobytes()

    def _fill(self, data: bytes, size: int) -> bytes:
        """Read on until there are so many bytes; none where the socket closes before."""
        parts, missing = [data], size - len(data)
        while missing > 0:
            part = self.connection.recv(min(missing, 2**20))
            if not part:
                return b""
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def send(self, kind: bytes, *parts: bytes, last: bool = False) -> None:
        """Send a frame; where it is the last of an answer, say whether the process ends now."""
        kind = kind.upper() if last and self.is_worn(self._asked) else kind
        self.connection.sendall(b"".join((HEAD.pack(kind, sum(map(len, parts))), *parts)))

    def is_worn(self, asked: float) -> bool:
        """Say whether so much memory was held that a new process had better take over.

        After short answers it is looked at now and then: that takes longer than they do, and to take much memory takes time.

        Args:
            asked: when the answer was asked for, by the monotonic clock.
        """
        now = time.monotonic()
        if now < self._looked + _PAUSE and now < asked + _SHORT:
            return False
        self._looked = now
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB
        self._at_rest = self._at_rest or held  # the first answer is that the store is open
        return (held - self._at_rest) * _WORN > self.limits.memory_bytes
