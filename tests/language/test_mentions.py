"""Names: which stretches of a text are the name of something, where they begin and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.mentions import find_names
from kg.language.sentences import split_sentences
from kg.model import Span

if TYPE_CHECKING:
    from kg.language.capitals import Name


def _names(text: str, *known: str) -> tuple[Name, ...]:
    return find_names(text, list(split_sentences(text, Span(0, len(text)))), known)


def _texts(text: str, *known: str) -> list[str]:
    return [name.text for name in _names(text, *known)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It is by Ana Lima and Bo Ek.", ["Ana Lima", "Bo Ek"]),
        ("It stars Robert E. Lowe and D. W. Griffith.", ["Robert E. Lowe", "D. W. Griffith"]),
        ("It is by Guillermo del Toro, who knew Ludwig van Beethoven.", ["Guillermo del Toro", "Ludwig van Beethoven"]),
        ("It was shot by Bo Ek's friend, Cy O’Hara.", ["Bo Ek", "Cy O’Hara"]),
        ("It is the best since The Wizard of Oz.", ["The Wizard of Oz"]),
        ("It recalls Mission: Impossible and Mamma Mia! in tone.", ["Mission: Impossible", "Mamma Mia!"]),
        ("It recalls Rick ‘n’ Roll Hill.", ["Rick ‘n’ Roll Hill"]),
        ("Then came Toy Story 2 and 12 Angry Men.", ["Toy Story 2", "12 Angry Men"]),
        ("It is streaming on Disney+ and Apple TV+ now.", ["Disney+", "Apple TV+"]),
        ("It is streaming on Netflix.", ["Netflix"]),
        ("It was made by Fox & Hare Studios.", ["Fox & Hare Studios"]),
        ("He liked “The Third Man” and ‘Rashomon’.", ["The Third Man", "Rashomon"]),
        ("Here the detective Sherlock Holmes meets Doctor Watson.", ["Sherlock Holmes", "Doctor Watson"]),
    ],
)  # fmt: skip
def test_names(text: str, names: list[str]) -> None:
    assert _texts(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "It was a long film.",
        "However, nobody came. Perhaps they knew.",
        "It opens in Japan on Monday, March 3, and in France in May 2004.",
        "The Japanese film is in English.",
        "“I will never go home again,” he says.",
        "I think I'm right, and I’ll say so.",
        "See the Season 2 review of Chapter 3.",
        "It lasted 12 minutes and cost 100 dollars.",
        "Running is hard. Slowly they learn. Nobody is running.",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert _texts(text) == []


def test_a_capital_that_opens_a_sentence_needs_support() -> None:
    assert _texts("Crowds came. Crowds went.") == []
    assert "Zelda" in _texts("Zelda came. Nobody saw Zelda go.")
    assert _texts("Zelda’s brother left.") == ["Zelda"]
    assert _texts("Night falls, and the night is long.") == []


def test_a_job_or_country_before_a_name_is_no_part_of_it() -> None:
    assert _texts("Director Ana Lima is here.") == ["Ana Lima"]
    assert _texts("It is by Japanese director Akira Kurosawa.") == ["Akira Kurosawa"]
    assert "Marco Polo" in _texts("It is the Netflix Marco Polo show.")


def test_a_known_title_is_found_whole_wherever_it_stands() -> None:
    text = "Few films are like to be or not to be. We saw To Be or Not to Be at home."
    assert _texts(text, "To Be or Not to Be") == ["To Be or Not to Be"]


def test_quoted_names_say_so() -> None:
    assert [n.quoted for n in _names("He saw “Night Train” with Ana Lima.")] == [True, False]


def test_a_label_and_its_value_are_two_things() -> None:
    assert _texts("Director: Ana Lima") == ["Ana Lima"]
    assert "Ana Lima" in _texts("Music: Ana Lima")


@given(st.lists(st.sampled_from([
    "Ana", "Lima", "the", "of", "in", "12", "1999", "“", "”", "‘", "’s", ":", ",", ".", "!", "?", "Netflix", "I", "It", "&",
    "film", "and", "(", ")", "Disney+", "–", "No.", "é", "É", "\n",
]), max_size=40).map(" ".join))  # fmt: skip
def test_names_stand_at_their_offsets_in_order_without_overlap(text: str) -> None:
    at = 0
    for name in _names(text):
        assert name.span.of(text) == name.text
        assert name.span.start >= at
        assert name.text.strip() == name.text != ""
        at = name.span.end
