"""The end of the socket that a process which answers holds."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING, Final

from kg.execution.frames import HEAD

if TYPE_CHECKING:
    import socket

    from kg.execution.limits import Limits

_READ: Final = 2**16
_WORN: Final = 4  # a process that took a fourth of what it may take ends after its answer, and gives it back
_KIB: Final = 2**10


class Line:
    """Reads requests and sends frames, and waits while there is nothing to read or no room to send.

    Attributes:
        connection: closes when the engine ends.
        limits: what one query may take.
    """

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        """Take a socket that blocks."""
        self.connection = connection
        self.limits = limits
        self._at_rest = 0
        self._buffer = memoryview(
            bytearray(_READ)
        )  # kept: to take and give back so much each time costs more

    def receive(self) -> tuple[bytes, bytes] | None:
        """Give the next request: its kind and its data; None when there will be none."""
        data = self._buffer[: self.connection.recv_into(self._buffer)].tobytes()
        if len(data) < HEAD.size:
            data = self._fill(data, HEAD.size)
        if not data:
            return None
        kind, length = HEAD.unpack_from(data)
        size = HEAD.size + length
        if len(data) < size:
            data = self._fill(data, size)
        return (kind, data[HEAD.size :]) if data else None

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
        kind = kind.upper() if last and self.is_worn() else kind
        self.connection.sendall(b"".join((HEAD.pack(kind, sum(map(len, parts))), *parts)))

    def is_worn(self) -> bool:
        """Say whether so much memory was held that a new process had better take over."""
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB
        self._at_rest = self._at_rest or held  # the first answer is that the store is open
        return (held - self._at_rest) * _WORN > self.limits.memory_bytes
