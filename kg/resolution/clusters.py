"""Clusters: records that were judged to be one entity, and what forbids that two clusters are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.model import Judgement
from kg.resolution.spelling import person_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import EntityKey
    from kg.resolution.record import Record

SCREEN: Final = frozenset({"Film", "Series"})
PAGE: Final = frozenset({"Manga", "Book", "Play"})
UNSPECIFIC: Final = frozenset({"Work", "Organization"})
# Who makes a work of which kinds; two works of one title and other makers are two.
_MAKERS: Final = {"directorOf": SCREEN, "authorOf": PAGE}
_YEARS_APART: Final = 2  # a release may reach another country later, more so with the same people behind it

REASONS: Final = {
    "judged": "a person judged that they are two",
    "told-apart": "one document names both",
    "other-class": "one is a {0}, the other a {1}",
    "other-kind": "one is a {0}, the other a {1}",
    "other-maker": "other people made them",
    "other-year": "they came out in other years",
    "no-common-ground": "nothing that the documents say connects them",
}


@dataclass(slots=True)
class Profile:
    """What is known of a cluster, gathered from its records."""

    members: list[Record]
    kinds: set[str]
    documents: defaultdict[str, list[Record]]
    makers: defaultdict[str, set[frozenset[str]]]
    years: set[int]
    company: set[tuple[str, bool, str]]  # names at the other end of its claims
    folded: set[str]
    has_full_name: bool
    is_named: bool

    def absorb(self, other: Profile) -> None:
        """Take in all of another profile."""
        self.members.extend(other.members)
        self.kinds |= other.kinds
        for document, records in other.documents.items():
            self.documents[document].extend(records)
        for relation, makers in other.makers.items():
            self.makers[relation] |= makers
        self.years |= other.years
        self.company |= other.company
        self.folded |= other.folded
        self.has_full_name |= other.has_full_name
        self.is_named |= other.is_named


@dataclass(slots=True)
class Clusters:
    """A partition of records that grows by joins, each of which leaves a judgement.

    Attributes:
        records: all records by key, sorted.
        judged: judgements of people; they win over the rules.
        judgements: of the joins made so far.
    """

    records: Mapping[EntityKey, Record]
    judged: Sequence[Judgement] = ()
    judgements: list[Judgement] = field(default_factory=list)
    _parents: dict[EntityKey, EntityKey] = field(default_factory=dict)
    _profiles: dict[EntityKey, Profile] = field(default_factory=dict)
    _apart: list[tuple[EntityKey, EntityKey]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start with each record alone; then join what people judged to be one."""
        for key, record in self.records.items():
            self._parents[key] = key
            self._profiles[key] = _profile(record, self.records)
        known = [one for one in self.judged if one.left in self.records and one.right in self.records]
        self._apart = [(one.left, one.right) for one in known if not one.same]
        for one in sorted(known, key=lambda one: (one.left, one.right)):
            if one.same and self.find(one.left) != self.find(one.right):
                self._unite(one.left, one.right)
                self.judgements.append(one)

    def find(self, key: EntityKey) -> EntityKey:
        """Give the key that stands for the record's cluster."""
        root = key
        while self._parents[root] != root:
            root = self._parents[root]
        while self._parents[key] != root:
            self._parents[key], key = root, self._parents[key]
        return root

    def profile(self, key: EntityKey) -> Profile:
        """Give what is known of the record's cluster."""
        return self._profiles[self.find(key)]

    def one_each(self, records: Iterable[Record]) -> list[Record]:
        """Give the first record of each cluster, in order."""
        chosen: dict[EntityKey, Record] = {}
        for record in records:
            chosen.setdefault(self.find(record.key), record)
        return list(chosen.values())

    def refusal(
        self, left: EntityKey, right: EntityKey, *, within: bool = False, any_kind: bool = False
    ) -> str:
        """Say what forbids that two clusters are one: a key of `REASONS`, "" for nothing.

        Args:
            left: a record of the first cluster.
            right: a record of the second cluster.
            within: whether one document may hold both, as a full name and its short form.
            any_kind: whether a film may be a series.
        """
        one, two = self.profile(left), self.profile(right)
        if self.records[left].coarse != self.records[right].coarse:
            return "other-class"
        if any({self.find(a), self.find(b)} == {self.find(left), self.find(right)} for a, b in self._apart):
            return "judged"
        if _told_apart(one, two, within=within):
            return "told-apart"
        kinds = one.kinds - UNSPECIFIC, two.kinds - UNSPECIFIC
        if not any_kind and all(kinds) and self.records[left].coarse == "work" and not kinds[0] & kinds[1]:
            return "other-kind"
        if _conflicting_makers(one, two):
            return "other-maker"
        return "other-year" if _conflicting_years(one, two) else ""

    def join(
        self,
        left: EntityKey,
        right: EntityKey,
        judgement: tuple[str, float, str],
        *,
        within: bool = False,
        any_kind: bool = False,
    ) -> bool:
        """Make two clusters one unless something forbids it; `judgement` is the rule, the score, the reason."""
        if self.find(left) == self.find(right):
            return True
        if self.refusal(left, right, within=within, any_kind=any_kind):
            return False
        self._unite(left, right)
        rule, score, reason = judgement
        first, second = sorted((left, right))
        self.judgements.append(Judgement(first, second, same=True, score=score, reason=reason, author=rule))
        return True

    def affinity(self, left: EntityKey, right: EntityKey) -> int:
        """Count the claims of the two clusters that agree: same relation, same name at the other end."""
        return len(self.profile(left).company & self.profile(right).company)

    def _unite(self, left: EntityKey, right: EntityKey) -> None:
        large, small = self.find(left), self.find(right)
        if (len(self._profiles[large].members), small) < (len(self._profiles[small].members), large):
            large, small = small, large
        self._parents[small] = large
        self._profiles[large].absorb(self._profiles.pop(small))


def _profile(record: Record, records: Mapping[EntityKey, Record]) -> Profile:
    makers: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    company: set[tuple[str, bool, str]] = set()
    for bond in record.bonds:
        other = records.get(bond.other)
        if other is None:
            continue
        company.update(
            (bond.relation, bond.is_subject, name) for name in other.forms.full | other.forms.context
        )
        if not bond.is_subject and bond.relation in _MAKERS:
            makers[bond.relation].update(frozenset(person_words(name)) for name in other.names)
    documents: defaultdict[str, list[Record]] = defaultdict(list)
    documents[record.key.document].append(record)
    return Profile(
        members=[record],
        kinds={record.type},
        documents=documents,
        makers=makers,
        years=set(record.years),
        company=company,
        folded=set(record.folded),
        has_full_name=bool(record.forms.full),
        is_named=not record.unnamed,
    )


def _told_apart(one: Profile, two: Profile, *, within: bool) -> bool:
    """Say whether a document holds both: as two names, or with a claim from one to the other."""
    fewer, more = sorted((one.documents, two.documents), key=len)
    for document in fewer:
        for left in fewer[document]:
            for right in more.get(document, ()):
                if left.unnamed == right.unnamed and not within:
                    return True
                if any(bond.other == right.key for bond in left.bonds):
                    return True
    return False


def _conflicting_makers(one: Profile, two: Profile) -> bool:
    """Say whether both name makers, no two of whom could be one, and share nobody else by name."""
    for relation, kinds in _MAKERS.items():
        left, right = one.makers[relation], two.makers[relation]
        if not left or not right or not (one.kinds | two.kinds) & (kinds | {"Work"}):
            continue
        if not any(a <= b or b <= a for a in left for b in right) and not _shared_people(one, two):
            return True
    return False


def _shared_people(one: Profile, two: Profile) -> bool:
    """Say whether somebody worked on both; a source's author or a character would be no sign."""
    return any(
        relation not in {"characterIn", "authorOf", "distributedBy", "comparedTo", "adaptedFrom", "sequelOf"}
        for relation, _, _ in one.company & two.company
    )


def _conflicting_years(one: Profile, two: Profile) -> bool:
    if not one.years or not two.years:
        return False
    apart = min(abs(left - right) for left in one.years for right in two.years)
    return apart > _YEARS_APART and not _shared_people(one, two)
