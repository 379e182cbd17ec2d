"""Facts by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.lookup.entities import find_entities, near
from kg.lookup.narrowing import find_document
from kg.model import KgError, Literal, Problem
from kg.names import fold_name

if TYPE_CHECKING:
    from kg.model import Fact, KnowledgeGraph
    from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph knows of a question "why".

    Attributes:
        facts: those that say it, the surest first; empty where none does.
        others: what the graph says between the two instead; for a value, what it says in its place.
    """

    facts: tuple[Fact, ...]
    others: tuple[Fact, ...]


def find_relation(ontology: Ontology, text: str) -> str:
    """Give the relation that a text names: "directorOf", "directorof", "director of".

    Raises `KgError` with similar ones where there is none.
    """
    wanted = _plain(text.strip().removeprefix(ontology.namespace).rpartition(":")[2])
    names = {_plain(key): name for name, term in ontology.relations.items() for key in (term.label, name)}
    if wanted in names:
        return names[wanted]
    similar = dict.fromkeys(names[name] for name in near(wanted, names))
    advice = (
        f"did you mean {' or '.join(similar)}?"
        if similar
        else f"the relations are {', '.join(ontology.relations)}"
    )
    raise KgError(Problem("unknown-relation", f"“{text}” is no relation", advice=advice))


def about(graph: KnowledgeGraph, path: str) -> tuple[Fact, ...]:
    """Give the facts that an entity takes part in, as subject, object, work or platform, by relation."""
    facts = (fact for fact in graph.facts if path in _ends(fact))
    return tuple(
        sorted(facts, key=lambda fact: (fact.subject != path, fact.relation, -fact.confidence, fact.path))
    )


def ask_why(graph: KnowledgeGraph, ontology: Ontology, subject: str, relation: str, object_: str) -> Answer:
    """Give the facts that say what a person asks about; names may be those of several things.

    Raises `KgError` for a subject, a relation or an object that the graph or the ontology does not know.
    """
    name = find_relation(ontology, relation)
    term = ontology.relations[name]
    starts = _subjects(graph, subject, documents="Document" in term.domain)
    if term.literal:
        said = [fact for fact in graph.facts if fact.relation == name and fact.subject in starts]
        facts = [fact for fact in said if isinstance(fact.object, Literal) and _means(fact.object, object_)]
        others = [fact for fact in said if fact not in facts]
    else:
        ends = {entity.path for entity in find_entities(graph, object_)}
        between = [fact for fact in graph.facts if _joins(fact, starts, ends)]
        facts = [
            fact for fact in between if fact.relation == name and (term.symmetric or fact.subject in starts)
        ]
        others = [fact for fact in between if fact not in facts]
    return Answer(_surest_first(facts), _surest_first(others))


def _subjects(graph: KnowledgeGraph, text: str, *, documents: bool) -> set[str]:
    if documents:
        return {find_document(graph, text).path}
    return {entity.path for entity in find_entities(graph, text)}


def _joins(fact: Fact, starts: set[str], ends: set[str]) -> bool:
    other = fact.object if isinstance(fact.object, str) else ""
    return (fact.subject in starts and other in ends) or (fact.subject in ends and other in starts)


def _ends(fact: Fact) -> tuple[str, ...]:
    places = (fact.qualifier("work"), fact.qualifier("platform"))
    return (fact.subject, fact.object, *places) if isinstance(fact.object, str) else (fact.subject, *places)


def _means(literal: Literal, text: str) -> bool:
    return (
        fold_name(text) in {fold_name(literal.text), fold_name(literal.value)}
        or text.strip() == literal.value
    )


def _surest_first(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (-fact.confidence, fact.path)))


def _plain(text: str) -> str:
    return "".join(fold_name(text).split())
