"""The fields of a question's form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.server.pages.answering import choices_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query import Parameter, Question
    from kg.server.pages.catalogue import Catalogue
    from kg.server.pages.site import Site

SUGGESTED: Final = 300  # names; with more than these a list is no help


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        parameter: what it is for.
        value: what stands in it.
        problem: what is wrong with that, "" for nothing.
        choices: value and label of each entry of a closed list; none where anything may be typed.
        suggestions: names to choose from.
        example: a value that the graph knows, "" for none.
    """

    parameter: Parameter
    value: str
    problem: str
    choices: Mapping[str, str]
    suggestions: tuple[str, ...]
    example: str


def fields_of(
    question: Question,
    given: Mapping[str, str],
    problems: Mapping[str, str],
    site: Site,
    catalogue: Catalogue,
) -> list[Field]:
    """Give the fields of a question."""
    return [
        Field(
            one,
            given.get(one.name, ""),
            problems.get(one.name, ""),
            choices_of(one, site.ontology),
            _suggestions(one, site, catalogue),
            example_of(one, site, catalogue),
        )
        for one in question.parameters
    ]


def example_of(parameter: Parameter, site: Site, catalogue: Catalogue) -> str:
    """Give the parameter's own example where the graph has it, else the name of what most is said of."""
    if parameter.kind not in site.ontology.classes or choices_of(parameter, site.ontology):
        return parameter.example
    kinds = frozenset(site.ontology.subclasses(parameter.kind))
    if any(entry.kind in kinds for entry in catalogue.called(parameter.example)):
        return parameter.example
    return next((entry.label for entry in catalogue.entries if entry.kind in kinds), "")


def _suggestions(parameter: Parameter, site: Site, catalogue: Catalogue) -> tuple[str, ...]:
    if parameter.kind not in site.ontology.classes:
        return ()
    kinds = frozenset(site.ontology.subclasses(parameter.kind))
    labels = sorted({entry.label for entry in catalogue.entries if entry.kind in kinds})
    return tuple(labels) if len(labels) <= SUGGESTED else ()
