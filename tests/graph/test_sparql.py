"""rdflib asks, Oxigraph answers."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import as_quads, memory_store, rdflib_dataset
from kg.model import KnowledgeGraph
from kg.ontology import load_ontology

ONTOLOGY = load_ontology()
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?fact a kg:Fact ; kg:evidence/oa:hasSelector/oa:exact ?quote ; kg:status ?status }"

# oxrdflib and rdflib itself use what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@given(st.from_type(KnowledgeGraph))
def test_queries_see_all_graphs_each_fact_once_and_know_the_prefixes(graph: KnowledgeGraph) -> None:
    dataset = rdflib_dataset(memory_store(as_quads(graph, ONTOLOGY)), ONTOLOGY)
    (row,) = dataset.query(COUNT)
    assert isinstance(row, rdflib.query.ResultRow)
    assert int(str(row[0])) == sum(len(fact.evidence) for fact in graph.facts)


def test_what_rdflib_adds_is_in_the_store() -> None:
    store = ox.Store()
    film = rdflib.URIRef("https://example.org/work/x")
    rdflib_dataset(store).add((film, rdflib.RDFS.label, rdflib.Literal("X")))
    assert len(store) == 1
