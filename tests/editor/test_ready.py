"""Ready questions as text: they answer what the questions answer, with names that the graph has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.graph import open_store
from kg.ontology import load_ontology
from kg.pipeline import Workspace
from kg.query import ask, load_questions, run
from kg.query.questions import Parameter, Question
from kg.server.editor.ready import as_queries, as_ready

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query import Answers

ONTOLOGY = load_ontology()
READY = as_queries(load_questions(), ONTOLOGY, lambda _kind, name: name)


@pytest.fixture(scope="module")
def store(built: Path) -> ox.Store:
    return open_store(Workspace(built / "out").store_folder())


def some_name(store: ox.Store, kind: str) -> str:
    """Give the first name of a class, "" where there is none."""
    found = run(
        store, f"SELECT ?name WHERE {{ ?thing a kg:{kind} ; rdfs:label ?name }} ORDER BY ?name LIMIT 1"
    )
    return found.as_texts(ONTOLOGY)[0][0] if found.rows else ""


def rows_of(answers: Answers, columns: list[str]) -> set[tuple[object, ...]]:
    places = [answers.variables.index(name) for name in columns]
    return {tuple(row[place] for place in places) for row in answers.rows}


@pytest.mark.parametrize("name", READY)
def test_the_text_answers_as_the_question_does(store: ox.Store, name: str) -> None:
    question = load_questions()[name]
    needed = [one for one in question.parameters if one.required]
    values = {
        one.name: some_name(store, one.kind) if one.kind in ONTOLOGY.classes else one.example
        for one in needed
    }
    if not all(values.values()):
        pytest.skip("the graph of the tests has nothing of this kind")
    ready = as_ready(question, ONTOLOGY, lambda kind, _name: some_name(store, kind))
    mine, theirs = run(store, ready.sparql), ask(store, question, values)
    columns = [column for column in mine.variables if column in theirs.variables]
    assert columns == list(mine.variables)
    assert rows_of(mine, columns) == rows_of(theirs, columns)


def test_what_may_be_given_stands_behind_a_sign_and_counts_without_it(store: ox.Store) -> None:
    ready = as_ready(load_questions()["voices"], ONTOLOGY, lambda _kind, _name: "Elias")
    whole = run(store, ready.sparql)
    narrowed = run(store, ready.sparql.replace("# VALUES ?given_language", "VALUES ?given_language"))
    assert len(whole.rows) > len(narrowed.rows) > 0


def test_a_name_cannot_end_its_quotes() -> None:
    parameter = Parameter("work", "Work", "the title", "x", required=True)
    question = Question(
        "q", "Which?", "What.", (parameter,), "SELECT ?given_work ?n WHERE {\n  ?given_work kg:x ?n .\n}"
    )
    ready = as_ready(question, ONTOLOGY, lambda _kind, _name: 'a" . ?x ?y ?z . # \\\n')
    assert '"a\\" . ?x ?y ?z . # \\\\\\n" .' in ready.sparql
    assert run(ox.Store(), ready.sparql).rows == ()


def test_questions_between_two_things_are_left_to_their_form() -> None:
    assert set(load_questions()) - set(READY) == {"links"}
