"""The graph of the example articles is sound, and each fault that is planted in it is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extractors import extract
from kg.graph import as_quads, build_graph
from kg.model import KnowledgeGraph, Span
from kg.ontology import load_ontology, ontology_folder
from kg.readers import find_documents, read_document
from kg.resolution import resolve
from kg.validation import check_quotes, validate

ONTOLOGY = load_ontology()
ARTICLES = ontology_folder().parent / "source_docs"

pytestmark = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the example articles are not part of this distribution"
)


@pytest.fixture(scope="module")
def built() -> tuple[KnowledgeGraph, dict[str, str]]:
    """Give the graph of the articles, and their texts."""
    documents = [read_document(path) for path in find_documents([ARTICLES])]
    extractions = [extract(document) for document in documents]
    graph = build_graph(extractions, resolve(extractions), ONTOLOGY)
    return graph, {document.sha256: document.text for document in documents}


def codes(graph: KnowledgeGraph, texts: dict[str, str]) -> set[str]:
    return {problem.code for problem in validate(graph, ONTOLOGY, texts)}


def test_the_built_graph_has_no_problem(built: tuple[KnowledgeGraph, dict[str, str]]) -> None:
    assert validate(built[0], ONTOLOGY, built[1]) == ()


def test_every_quote_moved_by_one_character_is_found(built: tuple[KnowledgeGraph, dict[str, str]]) -> None:
    graph, texts = built
    ids = {document.path: document.id for document in graph.documents}
    facts, places = [], set()
    for fact in graph.facts:
        moved = tuple(replace(q, span=Span(q.span.start + 1, q.span.end + 1)) for q in fact.evidence)
        facts.append(replace(fact, evidence=moved))
        places |= {f"{ids[q.document]}, characters {q.span.start} to {q.span.end}" for q in moved}
    quads = as_quads(replace(graph, facts=tuple(facts)), ONTOLOGY)
    assert {problem.place for problem in check_quotes(quads, ONTOLOGY, texts)} == places


def test_a_fact_turned_round_is_found(built: tuple[KnowledgeGraph, dict[str, str]]) -> None:
    graph, texts = built
    number, fact = next((n, f) for n, f in enumerate(graph.facts) if f.relation == "directorOf")
    assert isinstance(fact.object, str)
    facts = list(graph.facts)
    facts[number] = replace(fact, subject=fact.object, object=fact.subject)
    assert codes(replace(graph, facts=tuple(facts)), texts) == {"directorOf-object", "directorOf-subject"}


def test_an_entity_without_a_name_is_found(built: tuple[KnowledgeGraph, dict[str, str]]) -> None:
    graph, texts = built
    entities = (replace(graph.entities[0], label=" "), *graph.entities[1:])
    assert codes(replace(graph, entities=entities), texts) == {"entity-blank-label"}


def test_a_text_that_has_changed_is_found(built: tuple[KnowledgeGraph, dict[str, str]]) -> None:
    graph, texts = built
    changed = {sha256: text.replace("e", "é", 1) for sha256, text in texts.items()}
    assert codes(graph, changed) == {"text-changed"}
