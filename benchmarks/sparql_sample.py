"""A graph of so many triples as a build would make it of reviews: invented names, a few hubs, quotes, documents.

Each work has a cast that is voiced in Japanese and mostly in English too, makers and a studio. Who gets the next role is
drawn with preference for those who have roles, so that degrees follow a power law. Reviews are written of works
with the same preference; each says a part of what is known of its work, and compares it with others.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

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
    from collections.abc import Iterator

SYLLABLES: Final = "ka ri no ven tal mo shi el da ru hon bri an ce lo mar ti sa yu gen pe os fi wal".split()  # noqa: SIM905  a list would be a page
TRIPLES_A_WORK: Final = 1950
"""How many triples a work brings, with all that is said of it; measured."""
REVIEWS: Final = 4
"""How many reviews there are for each work."""
PREFERENCE: Final = 0.7
"""How often a part goes to somebody who has one already."""
SAID: Final = 0.3
"""How much of what is known of a work a review says."""


@dataclass(slots=True)
class _Known:
    """A fact before anybody has said it."""

    type: str
    relation: str
    subject: str
    object: str | Literal
    qualifiers: tuple[tuple[str, str], ...] = ()
    quotes: list[Quote] = field(default_factory=list)


def sample_graph(triples: int, seed: int = 1) -> KnowledgeGraph:
    """Make a graph of about so many triples; the same each time."""
    return _Sample(max(3, triples // TRIPLES_A_WORK), random.Random(seed)).graph()  # noqa: S311  a figure, no secret


class _Sample:
    """What has been made so far."""

    def __init__(self, works: int, dice: random.Random) -> None:
        self.dice = dice
        self.words = [self._word() for _ in range(3000)]
        self.types: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.pools: dict[str, list[str]] = {}
        self.members: dict[str, set[EntityKey]] = {}
        self.works = [self._new(self.dice.choice(("Film", "Film", "Series", "Manga"))) for _ in range(works)]
        self.known = {work: self._facts_of(work) for work in self.works}
        self.said: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], _Known] = {}

    def graph(self) -> KnowledgeGraph:
        """Write all reviews and give what they say together."""
        documents = [self._review(number) for number in range(REVIEWS * len(self.works))]
        facts = (self._fact(known) for known in self.said.values())
        return KnowledgeGraph(
            load_ontology().base,
            tuple(sorted(documents, key=lambda record: record.path)),
            tuple(self._entity(path) for path in sorted(self.members)),
            tuple(sorted(facts, key=lambda fact: fact.path)),
            tuple(sorted(self._judgements(), key=lambda one: (one.left, one.right))),
        )

    def _word(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(2, 3)))

    def _new(self, type_: str) -> str:
        """Make a thing with a name."""
        count = 2 if type_ in {"Person", "Studio"} else self.dice.randint(1, 3)
        path = f"{type_.lower()}/{len(self.types)}"
        self.types[path] = type_
        self.labels[path] = " ".join(self.dice.choice(self.words).capitalize() for _ in range(count))
        return path

    def _somebody(self, type_: str) -> str:
        """Give somebody who has a part already, the more likely the more parts they have, or somebody new."""
        pool = self.pools.setdefault(type_, [])
        old = pool and self.dice.random() < PREFERENCE
        pool.append(self.dice.choice(pool) if old else self._new(type_))
        return pool[-1]

    def _facts_of(self, work: str) -> list[_Known]:
        """Make cast, makers, studio and dates of a work."""
        facts = [
            _Known("Fact", relation, self._somebody("Person"), work)
            for relation in ("directorOf", "screenwriterOf", "composerOf", "characterDesignerOf")
        ]
        facts.append(_Known("Fact", "producedBy", work, self._somebody("Studio")))
        year = str(self.dice.randint(1970, 2026))
        facts.append(_Known("Fact", "releaseDate", work, Literal(year, year, "gYear")))
        for _ in range(self.dice.randint(4, 14)):
            character = self._new("Character")
            facts.append(_Known("Fact", "characterIn", character, work))
            for language in ("ja", "en")[: 1 + (self.dice.random() < SAID * 2)]:
                facts += self._role(work, character, language)
        return facts

    def _role(self, work: str, character: str, language: str) -> Iterator[_Known]:
        performer = self._somebody("Person")
        stage = (("stage", "adult"),) if self.dice.random() < SAID else ()
        yield _Known(
            "VoiceRole", "voices", performer, character, (("language", language), *stage, ("work", work))
        )
        yield _Known("Fact", "castMemberOf", performer, work)

    def _review(self, number: int) -> DocumentRecord:
        """Write a review: say some of what is known, in an order of its own."""
        name = f"review-{number}"
        sha = hashlib.sha256(name.encode()).hexdigest()
        work = self.works[min(int(self.dice.paretovariate(0.6)) - 1, len(self.works) - 1)]
        if self.dice.random() > SAID:
            work = self.dice.choice(self.works)
        facts = [fact for fact in self.known[work] if self.dice.random() < SAID]
        facts += (
            _Known("Comparison", "comparedTo", work, other, (("critic", name), ("polarity", "similar")))
            for other in self.dice.sample(self.works, k=self.dice.randint(1, 3))
            if other != work
        )
        start = self.dice.randint(100, 400)
        for fact in facts:
            quote = self._quote(fact, sha, start)
            start = quote.span.end + self.dice.randint(1, 200)
            key = (fact.relation, fact.subject, str(fact.object), fact.qualifiers)
            self.said.setdefault(key, fact).quotes.append(quote)
            self._mention(name, fact)
        title = f"{self.labels[work]}: a review"
        author = self.labels[self._somebody("Person")]
        shown = Metadata(title=title, author=author, published=f"2026-{self.dice.randint(1, 12):02}")
        return DocumentRecord(f"document/{sha}", name, sha, f"{name}.txt", "text", shown)

    def _mention(self, name: str, fact: _Known) -> None:
        others = [value for key, value in fact.qualifiers if key == "work"]
        for path in (fact.subject, fact.object, *others):
            if isinstance(path, str):
                self.members.setdefault(path, set()).add(EntityKey(name, path))

    def _quote(self, fact: _Known, sha: str, start: int) -> Quote:
        """Write a sentence that says a fact."""
        what = fact.object.text if isinstance(fact.object, Literal) else self.labels[fact.object]
        exact = f"{self.labels[fact.subject]} {self._text(3)} {fact.relation} {what} {self._text(6)}."
        status = Status.OPINION if fact.type == "Comparison" else Status.STATED
        if status is Status.STATED and self.dice.random() < 0.05:  # noqa: PLR2004  as one of twenty is a plan
            status = Status.PLANNED
        path = f"evidence/{_hash(sha, start)}"
        place = Span(start, start + len(exact))
        confidence = round(self.dice.uniform(0.4, 0.99), 2)
        extractor = f"rule-{self.dice.randint(1, 60)}"
        document = f"document/{sha}"
        return Quote(
            path, document, place, exact, self._text(7), self._text(7), status, confidence, extractor
        )

    def _text(self, count: int) -> str:
        return " ".join(self.dice.choices(self.words, k=count))

    def _fact(self, known: _Known) -> Fact:
        path = f"fact/{_hash(known.relation, known.subject, known.object, known.qualifiers)}"
        quotes = tuple(sorted(known.quotes, key=lambda quote: (quote.document, quote.span)))
        doubt = 1.0
        for quote in quotes:
            doubt *= 1 - quote.confidence
        confidence = round(1 - doubt, 2)
        status = min((quote.status for quote in quotes), key=list(Status).index)
        return Fact(
            path,
            known.type,
            known.relation,
            known.subject,
            known.object,
            known.qualifiers,
            status,
            confidence,
            quotes,
        )

    def _entity(self, path: str) -> ResolvedEntity:
        members = tuple(sorted(self.members[path]))
        label = self.labels[path]
        names = (label.split()[-1],) if " " in label and len(members) > 1 else ()
        return ResolvedEntity(path, self.types[path], label, names, members)

    def _judgements(self) -> Iterator[Judgement]:
        for keys in self.members.values():
            first, *others = sorted(keys)
            for other in others:
                yield Judgement(
                    first, other, same=True, score=0.9, reason="the same name", author="same-name"
                )


def _hash(*content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:24]
