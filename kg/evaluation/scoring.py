"""Scoring: claims against annotated documents.

A claim is right when relation, subject and object are those of an annotated fact. An end is the annotated entity when
they share a name, no other name of it belongs to a different entity alone, and, where a film and the manga of one title
share all names, its type says which. Each fact is found once at most; to say it again is neither right nor wrong, nor
is an optional fact. A wrong claim counts once however often it is said. Negated and rumoured claims, and relations that
no document annotates, are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.evaluation.folding import fold
from kg.evaluation.gold import GoldDocument, GoldFact, read_gold
from kg.evaluation.report import Mean, Mistake, Report, Score, Tally
from kg.evaluation.said import Said, all_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.evaluation.said import Claims, End

TALLIES = ("exact", "telling", "types", "language", "stage", "polarity")
_QUALIFIERS = ("language", "stage", "polarity")
_QUALIFIED = frozenset({"voices", "portrays", "comparedTo"})
_UNSAID = frozenset({"negated", "rumoured"})


def evaluate(gold_path: Path, claims: Claims) -> Report:
    """Compare claims with the annotated documents of a JSON lines file.

    Args:
        gold_path: the annotated documents, one a line.
        claims: claims, extractions, or claims as `kg extract --format jsonl` prints them, in any mixture.

    Raises:
        KgError: the file is no such file, or a claim lacks its ends.
    """
    return score(read_gold(gold_path), all_said(claims))


def score(documents: Sequence[GoldDocument], claims: Iterable[Said]) -> Report:
    """Compare claims with annotated documents."""
    count = _Count({document.id: document for document in documents})
    for said in claims:
        count.take(said)
    return count.report()


@dataclass(slots=True)
class _Count:
    """What was counted so far."""

    documents: dict[str, GoldDocument]
    gold: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    right_in: Counter[str] = field(default_factory=Counter)
    said_in: Counter[str] = field(default_factory=Counter)
    found: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    below: dict[str, Tally] = field(default_factory=lambda: dict.fromkeys(TALLIES, Tally()))
    types: dict[str, Tally] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    wrong: dict[tuple[str, str, str, str], Mistake] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gold.update(fact.relation for document in self.documents.values() for fact in document.facts)

    def take(self, said: Said) -> None:
        """Count one claim."""
        document = self.documents.get(said.document)
        if document is None:
            self.left_out[f"document {said.document}"] += 1
        elif said.relation not in self.gold:
            self.left_out[said.relation] += 1
        elif said.status in _UNSAID:
            self.left_out[said.status] += 1
        else:
            self._compare(document, said)

    def _compare(self, document: GoldDocument, said: Said) -> None:
        self._tally("exact", holds=bool(said.exact) and document.text[said.start : said.end] == said.exact)
        hits = document.matching(document.facts, said)
        fresh = [place for place in hits if place not in self.found[document.id]]
        if fresh:
            self.found[document.id].add(fresh[0])
            self._count_right(document, document.facts[fresh[0]], said)
        elif not hits and not document.matching(document.optional, said):
            self._count_wrong(said)

    def _count_right(self, document: GoldDocument, fact: GoldFact, said: Said) -> None:
        for counter, key in self._counters(said):
            counter[key] += 1
        self.right[said.relation] += 1
        self.right_in[document.id] += 1
        if fact.quote:
            self._tally("telling", holds=_is_telling(document, fact, said))
        for gold, end in ((fact.subject, said.subject), (fact.object, said.object)):
            if gold in document.types and end.is_entity:
                self._count_type(document.types[gold], end)
        for key in _QUALIFIERS:
            if key in fact.qualifiers and said.relation in _QUALIFIED:
                self._tally(key, holds=said.qualifiers.get(key) == fact.qualifiers[key])

    def _count_wrong(self, said: Said) -> None:
        key = (said.document, said.relation, said.subject.identity, said.object.identity)
        if key not in self.wrong:
            ends = (tuple(sorted(said.subject.names)), tuple(sorted(said.object.names)))
            self.wrong[key] = Mistake("wrong", said.document, said.relation, *ends, said.exact)
            for counter, name in self._counters(said):
                counter[name] += 1

    def _counters(self, said: Said) -> tuple[tuple[Counter[str], str], ...]:
        """Give the counters of what was claimed, with the keys of one claim."""
        return (self.said, said.relation), (self.said_in, said.document)

    def _count_type(self, type_: str, end: End) -> None:
        holds = end.type == type_
        self._tally("types", holds=holds)
        self.types[type_] = self.types.get(type_, Tally()).counting(holds=holds)

    def _tally(self, key: str, *, holds: bool) -> None:
        self.below[key] = self.below[key].counting(holds=holds)

    def report(self) -> Report:
        """Give the figures."""
        relations = {
            name: Score(self.right[name], self.said[name], self.gold[name]) for name in sorted(self.gold)
        }
        return Report(
            relations=relations,
            all=Score(self.right.total(), self.said.total(), self.gold.total()),
            macro=self._macro(),
            below=dict(self.below),
            types=dict(sorted(self.types.items())),
            left_out=dict(self.left_out.most_common()),
            mistakes=tuple(sorted((*self.wrong.values(), *self._missed()), key=_by_document)),
        )

    def _macro(self) -> Mean:
        each = [
            Score(self.right_in[name], self.said_in[name], len(document.facts))
            for name, document in self.documents.items()
            if document.facts
        ]
        if not each:
            return Mean(0.0, 0.0, 0.0)
        sums = (
            sum(one.precision for one in each),
            sum(one.recall for one in each),
            sum(one.f1 for one in each),
        )
        return Mean(*(total / len(each) for total in sums))

    def _missed(self) -> Iterable[Mistake]:
        """Give the facts that no claim says."""
        for document in self.documents.values():
            for place, fact in enumerate(document.facts):
                if place not in self.found[document.id]:
                    ends = (document.names_at(end) for end in (fact.subject, fact.object))
                    subject, object_ = (tuple(sorted(names)) for names in ends)
                    yield Mistake("missed", document.id, fact.relation, subject, object_, fact.quote)


def _by_document(mistake: Mistake) -> tuple[str, str, str]:
    return mistake.document, mistake.kind, mistake.relation


def _is_telling(document: GoldDocument, fact: GoldFact, said: Said) -> bool:
    """Say whether a quote overlaps the annotated one or names both ends of the fact."""
    if said.start is None or said.end is None:
        return False
    place = document.text.find(fact.quote)
    if place >= 0 and said.start < place + len(fact.quote) and place < said.end:
        return True
    quote = f" {fold(said.exact)} "
    ends = (document.names_at(end) for end in (fact.subject, fact.object))
    return all(any(f" {name} " in quote for name in names) for names in ends)
