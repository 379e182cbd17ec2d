"""The ready questions: SPARQL files of the ontology whose heads say what they ask and what they take."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kg.model import ExitCode, KgError, Problem
from kg.ontology import load_ontology, ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HEAD: Final = re.compile(r"^# ?(\w+): (.+)$")
_VALUES: Final = ("text", "number", "relation")
_LINES: Final = "its lines are title, description, parameter and option"
_PARAMETER: Final = "write it as in: # parameter: work | Work | the work's name | Akira"
_PARTS: Final = 4  # of a parameter's line: name, kind, description, example


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question is asked about.

    Attributes:
        name: what people call it; the query has it as the variable `?given_name`.
        kind: a class of the ontology, whose things are given by name; a closed list of the ontology ("Stage");
            "text", "number" or "relation".
        description: what to give.
        example: a value that the example documents have an answer for.
        required: whether the question cannot be asked without it.
    """

    name: str
    kind: str
    description: str
    example: str
    required: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question.

    Attributes:
        name: the file's name without its ending: "voices".
        title: the question as a sentence.
        description: what the answer has.
        parameters: in the order of the file.
        sparql: the query, in which the parameters are variables.
        own: whether it is the user's, and does not come with the program.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str
    own: bool = False


@cache
def load_questions(folder: Path | None = None) -> Mapping[str, Question]:
    """Give the questions of a folder by name, those of the ontology where none is named."""
    folder = folder or ontology_folder() / "questions"
    return MappingProxyType({path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))})


def find_question(name: str, questions: Mapping[str, Question] | None = None) -> Question:
    """Give the question of a name; `KgError` with similar names where there is none.

    Args:
        name: case does not matter.
        questions: where it is sought; those that come with the program where it is None.
    """
    questions = load_questions() if questions is None else questions
    found = questions.get(name.strip().lower())
    if found is None:
        near = difflib.get_close_matches(name, questions, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        problem = Problem(
            "unknown-question", f"there is no ready question “{name}”", "", f"{hint}see: kg query --list"
        )
        raise KgError(problem)
    return found


def read_question(path: Path) -> Question:
    """Read the file of a question. Raises `KgError` with file and line where its head is wrong; the query is not looked at."""
    sparql = _text(path)
    title, description = "", ""
    parameters: list[Parameter] = []
    for number, (key, value) in enumerate(_head(sparql), start=1):
        match key:
            case "title":
                title = value
            case "description":
                description = f"{description} {value}".strip()
            case "parameter" | "option":
                parameters.append(_parameter(value, path, number, required=key == "parameter"))
            case _:
                raise _broken(path, number, f"the head has a line “{key}”", _LINES)
    if not title or not description:
        missing = "title" if not title else "description"
        raise _broken(path, 1, f"the head has no {missing}", f"write it first: # {missing}: …")
    return Question(path.stem, title, description, tuple(parameters), sparql)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise _broken(
            path, 0, f"the file cannot be read: {reason}", "correct the file, or remove it"
        ) from error


def _head(sparql: str) -> Iterator[tuple[str, str]]:
    for line in sparql.splitlines():
        match = _HEAD.match(line)
        if match is None:
            return
        yield match[1], match[2].strip()


def _parameter(line: str, path: Path, number: int, *, required: bool) -> Parameter:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != _PARTS or not all(parts):
        raise _broken(path, number, f"a parameter has four parts, not “{line}”", _PARAMETER)
    ontology = load_ontology()
    name, kind, description, example = parts
    if kind not in _VALUES and kind not in ontology.classes:
        near = difflib.get_close_matches(kind, (*_VALUES, *ontology.classes), n=2, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        advice = f"{hint}it is {', '.join(_VALUES)}, or a class of the ontology"
        raise _broken(path, number, f"a parameter cannot be of the kind “{kind}”", advice)
    return Parameter(name, kind, description, example, required)


def _broken(path: Path, line: int, message: str, advice: str) -> KgError:
    place = f"{path.name}, line {line}" if line else path.name
    return KgError(Problem("bad-question", message, place, advice), ExitCode.ONTOLOGY)
