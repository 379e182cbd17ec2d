"""A process that answers requests until its socket closes, or it is killed."""

from __future__ import annotations

import marshal
import signal
from typing import TYPE_CHECKING, Final, Protocol

from kg.execution.frames import COPY, ERROR, OPEN
from kg.execution.refusals import as_json, failed, no_memory
from kg.model import KgError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.execution.line import Line

_UNTIMED: Final = frozenset({COPY, OPEN})  # which are no matter of whoever asks
_GRACE: Final = 2.0  # seconds after which the system ends a query that the engine has not ended, say because it was killed


class Part(Protocol):
    """What a process does with requests."""

    def handle(self, kind: bytes, values: Sequence[str]) -> None:
        """Do what a request says."""

    def drop(self) -> None:
        """Close what may be broken, or hold much memory."""


def work(line: Line, part: Part) -> None:
    """Answer one request after the other until there will be none."""
    while (request := line.receive()) is not None:
        kind, data = request
        signal.setitimer(signal.ITIMER_REAL, 0 if kind in _UNTIMED else line.limits.seconds + _GRACE)
        try:
            _handle(line, part, kind, data)
        except ConnectionError:
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
    except MemoryError:
        part.drop()
        refusal = no_memory()
    except (OSError, RuntimeError, ValueError) as error:
        part.drop()
        refusal = failed(str(error))
    else:
        return
    line.send(ERROR, as_json(refusal), last=True)
