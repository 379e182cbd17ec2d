"""Titles that hold a small word or an “’s”: the document shows them by writing one string again and again."""

from __future__ import annotations

from kg.language.titles import recurring_titles


def test_a_possessive_that_recurs_whole_is_a_title() -> None:
    text = "We saw Merlin’s Garden at noon. Few films are as green as Merlin’s Garden, and few are as long."
    assert "Merlin’s Garden" in set(recurring_titles(text))


def test_a_possessive_whose_thing_is_named_alone_is_no_title() -> None:
    text = "Kubrick’s Spartacus is long. Few like Kubrick’s Spartacus now. Spartacus was shot in Spain."
    assert not set(recurring_titles(text))


def test_a_possessive_of_somebody_with_a_full_name_is_no_title() -> None:
    text = "Stanley Kubrick is at work. Some love Kubrick’s Spartacus; others fear Kubrick’s Spartacus."
    assert not set(recurring_titles(text))


def test_two_names_joined_by_and_are_a_title_where_they_always_stand_together() -> None:
    text = "We saw Harold and Maude. The second half of Harold and Maude is best."
    assert "Harold and Maude" in set(recurring_titles(text))
    assert not set(recurring_titles(f"{text} Harold is rich."))


def test_what_is_written_once_is_no_title() -> None:
    assert not set(recurring_titles("We saw Harold and Maude in a small room."))


def test_a_service_owns_no_title() -> None:
    text = "We saw Netflix’s Winter Light. Then Netflix’s Winter Light again."
    assert "Netflix’s Winter Light" not in set(recurring_titles(text))


def test_a_bracket_or_a_line_that_defines_it_shows_a_title_once() -> None:
    assert "Nausea from Space" in set(recurring_titles("His next film (Nausea from Space) was shelved."))
    assert "Zorba’s Dance" in set(recurring_titles("Zorba’s Dance is a film about two men."))
