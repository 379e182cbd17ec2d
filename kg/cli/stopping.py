"""Work that Ctrl-C and a time limit end at once, though the engine that does it hears of neither."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from typing import TYPE_CHECKING, TypeVar

from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.cli.console import Console

T = TypeVar("T")


def stoppable(work: Callable[[], T], console: Console, seconds: float | None = None) -> T:
    """Do some work that only reads, and give what it gives; what it raises is raised here.

    The engine answers signals when it has done, so the work is done in a thread. Where it is interrupted or takes longer than the given
    seconds, a message is printed and the whole process ends.
    """
    results: list[T] = []
    errors: list[BaseException] = []
    done = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that waits
            _let_go(error)
            errors.append(error)
        finally:
            done.set()

    threading.Thread(target=run, daemon=True).start()
    try:
        if not done.wait(seconds):
            console.problem(_too_long(seconds or 0).problem)
            _leave(ExitCode.QUERY)
    except KeyboardInterrupt:
        console.message("interrupted; the graph stays as it was")
        _leave(ExitCode.INTERRUPTED)
    if errors:
        raise errors[0]
    return results[0]


def _let_go(error: BaseException | None) -> None:
    """Empty the frames that an error remembers: the engine's values in them may be dropped in this thread alone."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _too_long(seconds: float) -> KgError:
    problem = Problem(
        "query-timeout",
        f"the query took more than {seconds:g} s and was stopped",
        advice="ask for less, or give more time with --timeout",
    )
    return KgError(problem, ExitCode.QUERY)


def _leave(code: ExitCode) -> None:
    """End the process as it is: the thread cannot be ended, and nothing it holds needs to be closed."""
    sys.stderr.flush()
    os._exit(code)
