"""The text of a document from start to end is the quote, or the check says so."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    KnowledgeGraph,
    Metadata,
    Problem,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology
from kg.validation import validate

ONTOLOGY = load_ontology()
TEXT = "Naïve “critics” agree: Vertigo, directed by Alfred Hitchcock, is told twice. 映画 of films."
START = TEXT.index("directed")
EXACT = "directed by Alfred Hitchcock"


def graph_of(text: str, span: Span, exact: str, prefix: str = "", suffix: str = "") -> KnowledgeGraph:
    """Give a graph of one fact with one quote of one document."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = f"document/{sha256}"
    quote = Quote("evidence/e", document, span, exact, prefix, suffix, Status.STATED, 0.9, "credit-line")
    fact = Fact(
        path="fact/f",
        type="Fact",
        relation="directorOf",
        subject="person/alfred-hitchcock",
        object="work/vertigo",
        qualifiers=(),
        status=Status.STATED,
        confidence=0.9,
        evidence=(quote,),
    )
    members = (EntityKey("review", "person/hitchcock"),)
    return KnowledgeGraph(
        base=ONTOLOGY.base,
        documents=(DocumentRecord(document, "review", sha256, "review.txt", "text", Metadata()),),
        entities=(
            ResolvedEntity("person/alfred-hitchcock", "Person", "Alfred Hitchcock", (), members),
            ResolvedEntity("work/vertigo", "Film", "Vertigo", (), ()),
        ),
        facts=(fact,),
        judgements=(),
    )


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


RIGHT = Span(START, START + len(EXACT))


@pytest.mark.parametrize("by", ["review", hashlib.sha256(TEXT.encode()).hexdigest()])
def test_a_quote_that_stands_in_the_text_is_sound(by: str) -> None:
    graph = graph_of(TEXT, RIGHT, EXACT, "Vertigo, ", ", is told")
    assert validate(graph, ONTOLOGY, {by: TEXT}) == ()


def test_a_quote_one_character_off_is_told_with_both_texts() -> None:
    graph = graph_of(TEXT, Span(START + 1, START + 1 + len(EXACT)), EXACT)
    (problem,) = validate(graph, ONTOLOGY, {"review": TEXT})
    assert problem.code == "quote-differs"
    assert "“irected by Alfred Hitchcock,”" in problem.message
    assert "“directed by Alfred Hitchcock”" in problem.message
    assert problem.place == f"review, characters {START + 1} to {START + 1 + len(EXACT)}"


def test_a_quote_beyond_the_text_is_told() -> None:
    graph = graph_of(TEXT, Span(len(TEXT) - 3, len(TEXT) + 4), "films.!")
    assert codes(validate(graph, ONTOLOGY, {"review": TEXT})) == ["quote-outside"]


@pytest.mark.parametrize(("prefix", "suffix"), [("Psycho, ", ""), ("", ", is told once")])
def test_a_context_that_differs_is_told(prefix: str, suffix: str) -> None:
    graph = graph_of(TEXT, RIGHT, EXACT, prefix, suffix)
    assert codes(validate(graph, ONTOLOGY, {"review": TEXT})) == ["context-differs"]


def test_another_text_than_was_read_is_told() -> None:
    graph = graph_of(TEXT, RIGHT, EXACT)
    assert codes(validate(graph, ONTOLOGY, {"review": TEXT + " "})) == ["text-changed"]


def test_a_text_that_is_not_at_hand_is_told() -> None:
    graph = graph_of(TEXT, RIGHT, EXACT)
    assert codes(validate(graph, ONTOLOGY, {})) == ["no-text"]


def test_without_texts_the_quotes_are_left_out() -> None:
    graph = graph_of(TEXT, Span(0, len(EXACT)), EXACT)
    assert validate(graph, ONTOLOGY) == ()


@settings(deadline=None, max_examples=60)  # the first run loads the shapes
@given(st.text(min_size=1, max_size=40), st.data())
def test_what_is_cut_from_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    """The rule: `text[start:end] == quote`, in characters, whatever the characters are."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = validate(graph_of(text, Span(start, end), text[start:end]), ONTOLOGY, {"review": text})
    assert {problem.code for problem in found} <= {"selector-quote"}  # a blank quote shows nothing


def test_problems_are_told_in_words() -> None:
    node, director = ox.NamedNode(ONTOLOGY.base + "work/vertigo"), ox.NamedNode(ONTOLOGY.iri("directorOf"))
    types = [ox.NamedNode(ONTOLOGY.iri(name)) for name in ONTOLOGY.ancestors("Film")]
    quads = [
        ox.Quad(node, director, node),
        ox.Quad(node, ox.NamedNode(ONTOLOGY.expand("rdfs:label")), ox.Literal("Vertigo")),
        *(ox.Quad(node, ox.NamedNode(ONTOLOGY.expand("rdf:type")), type_) for type_ in types),
    ]
    told = (
        "Vertigo (work/vertigo): what stands before “director of” is a person; "
        "look whether the two ends were swapped, or the kind is wrong [directorOf-subject]"
    )
    assert list(map(str, validate(quads, ONTOLOGY))) == [told]


def test_a_fact_is_told_as_a_sentence() -> None:
    graph = graph_of(TEXT, RIGHT, EXACT)
    fact = replace(graph.facts[0], confidence=3.0)
    told = "Alfred Hitchcock (person/alfred-hitchcock) director of Vertigo (work/vertigo)"
    (problem,) = validate(replace(graph, facts=(fact,)), ONTOLOGY)
    assert problem.place == told
    assert problem.message == "the confidence of a fact is a number from 0 to 1, not “3”"
    assert problem.code == "fact-confidence"
