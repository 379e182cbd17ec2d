"""How far a statement can be trusted, from all that witnesses it: the rules that read it, and the trained encoder.

A logistic model, fitted on passages that neither was made from, joins the two into the chance that the statement is
right. Statements below a cut are left out.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.encoder import RELATIONS, WEIGHTS
from kg.extractors.learned import EXTRACTOR
from kg.model import Entity, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.extractors.context import Opinion
    from kg.model import Claim

FILE = WEIGHTS / "witnesses.json"
Statement = tuple[str, str, str]
_INSTEAD = {"voices": "portrays", "portrays": "voices"}  # one and the same role is the one or the other
_UNSAID = frozenset({Status.NEGATED, Status.RUMOURED})
_SURE = 0.5
_UNPROVEN = 0.5  # of a rule that read nothing in the passages for training
_FLOOR = -5.0  # logit of what the encoder does not find at all


@dataclass(frozen=True, slots=True)
class Weights:
    """What the witnesses count for.

    Attributes:
        bias: of everything.
        features: for each of `FEATURES`.
        relations: for each relation.
        rules: how often what each rule reads is right, as measured on the passages for training.
        cut: the chance from which a statement is given that the encoder alone finds.
        rule_cut: the chance from which one is given that a rule has read too.
    """

    bias: float
    features: Mapping[str, float]
    relations: Mapping[str, float]
    rules: Mapping[str, float]
    cut: float
    rule_cut: float


class Witnesses(NamedTuple):
    """What speaks for a statement, as logits.

    Attributes:
        learned: by the encoder, `_FLOOR` where it does not find it.
        ruled: 1 where a rule speaks for it.
        rule: how sure the surest rule is by itself, 0 for none.
        proven: how often the best rule proved right, 0 for none.
        both: by the encoder where a rule speaks for it too, 0 elsewhere or where the encoder doubts it.
        subjects: how much less than for the best other subject of the same relation and object the encoder is for it,
            0 where it is the best.
        objects: the same among objects.
        kinds: the same among the relations of the two ends.
        unasked: 1 where the two ends stand too far apart for the encoder to have been asked, and `learned` is 0.
        unnamed: 1 where an end has no name of its own ("the novel by X"), so that the encoder has no view of it.
        company: where a rule speaks for it, from -1 to 1: whether the encoder is for most of what rules say in the
            document, or against it.
        subject: by the encoder, that the subject is of the family of types that it was taken for; 0 where it has no
            name of its own.
        object: the same of the object.
        focus: by the encoder, that the work in it is what the text is about; 0 where none is.
    """

    learned: float
    ruled: float
    rule: float
    proven: float
    both: float
    subjects: float
    objects: float
    kinds: float
    unasked: float
    unnamed: float
    company: float
    subject: float
    object: float
    focus: float


FEATURES = Witnesses._fields


@cache
def load_weights() -> Weights:
    """Give the weights that were fitted for the encoder at hand."""
    return Weights(**json.loads(FILE.read_text(encoding="utf-8")))


def witnesses_of(
    claims: Iterable[Claim],
    rules: Mapping[str, float] | None = None,
    opinion: Opinion | None = None,
) -> dict[Statement, Witnesses]:
    """Give what speaks for each statement of a document.

    What a rule reads as a denial or a rumour, the encoder alone cannot state.

    Args:
        claims: all of the document.
        rules: how often what each rule reads is right; 0.5 for those that are not there.
        opinion: what the encoder thinks of the entities; None where it does not matter.
    """
    learned: dict[Statement, float] = {}
    by_rules: dict[Statement, float] = {}
    proven: dict[Statement, float] = {}
    reliable = rules or {}
    doubted: set[Statement] = set()
    for claim in claims:
        key = statement_of(claim)
        if key is None:
            continue
        if claim.status in _UNSAID:
            doubted.add(key)
            continue
        name = claim.evidence.extractor
        by = learned if name == EXTRACTOR else by_rules
        by[key] = max(by.get(key, _FLOOR), _logit(claim.confidence))
        if name != EXTRACTOR:
            proven[key] = max(proven.get(key, _FLOOR), _logit(reliable.get(name, _UNPROVEN)))
    for key in doubted - by_rules.keys():
        learned.pop(key, None)
    rivals = _Rivals(learned)
    alone = by_rules.keys() - learned.keys()
    unnamed = {key for key in alone if opinion is not None and not opinion.trust.keys() >= set(key[1:])}
    far = {key for key in alone - unnamed if opinion is not None and key[1:] not in opinion.asked}
    company = _agreement(learned.get(key, _FLOOR) for key in by_rules.keys() - far - unnamed)
    trust, focus = (opinion.trust, opinion.focus) if opinion else ({}, {})
    found = {}
    for key in dict.fromkeys((*learned, *by_rules)):
        score = 0.0 if key in far | unnamed else learned.get(key, _FLOOR)
        lead = (0.0, 0.0, 0.0) if key in far | unnamed else rivals.lead_over(key, score)
        by_rule = key in by_rules
        found[key] = Witnesses(
            learned=score,
            ruled=float(by_rule),
            rule=by_rules.get(key, 0.0),
            proven=proven.get(key, 0.0),
            both=max(0.0, score) if by_rule else 0.0,
            subjects=lead[0],
            objects=lead[1],
            kinds=lead[2],
            unasked=float(key in far),
            unnamed=float(key in unnamed),
            company=company if by_rule else 0.0,
            subject=_known(trust, key[1]),
            object=_known(trust, key[2]),
            focus=_known(focus, key[2] if key[2] in focus else key[1]),
        )
    return found


def _known(chances: Mapping[str, float], entity: str) -> float:
    return _logit(chances[entity]) if entity in chances else 0.0


def _agreement(scores: Iterable[float]) -> float:
    """Give, from -1 to 1, how far the encoder is for statements or against them, near 0 where there are few."""
    votes = [1 if score > 0 else -1 for score in scores if score > 0 or score < _AGAINST]
    return sum(votes) / (len(votes) + 2)


_AGAINST = -2.0  # logit


class _Rivals:
    """The best scores of the encoder among statements that differ in one part."""

    def __init__(self, scores: Mapping[Statement, float]) -> None:
        """Gather the two best scores of each group."""
        self._best: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
        for key, score in scores.items():
            for group in self._groups(key):
                self._best[group] = sorted((*self._best[group], score), reverse=True)[:2]

    @staticmethod
    def _groups(key: Statement) -> tuple[tuple[str, ...], ...]:
        relation, subject, obj = key
        kind = "" if relation in _BESIDE else "job"
        return ("s", relation, obj), ("o", relation, subject), ("k", kind, subject, obj)

    def lead_over(self, key: Statement, score: float) -> tuple[float, float, float]:
        """Give how far a score lies below the best of its groups, 0 or less."""
        first, second, third = (
            min(0.0, score - max(self._best[g], default=score)) for g in self._groups(key)
        )
        return first, second, third


_BESIDE = frozenset({"castMemberOf", "characterIn"})  # hold beside other relations of the same two


def statement_of(claim: Claim) -> Statement | None:
    """Give relation and ends of what the encoder may witness too; None for literals and other relations."""
    if claim.relation not in RELATIONS:
        return None
    if not isinstance(claim.subject, Entity) or not isinstance(claim.object, Entity):
        return None
    return claim.relation, claim.subject.id, claim.object.id


def weigh(
    claims: Sequence[Claim],
    weights: Weights,
    cut: float | None = None,
    opinion: Opinion | None = None,
) -> tuple[Claim, ...]:
    """Give the claims with the chance of their statement as confidence, those below the cut left out.

    Args:
        claims: all of a document.
        weights: what the witnesses count for.
        cut: the chance from which a statement is given; None for those of the weights.
        opinion: what the encoder thinks of the entities; None where it does not matter.
    """
    witnesses = witnesses_of(claims, weights.rules, opinion)
    chances = {key: chance(key[0], found, weights) for key, found in witnesses.items()}
    by_rule = {statement_of(c) for c in claims if c.evidence.extractor != EXTRACTOR}
    for one in list(chances):
        other = (_INSTEAD.get(one[0], ""), *one[1:])
        if other in chances and _rank(other, chances, by_rule) > _rank(one, chances, by_rule):
            chances[one] = 0.0
    kept = []
    for claim in claims:
        key = statement_of(claim)
        if key is None or claim.status in _UNSAID:
            kept.append(claim)
        elif (
            key in chances
            and chances[key] >= _least(weights, cut, ruled=key in by_rule)
            and not (key in by_rule and _is_weak(claim))
        ):
            kept.append(replace(claim, confidence=round(chances[key], 2)))
    return tuple(kept)


def _rank(
    key: Statement, chances: Mapping[Statement, float], by_rule: AbstractSet[object]
) -> tuple[bool, float]:
    """Say which of two statements that exclude each other stands: rules know whether the whole work is animated."""
    return key in by_rule, chances[key]


def _least(weights: Weights, cut: float | None, *, ruled: bool) -> float:
    if cut is not None:
        return cut
    return weights.rule_cut if ruled else weights.cut


def _is_weak(claim: Claim) -> bool:
    """Say whether a quote is the encoder's choice, where a rule has one that says more.

    A rule reads the language and the stage of life of a role, and the encoder may not be sure of its sentence.
    """
    return claim.evidence.extractor == EXTRACTOR and (claim.confidence < _SURE or claim.relation in _INSTEAD)


def chance(relation: str, witnesses: Witnesses, weights: Weights) -> float:
    """Give the chance that a statement with these witnesses is right."""
    score = weights.bias + weights.relations.get(relation, 0.0)
    score += sum(weights.features[name] * value for name, value in zip(FEATURES, witnesses, strict=True))
    return 1 / (1 + math.exp(-score))


def _logit(confidence: float) -> float:
    p = min(max(confidence, 0.01), 0.99)
    return math.log(p / (1 - p))
