"""What holds for all formats of the table."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import as_easy_quads, from_quads
from kg.model import KgError, KnowledgeGraph
from kg.ontology import load_ontology
from kg.writers import WRITERS

ONTOLOGY = load_ontology()
GRAPHS = st.from_type(KnowledgeGraph)
RDF12 = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


def test_names_and_suffixes_are_unique_and_described() -> None:
    writers = WRITERS.values()
    assert all(name == writer.name for name, writer in WRITERS.items())
    assert len({writer.suffix for writer in writers}) == len(WRITERS)
    assert all(writer.description and writer.media_type for writer in writers)


def test_a_format_without_rdf12_says_so(sample: KnowledgeGraph) -> None:
    with pytest.raises(KgError, match=r"csv has no RDF 1\.2 form"):
        WRITERS["csv"].write(sample, ONTOLOGY, rdf12=True)


@pytest.mark.parametrize("format_", RDF12)
def test_rdf12_adds_the_triple_of_each_fact(format_: str, sample: KnowledgeGraph) -> None:
    plain = set(ox.parse(WRITERS[format_].write(sample, ONTOLOGY), format=RDF12[format_]))
    more = set(ox.parse(WRITERS[format_].write(sample, ONTOLOGY, rdf12=True), format=RDF12[format_]))
    added = {quad for quad in more - plain if isinstance(quad.object, ox.Triple)}
    assert plain <= more
    relations = {
        quad.object.predicate.value.rpartition("#")[2] for quad in added if isinstance(quad.object, ox.Triple)
    }
    assert {"directorOf", "voices", "comparedTo", "runtime"} <= relations


@given(GRAPHS)
def test_rdf12_reads_back_too(graph: KnowledgeGraph) -> None:
    text = WRITERS["trig"].write(graph, ONTOLOGY, rdf12=True)
    assert from_quads(ox.parse(text, format=ox.RdfFormat.TRIG), ONTOLOGY) == graph


@given(GRAPHS)
def test_rdf_xml_is_xml_that_both_libraries_read(graph: KnowledgeGraph) -> None:
    text = WRITERS["rdfxml"].write(graph, ONTOLOGY)
    ET.fromstring(text)  # noqa: S314 - it is our own text that is on trial
    read = {(str(quad.subject), str(quad.predicate)) for quad in ox.parse(text, format=ox.RdfFormat.RDF_XML)}
    assert read == {(str(quad.subject), str(quad.predicate)) for quad in as_easy_quads(graph, ONTOLOGY)}
    assert len(rdflib.Graph().parse(data=text, format="xml")) == len(
        set(ox.parse(text, format=ox.RdfFormat.RDF_XML))
    )


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
@given(graph=GRAPHS)
def test_networks_are_xml_whatever_the_names_are(format_: str, graph: KnowledgeGraph) -> None:
    ET.fromstring(WRITERS[format_].write(graph, ONTOLOGY))  # noqa: S314 - as above
