"""The ready questions, as a notebook lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.opened.tables import SHOWN, html_table, plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query import Question

_HEADERS = ("question", "asks", "takes")


class Questions(Mapping[str, "Question"]):
    """The ready questions by name: what each asks, what it takes, and its SPARQL to learn from.

    >>> graph.questions["voices"].title
    'Who voices a character, in which language and at which age?'
    >>> [parameter.name for parameter in graph.questions["voices"].parameters]
    ['character', 'language', 'stage']
    """

    __slots__ = ("_questions",)

    def __init__(self, questions: Mapping[str, Question]) -> None:
        """Take the questions by name."""
        self._questions = questions

    def __getitem__(self, name: str) -> Question:
        """Give the question of a name."""
        return self._questions[name]

    def __len__(self) -> int:
        """Give how many there are."""
        return len(self._questions)

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._questions)

    def __repr__(self) -> str:
        """List them all."""
        return plain_table(_HEADERS, self._rows(), len(self), at_most=len(self))

    def _repr_html_(self) -> str:
        """List them all, for Jupyter."""
        return html_table(_HEADERS, self._rows(), len(self), at_most=max(SHOWN, len(self)))

    def _rows(self) -> list[tuple[str, str, str]]:
        return [(name, one.title, _takes(one)) for name, one in self.items()]


def _takes(question: Question) -> str:
    """Give what to write between the brackets; what may be left out stands in square ones."""
    return ", ".join(
        f'{one.name}="{one.example}"' if one.required else f"[{one.name}]" for one in question.parameters
    )
