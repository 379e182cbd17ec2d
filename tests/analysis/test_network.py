from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.analysis import as_network, shortest_path, statistics
from kg.model import KgError

if TYPE_CHECKING:
    from kg.model import KnowledgeGraph


def test_stated_and_planned_facts_and_comparisons_are_edges(graph: KnowledgeGraph) -> None:
    network = as_network(graph)
    assert set(network.nodes) == {entity.path for entity in graph.entities}
    assert {key for _, _, key in network.edges(keys=True)} == {f"fact/{name}" for name in "abcde"}
    assert network.edges["person/rin", "work/harbour", "fact/b"]["relation"] == "screenwriterOf"
    assert network.nodes["work/harbour"] == {"label": "The Salt Harbour", "type": "Film"}


def test_a_path_tells_the_facts_of_each_step_the_surest_first(graph: KnowledgeGraph) -> None:
    path = shortest_path(graph, "organization/quay", "work/redwing")
    assert path is not None
    assert [(step.start, step.end) for step in path.steps] == [
        ("organization/quay", "work/lanterns"),
        ("work/lanterns", "person/rin"),
        ("person/rin", "work/harbour"),
        ("work/harbour", "work/redwing"),
    ]
    assert [fact.path for fact in path.steps[2].facts] == ["fact/b", "fact/a"]
    assert all(fact.evidence for step in path.steps for fact in step.facts)


def test_a_path_to_itself_has_no_steps(graph: KnowledgeGraph) -> None:
    path = shortest_path(graph, "person/rin", "person/rin")
    assert path is not None
    assert path.steps == ()


def test_what_only_a_rumour_links_is_not_linked(graph: KnowledgeGraph) -> None:
    assert shortest_path(graph, "person/jo", "work/redwing") is None


def test_an_unknown_name_is_an_error_that_names_it(graph: KnowledgeGraph) -> None:
    with pytest.raises(KgError, match="work/nowhere"):
        shortest_path(graph, "person/rin", "work/nowhere")


def test_statistics_count_and_weigh(graph: KnowledgeGraph) -> None:
    found = statistics(graph)
    assert (found.documents, found.entities, found.facts, found.quotes, found.links) == (1, 7, 8, 8, 5)
    assert found.types == {"Person": 3, "Film": 2, "Series": 1, "Studio": 1}
    assert next(iter(found.relations.items())) == ("directorOf", 3)
    assert found.statuses == {"stated": 4, "negated": 1, "opinion": 1, "planned": 1, "rumoured": 1}
    assert found.components == 1
    degrees = {one.entity: one.degree for one in found.centrality}
    assert degrees["person/rin"] == 3
    assert degrees["person/ada"] == 0
    assert sum(one.pagerank for one in found.centrality) == pytest.approx(1, abs=1e-4)
    assert max(found.centrality, key=lambda one: one.betweenness).entity == "person/rin"


def test_each_linked_entity_is_in_one_community(graph: KnowledgeGraph) -> None:
    found = statistics(graph)
    members = [path for community in found.communities for path in community.members]
    assert sorted(members) == [
        "organization/quay",
        "person/rin",
        "work/harbour",
        "work/lanterns",
        "work/redwing",
    ]
    numbers = {one.entity: one.community for one in found.centrality}
    assert numbers["person/ada"] == 0
    assert all(
        numbers[path] == community.number for community in found.communities for path in community.members
    )
