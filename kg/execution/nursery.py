"""The engine's end of the process that forks the others."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.execution.frames import ENDED, HEAD, KILL, READER, WRITER

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from kg.execution.hired import Hired
    from kg.execution.limits import Limits

_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); from kg.execution.zygote import main; main()"
)
# The engine takes and gives back hundreds of small pieces of memory for a query. The allocator of glibc keeps seven of each size at hand if
# nothing else is said; with some hundred a small query takes a twentieth less time. Others do not know the variable.
_TUNABLE: Final = "GLIBC_TUNABLES"
_TUNED: Final = "glibc.malloc.tcache_count=500"
_WAIT: Final = 5.0  # seconds in which it ends by itself


class Nursery:
    """Has processes forked and killed, and hears how they ended.

    Attributes:
        alive: whether the process that forks is there.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
        hired: Hired,
        ended: Callable[[int, int | None, bytes], None],
    ) -> None:
        """Take who answers on lent connections, and whom to tell of an end: the number of the process, its wait status, and what it printed.

        Where the process that forks is gone itself, all that it has forked are too: that is told once, with the number -1.
        """
        self._loop = loop
        self._limits = limits
        self._hired = hired
        self._ended = ended
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._read = b""

    @property
    def alive(self) -> bool:
        """Say whether processes can be forked."""
        return self._control is not None

    @property
    def pid(self) -> int:
        """Give the id of the process that forks; 0 for none."""
        return self._process.pid if self._process else 0

    @property
    def children(self) -> tuple[int, ...]:
        """Give the ids of the processes that were forked, as far as the system tells."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return tuple(int(pid) for pid in path.read_text(encoding="ascii").split()) if path.exists() else ()

    def start(self, folder: Path | None) -> None:
        """Start the process that forks; it removes a folder at its end, should this process be gone by then."""
        ours, theirs = socket.socketpair()
        hired = self._hired
        arguments = [theirs.fileno(), asdict(self._limits), str(folder or ""), hired.name, hired.told]
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, and nothing in its arguments that a user wrote
            [sys.executable, "-c", _START, json.dumps(arguments), json.dumps(sys.path)],
            env={_TUNABLE: _TUNED, **os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # Ctrl-C is for the server
        )
        theirs.close()
        ours.setblocking(False)  # noqa: FBT003 - the standard library's
        self._control = ours
        self._read = b""
        self._loop.add_reader(ours, self._hear)

    def fork(self, number: int, *, writes: bool) -> socket.socket:
        """Have a process forked, and give the socket to it. Raises `OSError` where nobody can fork."""
        if self._control is None:
            raise ConnectionError
        ours, theirs = socket.socketpair()
        try:
            kind = WRITER if writes else READER
            socket.send_fds(self._control, [HEAD.pack(kind, number)], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)  # noqa: FBT003 - the standard library's
        return ours

    def kill(self, number: int) -> None:
        """Have a process killed."""
        if self._control is not None:
            try:
                self._control.send(HEAD.pack(KILL, number))
            except OSError:
                self._lose()

    def wait(self) -> None:
        """Wait until the process that forks has ended, and with it all that it has forked."""
        if self._process is None:
            return
        try:
            self._process.wait(_WAIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _hear(self) -> None:
        """Take the news of ends."""
        if self._control is None:
            return
        try:
            data = self._control.recv(2**16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose()
            return
        self._read += data
        while len(self._read) >= ENDED.size:
            number, status, length = ENDED.unpack_from(self._read)
            size = ENDED.size + length
            if len(self._read) < size:
                return
            printed, self._read = self._read[ENDED.size : size], self._read[size:]
            self._ended(number, status, printed)

    def _lose(self) -> None:
        """Note that the process that forks is gone."""
        self.hang_up()
        self.wait()
        self._ended(-1, None, b"")

    def hang_up(self) -> None:
        """Close the socket, at which the process that forks ends."""
        if self._control is not None:
            self._loop.remove_reader(self._control)
            self._control.close()
            self._control = None
