"""Ready questions, asked through the engine: names become things of the graph, and never text of the query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from kg.execution import Task
from kg.query.binding import bind
from kg.query.values import IRI, Text, as_term
from kg.server.pages.nodes import rows_with_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ontology import Ontology
    from kg.query import Parameter, Question
    from kg.server.pages.catalogue import Catalogue
    from kg.server.pages.nodes import Term
    from kg.server.pages.site import Site

_GIVEN: Final = "given_"  # how the variables of parameters begin
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
_MOST: Final = 12  # things that one name may stand for, and queries that are asked for one request
_OFFERED: Final = 3
_ROOM: Final = (
    8 * 2**20
)  # bytes of the answers to one question; a larger one is to be fetched from the endpoint


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a ready question.

    Attributes:
        problems: by parameter, what is wrong with its value; nothing was asked where there are any.
        columns: in the order of the query.
        rows: a term for each column, None for nothing.
        query: what was asked, with its values; of several queries the first.
    """

    problems: Mapping[str, str]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    query: str = ""


async def ask(site: Site, catalogue: Catalogue, question: Question, given: Mapping[str, str]) -> Answered:
    """Ask a ready question; where a name fits several things, all are asked about, and a column says which."""
    problems: dict[str, str] = {}
    choices: dict[str, tuple[object, ...]] = {}
    for parameter in question.parameters:
        value = given.get(parameter.name, "")
        if value:
            found = _values(parameter, value, catalogue, site.ontology)
            if isinstance(found, str):
                problems[parameter.name] = found
            else:
                choices[f"{_GIVEN}{parameter.name}"] = found
        elif parameter.required:
            problems[parameter.name] = f"Give {parameter.description}."
    if problems:
        return Answered(problems)
    return await _asked(site, question, choices)


async def _asked(site: Site, question: Question, choices: Mapping[str, tuple[object, ...]]) -> Answered:
    several = {name for name, values in choices.items() if len(values) > 1}
    queries = [
        bind(
            question.sparql,
            {name: as_term(name, value) for name, value in zip(choices, values, strict=True)},
        )
        for values in islice(product(*choices.values()), _MOST)
    ]
    rows: dict[tuple[Term | None, ...], None] = {}
    columns: tuple[str, ...] = ()
    room = _ROOM
    for query in queries:
        reply = await site.engine.answer(Task(query))
        answer = await reply.whole(room)
        room -= len(answer)
        names, found = rows_with_columns(answer)
        columns = tuple(name for name in names if not name.startswith(_GIVEN) or name in several)
        rows.update(dict.fromkeys(tuple(row.get(name) for name in columns) for row in found))
    titles = tuple(name.removeprefix(_GIVEN) for name in columns)
    return Answered({}, titles, tuple(rows), queries[0])


def _values(
    parameter: Parameter, value: str, catalogue: Catalogue, ontology: Ontology
) -> tuple[object, ...] | str:
    """Give what a value may stand for, or say what is wrong with it."""
    if parameter.kind == "text":
        return (value,)
    if parameter.kind == "number":
        decimal = ontology.expand("xsd:decimal")
        return (
            (Text(value, datatype=decimal),) if _NUMBER.fullmatch(value) else "This is a number, as in 0.8."
        )
    listed = choices_of(parameter, ontology)
    if listed:
        found = next((name for name in listed if name.casefold() == value.casefold()), "")
        return (IRI(ontology.iri(found)),) if found else f"This is one of {', '.join(listed)}."
    return _things(parameter, value, catalogue, ontology)


def choices_of(parameter: Parameter, ontology: Ontology) -> dict[str, str]:
    """Give name and label of each value of a closed list; nothing where the kind is not one."""
    if parameter.kind == "relation":
        return {name: term.label for name, term in ontology.relations.items()}
    return {name: one.label for name, one in ontology.concepts.items() if one.scheme == parameter.kind}


def _things(
    parameter: Parameter, value: str, catalogue: Catalogue, ontology: Ontology
) -> tuple[object, ...] | str:
    """Give the things that a name stands for: by IRI or path, by a name, or by a part that one thing alone has."""
    kinds = frozenset(ontology.subclasses(parameter.kind))
    known = catalogue.by_iri.get(value) or catalogue.by_iri.get(catalogue.base + value.strip("/"))
    if known and known.kind in kinds:
        return (IRI(known.iri),)
    fitting = [entry for entry in catalogue.called(value) if entry.kind in kinds]
    parts = [entry for entry in catalogue.with_words(value) if entry.kind in kinds] if not fitting else []
    if len(parts) == 1:
        fitting = parts
    if fitting:
        return tuple(IRI(entry.iri) for entry in fitting[:_MOST])
    near = parts or [entry for entry in catalogue.similar_now(value) if entry.kind in kinds]
    hint = " or ".join(f"“{label}”" for label in dict.fromkeys(one.label for one in near[:_OFFERED]))
    label = ontology.classes[parameter.kind].label
    return f"Nothing of the kind {label} is called “{value}”." + (f" Did you mean {hint}?" if hint else "")
