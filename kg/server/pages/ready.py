"""The ready questions that a server knows: those of the program, and those of the user's folder as it is now."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.query import gather_questions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request

    from kg.query import Question, Questions

    Stamp = tuple[tuple[str, int, int], ...]


# What newcomers ask first.
FIRST: Final = ("voices", "roles-of", "who-made", "cast", "compared-to", "adaptations")


def in_order(questions: Mapping[str, Question]) -> dict[str, Question]:
    """Give questions as a list is to show them: the user's own, then those that newcomers ask first, then the others."""
    own = [name for name, one in questions.items() if one.own]
    names = dict.fromkeys((*own, *(name for name in FIRST if name in questions), *questions))
    return {name: questions[name] for name in names}


def ready_questions(request: Request) -> Questions:
    """Give the questions; a file that was changed is read again."""
    folder: Path = request.app.state.settings.questions
    return _gather(folder, stamp_of(request))


def stamp_of(request: Request) -> Stamp:
    """Give what tells whether a file of the folder has changed: names, times and sizes."""
    folder: Path = request.app.state.settings.questions
    return tuple(map(_stamp, sorted(folder.glob("*.rq"))))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:  # it went away meanwhile, or leads nowhere
        return (path.name, 0, -1)
    return (path.name, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _gather(folder: Path, stamp: Stamp) -> Questions:  # noqa: ARG001  the stamp is part of the key
    return gather_questions(folder)
