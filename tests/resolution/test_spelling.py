"""Keys of names: which spellings meet, and which do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.spelling import (
    main_title,
    organization_key,
    person_key,
    title_key,
    without_season,
    year_in_title,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nine Metres Down", "Nine Meters Down"),
        ("The Colour of Rumours", "The Color of Rumors"),
        ("Theatre & Rumours II", "Theater and Rumors 2"),
        ("The Travelling Organisation", "The Traveling Organization"),
        ("A Grey Centre", "A Gray Center"),
        ("Dialogue", "Dialog"),
        ("Defence of the Harbour", "Defense of the Harbor"),
        ("Seven Samurai", "7 Samurai"),
        ("Spider-Folk", "Spiderfolk"),
        ("Ａｂｃ!", "abc"),
    ],
)
def test_spellings_of_one_title_meet(left: str, right: str) -> None:
    assert title_key(left) == title_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ninety Metres", "Nine Metres"),
        ("Timber", "Timbre"),
        ("Rocky II", "Rocky III"),
        ("The Four", "The For"),
        ("Rise", "Rize"),
        ("Colour", "Collar"),
        ("🎬", "🍿"),
    ],
)
def test_other_titles_stay_apart(left: str, right: str) -> None:
    assert title_key(left) != title_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mori Hanae", "Hanae Mori"),
        ("Shōta Satō", "Shouta Satou"),
        ("Yūko Ōta", "Ohta Yuko"),
        ("J. R. Hartley", "JR Hartley"),
        ("Colonel Blimp", "Blimp"),
        ("Mika-chan", "Mika"),
    ],
)
def test_ways_to_write_one_person_meet(left: str, right: str) -> None:
    assert person_key(left) == person_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("James Thomas", "Thomas James"), ("Mika Mori", "Miki Mori"), ("Ann Lee", "Ann Leigh")],
)
def test_other_people_stay_apart(left: str, right: str) -> None:
    assert person_key(left) != person_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Studio Lantern", "Lantern"),
        ("LANTERN Co., Ltd.", "Lantern Studios, Inc."),
        ("A.B. Pictures", "Pictures A.B"),
    ],
)
def test_ways_to_write_one_company_meet(left: str, right: str) -> None:
    assert organization_key(left) == organization_key(right)


def test_a_company_that_is_called_studio_keeps_its_name() -> None:
    assert organization_key("The Studio") == "studio"


@given(st.text(min_size=1).filter(str.strip))
def test_every_name_has_a_key(name: str) -> None:
    assert title_key(name)
    assert person_key(name)
    assert organization_key(name)


def test_seasons_years_and_subtitles_are_read_off_titles() -> None:
    assert without_season("Glass Harbour Season 2") == "Glass Harbour"
    assert without_season("Glass Harbour: Second Season") == "Glass Harbour"
    assert without_season("Season 2") == "Season 2"
    assert year_in_title("Glass Harbour (1988)") == ("Glass Harbour", 1988)
    assert year_in_title("1984") == ("1984", None)
    assert year_in_title("(1984)") == ("(1984)", None)
    assert main_title("Glass: A Longer Story") == "Glass"
    assert main_title("Glass – A Longer Story") == "Glass"
    assert not main_title("Semi-Glass")
