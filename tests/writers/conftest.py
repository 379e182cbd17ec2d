"""A small graph with one of everything: what the golden files show."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    Judgement,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
NEWS = (
    "Toy Story, directed by John Lasseter, runs 81 minutes.\n"
    'Tom Hanks voices Woody in the English original. It may be that Pixar\'s "Woody" <b>returns</b>.'
)
REVIEW = "John Lasseter's Toy Story feels like The Wizard of Oz with toys."


@pytest.fixture
def compare() -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write the file where KG_GOLDEN=write asks for it."""

    def against(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("KG_GOLDEN") == "write":
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return against


@pytest.fixture(scope="session")
def sample() -> KnowledgeGraph:
    """Give the graph of two invented documents about well-known works."""
    news = _document(
        "news",
        NEWS,
        Metadata('Toys \\ & "co"', "", "The Paper", "1995-11-22", None, "https://example.org/a?b", "en"),
    )
    review = _document(
        "review", REVIEW, Metadata(author="A. Critic", published="1995-12", published_span=Span(0, 4))
    )
    said, thought = (news, NEWS), (review, REVIEW)
    director = [
        _quote(said, "Toy Story, directed by John Lasseter", "credit", 0.98),
        _quote(thought, "John Lasseter's Toy Story", "possessive", 0.7),
    ]
    facts = [
        _fact("Fact", "directorOf", "person/john-lasseter", "work/toy-story", director),
        _fact(
            "VoiceRole",
            "voices",
            "person/tom-hanks",
            "character/woody",
            [_quote(said, "Tom Hanks voices Woody in the English original.", "voice", 0.95)],
            language="en",
            version="original",
            work="work/toy-story",
        ),
        _fact(
            "Comparison",
            "comparedTo",
            "work/toy-story",
            "work/wizard-of-oz",
            [_quote(thought, REVIEW, "likeness", 0.9, Status.OPINION)],
            aspect="with toys",
            critic="A. Critic",
            polarity="similar",
        ),
        _fact(
            "Fact",
            "runtime",
            "work/toy-story",
            Literal("81 minutes", "PT81M", "duration"),
            [_quote(said, "runs 81 minutes", "runtime", 0.99)],
        ),
        _fact(
            "Fact",
            "producedBy",
            "work/toy-story",
            "organization/pixar",
            [
                _quote(
                    said,
                    'It may be that Pixar\'s "Woody" <b>returns</b>.',
                    "possessive",
                    0.4,
                    Status.RUMOURED,
                )
            ],
        ),
    ]
    entities = (
        _entity("character/woody", "Character", "Woody", news="character/woody"),
        _entity("organization/pixar", "Studio", "Pixar", news="organization/pixar"),
        _entity(
            "person/john-lasseter",
            "Person",
            "John Lasseter",
            "Lasseter",
            news="person/john-lasseter",
            review="p1",
        ),
        _entity("person/tom-hanks", "Person", "Tom Hanks", news="person/tom-hanks"),
        _entity(
            "work/toy-story", "Film", "Toy Story", "トイ・ストーリー", news="work/toy-story", review="w1"
        ),
        _entity("work/wizard-of-oz", "Work", "The Wizard of Oz", review="w2"),
    )
    judgement = Judgement(
        EntityKey("news", "person/john-lasseter"),
        EntityKey("review", "p1"),
        same=True,
        score=1.0,
        reason="the same full name",
        author="same-name",
    )
    return KnowledgeGraph(
        "https://w3id.org/colophon/",
        tuple(sorted((news, review), key=lambda record: record.path)),
        entities,
        tuple(sorted(facts, key=lambda fact: fact.path)),
        (judgement,),
    )


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def _document(name: str, text: str, metadata: Metadata) -> DocumentRecord:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return DocumentRecord(f"document/{sha256}", name, sha256, f"{name}.txt", "text", metadata)


def _entity(path: str, type_: str, label: str, *names: str, **members: str) -> ResolvedEntity:
    keys = tuple(sorted(EntityKey(document, entity) for document, entity in members.items()))
    return ResolvedEntity(path, type_, label, names, keys)


def _quote(
    source: tuple[DocumentRecord, str],
    exact: str,
    extractor: str,
    confidence: float,
    status: Status = Status.STATED,
) -> Quote:
    record, text = source
    start = text.index(exact)
    span = Span(start, start + len(exact))
    return Quote(
        f"evidence/{_hash(record.path, span, extractor)}",
        record.path,
        span,
        exact,
        text[max(0, start - 48) : start],
        text[span.end : span.end + 48],
        status,
        confidence,
        extractor,
    )


def _fact(
    type_: str, relation: str, subject: str, value: str | Literal, quotes: list[Quote], **qualifiers: str
) -> Fact:
    return Fact(
        f"fact/{_hash(relation, subject, value)}",
        type_,
        relation,
        subject,
        value,
        tuple(sorted(qualifiers.items())),
        quotes[0].status,
        quotes[0].confidence,
        tuple(sorted(quotes, key=lambda quote: (quote.document, quote.span, quote.path))),
    )
