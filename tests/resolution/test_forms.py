"""Forms: which names stand for an entity alone, and which only describe it."""

from __future__ import annotations

import pytest

from kg.resolution.forms import describes, forms_of, is_label


@pytest.mark.parametrize(
    "phrase",
    [
        "a novel by Ada Quill",
        "the source manga",
        "Quill’s early one-shot manga",
        "Ada Quill's 1982 novel of the same name",
        "1982 manga",
        "a television cartoon of the same name",
        "debut manga",
    ],
)
def test_phrases_describe(phrase: str) -> None:
    assert describes(phrase)


@pytest.mark.parametrize(
    "title",
    [
        "Glass Harbour",
        "Quill’s game",
        "The Movie",
        "Manga",
        "1984",
        "2046",
        "A Story of Glass",
        "mika and ansel",
    ],
)
def test_titles_do_not_describe(title: str) -> None:
    assert not describes(title)


@pytest.mark.parametrize(
    "label", ["Old Man", "coroner", "Mika's mother", "garbage collector A", "Second Officer"]
)
def test_labels_of_parts_are_seen(label: str) -> None:
    assert is_label(label)


@pytest.mark.parametrize("name", ["Mika Vance", "D'Artagnan", "Ansel van der Rook", "O’Hara"])
def test_names_are_no_labels(name: str) -> None:
    assert not is_label(name)


def test_a_surname_beside_its_full_name_is_short_for_it() -> None:
    forms = forms_of("Person", ["Ada Quill", "Quill", "Inky"])
    assert forms.full == {"adaquill"}
    assert forms.short == {"quill"}
    assert forms.context == {"inky"}


def test_a_part_of_a_fuller_title_is_short_for_it() -> None:
    forms = forms_of("Manga", ["Orrery: Letters from the Ninth Planet", "Orrery", "Tenkyu"])
    assert forms.short == {"orrery"}
    assert forms.full == {"orrerylettersfromtheninthplanet", "tenkyu"}


def test_a_phrase_beside_a_title_is_no_key() -> None:
    assert forms_of("Manga", ["Minato", "debut manga"]).full == {"minato"}
    assert forms_of("Manga", ["debut manga"]).described
    assert forms_of("Film", ["Minato movie"]).full == {"minatomovie"}
