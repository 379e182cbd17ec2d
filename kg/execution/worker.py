"""A process that answers requests until its socket closes, or it is killed."""

from __future__ import annotations

import marshal
import signal
from typing import TYPE_CHECKING, Final, Protocol

from kg.execution.frames import COPY, ERROR, LEND, OPEN, RECALL
from kg.execution.refusals import as_json, as_refusal
from kg.model import KgError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.execution.line import Line

# Which are no matter of whoever asks, or of which each request has a time of its own.
_UNTIMED: Final = frozenset({COPY, OPEN, LEND, RECALL})
GRACE: Final = 2.0  # seconds after which the system ends a query that the engine has not ended, say because it was killed


class WornError(Exception):
    """So much memory was held that a new process had better take over."""


class Part(Protocol):
    """What a process does with requests."""

    def handle(self, kind: bytes, values: Sequence[str]) -> None:
        """Do what a request says."""


def work(line: Line, part: Part) -> None:
    """Answer one request after the other until there will be none."""
    while (request := line.receive()) is not None:
        kind, data = request
        signal.setitimer(signal.ITIMER_REAL, 0 if kind in _UNTIMED else line.limits.seconds + GRACE)
        try:
            _handle(line, part, kind, data)
        except (ConnectionError, WornError):
            return
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _handle(line: Line, part: Part, kind: bytes, data: bytes) -> None:
    try:
        part.handle(kind, marshal.loads(data))  # noqa: S302 - it comes from the engine, which runs the same Python
    except ConnectionError:
        raise
    except KgError as error:
        refusal = error
    except (MemoryError, OSError, RuntimeError, ValueError) as error:
        refusal = as_refusal(error)
    else:
        return
    line.send(ERROR, as_json(refusal), last=True)
