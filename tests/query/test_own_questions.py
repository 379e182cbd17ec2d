"""Ready questions of the user's own: beside ours, in place of ours, and told with file and line where they are broken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.query import ask, find_question, gather_questions, load_questions

if TYPE_CHECKING:
    import pyoxigraph as ox

ROOT = Path(__file__).parents[2]
HEAD = "# title: Which films has somebody directed?\n# description: Their titles.\n"
PERSON = "# parameter: person | Person | the director's name | Rob Minkoff\n"
QUERY = "SELECT ?given_person ?title {\n  ?given_person kg:directorOf/rdfs:label ?title\n}\n"


def test_an_own_question_is_asked_like_ours(tmp_path: Path, films: ox.Store) -> None:
    (tmp_path / "films-of.rq").write_text(HEAD + PERSON + QUERY, encoding="utf-8")
    known = gather_questions(tmp_path)
    assert known.problems == ()
    assert set(known.by_name) == {*load_questions(), "films-of"}
    question = find_question("Films-Of", known.by_name)
    assert question.own
    answers = ask(films, question, {"person": "rob minkoff"})
    assert [row[0].value for row in answers.rows if row[0] is not None] == ["The Lion King"]  # type: ignore[union-attr]  # a title


def test_an_own_question_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "voices.rq").write_text(HEAD + PERSON + QUERY, encoding="utf-8")
    known = gather_questions(tmp_path)
    assert known.by_name["voices"].title == "Which films has somebody directed?"
    assert len(known.by_name) == len(load_questions())
    assert not load_questions()["voices"].own


def test_ours_can_be_copied_and_kept(tmp_path: Path) -> None:
    for question in load_questions().values():
        (tmp_path / f"my-{question.name}.rq").write_text(question.sparql, encoding="utf-8")
    known = gather_questions(tmp_path)
    assert known.problems == ()
    assert len(known.by_name) == 2 * len(load_questions())


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "x.rq, line 1", "the head has no title"),
        ("# title: A?\nSELECT * {}", "x.rq, line 1", "the head has no description"),
        (HEAD + "# titel: A?\n" + QUERY, "x.rq, line 3", "the head has a line “titel”"),
        (HEAD + "# parameter: person\n" + QUERY, "x.rq, line 3", "a parameter has four parts, not “person”"),
        (HEAD + "# option: a | Persn | b | c\n" + QUERY, "x.rq, line 3", "a parameter cannot be of the kind “Persn”"),
        (HEAD + PERSON + "SELECT ?given_person {\n  ?s foo:bar ?given_person }", "x.rq, line 5, column 6", "no prefix foo: is known"),
        (HEAD + PERSON + "SELECT ?title { ?a rdfs:label ?title }", "x.rq", "the SELECT has no ?given_person"),
        (HEAD + "ASK {}", "x.rq", "a ready question is a SELECT"),
        (HEAD + "SELECT * { SERVICE <http://example.org/> {} }", "x.rq", "the query asks another server (SERVICE)"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_and_the_others_work(
    tmp_path: Path, text: str, place: str, message: str
) -> None:
    (tmp_path / "x.rq").write_text(text, encoding="utf-8")
    (tmp_path / "films-of.rq").write_text(HEAD + PERSON + QUERY, encoding="utf-8")
    known = gather_questions(tmp_path)
    (problem,) = known.problems
    assert (problem.code, problem.place) == ("bad-question", place)
    assert message in problem.message
    assert problem.advice
    assert "films-of" in known.by_name
    assert "x" not in known.by_name


def test_a_file_that_is_no_text_or_has_a_wrong_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_bytes(b"\xff\xfe")
    (tmp_path / "My Question.rq").write_text(HEAD + PERSON + QUERY, encoding="utf-8")
    (tmp_path / "b.rq").mkdir()
    known = gather_questions(tmp_path)
    assert [problem.place for problem in known.problems] == ["My Question.rq", "a.rq", "b.rq"]
    assert set(known.by_name) == set(load_questions())


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert gather_questions(tmp_path / "questions").by_name == load_questions()


def test_the_question_of_the_docs_works(tmp_path: Path, films: ox.Store) -> None:
    page = (ROOT / "docs" / "how-to" / "ask-questions.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```\n(# title: .*?)```", page, re.DOTALL)
    (tmp_path / "films-of.rq").write_text(text, encoding="utf-8")
    known = gather_questions(tmp_path)
    assert known.problems == ()
    question = known.by_name["films-of"]
    assert len(ask(films, question, {"person": "Rob Minkoff", "year": "1994"}).rows) == 3
    assert not ask(films, question, {"person": "Rob Minkoff", "year": "1995"}).rows
