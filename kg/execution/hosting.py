"""The part of a process that answers on connections lent to it.

Asking the engine, which asks a process, which answers the engine, costs more than a small query. So a connection on which one
query comes after the other is lent to a process, which reads and answers there itself. It has several, and does one thing at a time.
What it cannot answer, it gives back as it came; so it does with what nothing comes on for a while. The engine
keeps the connection too: it takes it back where the process is held up by another one, and answers where the process had to be killed.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.execution.attendant import Heard
from kg.execution.frames import BACK, CLOSED, GIVEN, LEND, OPEN_STILL, SAID, WORN, Lent
from kg.execution.mark import Lookout, Mark
from kg.execution.notice import LONGEST, Notice
from kg.execution.vigil import Vigil
from kg.execution.worker import GRACE, WornError
from kg.model import KgError

if TYPE_CHECKING:
    from kg.execution.attendant import Attendant, Guest
    from kg.execution.desk import Desk
    from kg.execution.line import Line

_IDLE: Final = 5.0  # seconds after which a connection is given back on which nothing comes; less than the server keeps it
_REST: Final = 1.0  # seconds between two looks where nothing comes
_PARTIAL: Final = 0.1  # seconds for the rest of a request
_TELL: Final = 0.05  # seconds after which lines for the log are sent
_SWEEP: Final = 0.05  # seconds between two looks at what is to be given back
_OTHER, _PART = Heard.OTHER, Heard.PART


@dataclass(slots=True, eq=False)
class Loan:
    """A connection that this process has.

    Attributes:
        slot: its number.
        connection: which never blocks.
        guest: who reads it.
        read: what came of a request that is not complete.
        until: when it is given back if nothing more comes, by the monotonic clock.
    """

    slot: int
    connection: socket.socket
    guest: Guest
    read: bytes
    until: float


class Host:
    """Has connections on loan, and answers on them until it has none."""

    def __init__(self, line: Line, desk: Desk, attendant: Attendant) -> None:
        """Take the line to the engine, what answers queries, and who knows how to read a connection."""
        self._line = line
        self._desk = desk
        self._attendant = attendant
        self._loans: dict[int, Loan] = {}  # by handle
        self._held: dict[int, Loan] = {}  # by slot: of which part of a request has come
        self._notice: Notice
        self._vigil = Vigil()
        self._vigil.add(line.connection)  # the first, so that it is the first to be heard
        self._control = line.connection.fileno()
        self._lookout = Lookout()
        self._told = 0.0  # when the first line for the log was written that was not sent; 0 for none
        self._swept = self._timed = 0.0
        self._buffer = memoryview(bytearray(LONGEST))

    def _take(self, lent: Lent) -> None:
        """Take a connection, and answer what has come on it already."""
        if lent.new:
            handle = self._line.handles.popleft()
            self._notice = Notice(handle)
            os.close(handle)
        connection = socket.socket(fileno=self._line.handles.popleft())
        connection.setblocking(False)  # noqa: FBT003 - the standard library's
        loan = Loan(lent.slot, connection, self._attendant.greet(), b"", time.monotonic() + _IDLE)
        self._loans[connection.fileno()] = loan
        self._vigil.add(connection)
        self._lookout.mark = Mark(*lent.mark)
        try:
            self._desk.open(lent.edition, lent.folder)
        except KgError:  # which the engine meets again, and tells
            loan.read = lent.data
            self._give_all_back()
            return
        if self._notice.claim(lent.slot):
            self._hear(loan, lent.data)
        else:
            self._let_go(loan, OPEN_STILL)
        self._notice.release()

    def run(self, lent: Lent) -> None:
        """Take a connection, and answer until there is none.

        A timer is left on, which who calls this puts off. Raises `WornError` where the process had better end.
        """
        self._timed = 0.0
        try:
            self._take(lent)
            while self._loans:
                self._turn()
        except (MemoryError, OSError, RuntimeError, ValueError) as error:
            # The engine is gone, or something is wrong with this process: the engine takes back what it has.
            with contextlib.suppress(OSError):
                self._line.send(SAID, f"a process ends: {error!r}".encode("utf-8", "backslashreplace"))
            raise WornError from error

    def _turn(self) -> None:
        for handle, _ in self._vigil.wait(_TELL if self._told or self._held else _REST):
            if handle == self._control:
                self._obey()
            elif (loan := self._loans.get(handle)) is not None:
                self._read(loan)
        now = time.monotonic()
        if now >= self._swept + _SWEEP:
            self._swept = now
            self._tell(now)
            for loan in [one for one in self._loans.values() if one.until < now]:
                self._let_go(loan, OPEN_STILL)

    def _obey(self) -> None:
        """Do what the engine says: all of it that has come."""
        while True:
            request = self._line.receive()
            if request is None:
                raise ConnectionResetError
            kind, data = request
            if kind == LEND:
                self._take(Lent(*marshal.loads(data)))  # noqa: S302 - it comes from the engine, which runs the same Python
            else:
                self._give_all_back()
            if not self._line.waits:
                return

    def _read(self, loan: Loan) -> None:
        """Read what has come on a connection, and answer it."""
        if not self._notice.claim(loan.slot):
            self._notice.release()
            self._let_go(loan, OPEN_STILL)
            return
        try:
            size = loan.connection.recv_into(self._buffer)
        except BlockingIOError:
            self._notice.release()
            return
        except OSError:
            size = 0
        if size:
            self._hear(loan, self._buffer[:size].tobytes())
        else:
            self._let_go(loan, CLOSED)
        self._notice.release()

    def _hear(self, loan: Loan, data: bytes) -> None:
        heard = loan.guest.hear(data)
        loan.read = loan.read + data if loan.read else data
        if heard is _OTHER or len(loan.read) > LONGEST:
            self._let_go(loan, OPEN_STILL)
        elif heard is _PART:
            self._hold(loan)
        else:
            now = time.monotonic()
            if self._notice.recalled or self._lookout.sees_change(now):
                self._give_all_back()
            else:
                self._answer(loan, now)

    def _hold(self, loan: Loan) -> None:
        """Keep a part of a request; the rest has to come soon, however many parts it has."""
        self._notice.hold(loan.slot)
        self._notice.take(loan.slot)
        if loan.slot not in self._held:
            self._held[loan.slot] = loan
            loan.until = time.monotonic() + _PARTIAL

    def _answer(self, loan: Loan, now: float) -> None:
        if self._held:
            self._held.pop(loan.slot, None)
            for other in tuple(self._held.values()):  # while this is answered, nobody could take those back
                self._let_go(other, OPEN_STILL)
        if now > self._timed + _REST:
            self._timed = now
            # Nothing stops a query before. The timer is set anew at most `_REST` late, for which `_IDLE` leaves room.
            signal.setitimer(signal.ITIMER_REAL, self._line.limits.seconds + GRACE + _IDLE)
        self._notice.begin(loan.slot, loan.read, now)
        try:
            stays = loan.guest.answer(self._desk, lambda data: self._send(loan.connection, data))
        except ConnectionError:  # whoever asked is gone
            stays = False
        self._vigil.answered()
        self._notice.end(loan.slot)
        loan.read = b""
        loan.until = now + _IDLE
        self._told = self._told or now
        worn = self._line.is_worn(now)
        if worn:
            self._line.send(WORN)
        if not stays:
            self._let_go(loan, CLOSED)
        if worn:
            self._give_all_back()
            raise WornError

    def _send(self, connection: socket.socket, data: bytes | memoryview) -> None:
        """Send all of some bytes; whoever does not fetch them is cut off by the engine when the time is over."""
        self._notice.send()
        while True:
            try:
                sent = connection.send(data)
            except BlockingIOError:
                select.select((), (connection,), ())
                continue
            except OSError as error:
                raise ConnectionResetError(error.errno, error.strerror) from error
            if sent == len(data):
                return
            data = memoryview(data)[sent:]

    def _give_all_back(self) -> None:
        for loan in list(self._loans.values()):
            self._let_go(loan, OPEN_STILL)

    def _let_go(self, loan: Loan, what: int) -> None:
        """Give a connection back. What was said before goes first, so that the log has it in order."""
        self._tell(self._told + _TELL)
        self._vigil.remove(loan.connection)
        del self._loans[loan.connection.fileno()]
        self._held.pop(loan.slot, None)
        loan.connection.close()
        self._line.send(BACK, GIVEN.pack(loan.slot, what), loan.read)

    def _tell(self, now: float) -> None:
        """Send the lines for the log, where the first of them has waited long enough."""
        if self._told and now >= self._told + _TELL:
            self._told = 0.0
            lines = self._attendant.lines()
            if lines:
                with contextlib.suppress(ConnectionError):
                    self._line.send(SAID, lines)
