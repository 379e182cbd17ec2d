"""Ready questions take names, bind them safely, and say what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.graph import memory_store
from kg.model import KgError
from kg.ontology import load_ontology
from kg.query import Question, ask, find_question, load_questions

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = load_ontology()
QUESTIONS = load_questions()
VALUES = {
    "Character": "Simba",
    "Work": "The Lion King",
    "Person": "Matthew Broderick",
    "Entity": "Simba",
    "Organization": "Disney",
    "Document": "cubs",
    "relation": "directorOf",
}


def rows(store: ox.Store, name: str, **values: str) -> list[tuple[str, ...]]:
    return list(ask(store, name, values).as_texts(ONTOLOGY))


def required(question: Question) -> dict[str, str]:
    return {one.name: VALUES[one.kind] for one in question.parameters if one.required}


def test_there_are_twenty_questions_at_least() -> None:
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_each_question_is_documented(question: Question) -> None:
    assert question.title.endswith("?")
    assert question.description.endswith(".")
    for parameter in question.parameters:
        assert parameter.description
        assert parameter.example
        assert f"?given_{parameter.name}" in question.sparql
    assert "BOUND(?given_" not in question.sparql  # Oxigraph takes it for false before values are put in


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_each_question_has_an_answer_in_the_films(films: ox.Store, question: Question) -> None:
    values = required(question)
    if question.name == "links":
        values["to"] = "Disney"
    answers = ask(films, question, values)
    assert answers.rows
    assert not any(variable.startswith("given_") for variable in answers.variables)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_answers_do_not_depend_on_the_order_of_the_statements(films: ox.Store, question: Question) -> None:
    values = required(question)
    if question.name == "links":
        values["to"] = "Disney"
    turned = memory_store(sorted(films, key=str, reverse=True))
    assert ask(films, question, values) == ask(turned, question, values)


def test_roles_have_language_and_stage(films: ox.Store) -> None:
    assert rows(films, "voices", character="Simba") == [
        ("Jonathan Taylor Thomas", "en", "young", "", "The Lion King", "Jonathan Taylor Thomas voices the young Simba", "cubs"),
        ("Matthew Broderick", "en", "adult", "", "The Lion King", "Matthew Broderick is the grown Simba", "cubs"),
        ("Matthew Broderick", "en", "adult", "", "The Lion King", "Broderick's adult Simba", "stage"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "performers"),
    [
        ({"stage": "young"}, {"Jonathan Taylor Thomas"}),
        ({"stage": "kg:adult", "language": "en"}, {"Matthew Broderick"}),
        ({"language": "ja"}, set()),
        ({"stage": " "}, {"Jonathan Taylor Thomas", "Matthew Broderick"}),
    ],
)
def test_options_narrow_the_answer(films: ox.Store, options: dict[str, str], performers: set[str]) -> None:
    assert {row[0] for row in rows(films, "voices", character="Simba", **options)} == performers


def test_disagreements_leave_out_what_only_says_less(films: ox.Store) -> None:
    """Of the three release dates, 1994 is less exact than both others, and these two exclude each other."""
    assert [(row[0], row[2], row[5]) for row in rows(films, "disagreements")] == [
        ("compared in different ways", "similar", "contrast"),
        ("different releaseDate", "1994-06-24", "1994-07"),
    ]


def test_links_are_the_shortest_chains(films: ox.Store) -> None:
    (one,) = rows(films, "links", **{"from": "Rob Minkoff", "to": "lion king"})
    assert one == ("Rob Minkoff directorOf The Lion King", "directed by Rob Minkoff", "", "", "", "")
    found = rows(films, "links", **{"from": "Shakespeare", "to": "Walt Disney Pictures"})
    assert [row[::2] for row in found] == [
        (
            "William Shakespeare authorOf Hamlet",
            "The Lion King adaptedFrom Hamlet",
            f"The Lion King {relation} Disney",
        )
        for relation in ("distributedBy", "producedBy")
    ]


def test_what_is_denied_links_nothing_and_is_told_apart(films: ox.Store) -> None:
    chains = rows(films, "links", **{"from": "The Lion King", "to": "Bambi"})
    assert [row[0] for row in chains] == ["The Lion King comparedTo Bambi"]
    assert ("negated", "sequelOf") in {(row[0], row[2]) for row in rows(films, "not-plain")}


@pytest.mark.parametrize(
    "name",
    ["lion king", "THE LION KING", "The  Líon Kíng!", "work/lion-king", f"{ONTOLOGY.base}work/lion-king"],
)
def test_names_are_found_whatever_their_spelling(films: ox.Store, name: str) -> None:
    assert rows(films, "who-made", work=name) == rows(films, "who-made", work="The Lion King") != []


def test_a_name_of_two_things_asks_about_both(films: ox.Store) -> None:
    answers = ask(films, "names-of", {"thing": "Hamlet"})
    assert answers.headers[0] == "thing"
    assert {row[0] for row in answers.as_texts(ONTOLOGY)} == {"work/hamlet", "work/hamlet-film"}


def test_another_name_counts_as_much_as_the_preferred_one(films: ox.Store) -> None:
    node = ox.NamedNode(f"{ONTOLOGY.base}work/elsinore")
    types = [ox.NamedNode(ONTOLOGY.iri(one)) for one in ONTOLOGY.ancestors("Film")]
    quads = [ox.Quad(node, ox.NamedNode(ONTOLOGY.expand("rdf:type")), type_) for type_ in types]
    for curie, name in (("rdfs:label", "Elsinore"), ("skos:altLabel", "Bambi")):
        quads.append(ox.Quad(node, ox.NamedNode(ONTOLOGY.expand(curie)), ox.Literal(name)))
    store = memory_store([*films, *quads])
    assert {row[0] for row in rows(store, "names-of", thing="Bambi")} == {"work/bambi", "work/elsinore"}


def test_a_part_of_a_name_is_enough_where_one_thing_has_it(films: ox.Store) -> None:
    assert rows(films, "roles-of", performer="Taylor") == rows(
        films, "roles-of", performer="Jonathan Taylor Thomas"
    )


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("voices", {"character": "Simbad"}, r"called “Simbad”; did you mean “Simba”\? \[unknown-name\]"),
        ("voices", {"character": "The Lion King"}, r"nothing of the kind character is called"),
        ("voices", {}, r"needs character, the character's name; as in --set .*\[missing-parameter\]"),
        ("voices", {"character": "Simba", "age": "9"}, r"takes no “age”.*\[unknown-parameter\]"),
        ("voices", {"character": "Simba", "stage": "old"}, r"cannot be “old”; it is one of adult, young"),
        ("low-confidence", {"below": "1e9; DROP"}, r"is a number, not"),
        ("voyces", {"character": "Simba"}, r"did you mean voices"),
        ("facts-of", {"relation": "directs"}, r"cannot be “directs”; it is one of adaptedFrom, authorOf"),
        ("names-of", {"thing": ""}, r"missing-parameter"),
        ("names-of", {"thing": "???"}, r"unknown-name"),
    ],
)
def test_what_is_wrong_with_a_question_is_told(
    films: ox.Store, name: str, values: dict[str, str], message: str
) -> None:
    with pytest.raises(KgError, match=message):
        ask(films, name, values)


@pytest.mark.parametrize(
    "hostile", ['Simba" } DROP ALL #', "> } ; DELETE", "?x ?y ?z", "\\u0022", "Simba\x00"]
)
def test_a_name_never_becomes_part_of_the_query(films: ox.Store, hostile: str) -> None:
    with pytest.raises(KgError, match="unknown-name"):
        ask(films, "voices", {"character": f"{hostile} nobody"})
    assert rows(films, "voices", character="Simba", language=hostile) == []


def test_a_name_with_quotes_and_brackets_is_asked_about(films: ox.Store) -> None:
    node = ox.NamedNode(ONTOLOGY.base + "person/x")
    name = 'O"Neil <b> \\ } #'
    store = memory_store(
        [
            *films,
            ox.Quad(node, ox.NamedNode(ONTOLOGY.expand("rdf:type")), ox.NamedNode(ONTOLOGY.iri("Person"))),
            ox.Quad(node, ox.NamedNode(ONTOLOGY.expand("rdf:type")), ox.NamedNode(ONTOLOGY.iri("Entity"))),
            ox.Quad(node, ox.NamedNode(ONTOLOGY.expand("rdfs:label")), ox.Literal(name)),
        ]
    )
    assert rows(store, "names-of", thing=name) == [(name, "yes", "")]


def test_a_question_of_a_broken_file_is_named(tmp_path: Path) -> None:
    tmp_path.joinpath("odd.rq").write_text(
        "# title: What?\n# parameter: a | Nonsense | b | c\nASK {}\n", "utf-8"
    )
    with pytest.raises(KgError, match=r"odd\.rq.*bad-question"):
        load_questions(tmp_path)


def test_questions_are_found_by_name_in_any_case() -> None:
    assert find_question("Voices").name == "voices"


def test_an_empty_graph_has_no_answers_but_no_errors_either() -> None:
    empty = memory_store(())
    for question in QUESTIONS.values():
        if not required(question):
            assert all(row[-1] == "0" for row in rows(empty, question.name))
