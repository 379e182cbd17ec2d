"""The frames that a process sends, cut out of what its socket gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.execution.frames import HEAD

if TYPE_CHECKING:
    import socket

# For all, as there is one loop: making so large a one at each answer takes 13 µs.
_BUFFER: Final = bytearray(2**18)
_VIEW: Final = memoryview(_BUFFER)


class Inlet:
    """Reads one socket."""

    def __init__(self, connection: socket.socket) -> None:
        """Take a socket that never blocks."""
        self._connection = connection
        self._read = bytearray()

    def frames(self) -> list[tuple[bytes, bytes]] | None:
        """Give kind and data of the frames that have come as a whole; None where nothing has come.

        Raises `ConnectionError` where nothing will come any more.
        """
        try:
            size = self._connection.recv_into(_BUFFER)
        except BlockingIOError:
            return None
        except OSError as error:
            raise ConnectionResetError(error.errno, error.strerror) from error
        if not size:
            raise ConnectionResetError
        data = _VIEW[:size].tobytes()
        if not self._read and size >= HEAD.size:
            kind, length = HEAD.unpack_from(data)
            if length == size - HEAD.size:  # all of a short answer
                return [(kind, data[HEAD.size :])]
        self._read += data
        return self._cut()

    def _cut(self) -> list[tuple[bytes, bytes]]:
        position, read = 0, self._read
        found: list[tuple[bytes, bytes]] = []
        while len(read) - position >= HEAD.size:
            kind, length = HEAD.unpack_from(read, position)
            end = position + HEAD.size + length
            if end > len(read):
                break
            found.append((kind, bytes(read[position + HEAD.size : end])))
            position = end
        del read[:position]
        return found
