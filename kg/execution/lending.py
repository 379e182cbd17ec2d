"""Which connections are lent to which process: those on which queries come one after the other, as evenly as can be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Protocol

from kg.execution.loans import Loans

if TYPE_CHECKING:
    from kg.execution.editions import Edition
    from kg.execution.limits import Limits
    from kg.execution.link import Link
    from kg.execution.loans import Owner
    from kg.execution.mark import Mark

_PRESSED: Final = (
    0.05  # seconds that a query waits before the processes have to give back what they have on loan
)
_PAUSE: Final = 1.0  # seconds after that in which nothing is lent


class Lender(Protocol):
    """The pool, as far as it is needed here."""

    def spare(self) -> Link | None:
        """Give a process that is free, if another one is too."""

    def give(self, link: Link) -> None:
        """Take a process back."""

    def newest(self) -> Edition:
        """Give the newest edition."""

    def mark(self) -> Mark:
        """Give what a process notices by that there is a newer one."""


class Lending:
    """Lends connections to some of the processes, and asks them back."""

    def __init__(self, pool: Lender, limits: Limits) -> None:
        """Take where processes are had; one of them stays free for what is asked otherwise."""
        self._pool = pool
        self._seconds = limits.seconds
        self._most = min(_cores(), limits.concurrent - 1)
        self._hosts: list[Loans] = []
        self._until = 0.0

    def lend(self, owner: Owner, data: bytes, now: float) -> bool:
        """Lend a connection with what was read there; False where it is better answered here."""
        if now < self._until:
            return False
        edition = self._pool.newest()
        loans = self._choose(edition, now)
        if loans is None:
            return False
        loans.link.edition = edition.name
        lent = loans.lend(owner, data, edition, self._pool.mark())
        if not lent and not loans.count:
            self._ended(loans)
        return lent

    def press(self, now: float, since: float) -> None:
        """Have all given back, where a query waits for long; for a while nothing is lent then."""
        if now >= since + _PRESSED:
            self._until = now + _PAUSE
            self.recall()

    def recall(self) -> None:
        """Ask all back."""
        for loans in self._hosts:
            loans.recall()

    def renew(self, edition: Edition) -> None:
        """Ask back what is lent to processes that have another edition open."""
        for loans in self._hosts:
            if loans.link.edition != edition.name:
                loans.recall()

    def lost(self, link: Link) -> None:
        """Take note that a process has ended."""
        if link.loans in self._hosts:
            self._hosts.remove(link.loans)

    def _choose(self, edition: Edition, now: float) -> Loans | None:
        """Give the process that has least on loan; a free one where there may be more of them."""
        if len(self._hosts) < self._most and (fresh := self._prepare()):
            return fresh
        fit = [one for one in self._hosts if one.link.edition == edition.name and one.has_room(now)]
        return min(fit, key=lambda loans: loans.count, default=None)

    def _prepare(self) -> Loans | None:
        """Have a further process lent to; None where none is to spare, or the system has no memory or no handles left."""
        link = self._pool.spare()
        if link is None:
            return None
        if link.loans is None:
            try:
                link.loans = Loans(link, self._seconds, self._ended)
            except OSError:
                self._pool.give(link)
                return None
        self._hosts.append(link.loans)
        return link.loans

    def _ended(self, loans: Loans) -> None:
        self.lost(loans.link)  # which may be known already
        if not loans.link.closed:
            self._pool.give(loans.link)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
