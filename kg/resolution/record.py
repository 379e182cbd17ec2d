"""Records: what a document's entity brings to the question which others it is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Document, EntityKey, Literal, Status
from kg.names import coarse_class, fold_name
from kg.resolution.forms import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Claim, Extraction
    from kg.resolution.forms import Forms

_YEAR: Final = re.compile(r"\b(?:18|19|20)\d\d\b")
# What the qualifier "work" of a role says of performer and character.
_ROLES: Final = frozenset({"voices", "portrays"})


@dataclass(frozen=True, slots=True, order=True)
class Bond:
    """A claim seen from one of its ends.

    Attributes:
        relation: the local name of the property.
        is_subject: whether the record is the claim's subject.
        other: the entity at the other end.
    """

    relation: str
    is_subject: bool
    other: EntityKey


@dataclass(frozen=True, slots=True)
class Record:
    """An entity of one document, ready to be compared.

    Attributes:
        key: the document and the entity's id.
        type: local name of the ontology class.
        coarse: the coarse class; entities of two coarse classes are never one.
        names: as printed, the fullest first.
        unnamed: whether no name is its own.
        forms: its names by what they tell.
        folded: all names, folded.
        bonds: the claims that it takes part in; denied and rumoured ones say nothing of identity.
        years: of release, as far as claims or names say.
    """

    key: EntityKey
    type: str
    coarse: str
    names: tuple[str, ...]
    unnamed: bool
    forms: Forms
    folded: frozenset[str]
    bonds: frozenset[Bond]
    years: frozenset[int]

    def others(self, *relations: str, is_subject: bool) -> set[EntityKey]:
        """Give the entities at the other end of claims of some relations."""
        return {
            bond.other for bond in self.bonds if bond.is_subject == is_subject and bond.relation in relations
        }


def records_of(extractions: Iterable[Extraction]) -> dict[EntityKey, Record]:
    """Give the records of all documents, sorted by key."""
    records = [record for extraction in extractions for record in _records_of_one(extraction)]
    return {record.key: record for record in sorted(records, key=lambda record: record.key)}


def _records_of_one(extraction: Extraction) -> Iterator[Record]:
    bonds, years = _bonds(extraction.document, extraction.claims)
    titles = {
        fold_name(name) for entity in extraction.entities if not entity.unnamed for name in entity.names
    }
    for entity in extraction.entities:
        key = EntityKey(extraction.document.id, entity.id)
        forms = forms_of(entity.type, entity.names)
        yield Record(
            key=key,
            type=entity.type,
            coarse=coarse_class(entity.type),
            names=entity.names,
            unnamed=forms.described or (entity.unnamed and not _has_shared_title(entity.names, titles)),
            forms=forms,
            folded=frozenset(map(fold_name, entity.names)),
            bonds=frozenset(bonds[key]),
            years=frozenset(years[key]) | forms.years,
        )


def _has_shared_title(names: Sequence[str], titles: set[str]) -> bool:
    """Say whether "the manga of the same name" carries the title of another entity of its document."""
    return any(fold_name(name) in titles for name in names)


def _bonds(
    document: Document, claims: Iterable[Claim]
) -> tuple[defaultdict[EntityKey, set[Bond]], defaultdict[EntityKey, set[int]]]:
    bonds: defaultdict[EntityKey, set[Bond]] = defaultdict(set)
    years: defaultdict[EntityKey, set[int]] = defaultdict(set)
    for claim in claims:
        if claim.status in {Status.NEGATED, Status.RUMOURED} or isinstance(claim.subject, Document):
            continue
        subject = EntityKey(document.id, claim.subject.id)
        if isinstance(claim.object, Literal):
            if claim.relation == "releaseDate":
                years[subject].update(map(int, _YEAR.findall(claim.object.value)))
            continue
        ends = [(claim.relation, subject, EntityKey(document.id, claim.object.id))]
        work = EntityKey(document.id, claim.qualifier("work"))
        if claim.relation in _ROLES and work.entity:
            ends += [("castMemberOf", subject, work), ("characterIn", ends[0][2], work)]
        for relation, start, end in ends:
            bonds[start].add(Bond(relation, is_subject=True, other=end))
            bonds[end].add(Bond(relation, is_subject=False, other=start))
    return bonds, years
