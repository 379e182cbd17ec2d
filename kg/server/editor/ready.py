"""Ready questions as queries to start from: what is asked about stands in the text, to be changed there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.query import Parameter, Question

_HEAD: Final = re.compile(r"\A(?:#[^\n]*\n)*")
_OPENING: Final = re.compile(r"\bWHERE\s*\{[^\S\n]*\n?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready question for the editor.

    Attributes:
        name: as `kg query --ask` has it: "voices".
        title: the question as a sentence.
        description: what the answer has.
        sparql: the query, with the example of each parameter that it needs.
    """

    name: str
    title: str
    description: str
    sparql: str


def as_ready(question: Question, ontology: Ontology) -> Ready:
    """Write a question's parameters into its query: needed ones with their example, others behind a `#`."""
    body = _HEAD.sub("", question.sparql, count=1)
    lines = [f"  {_line(parameter, ontology)}\n" for parameter in question.parameters]
    filled = _OPENING.sub(lambda match: match[0].rstrip() + "\n" + "".join(lines), body, count=1)
    return Ready(question.name, question.title, question.description, f"# {question.title}\n{filled}")


def _line(parameter: Parameter, ontology: Ontology) -> str:
    pattern, what = _pattern(parameter, ontology)
    if parameter.required:
        return f"{pattern}  # {what}: {parameter.description}"
    return f"# {pattern}  # take away the first # for {parameter.description}"


def _pattern(parameter: Parameter, ontology: Ontology) -> tuple[str, str]:
    """Give what binds the variable of a parameter to its example, and what can be done there."""
    variable, example = f"?given_{parameter.name}", parameter.example
    if parameter.kind == "text":
        return f'VALUES {variable} {{ "{_escape(example)}" }}', "change the text between the quotes"
    if parameter.kind == "number":
        return f"VALUES {variable} {{ {example} }}", "change the number"
    if parameter.kind == "relation" or _is_list(parameter.kind, ontology):
        term = ontology.compress(ontology.iri(example.rpartition(":")[2]))
        return f"VALUES {variable} {{ {term} }}", "change the word after the colon"
    return f'{variable} rdfs:label "{_escape(example)}" .', "change the name between the quotes"


def _is_list(kind: str, ontology: Ontology) -> bool:
    return any(concept.scheme == kind for concept in ontology.concepts.values())


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
