"""Terms that no vocabulary has are told with the place and what could be meant; right queries are left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.ontology import load_ontology
from kg.query import check_terms, load_questions

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("query", "code", "place", "advice"),
    [
        ("ASK { ?a kg:directorof ?b }", "unknown-term", "line 1, column 10", "did you mean kg:directorOf?"),
        ("ASK { ?a kg:director ?b }", "unknown-term", "line 1, column 10", "did you mean kg:directorOf? It goes from Person to Work"),
        ("ASK {\n  ?a kg:voicedBy ?b }", "unknown-term", "line 2, column 6", "did you mean kg:voices? It goes from Person to Character"),
        ("ASK { ?a kg:writer ?b }", "unknown-term", "line 1, column 10", "did you mean kg:screenwriterOf?"),
        ("ASK { ?a kg:zzz ?b }", "unknown-term", "line 1, column 10", "docs/reference/ontology.md"),
        ("ASK { ?a a kg:film }", "unknown-term", "line 1, column 12", "did you mean kg:Film?"),
        ("ASK { ?a ^kg:voices/kg:characterOf ?b }", "unknown-term", "line 1, column 21", "did you mean kg:character"),
        ("ASK { ?a (kg:voices|kg:portray)+ ?b }", "unknown-term", "line 1, column 21", "did you mean kg:portrays?"),
        ("ASK { ?a ?b ?c FILTER(?c = kg:Filmm) }", "unknown-term", "line 1, column 28", "did you mean kg:Film?"),
        (f"ASK {{ ?a <{load_ontology().namespace}voice> ?b }}", "unknown-term", "line 1, column 10", "did you mean kg:voices"),
        ("ASK { ?a kg:Film ?b }", "misplaced-term", "line 1, column 10", "as in: ?thing a kg:Film"),
        ("ASK { ?a kg:young ?b }", "misplaced-term", "line 1, column 10", "it can be an object only"),
        ("ASK { ?a a kg:Film , kg:voices }", "misplaced-term", "line 1, column 22", "as in: ?a kg:voices ?b"),
        ("ASK { ?a rdf:type kg:voices }", "misplaced-term", "line 1, column 19", "as in: ?a kg:voices ?b"),
        ("ASK { ?a rdf:label ?b }", "unknown-term", "line 1, column 10", "did you mean rdfs:label?"),
        ("ASK { ?a rdfs:lable ?b }", "unknown-term", "line 1, column 10", "did you mean rdfs:label?"),
        ("ASK { ?a skos:altlabel ?b }", "unknown-term", "line 1, column 10", "did you mean skos:altLabel?"),
        ("ASK { ?a <http://schema.org/name> ?b }", "other-namespace", "line 1, column 10", "did you mean schema:name"),
        ("PREFIX s: <http://schema.org/> ASK { ?a s:name ?b }", "other-namespace", "line 1, column 41", "<https://schema.org/…>"),
    ],
)  # fmt: skip
def test_a_doubtful_term_is_told(query: str, code: str, place: str, advice: str) -> None:
    (problem,) = check_terms(query)
    assert (problem.code, problem.place) == (code, place)
    assert advice in problem.advice


def test_the_term_is_underlined() -> None:
    (problem,) = check_terms("ASK {\n  ?a kg:director ?b .\n}")
    assert problem.advice.splitlines()[-2:] == ["      ?a kg:director ?b .", "         ^^^^^^^^^^^"]


def test_each_term_is_told_once_in_the_order_of_the_query() -> None:
    problems = check_terms("ASK { ?a kg:one ?b . ?b kg:two ?c . ?c kg:one ?a }")
    assert [problem.place for problem in problems] == ["line 1, column 10", "line 1, column 25"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?kind { kg:Film kg:Series kg:Manga } ?a a ?kind }",
        "SELECT * { VALUES (?a ?b) { (kg:Film kg:Series) (kg:Manga UNDEF) } ?a ?b kg:Film }",
        "SELECT * { ?fact rdf:predicate kg:voices ; a kg:VoiceRole , kg:Fact . FILTER(?x IN (kg:Film, kg:young)) }",
        "SELECT * { ?list rdf:rest*/rdf:first ?x . (1 kg:Film kg:Series) rdf:_1 [ a kg:Film ; kg:language 'en'@kg ] }",
        "PREFIX kg: <http://example.org/> ASK { ?a kg:anything ?b }",
        "SELECT (kg:Film AS ?x) { BIND(kg:Film AS ?y) GRAPH kg:Film { ?a !(kg:voices|^kg:portrays) ?b } }",
        "SELECT * { ?a schema:whatever ?b ; oa:whatever 'a'^^xsd:gibberish ; <http://example.org/x> ?c } # kg:zzz",
        "SELECT * { ?a kg:voices ?b FILTER NOT EXISTS { ?b a kg:Film } ?c a kg:Film }",
        "SELECT * { ?a ?b",
        "'",
    ],
)
def test_what_is_right_is_left_alone(query: str) -> None:
    assert check_terms(query) == ()


def test_the_ready_questions_and_the_queries_of_the_docs_are_right() -> None:
    queries = [question.sparql for question in load_questions().values()]
    for page in DOCS.rglob("*.md"):
        queries += re.findall(
            r"^```sparql\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
    assert len(queries) > len(load_questions())
    for query in queries:
        assert check_terms(query) == ()
