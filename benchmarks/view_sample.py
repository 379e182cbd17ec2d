"""A graph of any size in the shape of real ones: a few hubs, many names with a link or two, a quote for each link."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    KnowledgeGraph,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {"Person": 46, "Character": 26, "Film": 16, "Series": 5, "Studio": 4, "Track": 3}
"""Types of names, and how many of a hundred are of each."""
RELATIONS = {
    ("Person", "Film"): ("castMemberOf", "directorOf", "screenwriterOf", "composerOf"),
    ("Person", "Series"): ("castMemberOf", "directorOf", "screenwriterOf"),
    ("Person", "Character"): ("voices", "voices", "portrays"),
    ("Character", "Film"): ("characterIn",),
    ("Character", "Series"): ("characterIn",),
    ("Character", "Character"): ("rivalOf", "mentorOf"),
    ("Film", "Studio"): ("producedBy", "distributedBy"),
    ("Series", "Studio"): ("producedBy",),
    ("Film", "Film"): ("comparedTo", "sequelOf"),
    ("Film", "Series"): ("comparedTo", "adaptedFrom"),
    ("Track", "Film"): ("trackOf",),
    ("Person", "Studio"): ("founderOf",),
}
SYLLABLES = (
    "ka",
    "ri",
    "no",
    "ven",
    "tal",
    "mo",
    "shi",
    "el",
    "da",
    "ru",
    "hon",
    "bri",
    "an",
    "ce",
    "lo",
    "mar",
)
FILLER = (
    "and",
    "the",
    "room",
    "was",
    "quiet",
    "for",
    "a",
    "while",
    "before",
    "the",
    "second",
    "reel",
    "began",
)
PREFERENCE = 0.75
"""How often a new link goes where there are links already, rather than anywhere."""
MARGIN = 48


def sample_graph(nodes: int, seed: int = 1) -> KnowledgeGraph:
    """Make a graph of so many names and twice as many links, each with a quote; the same each time.

    A new name is linked to names that have many links already (preferential attachment), so that
    degrees follow a power law, as in cast lists and filmographies.
    """
    dice = random.Random(seed)  # noqa: S311  a figure for a drawing, no secret
    types = dice.choices(list(KINDS), list(KINDS.values()), k=nodes)
    labels = [_name(dice, type_) for type_ in types]
    paths = [f"{type_.lower()}/{number}" for number, type_ in enumerate(types)]
    documents = [f"document/{number:064x}" for number in range(max(3, nodes // 20))]
    facts = []
    for number, (a, b, relation) in enumerate(_links(dice, types, nodes * 2)):
        before, after = _words(dice), _words(dice)
        exact = (
            f"{labels[a]} {dice.choice(FILLER)} {relation} {labels[b]} {' '.join(dice.choices(FILLER, k=5))}"
        )
        opinion = relation == "comparedTo"
        status = Status.OPINION if opinion else dice.choices((Status.STATED, Status.PLANNED), (19, 1))[0]
        confidence = round(dice.uniform(0.6, 0.99), 2)
        start = 400 * (number % 40)
        quote = Quote(
            f"evidence/{number:024x}",
            dice.choice(documents),
            Span(start, start + len(exact)),
            exact,
            before,
            after,
            status,
            confidence,
            "sample",
        )
        kind = "Comparison" if opinion else "VoiceRole" if relation == "voices" else "Fact"
        extra = (("language", dice.choice(("ja", "en"))),) if relation == "voices" else ()
        path = f"fact/{number:024x}"
        facts.append(Fact(path, kind, relation, paths[a], paths[b], extra, status, confidence, (quote,)))
    entities = (
        ResolvedEntity(path, type_, label, (), (EntityKey("0", path),))
        for path, type_, label in zip(paths, types, labels, strict=True)
    )
    return KnowledgeGraph(
        load_ontology().base,
        tuple(
            DocumentRecord(path, path[-6:], path[-64:], path, "text", Metadata(title=f"Review {number}"))
            for number, path in enumerate(documents)
        ),
        tuple(sorted(entities, key=lambda entity: entity.path)),
        tuple(facts),
        (),
    )


def _links(dice: random.Random, types: list[str], wanted: int) -> Iterator[tuple[int, int, str]]:
    """Give pairs with a relation that fits their types: two for each name, the rest between any."""
    ends = [0]
    made = 0
    for new in [*range(1, len(types)), *(dice.randrange(len(types)) for _ in range(wanted))]:
        for _ in range(2):
            for _ in range(40):  # some pairs of types have no relation: try others
                old = dice.choice(ends) if dice.random() < PREFERENCE else dice.randrange(max(new, 1))
                a, b = (new, old) if (types[new], types[old]) in RELATIONS else (old, new)
                if a != b and (types[a], types[b]) in RELATIONS:
                    ends += [a, b]
                    yield a, b, dice.choice(RELATIONS[types[a], types[b]])
                    made += 1
                    break
            if made == wanted:
                return


def _name(dice: random.Random, type_: str) -> str:
    words = 2 if type_ in {"Person", "Studio"} else dice.randint(1, 4)
    return " ".join("".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).capitalize() for _ in range(words))


def _words(dice: random.Random) -> str:
    return " ".join(dice.choices(FILLER, k=12))[:MARGIN]
