"""Memory that the engine shares with one process: what the process does with the connections that it has on loan.

It is looked at where nothing can be asked: while the process is in the midst of a query, and after it was killed. Each field is
written by one side only, but for those of a slot that nobody uses.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
from enum import IntEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import io

SLOTS: Final = 64  # connections that one process has on loan at most
LONGEST: Final = 2**16  # bytes of a request that is answered on a loan
NONE: Final = -1  # where no connection is meant

_STATE, _CLAIMED, _RECALLED, _SINCE = 0, 1, 2, 8
_REVOKED, _HELD, _TAKEN = (64 + place * SLOTS for place in range(3))
_REQUEST: Final = 64 + 3 * SLOTS
_SIZE: Final = _REQUEST + LONGEST
_BEGUN: Final = struct.Struct("=dI")


class State(IntEnum):
    """What a process does."""

    WAITING = 0
    ANSWERING = 1  # nothing of the answer was sent
    SENDING = 2


_WAITING, _ANSWERING, _SENDING = map(int, State)  # as numbers: each look at a member costs


def make_memory() -> io.FileIO:
    """Give a file without a name that both sides may map."""
    if hasattr(os, "memfd_create"):
        file = open(os.memfd_create("loans"), "w+b", buffering=0)  # noqa: PTH123, SIM115 - a handle; closed by who asked
    else:
        file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by who asked
    file.truncate(_SIZE)
    return file


class Notice:
    """One such piece of memory."""

    def __init__(self, handle: int) -> None:
        """Map the file of a handle, which may be closed then."""
        self._memory = mmap.mmap(handle, _SIZE)

    # What the process writes.

    def claim(self, slot: int) -> bool:
        """Say that a connection is going to be read; False where it was taken back, and must not be."""
        self._memory[_CLAIMED] = slot - NONE  # so that new memory, which holds zeros, says NONE
        return not self._memory[_REVOKED + slot]

    def release(self) -> None:
        """Say that all that was read is answered, or held."""
        self._memory[_CLAIMED] = 0

    def hold(self, slot: int) -> None:
        """Say that part of a request was read from a connection."""
        self._memory[_HELD + slot] = 1

    def take(self, slot: int) -> None:
        """Say that what came with a connection is answered, or held."""
        self._memory[_TAKEN + slot] = 1

    def begin(self, slot: int, request: bytes, now: float) -> None:
        """Say that a request is being answered, on the connection that was claimed."""
        memory = self._memory
        memory[_REQUEST : _REQUEST + len(request)] = request
        _BEGUN.pack_into(memory, _SINCE, now, len(request))
        memory[_STATE] = _ANSWERING
        memory[_TAKEN + slot] = 1

    def send(self) -> None:
        """Say that the answer is on its way."""
        self._memory[_STATE] = _SENDING

    def end(self, slot: int) -> None:
        """Say that the answer was sent, and nothing is held."""
        self._memory[_STATE] = _WAITING
        self._memory[_HELD + slot] = 0

    @property
    def recalled(self) -> bool:
        """Say whether all is to be given back before anything more is answered."""
        return bool(self._memory[_RECALLED])

    # What the engine writes and reads.

    def recall(self, *, wanted: bool) -> None:
        """Say whether all is to be given back."""
        self._memory[_RECALLED] = wanted

    def close(self) -> None:
        """Give the memory back; nothing of this may be used any more."""
        self._memory.close()

    def revoke(self, slot: int) -> None:
        """Say that a connection is taken back."""
        self._memory[_REVOKED + slot] = 1

    def clear(self, slot: int) -> None:
        """Prepare a slot for another connection."""
        for field in (_REVOKED, _HELD, _TAKEN):
            self._memory[field + slot] = 0

    def uses(self, slot: int) -> bool:
        """Say whether the process is reading a connection, or holds what it has read there."""
        return self.claimed == slot or bool(self._memory[_HELD + slot])

    def has_taken(self, slot: int) -> bool:
        """Say whether what came with a connection is answered, or held."""
        return bool(self._memory[_TAKEN + slot])

    @property
    def state(self) -> State:
        """Say what the process does."""
        return State(self._memory[_STATE])

    @property
    def claimed(self) -> int:
        """Give the slot of the connection that the process is at; NONE for none."""
        return self._memory[_CLAIMED] + NONE

    @property
    def since(self) -> float:
        """Say when the last request began, by the monotonic clock, in seconds."""
        began: float = _BEGUN.unpack_from(self._memory, _SINCE)[0]
        return began

    @property
    def request(self) -> bytes:
        """Give the last request, as it came."""
        length: int = _BEGUN.unpack_from(self._memory, _SINCE)[1]
        return self._memory[_REQUEST : _REQUEST + length]
