"""The page of the reference that lists every ready question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.questions import Parameter, Question

_HEAD: Final = """# Ready questions

What `kg query --ask NAME` answers without SPARQL. The page is generated from `ontology/questions/`: `make reference`.

Names are given as people write them: case, accents and punctuation do not matter, and one of the other names will do.
A path (`work/akira`) or an IRI is exact. Where a name fits several things, as a film and its manga, the answer is about
all of them and says which row is about which. `--format` gives the answer as CSV, TSV, JSON, XML or HTML.

The query behind each is a file of that name in `ontology/questions/`, and a model for queries of your own: there the
variables `?given_...` stand for the parameters.
"""


def questions_page(questions: Mapping[str, Question]) -> str:
    """Give the page in Markdown: a list, then each question with its parameters and a command to copy."""
    listed = "".join(f"| [{one.name}](#{one.name}) | {one.title} |\n" for one in questions.values())
    entries = "\n".join(map(_entry, questions.values()))
    return f"{_HEAD}\n| name | question |\n|---|---|\n{listed}\n{entries}"


def _entry(question: Question) -> str:
    rows = "".join(map(_row, question.parameters))
    table = f"| parameter | what to give | |\n|---|---|---|\n{rows}\n" if rows else ""
    needed = "".join(_setting(one) for one in question.parameters if one.required)
    command = f"```sh\nkg query --ask {question.name}{needed}\n```\n"
    return f"## {question.name}\n\n**{question.title}** {question.description}\n\n{table}{command}"


def _row(parameter: Parameter) -> str:
    need = "needed" if parameter.required else f"if wanted, as in `{parameter.example}`"
    return f"| `{parameter.name}` | {parameter.description} ({parameter.kind}) | {need} |\n"


def _setting(parameter: Parameter) -> str:
    return f' --set {parameter.name}="{parameter.example}"'
