"""Works: titles, kinds, remakes, short titles and unnamed sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.resolution import resolve

if TYPE_CHECKING:
    from tests.resolution.conftest import Groups, Tell


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Glass Harbour", "GLASS HARBOR"),
        ("Nine Metres Down", "Nine Meters Down"),
        ("Salt & Smoke", "Salt and Smoke"),
        ("L’Été", "L'Ete"),
        ("The Lantern Road", "Lantern Road"),
        ("Iron Tide II", "Iron Tide 2"),
    ],
)
def test_one_title_in_two_spellings_is_one_work(tell: Tell, groups: Groups, left: str, right: str) -> None:
    resolution = resolve([tell("a", {"x": ("Film", left)}), tell("b", {"x": ("Film", right)})])
    assert groups(resolution) == {frozenset({"a.x", "b.x"})}


def test_an_alias_makes_one_work(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Film", "Glass Harbour", "Garasu no Minato")}),
            tell("b", {"x": ("Film", "Garasu no Minato")}),
            tell("c", {"x": ("Film", "Glass Harbour")}),
        ]
    )
    assert groups(resolution) == {frozenset({"a.x", "b.x", "c.x"})}
    (entity,) = resolution.entities
    assert (entity.label, entity.names) == ("Glass Harbour", ("Garasu no Minato",))


def test_a_film_and_the_manga_of_its_title_are_two(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Film", "Glass Harbour")}),
            tell("b", {"x": ("Manga", "Glass Harbour")}),
        ]
    )
    assert groups(resolution) == set()
    assert [entity.path for entity in resolution.entities] == [
        "work/glass-harbour_film",
        "work/glass-harbour_manga",
    ]
    (judgement,) = resolution.judgements
    assert (judgement.same, judgement.author) == (False, "other-kind")
    assert "Film" in judgement.reason
    assert "Manga" in judgement.reason


def test_a_film_whose_other_name_is_the_mangas_title_stays_apart_from_it(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Film", "Nine Metres Down", "Kyu Metoru")}),
            tell("b", {"m": ("Manga", "Kyu Metoru"), "x": ("Film", "Nine Meters Down")}),
            tell("c", {"m": ("Work", "Kyu Metoru"), "x": ("Film", "Nine Metres Down")}, "x adaptedFrom m"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.x", "b.x", "c.x"}), frozenset({"b.m", "c.m"})}


def test_a_work_of_unsaid_kind_is_the_only_one_that_it_can_be(tell: Tell, groups: Groups) -> None:
    one = tell("a", {"x": ("Series", "Glass Harbour")})
    other = tell("b", {"x": ("Work", "Glass Harbour")})
    resolution = resolve([one, other])
    assert groups(resolution) == {frozenset({"a.x", "b.x"})}
    assert resolution.entities[0].type == "Series"


def test_a_work_of_unsaid_kind_stays_open_between_two(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Film", "Glass Harbour"), "m": ("Manga", "Glass Harbour")}),
            tell("b", {"x": ("Work", "Glass Harbour")}),
            tell("c", {"x": ("Work", "Glass Harbour")}),
        ]
    )
    assert groups(resolution) == {frozenset({"b.x", "c.x"})}
    assert len({entity.path for entity in resolution.entities}) == 3


@pytest.mark.parametrize(("claim", "joined"), [("p directorOf x", "a.x"), ("p authorOf x", "a.m")])
def test_claims_tell_which_of_two_kinds_is_meant(tell: Tell, groups: Groups, claim: str, joined: str) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Film", "Glass Harbour"), "m": ("Manga", "Glass Harbour")}),
            tell("b", {"x": ("Work", "Glass Harbour"), "p": ("Person", "Ada Quill")}, claim),
        ]
    )
    assert groups(resolution) == {frozenset({"b.x", joined})}


def test_a_remake_by_somebody_else_is_another_film(tell: Tell, groups: Groups) -> None:
    first = {"x": ("Film", "Glass Harbour"), "p": ("Person", "Ada Quill")}
    second = {"x": ("Film", "Glass Harbour"), "p": ("Person", "Rex Marlow")}
    resolution = resolve(
        [
            tell("a", first, "p directorOf x"),
            tell("b", second, "p directorOf x"),
            tell("c", second, "p directorOf x"),
            tell("d", {"x": ("Film", "Glass Harbour"), "p": ("Person", "Quill")}, "p directorOf x"),
        ]
    )
    assert groups(resolution) == {
        frozenset({"b.x", "c.x"}),
        frozenset({"b.p", "c.p"}),
        frozenset({"a.x", "d.x"}),
        frozenset({"a.p", "d.p"}),
    }
    assert {entity.path for entity in resolution.entities if entity.type == "Film"} == {
        "work/glass-harbour_ada-quill",
        "work/glass-harbour_rex-marlow",
    }


def test_a_title_with_a_year_is_the_film_of_that_year(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Film", "Glass Harbour (1988)")}),
            tell("b", {"x": ("Film", "Glass Harbour")}, "x releaseDate 2017-03-01"),
            tell("c", {"x": ("Film", "Glass Harbour")}, "x releaseDate 1988"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.x", "c.x"})}
    assert {entity.path for entity in resolution.entities} == {
        "work/glass-harbour_1988",
        "work/glass-harbour_2017",
    }


def test_a_late_release_of_the_same_people_is_the_same_film(tell: Tell, groups: Groups) -> None:
    made = {"x": ("Film", "Glass Harbour"), "p": ("Person", "Ada Quill")}
    resolution = resolve(
        [
            tell("a", made, "p directorOf x", "x releaseDate 1988"),
            tell("b", made, "p directorOf x", "x releaseDate 1993"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.x", "b.x"}), frozenset({"a.p", "b.p"})}


def test_two_films_that_one_document_names_apart_are_two(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Film", "Glass Harbour"), "y": ("Film", "Glass Harbour")}),
            tell("b", {"x": ("Film", "Glass Harbour")}),
        ]
    )
    assert groups(resolution) == set()
    assert len({entity.path for entity in resolution.entities}) == 3


def test_a_film_in_one_text_and_a_series_named_in_passing_are_one(tell: Tell, groups: Groups) -> None:
    about = tell("a", {"x": ("Series", "Glass Harbour"), "c": ("Character", "Mika")}, "c characterIn x")
    passing = tell("b", {"x": ("Film", "Glass Harbour"), "y": ("Film", "Iron Tide")}, "y comparedTo x")
    resolution = resolve([about, passing])
    assert frozenset({"a.x", "b.x"}) in groups(resolution)
    assert {entity.type for entity in resolution.entities if entity.label == "Glass Harbour"} == {"Series"}


def test_the_kind_stays_open_where_both_name_it_in_passing(tell: Tell) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Series", "Glass Harbour"), "y": ("Film", "Iron Tide")}, "y comparedTo x"),
            tell("b", {"x": ("Film", "Glass Harbour"), "y": ("Film", "Iron Tide")}, "y comparedTo x"),
        ]
    )
    assert {entity.type for entity in resolution.entities if entity.label == "Glass Harbour"} == {"Work"}


def test_a_film_and_a_series_that_texts_are_about_are_two(tell: Tell, groups: Groups) -> None:
    cast = {"c": ("Character", "Mika")}
    resolution = resolve(
        [
            tell("a", {"x": ("Series", "Glass Harbour"), **cast}, "c characterIn x"),
            tell("b", {"x": ("Film", "Glass Harbour"), **cast}, "c characterIn x"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.c", "b.c"})}  # the character is one all the same


def test_seasons_are_one_series(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Series", "Glass Harbour Season 2")}),
            tell("b", {"x": ("Series", "Glass Harbour")}),
        ]
    )
    assert groups(resolution) == {frozenset({"a.x", "b.x"})}


LONG = "Orrery: Letters from the Ninth Planet"


def test_a_main_title_is_short_for_the_full_one_where_a_claim_connects_them(
    tell: Tell, groups: Groups
) -> None:
    author = {"p": ("Person", "Ada Quill")}
    resolution = resolve(
        [
            tell("a", {"x": ("Manga", LONG), **author}, "p authorOf x"),
            tell("b", {"x": ("Manga", "Orrery"), **author}, "p authorOf x"),
            tell("c", {"x": ("Manga", "Orrery")}),
        ]
    )
    assert frozenset({"a.x", "b.x", "c.x"}) in groups(resolution)
    assert {entity.label for entity in resolution.entities} == {LONG, "Ada Quill"}


def test_a_main_title_alone_may_be_another_work(tell: Tell, groups: Groups) -> None:
    assert (
        groups(resolve([tell("a", {"x": ("Manga", LONG)}), tell("b", {"x": ("Manga", "Orrery")})])) == set()
    )


def test_an_unnamed_source_is_the_named_one_in_its_place(tell: Tell, groups: Groups) -> None:
    film = {"f": ("Film", "Glass Harbour")}
    resolution = resolve(
        [
            tell("a", {**film, "s": ("?Manga", "an early one-shot manga")}, "f adaptedFrom s"),
            tell("b", {**film, "s": ("Manga", "Minato")}, "f adaptedFrom s"),
            tell("c", {**film, "s": ("?Book", "a novel by Quill")}, "f adaptedFrom s"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.f", "b.f", "c.f"}), frozenset({"a.s", "b.s"})}
    manga = next(entity for entity in resolution.entities if entity.type == "Manga")
    assert (manga.label, manga.names) == ("Minato", ())


def test_an_unnamed_and_a_named_source_of_one_text_are_one(tell: Tell, groups: Groups) -> None:
    said = {
        "f": ("Film", "Glass Harbour"),
        "u": ("?Manga", "Quill's early manga"),
        "m": ("Manga", "Minato"),
        "p": ("Person", "Quill"),
    }
    resolution = resolve(
        [
            tell("a", said, "f adaptedFrom u", "p authorOf u"),
            tell("b", {"f": ("Film", "Glass Harbour"), "m": ("Manga", "Minato")}, "f adaptedFrom m"),
        ]
    )
    assert groups(resolution) == {frozenset({"a.f", "b.f"}), frozenset({"a.u", "a.m", "b.m"})}


def test_unnamed_sources_are_not_joined_by_their_words(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell(
                "a", {"f": ("Film", "Glass Harbour"), "s": ("?Manga", "the source manga")}, "f adaptedFrom s"
            ),
            tell("b", {"f": ("Film", "Iron Tide"), "s": ("?Manga", "the source manga")}, "f adaptedFrom s"),
        ]
    )
    assert groups(resolution) == set()


def test_of_two_works_of_an_author_none_is_picked(tell: Tell, groups: Groups) -> None:
    author = {"p": ("Person", "Ada Quill")}
    resolution = resolve(
        [
            tell("a", {"s": ("?Book", "a novel by Ada Quill"), **author}, "p authorOf s"),
            tell(
                "b",
                {"x": ("Book", "Minato"), "y": ("Book", "Orrery"), **author},
                "p authorOf x",
                "p authorOf y",
            ),
        ]
    )
    assert groups(resolution) == {frozenset({"a.p", "b.p"})}


def test_a_source_of_other_authors_is_another(tell: Tell, groups: Groups) -> None:
    film = {"f": ("Film", "Glass Harbour")}
    resolution = resolve(
        [
            tell(
                "a",
                {**film, "s": ("?Book", "a novel"), "p": ("Person", "Ada Quill")},
                "f adaptedFrom s",
                "p authorOf s",
            ),
            tell(
                "b",
                {**film, "s": ("Book", "Minato"), "p": ("Person", "Rex Marlow")},
                "f adaptedFrom s",
                "p authorOf s",
            ),
        ]
    )
    assert groups(resolution) == {frozenset({"a.f", "b.f"})}


def test_the_manga_of_the_same_name_carries_the_title(tell: Tell, groups: Groups) -> None:
    resolution = resolve(
        [
            tell("a", {"f": ("Film", "Glass Harbour"), "m": ("?Manga", "Glass Harbour")}, "f adaptedFrom m"),
            tell("b", {"m": ("Manga", "Glass Harbour")}),
        ]
    )
    assert groups(resolution) == {frozenset({"a.m", "b.m"})}


@pytest.mark.parametrize("name", ["Lantern", "Lantern Studios", "LANTERN Co., Ltd."])
def test_a_company_is_one_with_and_without_its_form(tell: Tell, groups: Groups, name: str) -> None:
    resolution = resolve(
        [
            tell("a", {"x": ("Studio", "Studio Lantern")}),
            tell("b", {"x": ("Organization", name)}),
            tell("c", {"x": ("Organization", "Lanterns of Light")}),
        ]
    )
    assert groups(resolution) == {frozenset({"a.x", "b.x"})}
    assert sorted(entity.type for entity in resolution.entities) == ["Organization", "Studio"]
