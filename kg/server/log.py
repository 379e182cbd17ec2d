"""The log: a line to standard error for each request. It holds no time, so that it may be piped to what adds one."""

from __future__ import annotations

import contextlib
import re
import sys
import traceback
from typing import TYPE_CHECKING, Final

from kg.server.options import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope

_LONGEST: Final = 2000  # characters of a path or a query
_STEERING: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_GONE: Final = 499  # as other servers log it: whoever asked did not wait


class Log:
    """Tells of requests as much as it was told to."""

    def __init__(self, telling: Telling, write: Callable[[str], None] | None = None) -> None:
        """Take how much is told, and what writes a line; to standard error if nothing else is said."""
        self._telling = telling
        self._write = write or write_line

    def request(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        """Tell of a request: method, path, status, milliseconds, bytes; the query only where it was asked for."""
        if self._telling is Telling.NOTHING:
            return
        path = _one_line(scope["raw_path"].decode("ascii", "replace"))
        line = f"{scope['method']} {path} {status or _GONE} {seconds * 1000:.1f} ms {size} B"
        if self._telling is Telling.QUERIES and "kg.query" in scope:
            line = f"{line} {_one_line(scope['kg.query'])}"
        self._write(line)

    def note(self, text: str) -> None:
        """Tell something else, on one line."""
        if self._telling is not Telling.NOTHING:
            self._write(_one_line(text))

    def failure(self, error: Exception) -> None:
        """Tell of a mistake in the program, with where it arose, so that it can be mended."""
        self._write("".join(traceback.format_exception(error)).rstrip())


def _one_line(text: str) -> str:
    """Give a text on one line, in which nothing steers a terminal: such characters are written as escapes."""
    return _STEERING.sub(
        lambda match: match[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text[:_LONGEST]
    )


def write_line(line: str) -> None:
    """Write a line, or several, to standard error."""
    with contextlib.suppress(OSError):  # nobody reads the log any more; requests are answered all the same
        sys.stderr.write(line + "\n")
