"""The connections that one process has on loan, as the engine keeps them."""

from __future__ import annotations

import marshal
import select
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

from kg.execution.frames import CLOSED, GIVEN, LEND, RECALL, Lent
from kg.execution.notice import SLOTS, Notice, State, make_memory
from kg.execution.refusals import timed_out

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from kg.execution.editions import Edition
    from kg.execution.link import Link
    from kg.execution.mark import Mark
    from kg.model import KgError

_HELD_UP: Final = 0.1  # seconds that others wait for an answer before their connections are taken back
_GONE: Final = 0.5  # seconds of an answer before it is looked whether somebody waits for it; see `Link`
_BUSY: Final = 0.02  # seconds of an answer, while which no further connection is lent
_HUNG_UP: Final = select.POLLHUP | select.POLLERR | getattr(select, "POLLRDHUP", 0)


class _Fate(Enum):
    """What becomes of a connection whose process has ended."""

    ASKED = "its request gets the error"
    NEW = "it goes on with what was sent along"
    BROKEN = "it is closed: part of a request or of an answer is lost"
    FREE = "it goes on"


class Owner(Protocol):
    """A connection that may be lent. Its server keeps it open, and reads nothing there until it is given back."""

    @property
    def handle(self) -> int:
        """Give the number of the connection."""

    def returned(self, data: bytes, *, closed: bool) -> None:
        """Take it back, with what was read and not answered; `closed` where whoever asked has gone."""

    def refused(self, request: bytes, error: KgError) -> None:
        """Take it back with a request that was read, and is to be answered with an error."""

    def broken(self) -> None:
        """Take it back in the midst of an answer, of which nothing more comes."""


class Loans:
    """What one process has on loan.

    Attributes:
        link: to the process.
        recalled: all of it was asked back.
        worn: the process gives all of it back and ends.
        verdict: why the process is being killed; None where it is not.
    """

    def __init__(self, link: Link, seconds: float, ended: Callable[[Loans], None]) -> None:
        """Take the time for a request, and whom to tell that the process has nothing on loan any more."""
        self.recalled = self.worn = False
        self.verdict: KgError | None = None
        self._lost = False
        self.link = link
        self._seconds = seconds
        self._ended = ended
        self._owners: dict[int, Owner] = {}
        # What went along with a connection, which the process may not have taken.
        self._sent: dict[int, bytes] = {}
        self._revoked: set[int] = set()  # are being taken back
        self._taken: set[int] = set()  # were taken back, and the process has not let go yet
        self._memory: io.FileIO | None = make_memory()
        self._notice = Notice(self._memory.fileno())

    @property
    def count(self) -> int:
        """Count the connections that the process has still; those that were taken back it may have still."""
        return len(self._owners) + len(self._taken)

    def has_room(self, now: float) -> bool:
        """Say whether a further connection would be answered soon."""
        if self.recalled or self.worn or self.verdict is not None or self._lost or self.link.closed:
            return False
        busy = self._notice.state is not State.WAITING and now > self._notice.since + _BUSY
        return not (busy or self._revoked or self.count >= SLOTS)

    def lend(self, owner: Owner, data: bytes, edition: Edition, mark: Mark) -> bool:
        """Lend a connection with what was read there; False where the process cannot be told."""
        slot = next(slot for slot in range(SLOTS) if slot not in self._owners and slot not in self._taken)
        new = self._memory is not None
        plain = (mark.current, mark.number, mark.changed)
        lent = Lent(edition.name, str(edition.folder), plain, slot, data, new)
        handles = [owner.handle] if self._memory is None else [self._memory.fileno(), owner.handle]
        self._notice.clear(slot)
        if not self.link.post(LEND, marshal.dumps(tuple(lent)), handles):
            return False
        if self._memory is not None:
            self._memory.close()
            self._memory = None
        self._owners[slot], self._sent[slot] = owner, data
        return True

    def recall(self) -> None:
        """Ask all back; before the process answers anything more it gives back what it has.

        The memory says so at once; the message wakes it up.
        """
        if self._owners and not self.recalled and not self._lost:
            self.recalled = True
            self._notice.recall(wanted=True)
            self.link.post(RECALL, marshal.dumps(()), ())

    def take(self, data: bytes) -> None:
        """Take back what the process gives back."""
        slot, what = GIVEN.unpack_from(data)
        owner = self._owners.pop(slot, None)
        self._sent.pop(slot, None)
        self._revoked.discard(slot)
        self._taken.discard(slot)
        if not self.count:
            self.recalled = False
            self._notice.recall(wanted=False)
            if self.worn:
                self.link.hush()
            self._ended(self)
        if owner is not None:
            owner.returned(data[GIVEN.size :], closed=what == CLOSED)

    def look(self, now: float) -> bool:
        """Stop a request that takes too long, and take back what waits for it; say whether something is on loan."""
        if not self.count:
            return False
        self._finish_revoking()
        if self._notice.state is not State.WAITING and self.verdict is None:
            age = now - self._notice.since
            if age >= self._seconds or (age >= _GONE and self._has_hung_up(self._notice.claimed)):
                self.verdict = timed_out(self._seconds)
                self.link.kill(self.link)
            elif age >= _HELD_UP:
                self._begin_revoking()
        return bool(self._owners)

    def lost(self, error: KgError) -> None:
        """Take all back, since the process has ended: at a request of one, for which the error is the answer."""
        if self._lost:
            return
        self._lost = True
        owners, self._owners = self._owners, {}
        self._revoked.clear()
        self._taken.clear()
        request = self._notice.request
        fates = {slot: self._fate(slot) for slot in owners}
        self._close()
        for slot, owner in owners.items():
            match fates[slot]:
                case _Fate.ASKED:
                    owner.refused(request, self.verdict or error)
                case _Fate.NEW:
                    owner.returned(self._sent[slot], closed=False)
                case _Fate.BROKEN:
                    owner.broken()
                case _Fate.FREE:
                    owner.returned(b"", closed=False)
        self._sent.clear()

    def _close(self) -> None:
        self._notice.close()
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def _fate(self, slot: int) -> _Fate:
        at_it = slot == self._notice.claimed
        if at_it and self._notice.state is State.ANSWERING:
            return _Fate.ASKED
        if at_it and self._notice.state is State.SENDING:
            return _Fate.BROKEN
        if not self._notice.has_taken(slot):
            return _Fate.NEW
        return _Fate.BROKEN if self._notice.uses(slot) else _Fate.FREE

    def _begin_revoking(self) -> None:
        """Say which connections are to be left alone from now on; whether they are is looked at the next time."""
        for slot in self._owners:
            if slot != self._notice.claimed and slot not in self._revoked:
                self._revoked.add(slot)
                self._notice.revoke(slot)

    def _finish_revoking(self) -> None:
        """Take back what the process leaves alone. It said that it is at a connection before it looked whether it may be."""
        free = [slot for slot in self._revoked if not self._notice.uses(slot)]
        if free:
            self.link.drain()  # what was given back with something read there
        for slot in free:
            owner = self._owners.pop(slot, None)
            if owner is not None:
                self._revoked.discard(slot)
                self._taken.add(slot)
                sent = self._sent.pop(slot)
                owner.returned(b"" if self._notice.has_taken(slot) else sent, closed=False)

    def _has_hung_up(self, slot: int) -> bool:
        owner = self._owners.get(slot)
        if owner is None:
            return False
        poll = select.poll()
        poll.register(owner.handle, getattr(select, "POLLRDHUP", 0))
        return any(event & _HUNG_UP for _, event in poll.poll(0))
