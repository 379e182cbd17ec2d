"""One decision over all that the extractors read in a document.

Claims that the ontology does not allow are left out, names without a type get the one that their claims need, and the
same statement in several sentences keeps each sentence as a piece of evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.unnamed import unify_sources
from kg.model import Claim, Entity, Status
from kg.names import mint_path
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Span
    from kg.ontology import Ontology

_UNTYPED = "Name"
_SLOT_TYPES = {
    "directorOf": ("Person", "Work"), "screenwriterOf": ("Person", "Work"), "authorOf": ("Person", "Work"),
    "composerOf": ("Person", "Work"), "characterDesignerOf": ("Person", "Work"), "producerOf": ("Person", "Work"),
    "voices": ("Person", "Character"), "portrays": ("Person", "Character"), "castMemberOf": ("Person", "Work"),
    "characterIn": ("Character", "Work"), "adaptedFrom": ("Work", "Work"), "sequelOf": ("Work", "Work"),
    "producedBy": ("Work", "Studio"), "distributedBy": ("Work", "Organization"), "comparedTo": ("Work", "Work"),
    "founderOf": ("Person", "Studio"), "rivalOf": ("Character", "Character"), "mentorOf": ("Character", "Character"),
    "trackOf": ("Track", "Work"),
}  # fmt: skip
_SYMMETRIC = frozenset({"comparedTo", "rivalOf"})


def fuse(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Give the claims of a document that hold together, in the order of their evidence.

    What several witnesses read in one sentence stands there once for each of them: that they agree counts.
    """
    ontology = load_ontology()
    typed = unify_sources(_with_types(list(claims)))
    allowed = [c for c in typed if _is_allowed(ontology, c)]
    consistent = _dominant_polarity(_one_direction(allowed))
    best: dict[tuple[object, ...], Claim] = {}
    for claim in consistent:
        key = (*_in_sentence(claim), claim.evidence.extractor)
        if key not in best or best[key].confidence < claim.confidence:
            best[key] = claim
    return tuple(sorted(best.values(), key=_order))


def one_a_sentence(claims: Iterable[Claim], rank: Callable[[Claim], tuple[float, ...]]) -> tuple[Claim, ...]:
    """Give of what several witnesses read in one sentence the claim of the highest rank alone."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = _in_sentence(claim)
        if key not in best or rank(best[key]) < rank(claim):
            best[key] = claim
    return tuple(sorted(best.values(), key=_order))


def _in_sentence(claim: Claim) -> tuple[object, ...]:
    return claim.relation, _id(claim.subject), _id(claim.object), claim.qualifiers, claim.evidence.span


def _order(claim: Claim) -> tuple[object, ...]:
    ends = _id(claim.subject), _id(claim.object)
    return claim.evidence.span, claim.relation, *ends, claim.qualifiers, claim.evidence.extractor


def _id(end: object) -> str:
    return end.id if isinstance(end, Entity) else str(getattr(end, "value", getattr(end, "id", "")))


def _with_types(claims: Sequence[Claim]) -> list[Claim]:
    """Give each name without a type the one that most of its claims ask for."""
    wanted: dict[Entity, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        for end, type_ in zip(
            (claim.subject, claim.object), _SLOT_TYPES.get(claim.relation, ("", "")), strict=True
        ):
            if isinstance(end, Entity) and end.type == _UNTYPED and type_:
                wanted[end][type_] += 1
    renamed = {
        entity: replace(entity, type=type_, id=mint_path(type_, entity.names[0]))
        for entity, counts in wanted.items()
        for type_ in (max(counts, key=lambda t: (counts[t], t)),)
    }
    ids = {old.id: new.id for old, new in renamed.items()}
    return [_renamed(claim, renamed, ids) for claim in claims]


def _renamed(claim: Claim, renamed: Mapping[Entity, Entity], ids: Mapping[str, str]) -> Claim:
    subject = (
        renamed.get(claim.subject, claim.subject) if isinstance(claim.subject, Entity) else claim.subject
    )
    obj = renamed.get(claim.object, claim.object) if isinstance(claim.object, Entity) else claim.object
    qualifiers = tuple((k, ids.get(v, v) if k in {"work", "platform"} else v) for k, v in claim.qualifiers)
    return replace(claim, subject=subject, object=obj, qualifiers=qualifiers)


def _is_allowed(ontology: Ontology, claim: Claim) -> bool:
    if claim.relation == "publishedOn":
        return True
    if not isinstance(claim.subject, Entity) or claim.subject == claim.object:
        return False
    if not isinstance(claim.object, Entity):
        return True
    return ontology.allows(claim.relation, claim.subject.type, claim.object.type)


def _one_direction(claims: Sequence[Claim]) -> list[Claim]:
    """Turn a symmetric relation the way that it is said first."""
    first: dict[tuple[str, frozenset[str]], str] = {}
    turned: list[Claim] = []
    for claim in sorted(claims, key=lambda c: c.evidence.span):
        if (
            claim.relation in _SYMMETRIC
            and isinstance(claim.subject, Entity)
            and isinstance(claim.object, Entity)
        ):
            pair = (claim.relation, frozenset({claim.subject.id, claim.object.id}))
            if first.setdefault(pair, claim.subject.id) != claim.subject.id:
                turned.append(replace(claim, subject=claim.object, object=claim.subject))
                continue
        turned.append(claim)
    return turned


def _dominant_polarity(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Give each pair of compared works one polarity: the one with most confidence behind it."""
    # A sentence counts once for a polarity, however many rules read it.
    said: dict[tuple[str, str, str], dict[Span, float]] = defaultdict(dict)
    for claim in claims:
        if claim.relation == "comparedTo":
            spans = said[_id(claim.subject), _id(claim.object), claim.qualifier("polarity")]
            spans[claim.evidence.span] = max(claim.confidence, spans.get(claim.evidence.span, 0.0))
    weights: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (subject, obj, polarity), spans in said.items():
        weights[subject, obj][polarity] = sum(spans.values())
    for claim in claims:
        if claim.relation != "comparedTo":
            yield claim
            continue
        of_pair = weights[_id(claim.subject), _id(claim.object)]
        polarity = max(of_pair, key=lambda p: (of_pair[p], p))
        qualifiers = tuple(sorted((dict(claim.qualifiers) | {"polarity": polarity}).items()))
        yield replace(claim, qualifiers=qualifiers, status=Status.OPINION)
