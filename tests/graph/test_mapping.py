"""The four layers: what stands where, and what does not depend on what."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import as_dataset, as_easy_quads, as_quads, from_quads, memory_store, mint_iri
from kg.model import Fact, KnowledgeGraph, Literal
from kg.ontology import load_ontology

ONTOLOGY = load_ontology()
GRAPHS = st.from_type(KnowledgeGraph)
RELATIONS = {ONTOLOGY.iri(name) for name in ONTOLOGY.relations}


def node(graph: KnowledgeGraph, path: str) -> ox.NamedNode:
    return ox.NamedNode(mint_iri(graph.base, path))


@given(GRAPHS)
def test_there_are_no_blank_nodes_and_nothing_of_rdf12(graph: KnowledgeGraph) -> None:
    for quad in as_quads(graph, ONTOLOGY):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, (ox.NamedNode, ox.Literal))


@given(GRAPHS)
def test_every_quad_comes_once(graph: KnowledgeGraph) -> None:
    quads = list(as_quads(graph, ONTOLOGY))
    assert len(quads) == len(set(quads)) == len(as_dataset(graph, ONTOLOGY))


@given(GRAPHS)
def test_named_graphs_are_those_of_the_documents(graph: KnowledgeGraph) -> None:
    named = {quad.graph_name for quad in as_quads(graph, ONTOLOGY)} - {ox.DefaultGraph()}
    assert named == {node(graph, record.path) for record in graph.documents}


@given(GRAPHS)
def test_easy_triples_are_those_of_stated_and_planned_facts_and_of_opinions_that_compare(
    graph: KnowledgeGraph,
) -> None:
    def is_easy(fact: Fact) -> bool:
        return fact.status in {"stated", "planned"} or (fact.status, fact.relation) == (
            "opinion",
            "comparedTo",
        )

    expected = {
        (node(graph, fact.subject).value, ONTOLOGY.iri(fact.relation), _object(graph, fact))
        for fact in graph.facts
        if is_easy(fact)
    }
    for quads in (as_quads(graph, ONTOLOGY), as_easy_quads(graph, ONTOLOGY)):
        assert expected == {
            (str(quad.subject).strip("<>"), quad.predicate.value, _kind(quad.object))
            for quad in quads
            if quad.graph_name == ox.DefaultGraph() and quad.predicate.value in RELATIONS
        }


def _object(graph: KnowledgeGraph, fact: Fact) -> str:
    return "a value" if isinstance(fact.object, Literal) else node(graph, fact.object).value


def _kind(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else "a value"


@given(GRAPHS, st.data())
def test_without_a_documents_graph_the_others_are_as_if_it_had_never_been(
    graph: KnowledgeGraph, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(graph.documents)).path
    store = memory_store(as_quads(graph, ONTOLOGY))
    store.remove_graph(node(graph, gone))
    rest = memory_store(as_quads(_without(graph, gone), ONTOLOGY))
    for name in rest.named_graphs():
        assert set(store.quads_for_pattern(None, None, None, name)) == set(
            rest.quads_for_pattern(None, None, None, name)
        )
    assert {name.value for name in store.named_graphs()} == {name.value for name in rest.named_graphs()}


def _without(graph: KnowledgeGraph, path: str) -> KnowledgeGraph:
    facts = [
        replace(fact, evidence=tuple(quote for quote in fact.evidence if quote.document != path))
        for fact in graph.facts
    ]
    documents = tuple(record for record in graph.documents if record.path != path)
    return replace(graph, documents=documents, facts=tuple(fact for fact in facts if fact.evidence))


@given(GRAPHS)
def test_a_graph_within_another_file_of_ours_is_still_found(graph: KnowledgeGraph) -> None:
    noise = ox.Quad(ox.NamedNode("http://x.example/a"), ox.NamedNode("http://x.example/b"), ox.BlankNode())
    assert from_quads([noise, *as_quads(graph, ONTOLOGY)], ONTOLOGY) == graph


@given(GRAPHS)
def test_the_version_stands_on_every_extractor(graph: KnowledgeGraph) -> None:
    quads = list(as_quads(graph, ONTOLOGY, version="9.9"))
    extractors = {quad.subject for quad in quads if quad.object == ox.NamedNode(ONTOLOGY.iri("Extractor"))}
    versions = {quad.subject for quad in quads if quad.object == ox.Literal("9.9")}
    assert extractors == versions
