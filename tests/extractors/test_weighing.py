"""A statement is trusted as far as its witnesses go, and what the encoder cannot witness stays as it is."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder import RELATIONS
from kg.extractors import weighing
from kg.extractors.context import Opinion
from kg.extractors.learned import EXTRACTOR
from kg.extractors.weighing import (
    FEATURES,
    Weights,
    Witnesses,
    chance,
    load_weights,
    statement_of,
    weigh,
    witnesses_of,
)
from kg.model import Claim, Document, Entity, Evidence, Literal, Span, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

EXACT = "Ana Lima directed Harbour Lights."
FEATURE_WEIGHTS = dict.fromkeys(FEATURES, 0.1) | {"learned": 0.8, "rule": 0.5, "subjects": 0.3, "kinds": 0.4}
LOOSE = Weights(
    bias=-1.0,
    features=FEATURE_WEIGHTS,
    relations={"directorOf": 0.2},
    rules={"crew": 0.7},
    cut=0.5,
    rule_cut=0.3,
)
NOTHING = Witnesses(*[0.0] * len(FEATURES))
SCORES = st.floats(0, 1)
RULES = ("crew", "cast")
RELIABLE = st.dictionaries(st.sampled_from((*RULES, EXTRACTOR, "other")), SCORES)
PEOPLE = [Entity(f"person/{n}", "Person", (n,)) for n in ("Ana", "Bo")]
FILMS = [Entity(f"film/{n}", "Film", (n,)) for n in ("Harbour Lights", "Low Tide")]
YEAR = Literal("1999", "1999")
ENDS: list[Entity | Literal] = [*FILMS, YEAR]
WITNESSED = (Status.STATED, Status.PLANNED, Status.OPINION)
UNWITNESSED = (Status.NEGATED, Status.RUMOURED)
WEIGHTS = st.builds(
    Weights,
    bias=st.floats(-4, 4),
    features=st.fixed_dictionaries({name: st.floats(0, 2) for name in FEATURES}),
    relations=st.dictionaries(st.sampled_from(RELATIONS), st.floats(-2, 2), max_size=3),
    rules=RELIABLE,
    cut=SCORES,
    rule_cut=SCORES,
)
FOR = st.floats(0.5, 1)  # confidence of a rule that speaks for a statement


def claim(extractor: str = "crew", confidence: float = 0.9, relation: str = "directorOf") -> Claim:
    evidence = Evidence("d", Span(0, len(EXACT)), EXACT, extractor)
    return Claim(relation, PEOPLE[0], FILMS[0], evidence, confidence=confidence)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Draw what rules and encoder say, some of it of literals, of other relations, denied or only rumoured."""
    found = []
    for _ in range(draw(st.integers(0, 8))):
        plain = claim(draw(st.sampled_from((EXTRACTOR, *RULES))), draw(SCORES))
        found.append(
            replace(
                plain,
                relation=draw(st.sampled_from(("directorOf", "voices", "portrays", "releasedOn"))),
                subject=draw(st.sampled_from(PEOPLE)),
                object=draw(st.sampled_from(ENDS)),
                status=draw(st.sampled_from(list(Status))),
            )
        )
    return found


@st.composite
def opinions(draw: st.DrawFn) -> Opinion:
    """Draw what the encoder thinks of the people and films, some of which it has not seen."""
    ids = [e.id for e in (*PEOPLE, *FILMS)]
    pairs = st.sampled_from([(p.id, f.id) for p in PEOPLE for f in FILMS])
    chances = st.dictionaries(st.sampled_from(ids), SCORES)
    return Opinion(draw(st.sets(pairs)), draw(chances), draw(chances))


def ruled(among: Sequence[Claim]) -> set[object]:
    """Give the statements that a rule makes."""
    return {statement_of(c) for c in among if c.evidence.extractor != EXTRACTOR and is_weighed(c)}


def confidence(given_: Sequence[Claim], weights: Weights) -> float:
    """Give the chance of the one statement that all claims make."""
    (found,) = {c.confidence for c in weigh(given_, weights, 0.0)}
    return found


def is_weighed(claim_: Claim) -> bool:
    return statement_of(claim_) is not None and claim_.status not in UNWITNESSED


def unweighed(one: Claim) -> Claim:
    return replace(one, confidence=1.0)


@given(claims(), WEIGHTS)
def test_literals_denials_rumours_and_other_relations_stay_as_they_are(
    drawn: list[Claim], weights: Weights
) -> None:
    def others(among: Sequence[Claim]) -> list[Claim]:
        return [
            c
            for c in among
            if c.status in UNWITNESSED or isinstance(c.object, Literal) or c.relation not in RELATIONS
        ]

    assert others(weigh(drawn, weights)) == others(drawn)


@given(claims(), WEIGHTS)
def test_only_confidences_change_and_the_order_stays(drawn: list[Claim], weights: Weights) -> None:
    everything = weigh(drawn, weights, 0.0)
    left = iter([unweighed(c) for c in drawn])
    assert all(unweighed(c) in left for c in everything)  # each is found behind the one before
    left_of_all = iter(everything)
    assert all(c in left_of_all for c in weigh(drawn, weights))


@given(claims(), WEIGHTS, st.none() | opinions())
def test_a_statement_has_one_chance_and_is_kept_or_left_out_as_a_whole(
    drawn: list[Claim], weights: Weights, opinion: Opinion | None
) -> None:
    witnesses = witnesses_of(drawn, weights.rules, opinion)
    chances = {key: chance(key[0], found, weights) for key, found in witnesses.items()}
    kept: dict[object, set[float]] = {}
    for c in filter(is_weighed, weigh(drawn, weights, opinion=opinion)):
        kept.setdefault(statement_of(c), set()).add(c.confidence)
    assert kept.keys() <= chances.keys()
    for (relation, *ends), right in chances.items():
        instead = {"voices": "portrays", "portrays": "voices"}.get(relation)
        read = ruled(drawn)
        beaten = any(
            ((r, *e) in read, other) > ((relation, *ends) in read, right)
            for (r, *e), other in chances.items()
            if r == instead and e == ends
        )
        best = 0.0 if beaten else right
        cut = weights.rule_cut if (relation, *ends) in ruled(drawn) else weights.cut
        assert kept.get((relation, *ends), set()) == ({round(best, 2)} if best >= cut else set())


def test_a_role_that_a_rule_has_read_as_voiced_is_no_role_on_screen() -> None:
    weights = Weights(0.0, dict.fromkeys(FEATURES, 0.0) | {"learned": 0.1}, {}, {}, 0.5, 0.05)
    voiced, seen = claim("role-voices", 0.9, "voices"), claim(EXTRACTOR, 0.9, "portrays")
    assert [c.relation for c in weigh([voiced, seen], weights)] == ["voices"]


@given(WEIGHTS, SCORES, SCORES, SCORES)
def test_where_a_rule_has_a_sentence_an_unsure_choice_of_the_encoder_is_not_shown(
    weights: Weights, learned: float, rule: float, cut: float
) -> None:
    kept = weigh([claim("crew", rule), claim(EXTRACTOR, learned)], weights, cut)
    shown = [c.evidence.extractor for c in kept]
    assert shown in ([], ["crew"], ["crew", EXTRACTOR])
    if shown and learned < 0.5 < rule:
        assert shown == ["crew"]


@given(claims(), WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_count(drawn: list[Claim], weights: Weights, random: Random) -> None:
    shuffled = list(drawn)
    random.shuffle(shuffled)
    assert Counter(weigh(shuffled, weights)) == Counter(weigh(drawn, weights))


@given(WEIGHTS, SCORES, SCORES, SCORES)
def test_a_surer_encoder_never_makes_a_statement_less_likely(
    weights: Weights, one: float, other: float, rule: float
) -> None:
    low, high = sorted((one, other))
    less, more = (confidence([claim(EXTRACTOR, c), claim("crew", rule)], weights) for c in (low, high))
    assert less <= more


@given(WEIGHTS, SCORES, SCORES, SCORES)
def test_a_surer_rule_never_makes_a_statement_less_likely(
    weights: Weights, one: float, other: float, learned: float
) -> None:
    low, high = sorted((one, other))
    less, more = (confidence([claim(EXTRACTOR, learned), claim("crew", c)], weights) for c in (low, high))
    assert less <= more


@given(WEIGHTS, SCORES, FOR)
def test_the_encoder_beside_a_rule_never_makes_a_statement_less_likely(
    weights: Weights, learned: float, rule: float
) -> None:
    rules, encoder = claim("crew", rule), claim(EXTRACTOR, learned)
    assert confidence([rules], weights) <= confidence([rules, encoder], weights)


@given(WEIGHTS, FOR, FOR, FOR)
def test_a_reliable_rule_beside_an_encoder_that_agrees_never_makes_a_statement_less_likely(
    weights: Weights, learned: float, rule: float, reliable: float
) -> None:
    weights = replace(weights, rules={"crew": reliable})
    rules, encoder = claim("crew", rule), claim(EXTRACTOR, learned)
    assert confidence([encoder], weights) <= confidence([rules, encoder], weights)


@given(WEIGHTS, SCORES, SCORES, SCORES)
def test_a_more_reliable_rule_never_makes_a_statement_less_likely(
    weights: Weights, one: float, other: float, learned: float
) -> None:
    both = [claim("crew"), claim(EXTRACTOR, learned)]
    low, high = sorted((one, other))
    less, more = (confidence(both, replace(weights, rules={"crew": r})) for r in (low, high))
    assert less <= more


@given(WEIGHTS, SCORES, SCORES)
def test_a_rival_never_makes_a_statement_likelier(weights: Weights, learned: float, rival: float) -> None:
    alone = [claim(EXTRACTOR, learned)]
    other = replace(claim(EXTRACTOR, rival), subject=PEOPLE[1])
    assert weigh([*alone, other], weights, 0.0)[0].confidence <= confidence(alone, weights)


@given(WEIGHTS, SCORES, SCORES, SCORES, st.sampled_from(UNWITNESSED))
def test_what_rules_read_as_a_denial_or_a_rumour_the_encoder_alone_cannot_state(
    weights: Weights, learned: float, rule: float, cut: float, status: Status
) -> None:
    doubt = replace(claim("crew", rule), status=status)
    assert weigh([doubt, claim(EXTRACTOR, learned)], weights, cut) == (doubt,)
    assert weigh([claim(EXTRACTOR, learned), doubt], weights, 0.0) == (doubt,)


@given(claims(), RELIABLE, st.none() | opinions())
def test_how_reliable_rules_are_moves_what_is_proven_and_nothing_else(
    drawn: list[Claim], rules: dict[str, float], opinion: Opinion | None
) -> None:
    plain, proven = (witnesses_of(drawn, r, opinion) for r in (None, rules))
    assert list(plain) == list(proven)
    for key, found in proven.items():
        assert found._replace(proven=0.0) == plain[key] == plain[key]._replace(proven=0.0)
        said = {c.evidence.extractor for c in drawn if statement_of(c) == key and is_weighed(c)}
        known = [_logit(rules.get(name, 0.5)) for name in said - {EXTRACTOR}]
        assert found.proven == max(known, default=0.0)


@given(claims(), opinions())
def test_of_what_the_encoder_was_not_asked_it_says_nothing(drawn: list[Claim], opinion: Opinion) -> None:
    seen = {statement_of(c) for c in drawn if c.evidence.extractor == EXTRACTOR and is_weighed(c)}
    for key, found in witnesses_of(drawn, opinion=opinion).items():
        unnamed = key not in seen and not opinion.trust.keys() >= set(key[1:])
        unasked = key not in seen and not unnamed and key[1:] not in opinion.asked
        assert (found.unnamed, found.unasked) == (unnamed, unasked)
        if unnamed or unasked:
            assert found.ruled
            assert (found.learned, found.both) == (0, 0)
            assert (found.subjects, found.objects, found.kinds) == (0, 0, 0)


@given(claims())
def test_without_an_opinion_every_pair_counts_as_asked(drawn: list[Claim]) -> None:
    everything = Opinion(
        {(p.id, f.id) for p in PEOPLE for f in FILMS}, {e.id: 0.5 for e in (*PEOPLE, *FILMS)}
    )
    assert witnesses_of(drawn) == witnesses_of(drawn, opinion=everything)
    assert all((w.unasked, w.unnamed) == (0, 0) for w in witnesses_of(drawn).values())


def test_a_pair_that_was_not_asked_differs_from_one_that_the_encoder_is_against() -> None:
    trust = {PEOPLE[0].id: 0.9, FILMS[0].id: 0.9}
    pair = (PEOPLE[0].id, FILMS[0].id)
    (far,) = witnesses_of([claim()], opinion=Opinion(set(), trust)).values()
    (near,) = witnesses_of([claim()], opinion=Opinion({pair}, trust)).values()
    (nameless,) = witnesses_of([claim()], opinion=Opinion(set(), {})).values()
    assert (far.learned, far.unasked, far.unnamed, far.company) == (0, 1, 0, 0)
    assert (near.learned, near.unasked, near.unnamed) == (-5, 0, 0)
    assert (nameless.learned, nameless.unasked, nameless.unnamed, nameless.company) == (0, 0, 1, 0)
    assert near.company < 0


@given(claims(), st.none() | opinions())
def test_company_lies_between_minus_1_and_1_and_is_one_for_what_rules_say(
    drawn: list[Claim], opinion: Opinion | None
) -> None:
    witnesses = witnesses_of(drawn, opinion=opinion).values()
    assert all(-1 < w.company < 1 for w in witnesses)
    assert len({w.company for w in witnesses if w.ruled}) <= 1
    assert all(w.company == 0 for w in witnesses if not w.ruled)


@given(st.integers(1, 20), st.booleans())
def test_company_grows_with_the_statements_that_the_encoder_agrees_on(count: int, agrees: bool) -> None:  # noqa: FBT001, drawn
    def company(number: int) -> float:
        people = [Entity(f"person/{n}", "Person", (f"Ana {n}",)) for n in range(number)]
        said = [replace(claim(), subject=p) for p in people]
        seen = [replace(claim(EXTRACTOR), subject=p) for p in people] if agrees else []
        (found,) = {w.company for w in witnesses_of([*said, *seen]).values()}
        return found if agrees else -found

    assert 0 < company(count) < company(count + 1) < 1


@given(claims(), opinions())
def test_what_the_encoder_thinks_of_the_ends_is_a_witness_of_its_own(
    drawn: list[Claim], opinion: Opinion
) -> None:
    for (_, subject, obj), found in witnesses_of(drawn, opinion=opinion).items():
        assert found.subject == (_logit(opinion.trust[subject]) if subject in opinion.trust else 0)
        assert found.object == (_logit(opinion.trust[obj]) if obj in opinion.trust else 0)
        work = [opinion.focus[end] for end in (obj, subject) if end in opinion.focus]
        assert found.focus == (_logit(work[0]) if work else 0)


@given(WEIGHTS, st.sampled_from(RELATIONS), st.tuples(*[st.floats(-5, 5)] * len(FEATURES)))
def test_a_chance_lies_between_0_and_1(weights: Weights, relation: str, found: tuple[float, ...]) -> None:
    assert 0 <= chance(relation, Witnesses(*found), weights) <= 1


@given(claims())
def test_witnesses_are_the_surest_of_each_kind(drawn: list[Claim]) -> None:
    witnesses = witnesses_of(drawn)
    for key, found in witnesses.items():
        mine = [c for c in drawn if statement_of(c) == key and is_weighed(c)]
        seen = [_logit(c.confidence) for c in mine if c.evidence.extractor == EXTRACTOR]
        said = [_logit(c.confidence) for c in mine if c.evidence.extractor != EXTRACTOR]
        assert seen or said
        assert found.rule == max(said, default=0.0)
        assert found.ruled == (key in ruled(drawn)) == bool(said)
        assert found.learned == max(seen, default=-5.0)
        assert found.both == (max(0.0, found.learned) if said else 0.0)
        assert max(found.subjects, found.objects, found.kinds) <= 0


@given(claims())
def test_the_best_of_rivals_lies_below_none(drawn: list[Claim]) -> None:
    witnesses = witnesses_of(drawn)
    for (relation, _, obj), found in witnesses.items():
        rivals = [w.learned for (r, _, o), w in witnesses.items() if (r, o) == (relation, obj)]
        assert found.subjects == found.learned - max(rivals)


def _logit(confidence: float) -> float:
    p = min(max(confidence, 0.01), 0.99)
    return math.log(p / (1 - p))


@pytest.mark.parametrize("status", list(Status))
def test_only_what_is_said_is_witnessed(status: Status) -> None:
    found = witnesses_of([replace(claim(), status=status)])
    assert list(found) == ([statement_of(claim())] if status in WITNESSED else [])


def test_what_a_document_says_of_itself_is_not() -> None:
    page = Document("d", "d.txt", EXACT, ())
    assert statement_of(replace(claim(), subject=page)) is None
    assert statement_of(replace(claim(), object=YEAR)) is None
    assert statement_of(claim(relation="releasedOn")) is None


@pytest.mark.parametrize(("extractor", "own"), [("crew", "rule_cut"), (EXTRACTOR, "cut")])
def test_the_cut_of_what_a_rule_says_or_the_encoder_alone_holds_unless_another_is_given(
    extractor: str, own: str
) -> None:
    said = [claim(extractor)]
    ((key, found),) = witnesses_of(said, LOOSE.rules).items()
    right = chance(key[0], found, LOOSE)
    low, high = right - 0.01, right + 0.01

    def cut_at(its: float, other: float) -> Weights:
        cuts = dict.fromkeys(("cut", "rule_cut"), other) | {own: its}
        return replace(LOOSE, cut=cuts["cut"], rule_cut=cuts["rule_cut"])

    assert weigh(said, cut_at(low, 1.0))
    assert not weigh(said, cut_at(high, 0.0))
    assert weigh(said, cut_at(high, high), low)
    assert not weigh(said, cut_at(low, low), high)


def test_where_a_rule_and_the_encoder_agree_the_cut_of_rules_holds() -> None:
    both = [claim("crew"), claim(EXTRACTOR)]
    assert len(weigh(both, replace(LOOSE, cut=1.0, rule_cut=0.0))) == 2
    assert not weigh(both, replace(LOOSE, cut=0.0, rule_cut=1.0))


@pytest.mark.parametrize("name", FEATURES)
def test_every_witness_counts_by_its_weight(name: str) -> None:
    more = NOTHING._replace(**{name: 1.0})
    alone = replace(LOOSE, features=dict.fromkeys(FEATURES, 0.0) | {name: 2.0}, bias=0.0, relations={})
    assert chance("directorOf", NOTHING, alone) == 0.5
    assert chance("directorOf", more, alone) == pytest.approx(1 / (1 + math.exp(-2)))


def test_the_shipped_weights_are_chances_and_know_every_witness_and_relation() -> None:
    shipped = load_weights()
    assert shipped.features.keys() == set(FEATURES)
    assert shipped.relations.keys() == set(RELATIONS)
    assert all(0 <= p <= 1 for p in (*shipped.rules.values(), shipped.cut, shipped.rule_cut))
    assert EXTRACTOR not in shipped.rules


def test_weights_are_read_from_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "witnesses.json"
    path.write_text(json.dumps({name: getattr(LOOSE, name) for name in Weights.__slots__}), encoding="utf-8")
    monkeypatch.setattr(weighing, "FILE", path)
    load_weights.cache_clear()
    try:
        assert load_weights() == LOOSE
    finally:
        load_weights.cache_clear()
