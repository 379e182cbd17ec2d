"""Where documents contradict each other: two facts that cannot both hold, or that judge in opposite ways."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.model import Literal, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Fact, KnowledgeGraph
    from kg.ontology import Ontology

MEASURED = frozenset({"date", "gYearMonth", "gYear", "duration"})
"""Types of values of which a thing has one: it is as long as it is, and opens once in a region."""


def contradictions(graph: KnowledgeGraph, ontology: Ontology) -> Mapping[str, tuple[str, ...]]:
    """Give for each disputed fact, by path, the paths of the facts of other documents that contradict it.

    Three kinds count: the same two works compared as similar and in contrast (unless in different
    aspects), dates or lengths of the same thing that differ (for the same region and platform; "2025"
    and "2025-03" agree), and a fact that one document states and another denies.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in _pairs(graph, ontology):
        if len({quote.document for fact in (a, b) for quote in fact.evidence}) > 1:
            found[a.path].add(b.path)
            found[b.path].add(a.path)
    return {path: tuple(sorted(others)) for path, others in sorted(found.items())}


def _pairs(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[tuple[Fact, Fact]]:
    """Give each two facts about the same that contradict each other."""
    groups: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in graph.facts:
        groups[_topic(fact, ontology)].append(fact)
    for group in groups.values():
        for a, b in combinations(group, 2):
            if _denies(a, b) or _judges_otherwise(a, b) or _differs(a, b, ontology):
                yield a, b


def _topic(fact: Fact, ontology: Ontology) -> tuple[str, ...]:
    """Say what a fact is about: only facts about the same can contradict each other."""
    if isinstance(fact.object, Literal):
        return fact.relation, fact.subject, fact.qualifier("region"), fact.qualifier("platform")
    known = ontology.properties.get(fact.relation)
    ends = (fact.subject, fact.object)
    return fact.relation, *(sorted(ends) if known and known.symmetric else ends)


def _denies(a: Fact, b: Fact) -> bool:
    """Say whether one is negated, the other stated or planned, and nothing else tells them apart."""
    if (a.status == Status.NEGATED) == (b.status == Status.NEGATED):
        return False
    other = b if a.status == Status.NEGATED else a
    return other.status in {Status.STATED, Status.PLANNED} and _same_value(a, b) and _compatible(a, b)


def _same_value(a: Fact, b: Fact) -> bool:
    if isinstance(a.object, Literal) and isinstance(b.object, Literal):
        return a.object.value == b.object.value
    return True  # of entities the topic says so


def _compatible(a: Fact, b: Fact) -> bool:
    """Say whether all qualifiers that both have are equal."""
    left, right = dict(a.qualifiers), dict(b.qualifiers)
    return all(left[key] == right[key] for key in left.keys() & right.keys())


def _judges_otherwise(a: Fact, b: Fact) -> bool:
    """Say whether one compares as similar and the other in contrast, in no aspects that differ."""
    if {a.qualifier("polarity"), b.qualifier("polarity")} != {"similar", "contrast"}:
        return False
    aspects = {a.qualifier("aspect"), b.qualifier("aspect")} - {""}
    return len(aspects) < 2 and Status.NEGATED not in {a.status, b.status}  # noqa: PLR2004  two that differ


def _differs(a: Fact, b: Fact, ontology: Ontology) -> bool:
    """Say whether both give a date or a length, and not the same; a less exact date agrees with a more exact one."""
    known = ontology.properties.get(a.relation)
    if known is None or not MEASURED & set(known.range):
        return False
    if not isinstance(a.object, Literal) or not isinstance(b.object, Literal):
        return False
    if {a.status, b.status} - {Status.STATED, Status.PLANNED}:
        return False
    if not {a.object.datatype, b.object.datatype} <= MEASURED:
        return False
    short, long = sorted((a.object.value, b.object.value), key=len)
    return not long.startswith(f"{short}-") and long != short
