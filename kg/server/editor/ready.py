"""Ready questions as queries to start from: what is asked about stands in the text, to be changed there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ontology import Ontology
    from kg.query import Parameter, Question

_HEAD: Final = re.compile(r"\A(?:#[^\n]*\n)*")
_OPENING: Final = re.compile(r"\bWHERE\s*\{[^\S\n]*\n?", re.IGNORECASE)
_GIVEN: Final = re.compile(r"\?given_\w+ ")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
Known = Callable[[str, str], str]
_TOO_MANY: Final = 2


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


def as_queries(questions: Mapping[str, Question], ontology: Ontology, known: Known) -> Mapping[str, Ready]:
    """Give the questions that can be asked as text, by name.

    Those between two things are left out: their names must be known before the query is planned, or it takes minutes.
    """
    return {
        name: as_ready(one, ontology, known)
        for name, one in questions.items()
        if _things(one, ontology) < _TOO_MANY
    }


def _things(question: Question, ontology: Ontology) -> int:
    """Count what a question must be given by name."""
    return sum(one.required and one.kind in ontology.classes for one in question.parameters)


def as_ready(question: Question, ontology: Ontology, known: Known) -> Ready:
    """Write a question's parameters into its query: needed ones with their example, others behind a `#`.

    Args:
        question: any but one between two things.
        ontology: the words of the graph.
        known: gives for a class and a name of an example a name of that class which the graph has.
    """
    body = _HEAD.sub("", question.sparql, count=1).strip()
    head, opening, rest = _split(body)
    lines = "".join(_lines(parameter, ontology, known) for parameter in question.parameters)
    filled = f"# {question.title}\n{_GIVEN.sub('', head)}{opening}\n{lines}{rest}"
    return Ready(question.name, question.title, question.description, filled)


def _split(body: str) -> tuple[str, str, str]:
    """Give what stands before the pattern of a query, its opening, and the rest."""
    match = _OPENING.search(body)
    if match is None:  # pragma: no cover - a query without a WHERE binds nothing
        return body, "", ""
    return body[: match.start()], match[0].strip(), body[match.end() :]


def _lines(parameter: Parameter, ontology: Ontology, known: Known) -> str:
    pattern, what = _pattern(parameter, ontology, known)
    if parameter.required:
        return f"  # Change {what}: {parameter.description}.\n  {pattern}\n"
    return f"  # Without its #, the next line asks for: {parameter.description}.\n  # {pattern}\n"


def _pattern(parameter: Parameter, ontology: Ontology, known: Known) -> tuple[str, str]:
    """Give what binds the variable of a parameter to its example, and what can be changed there."""
    variable, example = f"?given_{parameter.name}", parameter.example
    if parameter.kind == "text":
        return f'VALUES {variable} {{ "{_escape(example)}" }}', "the text between the quotes"
    if parameter.kind == "number":
        return f"VALUES {variable} {{ {example} }}", "the number"
    if parameter.kind == "relation" or _is_list(parameter.kind, ontology):
        term = ontology.compress(ontology.iri(example.rpartition(":")[2]))
        return f"VALUES {variable} {{ {term} }}", "the word after the colon"
    names = "kg:documentId|rdfs:label" if parameter.kind == "Document" else "rdfs:label|skos:altLabel"
    name = _escape(known(parameter.kind, example))
    return f'{variable} {names} "{name}" .', "the name between the quotes"


def _is_list(kind: str, ontology: Ontology) -> bool:
    return any(concept.scheme == kind for concept in ontology.concepts.values())


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
