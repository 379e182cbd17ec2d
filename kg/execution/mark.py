"""By what a new build of a store is noticed, at the price of one look at one file."""

from __future__ import annotations

import os
from typing import Final, NamedTuple

_PAUSE: Final = 0.005  # seconds between two looks


class Mark(NamedTuple):
    """A file that each build replaces, as it was.

    Attributes:
        current: its path; "" where there will be no new build.
        number: that the file system gave it.
        changed: when it was changed, in nanoseconds.
    """

    current: str = ""
    number: int = 0
    changed: int = 0

    def is_there(self) -> bool:
        """Say whether the file is still as it was."""
        return not self.current or look(self.current) == self


def look(current: str) -> Mark | None:
    """Give the mark of a file as it is; None where there is none, as while folders are being swapped."""
    try:
        found = os.stat(current)  # noqa: PTH116 - a third of the time of a Path, at each query
    except OSError:
        return None
    return Mark(current, found.st_ino, found.st_mtime_ns)


class Lookout:
    """Looks now and then whether there has been a new build.

    Attributes:
        mark: of the build that is known.
    """

    def __init__(self) -> None:
        """Look for nothing yet."""
        self.mark = Mark()
        self._looked = 0.0

    def sees_change(self, now: float) -> bool:
        """Say whether there has been one, by the monotonic clock; False too where it was looked a moment ago."""
        if now < self._looked + _PAUSE:
            return False
        self._looked = now
        return not self.mark.is_there()
