"""What is written as RDF comes back as it was, whatever the names and quotes are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import as_dataset, as_quads, from_quads, from_store, memory_store
from kg.model import KnowledgeGraph
from kg.ontology import load_ontology

if TYPE_CHECKING:
    import random

ONTOLOGY = load_ontology()
GRAPHS = st.from_type(KnowledgeGraph)


@given(GRAPHS)
def test_reading_back_what_the_store_holds_is_identity(graph: KnowledgeGraph) -> None:
    assert from_store(memory_store(as_quads(graph, ONTOLOGY)), ONTOLOGY) == graph


@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_quads_does_not_matter(graph: KnowledgeGraph, chance: random.Random) -> None:
    quads = list(as_quads(graph, ONTOLOGY))
    chance.shuffle(quads)
    assert from_quads(quads, ONTOLOGY) == graph


@given(GRAPHS)
def test_a_store_that_was_filled_by_others_reads_the_same(graph: KnowledgeGraph) -> None:
    store = ox.Store()
    store.bulk_extend(as_quads(graph, ONTOLOGY))
    assert from_store(store, ONTOLOGY) == graph
    assert from_store(as_dataset(graph, ONTOLOGY), ONTOLOGY) == graph
