"""The ready questions, asked of the graph of the example articles, have the answers that were read and found right.

Each file of expected/ is the answer to the question of its name, asked with the examples of its head.
`make golden` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.extractors import extract
from kg.graph import as_quads, build_graph, memory_store
from kg.ontology import load_ontology, ontology_folder
from kg.query import Question, ask, format_answers, load_questions
from kg.readers import find_documents, read_document
from kg.resolution import resolve

if TYPE_CHECKING:
    import pyoxigraph as ox

ONTOLOGY = load_ontology()
QUESTIONS = load_questions()
ARTICLES = ontology_folder().parent / "source_docs"
EXPECTED = Path(__file__).parent / "expected"

pytestmark = [
    pytest.mark.golden,
    pytest.mark.skipif(
        not ARTICLES.is_dir(), reason="the example articles are not part of this distribution"
    ),
]


@pytest.fixture(scope="module")
def articles() -> ox.Store:
    """Give the graph of the example articles."""
    extractions = [extract(read_document(path)) for path in find_documents([ARTICLES])]
    graph = build_graph(extractions, resolve(extractions), ONTOLOGY)
    return memory_store(as_quads(graph, ONTOLOGY))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_the_articles_answer_as_expected(articles: ox.Store, question: Question) -> None:
    values = {one.name: one.example for one in question.parameters if one.required}
    answer = format_answers(ask(articles, question, values), "csv").replace("\r\n", "\n")
    file = EXPECTED / f"{question.name}.csv"
    if os.environ.get("KG_GOLDEN") == "write":
        EXPECTED.mkdir(exist_ok=True)
        file.write_text(answer, encoding="utf-8")
    assert answer == file.read_text(encoding="utf-8"), "read the difference; renew the file with: make golden"


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_the_examples_of_options_have_answers(articles: ox.Store, question: Question) -> None:
    needed = {one.name: one.example for one in question.parameters if one.required}
    for option in question.parameters:
        if not option.required and question.name != "sequels":  # the articles tell of no sequel
            assert ask(articles, question, {**needed, option.name: option.example}).rows


def test_there_is_an_answer_for_each_question() -> None:
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(QUESTIONS)
