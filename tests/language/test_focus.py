"""What a document is about: its main work, of which kind, and whether it is animated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.language.focus import is_animated, kind_of_work
from kg.language.headlines import title_lines
from kg.model import BlockKind

if TYPE_CHECKING:
    from kg.language import Annotation
    from tests.language.conftest import Annotate, MakeDocument

HEADING, CREDIT = BlockKind.HEADING, BlockKind.CREDIT


def _focus(annotation: Annotation) -> tuple[str, str]:
    focus = annotation.entities.get(annotation.focus)
    return (focus.names[0], focus.type) if focus else ("", "")


def test_the_title_above_credits_is_the_main_work(annotate: Annotate) -> None:
    annotation = annotate(
        "Glass Harbour",
        (CREDIT, "Director: Ana Lima"),
        "The film recalls Rashomon (1950). Rashomon (1950) is better.",
    )
    assert _focus(annotation) == ("Glass Harbour", "Film")


def test_a_headline_outweighs_a_name_that_is_likened(annotate: Annotate) -> None:
    annotation = annotate(
        (HEADING, "Glass Harbour review: cold water"),
        "We saw Glass Harbour (2020). The film feels like Rashomon.",
        "In Rashomon it rains.",
    )
    assert _focus(annotation) == ("Glass Harbour", "Film")


def test_a_document_about_people_has_no_main_work(annotate: Annotate) -> None:
    assert _focus(annotate("The director Ana Lima lives in Spain. There Lima swims.")) == ("", "")


@pytest.mark.parametrize(
    ("word", "kind"),
    [("film", "Film"), ("series", "Series"), ("manga", "Manga"), ("novel", "Book"), ("game", "Game")],
)
def test_the_kind_is_what_the_text_calls_it(annotate: Annotate, word: str, kind: str) -> None:
    annotation = annotate(
        (HEADING, "Glass Harbour"),
        f"We liked Glass Harbour (2020). The {word} is long. This {word} is cold, and the {word} is wet.",
    )
    assert _focus(annotation) == ("Glass Harbour", kind)


def test_a_source_that_is_named_often_does_not_change_the_kind() -> None:
    text = "The film follows the manga. The manga is long; the film is short. The manga is on paper."
    assert kind_of_work({"Film": 1.0, "Manga": 1.0}, text) == "Film"
    assert kind_of_work({}) == "Work"


def test_a_manga_beside_the_film_of_its_title_is_another_work(annotate: Annotate) -> None:
    annotation = annotate(
        (HEADING, "Glass Harbour"),
        "The film Glass Harbour is by Ana Lima. The film is wet.",
        "Readers of the manga Glass Harbour know it.",
    )
    kinds = {e.type for e in annotation.entities.values() if "Glass Harbour" in e.names}
    assert kinds == {"Film", "Manga"}


def test_the_seasons_and_the_anime_of_a_series_are_one_work(annotate: Annotate) -> None:
    annotation = annotate(
        (HEADING, "Glass Harbour"),
        "The series Glass Harbour is by Ana Lima. The series is wet. The anime Glass Harbour is long.",
    )
    assert [e.type for e in annotation.entities.values() if "Glass Harbour" in e.names] == ["Series"]


def test_a_name_in_brackets_behind_the_title_is_another_name_of_it(
    annotate: Annotate, make_document: MakeDocument
) -> None:
    parts = ("Glass Harbour (Puerto de Cristal)", (CREDIT, "Director: Ana Lima"), "We saw Puerto de Cristal.")
    assert list(title_lines(make_document(*parts))) == [("Glass Harbour", "Puerto de Cristal")]
    annotation = annotate(*parts)
    assert set(annotation.entities[annotation.focus].names) == {"Glass Harbour", "Puerto de Cristal"}


@pytest.mark.parametrize(
    "line", ["It was a cold and rainy day in the harbour", "read more below,", "By Ana Lima:"]
)
def test_what_is_no_title_line(make_document: MakeDocument, line: str) -> None:
    assert list(title_lines(make_document(line, (CREDIT, "Director: Ana Lima")))) == []


@pytest.mark.parametrize(
    ("text", "animated"),
    [
        ("The anime Glass Harbour is long.", True),
        ("Glass Harbour has a famous voice cast.", True),
        ("Glass Harbour was shot in Spain with real boats.", False),
        ("The live-action film Glass Harbour is no cartoon; its animation is poor.", False),
        ("The animated Glass Harbour beats any live-action movie.", True),
    ],
)
def test_animated(text: str, *, animated: bool) -> None:
    assert is_animated(text, ("Glass Harbour",)) is animated
