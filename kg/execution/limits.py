"""How much one query may take, and how many may be under way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What stops a query, and what makes the next one wait.

    Attributes:
        seconds: wall clock for one query or update, from its start to the last byte of its answer.
        answer_bytes: of one answer, as it is written.
        memory_bytes: that one process which answers may hold; 192 MiB at least, without which it cannot open a store.
        concurrent: queries answered at the same time, each in a process of its own.
        waiting: queries that wait for their turn, first come first served; one more is refused.
    """

    seconds: float = 30.0
    answer_bytes: int = 256 * 2**20
    memory_bytes: int = 2 * 2**30
    concurrent: int = 4
    waiting: int = 64
