"""The ready questions on the command line: those of the program, and those of a folder of the user's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.model import KgError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from kg.cli.console import Console
    from kg.pipeline import Settings
    from kg.query import Question, Questions


def questions_of(settings: Settings, folder: Path | None) -> Questions:
    """Give the questions that there are; `KgError` where a folder was named that is none."""
    from kg.query import gather_questions

    if folder is not None and not folder.is_dir():
        problem = Problem(
            "no-such-file", "there is no folder of questions", folder.name, "name a folder of .rq files"
        )
        raise KgError(problem)
    return gather_questions(folder or settings.questions)


def tell_broken(questions: Questions, console: Console) -> None:
    """Tell what is wrong with files of questions; the others can be asked."""
    for problem in questions.problems:
        console.problem(problem, word="left out", style="yellow")


def find(questions: Questions, name: str, console: Console) -> Question:
    """Give a question by its name. Raises `KgError` where there is none; broken files are told then, since one may be meant."""
    from kg.query import find_question

    try:
        return find_question(name, questions.by_name)
    except KgError:
        tell_broken(questions, console)
        raise


def print_list(questions: Questions, console: Console) -> None:
    """Print a table of questions; those of the user are marked."""
    from rich.table import Table

    table = Table("Question", "Asks", "Takes", box=None)
    for name, question in questions.by_name.items():
        takes = ", ".join(one.name if one.required else f"[{one.name}]" for one in question.parameters)
        table.add_row(f"{name} (yours)" if question.own else name, question.title, takes)
    console.result(table)


def print_json(questions: Questions, console: Console) -> None:
    """Print a JSON array of questions, for programs."""
    found = [_as_json(question) for question in questions.by_name.values()]
    console.data(json.dumps(found, ensure_ascii=False, indent=1))


def _as_json(question: Question) -> dict[str, object]:
    parameters = [
        {
            "name": one.name,
            "kind": one.kind,
            "description": one.description,
            "example": one.example,
            "required": one.required,
        }
        for one in question.parameters
    ]
    return {
        "name": question.name,
        "title": question.title,
        "description": question.description,
        "parameters": parameters,
        "own": question.own,
    }
