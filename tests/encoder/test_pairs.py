"""Which mentions are paired, and that it does not depend on how they are listed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder.pairs import ALLOWED, ENDS, FAMILY, FEATURES, RELATIONS, TYPES, Place, pair_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Pair = tuple[Place, Place, tuple[int, ...]]


@st.composite
def places(draw: st.DrawFn, *, apart: bool = True) -> list[Place]:
    """Draw the mentions of a window; an entity is of one type, and where `apart`, no two begin at one piece."""
    types = draw(st.lists(st.integers(0, len(TYPES) - 1), min_size=1, max_size=6))
    starts = draw(st.lists(st.integers(0, 319), unique=apart, max_size=14))
    found = []
    for start in sorted(starts):
        entity = draw(st.integers(0, len(types) - 1))
        found.append(Place(entity, types[entity], start, start + draw(st.integers(1, 6)), start // 9))
    return found


def family(place: Place) -> str:
    return FAMILY[TYPES[place.type]]


def distance(one: Place, other: Place) -> tuple[int, int]:
    return abs(one.sentence - other.sentence), abs(one.start - other.start)


def pairs_of(listed: Sequence[Place]) -> list[Pair]:
    found = pair_up(listed)
    return [
        (listed[s], listed[o], tuple(row))
        for s, o, row in zip(
            found.subjects.tolist(), found.objects.tolist(), found.features.tolist(), strict=True
        )
    ]


def test_the_tables_know_each_relation_and_type() -> None:
    assert set(ENDS) == set(RELATIONS)
    assert set(FAMILY) == set(TYPES)
    assert {end for ends in ENDS.values() for end in ends} <= set(FAMILY.values())


@given(places(apart=False))
def test_only_families_that_may_be_related_are_paired_and_nothing_with_itself(listed: list[Place]) -> None:
    for subject, obj, _ in pairs_of(listed):
        assert (family(subject), family(obj)) in ALLOWED
        assert subject.entity != obj.entity


@given(places(apart=False))
def test_no_pair_comes_twice_and_the_arrays_fit(listed: list[Place]) -> None:
    found = pair_up(listed)
    pairs = list(zip(found.subjects.tolist(), found.objects.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    assert found.features.shape == (len(pairs), len(FEATURES))
    assert {found.subjects.dtype, found.objects.dtype, found.features.dtype} == {np.dtype(np.int64)}


@given(places())
def test_each_mention_meets_the_nearest_mention_of_each_entity_that_it_may_be_related_to(
    listed: list[Place],
) -> None:
    pairs = [(subject, obj) for subject, obj, _ in pairs_of(listed)]
    for one in listed:
        others = {p.entity for p in listed if p.entity != one.entity and (family(one), family(p)) in ALLOWED}
        for entity in others:
            nearest = min(distance(one, p) for p in listed if p.entity == entity)
            met = [obj for subject, obj in pairs if subject == one and obj.entity == entity]
            assert min(distance(one, obj) for obj in met) == nearest
    for subject, obj in pairs:
        gap = distance(subject, obj)
        assert gap == min(distance(subject, p) for p in listed if p.entity == obj.entity) or gap == min(
            distance(p, obj) for p in listed if p.entity == subject.entity
        )


@given(places())
def test_features_are_rows_of_their_tables(listed: list[Place]) -> None:
    sizes = np.array(list(FEATURES.values()))
    features = pair_up(listed).features
    assert (features >= 0).all()
    assert (features < sizes).all()


def test_features_of_mentions_that_begin_at_one_piece_are_rows_too() -> None:
    work, person = TYPES.index("Film"), TYPES.index("Person")
    assert (pair_up([Place(0, person, 3, 4, 0), Place(1, work, 3, 4, 0)]).features >= 0).all()


@given(places(), st.randoms(use_true_random=False))
def test_pairs_do_not_depend_on_the_order_of_the_entities(listed: list[Place], random: Random) -> None:
    order = sorted({p.entity for p in listed})
    random.shuffle(order)
    moved = sorted(listed, key=lambda p: order.index(p.entity))
    assert Counter(pairs_of(moved)) == Counter(pairs_of(listed))


@given(places(apart=False), st.data())
def test_pairs_do_not_depend_on_the_order_of_mentions_at_one_piece(
    listed: list[Place], data: st.DataObject
) -> None:
    once = list({(p.entity, p.start): p for p in listed}.values())
    moved = sorted(data.draw(st.permutations(once)), key=lambda p: p.start)
    assert Counter(pairs_of(moved)) == Counter(pairs_of(once))


def test_a_film_between_two_names_is_counted() -> None:
    person, film = TYPES.index("Person"), TYPES.index("Film")
    listed = [Place(0, person, 0, 2, 0), Place(1, film, 20, 21, 1), Place(2, film, 40, 41, 2)]
    between = list(FEATURES).index("between")
    opening = list(FEATURES).index("opening")
    rows = {(s.entity, o.entity): row for s, o, row in pairs_of(listed)}
    assert rows[0, 1][between] == 0
    assert rows[0, 2][between] == 1
    assert rows[0, 2][opening] == 1
    assert rows[1, 2][opening] == 0


def test_no_mentions_make_no_pairs() -> None:
    assert pair_up([]).features.shape == (0, len(FEATURES))
