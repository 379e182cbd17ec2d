"""The errors of the engine, each with its code and what to do about it."""

from __future__ import annotations

import json
import os
import signal
from typing import Final

from kg.model import ExitCode, KgError, Problem
from kg.query.mistakes import failed

_NO_ROOM: Final = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"Cannot allocate memory")
_DEEP: Final = (b"stack overflow", b"overflowed its stack")
_CUT: Final = "ask for less: a narrower pattern, a LIMIT"


def timed_out(seconds: float) -> KgError:
    """Give the error for a query that was stopped."""
    message = f"the query took longer than {seconds:g} seconds and was stopped"
    return _error(Problem("query-timeout", message, advice=f"{_CUT}, no path without an end"))


def too_large(limit: int) -> KgError:
    """Give the error for an answer of too many bytes."""
    message = f"the answer is larger than {_shown(limit)}"
    return _error(Problem("answer-too-large", message, advice=f"{_CUT}, or an export of the graph"))


def no_memory() -> KgError:
    """Give the error for a query that needs more memory than a process may have."""
    message = "the query needs more memory than it may have"
    return _error(
        Problem("query-memory", message, advice=f"{_CUT}; sorting and grouping hold all rows at once")
    )


def busy() -> KgError:
    """Give the error for a query that found no place to wait, or waited too long."""
    message = "too many queries are waiting"
    return _error(Problem("server-busy", message, advice="ask again in a few seconds"))


def closed() -> KgError:
    """Give the error for a query that comes while the engine ends."""
    return _error(Problem("server-stopping", "the server is stopping", advice="ask again when it runs"))


def read_only() -> KgError:
    """Give the error for an update where only reading is allowed."""
    message = "this graph is read here, not changed"
    return _error(Problem("read-only", message, advice="start the server with --writable"))


def ended(status: int | None, printed: bytes) -> KgError:
    """Give the error for a process that died under its query, from its wait status and what it printed."""
    by_signal = os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else 0
    if any(word in printed for word in _NO_ROOM):
        return no_memory()
    if by_signal == signal.SIGSEGV or any(word in printed for word in _DEEP):
        message = "the query is nested too deeply"
        return _error(Problem("query-too-deep", message, advice="write it with fewer brackets and steps"))
    if by_signal == signal.SIGKILL:  # by the system, where its memory is short
        return no_memory()
    message = "the process that answers ended unexpectedly"
    return _error(Problem("query-failed", message, advice="change the query, or try again"))


def no_process() -> KgError:
    """Give the error for an update when the system gives no process."""
    return _error(Problem("query-failed", "no process can be started", advice="try again in a moment"))


def bad_text() -> KgError:
    """Give the error for a query that is no text."""
    return _error(Problem("bad-query", "the query holds halves of characters", advice="send it as UTF-8"))


def as_refusal(error: Exception) -> KgError:
    """Give the error for one that the engine or the system raised."""
    return no_memory() if isinstance(error, MemoryError) else failed(error)


def as_json(error: KgError) -> bytes:
    """Write an error, to send it to another process."""
    problem = error.problem
    parts = [problem.code, problem.message, problem.place, problem.advice, int(error.exit_code)]
    return json.dumps(parts).encode()


def from_json(data: bytes) -> KgError:
    """Read what `as_json` wrote."""
    code, message, place, advice, exit_code = json.loads(data)
    return KgError(Problem(code, message, place, advice), ExitCode(exit_code))


def _error(problem: Problem) -> KgError:
    return KgError(problem, ExitCode.QUERY)


def _shown(size: int) -> str:
    return f"{size / 2**20:g} MiB" if size >= 2**20 else f"{size / 2**10:g} KiB"
