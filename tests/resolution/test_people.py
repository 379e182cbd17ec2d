"""People and characters: full names, short ones, and what must stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.resolution import resolve

if TYPE_CHECKING:
    from tests.resolution.conftest import Groups, Tell

FILM = {"f": ("Film", "Glass Harbour")}
ONE_FILM = frozenset({"a.f", "b.f"})


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hanae Mori", "Mori Hanae"),
        ("Shōta Satō", "Shota Sato"),
        ("Shota Satou", "Shōta Satō"),
        ("ADA QUILL", "Ada Quill"),
        ("Renée Zórawska", "Renee Zorawska"),
    ],
)
def test_one_full_name_in_two_spellings_is_one_person(
    tell: Tell, groups: Groups, left: str, right: str
) -> None:
    resolution = resolve([tell("a", {"p": ("Person", left)}), tell("b", {"p": ("Person", right)})])
    assert groups(resolution) == {frozenset({"a.p", "b.p"})}


def test_other_orders_and_middle_names_need_a_common_work(tell: Tell, groups: Groups) -> None:
    for left, right in (("Bong Joon-ho", "Joon-ho Bong"), ("Ada Quill", "Ada Mary Quill")):
        alone = [tell("a", {"p": ("Person", left)}), tell("b", {"p": ("Person", right)})]
        assert groups(resolve(alone)) == set()
        together = [tell("a", {**FILM, "p": ("Person", left)}), tell("b", {**FILM, "p": ("Person", right)})]
        assert groups(resolve(together)) == {ONE_FILM, frozenset({"a.p", "b.p"})}


def test_a_surname_is_the_full_name_of_the_same_text(tell: Tell, groups: Groups) -> None:
    resolution = resolve([tell("a", {"p": ("Person", "Ada Quill"), "q": ("Person", "Quill")})])
    assert groups(resolution) == {frozenset({"a.p", "a.q"})}
    (entity,) = resolution.entities
    assert (entity.label, entity.names) == ("Ada Quill", ("Quill",))
    (judgement,) = resolution.judgements
    assert judgement.author == "short-name"
    assert 0 < judgement.score < 1


def test_a_surname_that_two_people_bear_stays_alone(tell: Tell, groups: Groups) -> None:
    family = {"p": ("Person", "Ada Quill"), "r": ("Person", "Rex Quill"), "q": ("Person", "Quill")}
    assert groups(resolve([tell("a", family)])) == set()


def test_a_surname_is_the_one_person_of_texts_on_the_same_work(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {**FILM, "p": ("Person", "Ada Quill")}, "p directorOf f"),
            tell("b", {**FILM, "p": ("Person", "Quill")}, "p directorOf f"),
            tell("c", {"p": ("Person", "Rex Quill")}),
        ]
    )
    assert groups(resolution) == {ONE_FILM, frozenset({"a.p", "b.p"})}


def test_a_surname_in_a_text_on_another_work_stays_alone(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {**FILM, "p": ("Person", "Ada Quill")}, "p directorOf f"),
            tell("b", {"f": ("Film", "Iron Tide"), "p": ("Person", "Quill")}, "p directorOf f"),
        ]
    )
    assert groups(resolution) == set()


def test_two_people_of_one_surname_are_two(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {**FILM, "p": ("Person", "Ada Quill", "Quill")}, "p directorOf f"),
            tell("b", {**FILM, "p": ("Person", "Rex Quill", "Quill")}, "p composerOf f"),
        ]
    )
    assert groups(resolution) == {ONE_FILM}


def test_a_pen_name_of_one_word_is_one_by_work_or_craft(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"m": ("Manga", "Minato"), "p": ("Person", "Yoru")}, "p authorOf m"),
            tell("b", {"m": ("Manga", "Orrery"), "p": ("Person", "Yoru")}, "p authorOf m"),
            tell("c", {"m": ("Manga", "Iron Tide"), "p": ("Person", "Yoru")}, "p composerOf m"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.p", "b.p"})}


def test_a_person_and_a_character_of_one_name_are_two(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {**FILM, "p": ("Person", "Ada Quill")}),
            tell("b", {**FILM, "c": ("Character", "Ada Quill")}),
        ]
    )
    assert groups(resolution) == {ONE_FILM}
    assert {entity.path for entity in resolution.entities if entity.type != "Film"} == {
        "person/ada-quill",
        "character/ada-quill",
    }


def test_a_character_and_the_film_named_after_it_are_two(tell: Tell) -> None:
    resolution = resolve([tell("a", {"f": ("Film", "Mika"), "c": ("Character", "Mika")}, "c characterIn f")])
    assert {entity.path for entity in resolution.entities} == {"work/mika", "character/mika"}
    assert [judgement.author for judgement in resolution.judgements] == ["other-class"]


def test_characters_of_one_name_are_one_within_a_work_only(tell: Tell, groups: Groups) -> None:
    other = {"f": ("Film", "Iron Tide"), "c": ("Character", "Mika")}
    resolution = resolve(
        [
            tell("a", {**FILM, "c": ("Character", "Mika")}, "c characterIn f"),
            tell("b", {**FILM, "c": ("Character", "MIKA")}),
            tell("c", other, "c characterIn f"),
        ]
    )
    assert groups(resolution) == {ONE_FILM, frozenset({"a.c", "b.c"})}
    assert {entity.path for entity in resolution.entities if entity.type == "Character"} == {
        "character/mika_glass-harbour",
        "character/mika_iron-tide",
    }


def test_a_character_is_one_in_a_film_and_its_source(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell(
                "a",
                {**FILM, "m": ("Manga", "Minato"), "c": ("Character", "Mika")},
                "f adaptedFrom m",
                "c characterIn f",
            ),
            tell("b", {"m": ("Manga", "Minato"), "c": ("Character", "Mika")}, "c characterIn m"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.m", "b.m"}), frozenset({"a.c", "b.c"})}


def test_a_characters_short_name_is_the_full_one_of_the_same_work(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {**FILM, "c": ("Character", "Mika Vance")}, "c characterIn f"),
            tell("b", {**FILM, "c": ("Character", "Vance")}, "c characterIn f"),
        ]
    )
    assert groups(resolution) == {ONE_FILM, frozenset({"a.c", "b.c"})}


def test_labels_of_parts_are_no_names(tell: Tell, groups: Groups) -> None:
    for label in ("Old Man", "coroner", "Mika's mother"):
        resolution = resolve(
            [
                tell("a", {**FILM, "c": ("Character", label)}, "c characterIn f"),
                tell("b", {"f": ("Film", "Iron Tide"), "c": ("Character", label)}, "c characterIn f"),
            ]
        )
        assert groups(resolution) == set()


def test_a_full_name_of_a_character_is_one_everywhere(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [tell("a", {"c": ("Character", "Mika Vance")}), tell("b", {"c": ("Character", "Mika Vance")})]
    )
    assert groups(resolution) == {frozenset({"a.c", "b.c"})}


def test_characters_that_one_text_sets_against_each_other_are_two(tell: Tell, groups: Groups) -> None:
    rivals = {"c": ("Character", "Mika Vance"), "d": ("Character", "Vance")}
    assert groups(resolve([tell("a", rivals, "d rivalOf c")])) == set()


def test_pieces_of_music_are_one_within_a_work_only(tell: Tell, groups: Groups) -> None:
    piece = {"t": ("Track", "Undertow")}
    resolution = resolve(
        [
            tell("a", {**FILM, **piece}, "t trackOf f"),
            tell("b", {**FILM, **piece}, "t trackOf f"),
            tell("c", {"f": ("Film", "Iron Tide"), **piece}, "t trackOf f"),
        ]
    )
    assert groups(resolution) == {ONE_FILM, frozenset({"a.t", "b.t"})}
