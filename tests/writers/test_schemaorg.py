"""The schema.org view says what the alignments of the ontology say, and reads offline as JSON-LD."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.model import KnowledgeGraph
from kg.ontology import load_ontology
from kg.writers import WRITERS

ONTOLOGY = load_ontology()
BASE = "https://w3id.org/colophon/"


def triples(graph: KnowledgeGraph) -> set[tuple[str, str, str]]:
    quads = ox.parse(WRITERS["schema.org"].write(graph, ONTOLOGY), format=ox.RdfFormat.JSON_LD)
    return {
        (quad.subject.value, quad.predicate.value.removeprefix("https://schema.org/"), quad.object.value)
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal))
    }


def test_relations_are_turned_the_way_schema_org_reads_them(sample: KnowledgeGraph) -> None:
    film = f"{BASE}work/toy-story"
    found = triples(sample)
    assert (film, "director", f"{BASE}person/john-lasseter") in found
    assert (film, "name", "Toy Story") in found
    assert (film, "duration", "PT81M") in found


def test_a_role_repeats_the_property_and_names_the_character(sample: KnowledgeGraph) -> None:
    found = triples(sample)
    (role,) = [value for subject, name, value in found if subject.endswith("toy-story") and name == "actor"]
    assert (role, "actor", f"{BASE}person/tom-hanks") in found
    assert (role, "characterName", "Woody") in found


def test_rumours_and_comparisons_stay_out(sample: KnowledgeGraph) -> None:
    values = {value for _, _, value in triples(sample)}
    assert f"{BASE}organization/pixar" not in values
    assert f"{BASE}work/wizard-of-oz" not in values


@given(st.from_type(KnowledgeGraph))
def test_it_reads_as_json_ld_whatever_the_names_are(graph: KnowledgeGraph) -> None:
    names = {value for _, name, value in triples(graph) if name == "name"}
    assert {entity.label for entity in graph.entities} <= names
