"""A graph made by hand: three reviews of well-known films, with two opinions, a denial and a namesake."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from kg.graph import as_quads, memory_store
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
from kg.ontology import load_ontology

if TYPE_CHECKING:
    import pyoxigraph as ox

ONTOLOGY = load_ontology()
DOCUMENTS = {
    "cubs": Metadata(title="Cubs and Kings", author="Ada Lind", publisher="The Reel", published="1994-06-24"),
    "stage": Metadata(title="From Stage to Savannah", author="Bo Ek", published="1994-07"),
    "spiral": Metadata(title="A <b>Spiral</b> & more"),
}
ENTITIES = {
    "person/jonathan-taylor-thomas": ("Person", "Jonathan Taylor Thomas", ()),
    "person/matthew-broderick": ("Person", "Matthew Broderick", ("Broderick",)),
    "person/hans-zimmer": ("Person", "Hans Zimmer", ("Zimmer",)),
    "person/rob-minkoff": ("Person", "Rob Minkoff", ()),
    "person/william-shakespeare": ("Person", "William Shakespeare", ("Shakespeare",)),
    "character/simba": ("Character", "Simba", ()),
    "character/scar": ("Character", "Scar", ()),
    "work/lion-king": ("Film", "The Lion King", ("Lion King",)),
    "work/hamlet": ("Play", "Hamlet", ()),
    "work/hamlet-film": ("Film", "Hamlet", ()),
    "work/bambi": ("Film", "Bambi", ()),
    "organization/disney": ("Studio", "Disney", ("Walt Disney Pictures",)),
    "track/circle-of-life": ("Track", "Circle of Life", ()),
}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document_path(name: str) -> str:
    return f"document/{sha256(name)}"


def quote(document: str, exact: str, status: Status = Status.STATED, confidence: float = 0.9) -> Quote:
    """Give a quote; its offsets are those of its hash, so that they differ."""
    start = int(sha256(exact)[:3], 16)
    path = f"evidence/{sha256(document + exact)[:16]}"
    span = Span(start, start + len(exact))
    return Quote(path, document_path(document), span, exact, "", "", status, confidence, "rule")


@dataclass
class Builder:
    """Gathers facts."""

    facts: list[Fact] = field(default_factory=list)

    def add(
        self, subject: str, relation: str, object_: str | Literal, *quotes: Quote, **qualifiers: str
    ) -> None:
        term = ONTOLOGY.relations[relation]
        subject = subject if "/" in subject else document_path(subject)
        order = list(Status)
        fact = Fact(
            path=f"fact/{sha256(f'{subject}{relation}{object_}{qualifiers}')[:16]}",
            type=term.fact_class,
            relation=relation,
            subject=subject,
            object=object_,
            qualifiers=tuple(sorted(qualifiers.items())),
            status=min((one.status for one in quotes), key=order.index),
            confidence=max(one.confidence for one in quotes),
            evidence=tuple(sorted(quotes, key=lambda one: (one.document, one.span))),
        )
        self.facts.append(fact)


def film_graph() -> KnowledgeGraph:
    """Give the graph."""
    build = Builder()
    lion, hamlet, bambi = "work/lion-king", "work/hamlet", "work/bambi"
    young, adult = "person/jonathan-taylor-thomas", "person/matthew-broderick"
    said = "Jonathan Taylor Thomas voices the young Simba"
    grown = "Matthew Broderick is the grown Simba"
    build.add(
        young, "voices", "character/simba", quote("cubs", said), work=lion, language="en", stage="young"
    )
    build.add(
        adult,
        "voices",
        "character/simba",
        quote("cubs", grown),
        quote("stage", "Broderick's adult Simba"),
        work=lion,
        language="en",
        stage="adult",
    )
    build.add(adult, "castMemberOf", lion, quote("cubs", grown))
    build.add("person/hans-zimmer", "composerOf", lion, quote("cubs", "Zimmer's score", confidence=0.7))
    build.add("person/rob-minkoff", "directorOf", lion, quote("cubs", "directed by Rob Minkoff"))
    build.add("person/william-shakespeare", "authorOf", hamlet, quote("stage", "Shakespeare wrote Hamlet"))
    build.add(lion, "adaptedFrom", hamlet, quote("stage", "draws on Hamlet"))
    build.add(lion, "producedBy", "organization/disney", quote("cubs", "Disney's The Lion King"))
    build.add(lion, "distributedBy", "organization/disney", quote("stage", "released by Disney"))
    build.add("character/scar", "rivalOf", "character/simba", quote("cubs", "Scar against Simba"))
    build.add("character/simba", "characterIn", lion, quote("cubs", said))
    build.add("track/circle-of-life", "trackOf", lion, quote("cubs", "opens with “Circle of Life”"))
    opinion = quote("cubs", "Like Bambi, it begins with a birth", Status.OPINION)
    other = quote("spiral", "Where Bambi weeps, it roars", Status.OPINION)
    build.add(lion, "comparedTo", bambi, opinion, polarity="similar", aspect="birth", critic="Ada Lind")
    build.add(lion, "comparedTo", bambi, other, polarity="contrast")
    build.add(lion, "sequelOf", bambi, quote("stage", "no sequel to Bambi", Status.NEGATED, 0.6))
    summer = Literal("June 24, 1994", "1994-06-24", "date")
    build.add(lion, "releaseDate", summer, quote("cubs", "out on June 24, 1994"))
    build.add(lion, "releaseDate", Literal("1994", "1994", "gYear"), quote("spiral", "of 1994"))
    build.add(
        lion, "releaseDate", Literal("in July", "1994-07", "gYearMonth"), quote("stage", "came in July")
    )
    build.add(lion, "runtime", Literal("88 minutes", "PT88M", "duration"), quote("cubs", "88 minutes long"))
    published = Literal("June 24, 1994", "1994-06-24", "date")
    build.add("cubs", "publishedOn", published, quote("cubs", "Published June 24, 1994"))
    keys = [EntityKey(name, "person/broderick") for name in ("cubs", "stage")]
    judgement = Judgement(
        keys[0], keys[1], same=True, score=0.95, reason="the same last name", author="last-name"
    )
    entities = [
        ResolvedEntity(path, type_, label, names, tuple(keys) if path == adult else ())
        for path, (type_, label, names) in sorted(ENTITIES.items())
    ]
    documents = [
        DocumentRecord(document_path(name), name, sha256(name), f"{name}.txt", "text", metadata)
        for name, metadata in DOCUMENTS.items()
    ]
    return KnowledgeGraph(
        base=ONTOLOGY.base,
        documents=tuple(sorted(documents, key=lambda document: document.path)),
        entities=tuple(entities),
        facts=tuple(sorted(build.facts, key=lambda fact: fact.path)),
        judgements=(judgement,),
    )


@pytest.fixture(scope="session")
def films() -> ox.Store:
    """Give the graph as a store."""
    return memory_store(as_quads(film_graph(), ONTOLOGY))
