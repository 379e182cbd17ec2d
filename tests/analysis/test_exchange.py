from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import gexf_text, graphml_text, layout
from kg.model import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path


def test_graphml_reads_back_with_the_quotes(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_text(graphml_text(graph), encoding="utf-8")
    read = nx.read_graphml(path, force_multigraph=True)
    assert set(read.nodes) == {entity.path for entity in graph.entities}
    assert read.nodes["person/rin"]["names"] == "Aldous"
    edge = read.get_edge_data("work/lanterns", "organization/quay")["fact/d"]
    assert edge["relation"] == "producedBy"
    assert edge["status"] == "planned"
    assert edge["quotes"] == "said"
    assert edge["documents"] == "A paper"
    assert edge["iri"] == "https://example.org/fact/d"


def test_gexf_reads_back_with_the_places(graph: KnowledgeGraph, tmp_path: Path) -> None:
    places = layout(graph)
    path = tmp_path / "graph.gexf"
    path.write_text(gexf_text(graph, places), encoding="utf-8")
    read = nx.read_gexf(path)
    assert set(read.nodes) == {entity.path for entity in graph.entities}
    position = read.nodes["person/rin"]["viz"]["position"]
    assert (position["x"], -position["y"]) == places["person/rin"]
    assert read.number_of_edges() == 5


def test_gexf_does_not_tell_the_day(graph: KnowledgeGraph) -> None:
    assert "lastmodifieddate" not in gexf_text(graph)


@settings(max_examples=40, deadline=None)
@given(st.from_type(KnowledgeGraph))
def test_any_string_gives_xml_that_parses(graph: KnowledgeGraph) -> None:
    for text in (graphml_text(graph), gexf_text(graph, layout(graph))):
        root = ET.fromstring(text.encode("utf-8"))  # noqa: S314  our own output
        kinds = [element.tag.rpartition("}")[2] for element in root.iter()]
        assert kinds.count("node") == len(graph.entities)
