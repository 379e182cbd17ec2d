"""Every RDF file says the same to rdflib and to Oxigraph: what the graph says, whatever its names are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.graph import as_easy_quads, as_quads, from_quads
from kg.model import KnowledgeGraph
from kg.ontology import load_ontology
from kg.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ONTOLOGY = load_ontology()
GRAPHS = st.from_type(KnowledgeGraph)
OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "schema.org": ox.RdfFormat.JSON_LD,
}
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
    "trig": "trig",
    "nquads": "nquads",
    "jsonld": "json-ld",
}
FRIENDLY = ("turtle", "ntriples")
WHOLE = ("trig", "nquads", "jsonld")

# rdflib's own parsers use what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

Row = tuple[str, str, str, str]


@pytest.fixture(autouse=True)
def _verbatim(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib give literals as they stand in the file."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def parse(format_: str, text: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=OXIGRAPH[format_]))


def stored(quads: Iterable[ox.Quad]) -> ox.Store:
    """Let Oxigraph write literals in its way."""
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def rows(quads: Iterable[ox.Quad]) -> set[Row]:
    return {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in quads}


def rdflib_rows(format_: str, text: str) -> set[Row]:
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=RDFLIB[format_])
    return rows(_as_quads(dataset))


def _as_quads(dataset: rdflib.Dataset) -> Iterator[ox.Quad]:
    for subject, predicate, value, graph in dataset.quads():
        default = graph in {None, DATASET_DEFAULT_GRAPH_ID}
        name = ox.DefaultGraph() if default else ox.NamedNode(str(graph))
        yield ox.Quad(ox.NamedNode(str(subject)), ox.NamedNode(str(predicate)), _term(value), name)


def _term(value: rdflib.term.Node) -> ox.NamedNode | ox.Literal:
    if isinstance(value, rdflib.Literal):
        return ox.Literal(str(value), datatype=ox.NamedNode(str(value.datatype)) if value.datatype else None)
    return ox.NamedNode(str(value))


@pytest.mark.parametrize("format_", FRIENDLY)
@given(graph=GRAPHS)
@settings(max_examples=40)
def test_the_friendly_files_hold_entities_and_easy_triples(format_: str, graph: KnowledgeGraph) -> None:
    expected = rows(stored(as_easy_quads(graph, ONTOLOGY)))
    text = WRITERS[format_].write(graph, ONTOLOGY)
    assert rows(parse(format_, text)) == expected
    assert rdflib_rows(format_, text) == expected


@pytest.mark.parametrize("format_", WHOLE)
@given(graph=GRAPHS)
@settings(max_examples=40)
def test_the_whole_files_hold_everything(format_: str, graph: KnowledgeGraph) -> None:
    expected = rows(stored(as_quads(graph, ONTOLOGY)))
    text = WRITERS[format_].write(graph, ONTOLOGY)
    assert rows(parse(format_, text)) == expected
    assert rdflib_rows(format_, text) == expected
    assert from_quads(parse(format_, text), ONTOLOGY) == graph
