"""Which facts contradict each other, and which only differ."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from kg.analysis import contradictions
from kg.model import Fact, KnowledgeGraph, Literal, Quote, Span, Status
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Callable

number = itertools.count()


def fact(
    relation: str, target: str | Literal, document: str, status: str = "stated", **qualifiers: str
) -> Fact:
    path = f"fact/{next(number):04}"
    quote = Quote(
        f"evidence/{path}", f"document/{document}", Span(0, 1), "x", "", "", Status(status), 0.9, "test"
    )
    kind = load_ontology().properties[relation].fact_class
    pairs = tuple(sorted(qualifiers.items()))
    return Fact(path, kind, relation, "work/nine-lanterns", target, pairs, Status(status), 0.9, (quote,))


def compared(document: str, polarity: str, **qualifiers: str) -> Fact:
    return fact("comparedTo", "work/redwing", document, "opinion", polarity=polarity, **qualifiers)


def day(document: str, value: str, **qualifiers: str) -> Fact:
    datatype = {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")
    return fact("releaseDate", Literal(value, value, datatype), document, **qualifiers)


def length(document: str, value: str) -> Fact:
    return fact("runtime", Literal(value, value, "duration"), document)


def found(*facts: Fact) -> dict[str, tuple[str, ...]]:
    graph = KnowledgeGraph("https://example.org/", (), (), facts, ())
    return dict(contradictions(graph, load_ontology()))


@pytest.mark.parametrize(
    "pair",
    [
        lambda: (compared("a", "similar"), compared("b", "contrast")),
        lambda: (compared("a", "similar", aspect="pace"), compared("b", "contrast")),
        lambda: (day("a", "2025-03-06"), day("b", "2025-03-07")),
        lambda: (day("a", "2025"), day("b", "2026-01-01")),
        lambda: (length("a", "PT98M"), length("b", "PT101M")),
        lambda: (fact("distributedBy", "organization/x", "a"), fact("distributedBy", "organization/x", "b", "negated")),
    ],
)  # fmt: skip
def test_facts_that_contradict_each_other_know_of_each_other(pair: Callable[[], tuple[Fact, Fact]]) -> None:
    first, second = pair()
    assert found(first, second) == {first.path: (second.path,), second.path: (first.path,)}


@pytest.mark.parametrize(
    "pair",
    [
        lambda: (compared("a", "similar"), compared("a", "contrast")),
        lambda: (compared("a", "similar"), compared("b", "neutral")),
        lambda: (compared("a", "similar", aspect="pace"), compared("b", "contrast", aspect="gloom")),
        lambda: (day("a", "2025"), day("b", "2025-03-06")),
        lambda: (day("a", "2025-03-06", region="Japan"), day("b", "2025-05-01", region="France")),
        lambda: (length("a", "PT98M"), length("b", "PT98M")),
        lambda: (fact("language", Literal("Japanese", "ja", "language"), "a"),
                 fact("language", Literal("English", "en", "language"), "b")),
        lambda: (fact("distributedBy", "organization/x", "a", "rumoured"),
                 fact("distributedBy", "organization/x", "b", "negated")),
        lambda: (fact("distributedBy", "organization/x", "a"),
                 fact("distributedBy", "organization/y", "b", "negated")),
    ],
)  # fmt: skip
def test_facts_that_only_differ_are_no_contradiction(pair: Callable[[], tuple[Fact, Fact]]) -> None:
    assert found(*pair()) == {}
