"""Problems in the data are values that are gathered; what stops the work is a `KgError`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command returns to the shell."""

    DONE = 0
    PARTLY = 1  # some documents or checks failed; the others are done
    USAGE = 2  # wrong usage or unusable input
    WORKSPACE = 3  # the workspace cannot be read or written
    ONTOLOGY = 4  # the ontology is missing or wrong
    QUERY = 5  # the query is wrong
    REMOTE = 6  # another server cannot be asked
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one input; the others go on.

    Attributes:
        code: stable, for programs: "empty-document".
        message: what is wrong, in one sentence without a full stop.
        place: the file, with line or offset where there is one; never an absolute path.
        advice: what to do next.
    """

    code: str
    message: str
    place: str = ""
    advice: str = ""

    def __str__(self) -> str:
        """Give one line: place, message, advice, code."""
        place = f"{self.place}: " if self.place else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{place}{self.message}{advice} [{self.code}]"


class KgError(Exception):
    """An error that a person can do something about; the command prints it and stops."""

    def __init__(self, problem: Problem, exit_code: ExitCode = ExitCode.USAGE) -> None:
        """Carry the problem, and the code that the command exits with."""
        super().__init__(str(problem))
        self.problem = problem
        self.exit_code = exit_code
