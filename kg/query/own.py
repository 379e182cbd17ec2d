"""Ready questions of the user's own, beside those that come with the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.model import KgError, Problem
from kg.query.questions import load_questions, read_question
from kg.query.running import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.query.questions import Question

_NAME: Final = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Questions:
    """The ready questions that there are.

    Attributes:
        by_name: sorted; one of the user's own takes the place of one of its name that comes with the program.
        problems: what is wrong with files that hold no question, in the order of the files; the others are not touched.
    """

    by_name: Mapping[str, Question]
    problems: tuple[Problem, ...] = ()


def gather_questions(folder: Path | None = None) -> Questions:
    """Give the questions of the program and those of a folder; a folder that does not exist holds none."""
    found = dict(load_questions())
    problems = []
    for path in sorted(folder.glob("*.rq")) if folder and folder.is_dir() else ():
        try:
            question = read_own(path)
        except KgError as error:
            problems.append(error.problem)
        else:
            found[question.name] = question
    return Questions(MappingProxyType(dict(sorted(found.items()))), tuple(problems))


def read_own(path: Path) -> Question:
    """Read a question of the user's, and try its query. Raises `KgError` "bad-question" with file and line."""
    if not _NAME.fullmatch(path.stem):
        message = "a question's name is lower-case letters, digits and hyphens"
        raise KgError(Problem("bad-question", message, path.name, "rename the file, as in: my-question.rq"))
    question = replace(read_question(path), own=True)
    try:
        _try(question)
    except KgError as error:
        problem = error.problem
        place = f"{path.name}, {problem.place}" if problem.place else path.name
        raise KgError(Problem("bad-question", problem.message, place, problem.advice)) from error
    return question


def _try(question: Question) -> None:
    """Ask the question of an empty graph."""
    result = evaluate(ox.Store(), question.sparql)
    if not isinstance(result, ox.QuerySolutions):
        problem = Problem("bad-question", "a ready question is a SELECT", advice="write SELECT")
        raise KgError(problem)
    columns = {variable.value for variable in result.variables}
    for parameter in question.parameters:
        if f"given_{parameter.name}" not in columns:
            message = f"the SELECT has no ?given_{parameter.name}, which stands for the parameter"
            advice = f"write SELECT ?given_{parameter.name} …"
            raise KgError(Problem("bad-question", message, advice=advice))
