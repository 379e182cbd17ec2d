"""One thing by several names: short forms, spellings and aliases; and names that stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.language.grouping import key_of

if TYPE_CHECKING:
    from tests.language.conftest import Annotate


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Twelve Metres", "Twelve Meters"),
        ("The Colour of Honour", "the color of honor"),
        ("Amélie", "AMELIE"),
        ("The Realisation", "The Realization"),
    ],
)
def test_spellings_share_a_key(left: str, right: str) -> None:
    assert key_of(left) == key_of(right)


@pytest.mark.parametrize("name", ["Paris", "Four", "Hours", "Iris", "Luis"])
def test_a_short_word_is_not_taken_for_a_spelling(name: str) -> None:
    assert key_of(name) == name.casefold()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It is by director Ana Lima. There Lima shows her hand.", {"Ana Lima", "Lima"}),
        ("A boy named Tom Sawyer paints. His aunt loves Tom.", {"Tom Sawyer", "Tom"}),
        ("He made Alien: Romulus (2024). We saw Alien twice.", {"Alien: Romulus", "Alien"}),
        ("It was made at Studio Lantern. There Lantern, the studio, grew.", {"Studio Lantern", "Lantern"}),
        ("They made Night Train (styled as NightTrain) in 1999.", {"Night Train", "NightTrain"}),
        ("They made Night Train (also known as Treno di Notte).", {"Night Train", "Treno di Notte"}),
    ],
)
def test_names_of_one_thing(annotate: Annotate, text: str, names: set[str]) -> None:
    assert names in [set(e.names) for e in annotate(text).entities.values()]


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("It stars Ana Lima and Bo Lima. There Lima shines.", "Ana Lima", "Lima"),
        ("A boy named Anna (Berg) meets the actor Anna Berg.", "Anna", "Anna Berg"),
        ("They made Night Train (1999). They made Night (2001) too.", "Night Train", "Night"),
        ("Director Ana Lima came. A girl named Lima runs. Her friend Lima runs too.", "Ana Lima", "Lima"),
    ],
)
def test_names_of_two_things(annotate: Annotate, text: str, left: str, right: str) -> None:
    for entity in annotate(text).entities.values():
        assert not {left, right} <= set(entity.names)


def test_the_fullest_name_comes_first(annotate: Annotate) -> None:
    annotation = annotate("There Lima came. It is by director Ana Lima. Again Lima came.")
    assert ("Ana Lima", "Lima") in [e.names for e in annotation.entities.values()]
