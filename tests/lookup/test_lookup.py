"""From what people type to things of the graph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.graph import as_dataset, from_store
from kg.lookup import about, ask_why, find_document, find_entities, find_entity, find_relation, narrow
from kg.model import KgError
from kg.ontology import load_ontology
from kg.pipeline import Settings, Workspace, build

if TYPE_CHECKING:
    from kg.model import KnowledgeGraph

TEXTS = Path(__file__).parents[1] / "commands" / "texts"
ONTOLOGY = load_ontology()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    workspace = Workspace(tmp_path_factory.mktemp("lookup") / "out")
    build([TEXTS], workspace, Settings())
    return workspace.graph()


def test_every_name_path_and_iri_finds_its_entity(graph: KnowledgeGraph) -> None:
    for entity in graph.entities:
        assert find_entity(graph, entity.path) == entity
        assert find_entity(graph, graph.base + entity.path) == entity
        for name in (entity.label, entity.label.upper(), *entity.names):
            assert entity in find_entities(graph, name)


def test_a_part_of_a_name_will_do_where_one_thing_has_it(graph: KnowledgeGraph) -> None:
    assert find_entity(graph, "tolvanen").label == "Mira Tolvanen"
    with pytest.raises(KgError, match="unknown-entity"):
        find_entity(graph, "tolvan")


@pytest.mark.parametrize("text", ["", "  ", "!", "<script>", "no such name"])
def test_what_names_nothing_is_told(graph: KnowledgeGraph, text: str) -> None:
    with pytest.raises(KgError, match="unknown-entity"):
        find_entities(graph, text)


@pytest.mark.parametrize(
    "text", ["directorOf", "DIRECTOROF", "director of", "kg:directorOf", ONTOLOGY.iri("directorOf")]
)
def test_relations_are_known_by_name_label_and_iri(text: str) -> None:
    assert find_relation(ONTOLOGY, text) == "directorOf"


def test_every_fact_answers_why_by_its_own_ends(graph: KnowledgeGraph) -> None:
    documents = {record.path: record.id for record in graph.documents}
    for fact in graph.facts:
        subject = documents.get(fact.subject, fact.subject)
        object_ = fact.object if isinstance(fact.object, str) else fact.object.text
        assert fact in ask_why(graph, ONTOLOGY, subject, fact.relation, object_).facts


def test_a_symmetric_relation_answers_both_ways_and_another_does_not(graph: KnowledgeGraph) -> None:
    turned = ask_why(graph, ONTOLOGY, "Harbour Lights", "directorOf", "Mira Tolvanen")
    assert not turned.facts
    assert [fact.relation for fact in turned.others] == ["directorOf"]
    rivals = replace(graph, facts=tuple(replace(fact, relation="rivalOf") for fact in turned.others))
    assert ONTOLOGY.properties["rivalOf"].symmetric
    assert ask_why(rivals, ONTOLOGY, "Harbour Lights", "rivalOf", "Mira Tolvanen").facts == rivals.facts


def test_facts_about_an_entity_are_all_that_name_it(graph: KnowledgeGraph) -> None:
    film = find_entity(graph, "Harbour Lights")
    facts = about(graph, film.path)
    assert {fact.relation for fact in facts} >= {"directorOf", "runtime", "adaptedFrom", "voices"}
    assert len(facts) == len(set(facts))


def test_a_part_of_the_graph_is_a_graph(graph: KnowledgeGraph) -> None:
    document = find_document(graph, "tolvanen-returns.md")
    part = narrow(graph, document=document.path)
    assert part.documents == (document,)
    assert {quote.document for fact in part.facts for quote in fact.evidence} == {document.path}
    assert from_store(as_dataset(part, ONTOLOGY)) == part
    person = narrow(graph, entity=find_entity(graph, "Osamu Kitagawa").path)
    assert {fact.relation for fact in person.facts} == {"authorOf"}
    assert from_store(as_dataset(person, ONTOLOGY)) == person


def test_the_whole_narrowed_to_nothing_in_particular_is_the_whole(graph: KnowledgeGraph) -> None:
    assert narrow(graph).facts == graph.facts
    assert narrow(graph).documents == graph.documents


def test_an_unknown_document_is_told_with_similar_ones(graph: KnowledgeGraph) -> None:
    with pytest.raises(KgError, match="did you mean harbour-lights"):
        find_document(graph, "harbor-light")
