"""What a server and all its processes hold: memory, open files, and how many of them there are. Linux only."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Held:
    """What is held at one time.

    Attributes:
        at: seconds of the monotonic clock.
        megabytes: what pages the processes have, those shared divided among them (PSS).
        processes: how many there are.
        files: open files, pipes and sockets of all.
    """

    at: float
    megabytes: float
    processes: int
    files: int


def held(process: int) -> Held:
    """Look at a process and all below it."""
    found = list(_tree(process))
    return Held(time.monotonic(), sum(map(_megabytes, found)), len(found), sum(map(_files, found)))


def _tree(process: int) -> Iterator[int]:
    yield process
    below: list[str] = []
    with suppress(OSError):  # it ended meanwhile
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            below += children.read_text(encoding="ascii").split()
    for child in below:
        yield from _tree(int(child))


def _megabytes(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def _files(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return 0
