"""A small graph made by hand, with invented names."""

from __future__ import annotations

import pytest

from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)


def entity(path: str, type_: str, label: str, *names: str) -> ResolvedEntity:
    return ResolvedEntity(path, type_, label, names, (EntityKey("d", path),))


def fact(
    name: str, said: tuple[str, str, str | Literal], status: Status = Status.STATED, sure: float = 0.9
) -> Fact:
    subject, relation, target = said
    quote = Quote(f"evidence/{name}", "document/d", Span(0, 4), "said", "", " so", status, sure, "rule")
    kind = "Comparison" if relation == "comparedTo" else "Fact"
    return Fact(f"fact/{name}", kind, relation, subject, target, (), status, sure, (quote,))


def make_graph(entities: list[ResolvedEntity], facts: list[Fact]) -> KnowledgeGraph:
    record = DocumentRecord("document/d", "d", "0", "d.txt", "text", Metadata(title="A paper"))
    by_path = sorted(entities, key=lambda one: one.path), sorted(facts, key=lambda one: one.path)
    return KnowledgeGraph("https://example.org/", (record,), tuple(by_path[0]), tuple(by_path[1]), ())


@pytest.fixture
def graph() -> KnowledgeGraph:
    """Two films that share a director, a rumour, a comparison, a name alone."""
    entities = [
        entity("person/rin", "Person", "Rin Aldous", "Aldous"),
        entity("person/jo", "Person", "Jo Tamsin"),
        entity("person/ada", "Person", "Ada Alone"),
        entity("work/harbour", "Film", "The Salt Harbour"),
        entity("work/lanterns", "Film", "Nine Lanterns"),
        entity("work/redwing", "Series", "Redwing"),
        entity("organization/quay", "Studio", "Quay Nine"),
    ]
    facts = [
        fact("a", ("person/rin", "directorOf", "work/harbour")),
        fact("b", ("person/rin", "screenwriterOf", "work/harbour"), sure=0.99),
        fact("c", ("person/rin", "directorOf", "work/lanterns")),
        fact("d", ("work/lanterns", "producedBy", "organization/quay"), Status.PLANNED),
        fact("e", ("work/harbour", "comparedTo", "work/redwing"), Status.OPINION),
        fact("f", ("person/jo", "directorOf", "work/redwing"), Status.RUMOURED),
        fact("g", ("person/jo", "composerOf", "work/harbour"), Status.NEGATED),
        fact("h", ("work/harbour", "runtime", Literal("98 minutes", "PT98M", "duration"))),
    ]
    return make_graph(entities, facts)
