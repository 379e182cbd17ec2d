"""The process that the others are forked from: it has loaded what they need, and has opened nothing.

It runs one thread and holds no store, so that forking it is safe and takes a few milliseconds. It is started as a program
of its own, never forked from the server. When the server ends, in whatever way, its socket closes: it then kills what it
has forked, and ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, NoReturn

from kg.execution.attendant import load_attendant
from kg.execution.frames import ENDED, HEAD, KILL, PRINTED, WRITER
from kg.execution.limits import Limits
from kg.execution.line import Line
from kg.execution.reading import Reader
from kg.execution.updating import Writer
from kg.execution.worker import work
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.execution.attendant import Attendant

_PDEATHSIG: Final = 1  # of prctl: a signal for when the parent ends
_OUTPUT: Final = 2**16  # bytes that a reader may write to files, which is its last words alone
_FAILED: Final = 1 << 8  # the wait status of a process that ends with 1
_LEAST: Final = 192 * 2**20  # bytes without which no process can open a store
_ADDRESSES: Final = "/proc/self/oom_score_adj"
_FIRST_TO_GO: Final = "500"  # where the system's memory is short, these end before the server


@dataclass(frozen=True, slots=True)
class Child:
    """A process that was forked.

    Attributes:
        number: what the engine calls it.
        printed: a file without a name that holds what it printed.
    """

    number: int
    printed: IO[bytes]


class Zygote:
    """Forks, kills and buries processes as the engine says."""

    def __init__(self, control: socket.socket, limits: Limits, attendant: Attendant | None) -> None:
        """Take the socket to the engine, and who answers on connections."""
        self._control = control
        self._limits = limits
        self._attendant = attendant
        self._ontology = load_ontology()
        self._children: dict[int, Child] = {}
        self._bell, bell = socket.socketpair()
        for end in (self._bell, bell):
            end.setblocking(False)  # noqa: FBT003 - the standard library's
        signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._bell_rope = bell

    def run(self) -> None:
        """Do what the engine says until it ends; then kill what is left."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._bell, select.POLLIN)
        try:
            while True:
                ready = {number for number, _ in poll.poll()}
                if self._bell.fileno() in ready:
                    self._bury()
                if self._control.fileno() in ready and not self._obey():
                    return
        except ConnectionError:
            return
        finally:
            for pid in self._children:
                os.kill(pid, signal.SIGKILL)
            for pid in self._children:
                os.waitpid(pid, 0)

    def _obey(self) -> bool:
        """Do one thing that the engine says; False where it has ended."""
        data, handles, _, _ = socket.recv_fds(self._control, HEAD.size, 1)
        while data and len(data) < HEAD.size:
            more = self._control.recv(HEAD.size - len(data))
            data = data + more if more else b""
        if not data:
            return False
        kind, number = HEAD.unpack(data)
        if kind == KILL:
            self._kill(number)
        else:
            self._fork(kind, number, socket.socket(fileno=handles[0]))
        return True

    def _kill(self, number: int) -> None:
        """Kill a process, if it is there still: it is not yet buried, so its id is that of no other."""
        for pid, child in self._children.items():
            if child.number == number:
                os.kill(pid, signal.SIGKILL)

    def _bury(self) -> None:
        """Take leave of the processes that have ended, and tell the engine how they did."""
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(4096)
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            child = self._children.pop(pid)
            child.printed.seek(0)
            printed = child.printed.read(PRINTED)
            child.printed.close()
            self._control.sendall(ENDED.pack(child.number, status, len(printed)) + printed)

    def _fork(self, kind: bytes, number: int, connection: socket.socket) -> None:
        parent = os.getpid()
        try:
            printed = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when the process is buried
            pid = os.fork()
        except OSError:  # the system has no room; the engine tries again
            connection.close()
            self._control.sendall(ENDED.pack(number, _FAILED, 0))
            return
        if not pid:
            _end(lambda: self._live(kind, connection, printed, parent))
        self._children[pid] = Child(number, printed)
        connection.close()

    def _live(self, kind: bytes, connection: socket.socket, printed: IO[bytes], parent: int) -> None:
        """Be the new process, to its end."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(printed.fileno(), sys.stderr.fileno())
        for thing in (self._control, self._bell, self._bell_rope, printed):
            thing.close()
        for child in self._children.values():
            child.printed.close()
        _die_with(parent)
        _confine(self._limits, writes=kind == WRITER)
        line = Line(connection, self._limits)
        writes = kind == WRITER
        part = Writer(line, self._ontology) if writes else Reader(line, self._ontology, self._attendant)
        work(line, part)


def _end(live: Callable[[], None]) -> NoReturn:
    """Live, and then end without what a program does at its end: that is the parent's business."""
    try:
        live()
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - whatever it was, this process must not go on as its parent
        print(repr(error), file=sys.stderr, flush=True)  # noqa: T201 - read by the parent
        os._exit(1)


def _die_with(parent: int) -> None:
    """Ask the system to kill this process when its parent ends; Linux alone can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _confine(limits: Limits, *, writes: bool) -> None:
    """Bound what this process may take of memory and disk."""
    memory = max(limits.memory_bytes, _LEAST)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not writes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_OUTPUT, _OUTPUT))
    with contextlib.suppress(OSError), open(_ADDRESSES, "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(_FIRST_TO_GO)


def main() -> None:
    """Run as a program.

    Its argument is JSON: a handle of the socket to the engine, the limits, a folder to remove at the end, and
    who answers on connections with what it is told.
    """
    handle, limits, folder, name, told = json.loads(sys.argv[1])
    try:
        zygote = Zygote(socket.socket(fileno=handle), Limits(**limits), load_attendant(name, told))
        gc.freeze()
        zygote.run()
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
