"""Types: what the words around a name, and its own shape, say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.language.shapes import shape_votes

if TYPE_CHECKING:
    from tests.language.conftest import Annotate, TypesOf


def _best(name: str, *, quoted: bool = False) -> str:
    votes = shape_votes(name, quoted=quoted)
    return max(votes, key=lambda t: votes[t], default="")


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("Ana Lima", "Person"),
        ("Robert E. Lowe", "Person"),
        ("Guillermo del Toro", "Person"),
        ("The Third Man", "Work"),
        ("12 Angry Men", "Work"),
        ("Alien: Romulus", "Work"),
        ("Mamma Mia!", "Work"),
        ("Rocky III", "Work"),
        ("Lantern Studios", "Studio"),
        ("Studio Lantern", "Studio"),
        ("Lantern Publishing", "Organization"),
        ("Netflix", "Organization"),
        ("Disney+", "Organization"),
        ("Zelda", ""),
    ],
)
def test_the_shape_of_a_name(name: str, type_: str) -> None:
    assert _best(name) == type_


def test_quotation_marks_speak_for_a_title() -> None:
    assert _best("Rashomon", quoted=True) == "Work"


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The film was directed by Zelda.", "Zelda", "Person"),
        ("The composer Zelda wrote it.", "Zelda", "Person"),
        ("Here Zelda said that it was hard.", "Zelda", "Person"),
        ("It follows a boy named Zelda who runs away.", "Zelda", "Character"),
        ("Her best friend Zelda knows it all.", "Zelda", "Character"),
        ("There Zelda, voiced by Ana Lima, is lost.", "Zelda", "Character"),
        ("Much of it feels like Zelda in colour.", "Zelda", "Work"),
        ("They made Zelda (1999) in Spain.", "Zelda", "Work"),
        ("The manga Zelda is long.", "Zelda", "Manga"),
        ("We liked the novel Zelda best.", "Zelda", "Book"),
        ("We liked the Zelda video game best.", "Zelda", "Game"),
        ("It was animated by studio Zelda.", "Zelda", "Studio"),
        ("It is now streaming on Zelda.", "Zelda", "Organization"),
        ("The album has tracks like “Night Train” and “Zelda”.", "Zelda", "Track"),
    ],
)
def test_the_words_around_a_name(
    annotate: Annotate, types_of: TypesOf, text: str, name: str, type_: str
) -> None:
    assert types_of(annotate(text))[name] == type_


def test_a_name_of_which_nothing_is_said_has_no_type(annotate: Annotate, types_of: TypesOf) -> None:
    assert types_of(annotate("Then Zelda came."))["Zelda"] == "Name"


def test_votes_of_all_mentions_count(annotate: Annotate, types_of: TypesOf) -> None:
    types = types_of(
        annotate("Then Zelda came.", "We saw Zelda there.", "It is the debut of director Zelda.")
    )
    assert types["Zelda"] == "Person"


def test_an_owner_is_not_what_is_likened(annotate: Annotate, types_of: TypesOf) -> None:
    types = types_of(annotate("Much of it feels like Ana Lima’s Night Train."))
    assert types["Ana Lima"] == "Person"
    assert types["Night Train"] == "Work"


def test_a_track_stands_in_quotation_marks(annotate: Annotate, types_of: TypesOf) -> None:
    assert types_of(annotate("The songs include performances by Ana Lima."))["Ana Lima"] == "Person"
