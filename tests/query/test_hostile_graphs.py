"""Whatever stands in a graph, it can be asked and its answers written in every format."""

from __future__ import annotations

import json

import pyoxigraph as ox
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.graph import as_quads, memory_store
from kg.model import KnowledgeGraph
from kg.ontology import load_ontology
from kg.query import FORMATS, ask, format_answers, load_questions, run

ONTOLOGY = load_ontology()
TRIPLES = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
TRIPLES["rdfxml"] = ox.RdfFormat.RDF_XML
CALM = settings(
    deadline=None,
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@CALM
@given(st.from_type(KnowledgeGraph))
def test_all_that_stands_in_a_graph_can_be_written(graph: KnowledgeGraph) -> None:
    store = memory_store(as_quads(graph, ONTOLOGY))
    answers = run(store, "SELECT ?s ?p ?o { ?s ?p ?o }")
    for format_ in set(FORMATS) - set(TRIPLES):
        text = format_answers(answers, format_, base=graph.base)
        assert "<script>alert(1)</script>" not in text or format_ not in {"html", "xml"}
    read = json.loads(format_answers(answers, "json"))["results"]["bindings"]
    assert [row["o"]["value"] for row in read] == [getattr(row[2], "value", "") for row in answers.rows]
    triples = run(store, "CONSTRUCT WHERE { ?s ?p ?o }")
    for format_, read_as in TRIPLES.items():
        written = ox.parse(format_answers(triples, format_), format=read_as)
        assert {quad.triple for quad in written} == set(triples.triples)


@CALM
@given(st.from_type(KnowledgeGraph), st.data())
def test_every_name_of_a_graph_can_be_asked_about(graph: KnowledgeGraph, data: st.DataObject) -> None:
    store = memory_store(as_quads(graph, ONTOLOGY))
    entity = data.draw(st.sampled_from(graph.entities))
    answers = ask(store, "names-of", {"thing": entity.label})
    assert any(getattr(cell, "value", "") == entity.label for row in answers.rows for cell in row)
    for name, question in load_questions().items():
        if not any(parameter.required for parameter in question.parameters):
            ask(store, name)
