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
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def load_questions(folder: Path | None = None) -> Mapping[str, Question]:
    """Give the questions of a folder by name, those of the ontology where none is named."""
    folder = folder or ontology_folder() / "questions"
    return MappingProxyType({path.stem: _read(path) for path in sorted(folder.glob("*.rq"))})


def find_question(name: str) -> Question:
    """Give the question of a name; `KgError` with similar names where there is none."""
    questions = load_questions()
    found = questions.get(name.strip().lower())
    if found is None:
        near = difflib.get_close_matches(name, questions, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        problem = Problem(
            "unknown-question", f"there is no ready question “{name}”", "", f"{hint}see: kg query --list"
        )
        raise KgError(problem)
    return found


def _read(path: Path) -> Question:
    sparql = path.read_text(encoding="utf-8")
    title, description = "", ""
    parameters: list[Parameter] = []
    for key, value in _head(sparql):
        match key:
            case "title":
                title = value
            case "description":
                description = f"{description} {value}".strip()
            case "parameter" | "option":
                parameters.append(_parameter(value, path, required=key == "parameter"))
            case _:
                raise _broken(path, f"the head has a line “{key}”")
    if not title or not description:
        raise _broken(path, "the head has no title or no description")
    return Question(path.stem, title, description, tuple(parameters), sparql)


def _head(sparql: str) -> Iterator[tuple[str, str]]:
    for line in sparql.splitlines():
        match = _HEAD.match(line)
        if match is None:
            return
        yield match[1], match[2].strip()


def _parameter(line: str, path: Path, *, required: bool) -> Parameter:
    parts = [part.strip() for part in line.split("|")]
    ontology = load_ontology()
    if len(parts) != _PARTS or (parts[1] not in _VALUES and parts[1] not in ontology.classes):
        raise _broken(path, f"a parameter is “name | kind | description | example”, not “{line}”")
    name, kind, description, example = parts
    return Parameter(name, kind, description, example, required)


def _broken(path: Path, message: str) -> KgError:
    return KgError(Problem("bad-question", message, path.name, "correct the file"), ExitCode.ONTOLOGY)
