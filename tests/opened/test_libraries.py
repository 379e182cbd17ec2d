"""The graph in rdflib and networkx: queries never leave Oxigraph in silence, attributes are those that are documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

import kg
from kg.model import KgError

if TYPE_CHECKING:
    from kg.opened import OpenedGraph

# oxrdflib and rdflib itself use what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

NAMES = "SELECT ?name WHERE { ?who kg:directorOf ?work ; rdfs:label ?name }"


@pytest.fixture
def dataset(graph: OpenedGraph, monkeypatch: pytest.MonkeyPatch) -> rdflib.Dataset:
    """Give the dataset where rdflib's own evaluator ends the test."""

    def fail(*_: object) -> None:
        pytest.fail("rdflib evaluates the query itself")

    monkeypatch.setattr("rdflib.plugins.sparql.processor.evalQuery", fail)
    return graph.rdflib()


def firsts(result: rdflib.query.Result) -> list[str]:
    return [str(row[0]) for row in result if isinstance(row, tuple)]


def test_rdflib_answers_in_oxigraph(dataset: rdflib.Dataset) -> None:
    assert firsts(dataset.query(NAMES)) == ["Mara Ilves"]
    assert dataset.query("ASK { ?who kg:directorOf ?work }").askAnswer
    assert len(dataset.query("CONSTRUCT WHERE { ?who kg:directorOf ?work }").graph or ()) == 1


def test_a_prepared_query_runs_in_oxigraph_by_its_text(dataset: rdflib.Dataset) -> None:
    prepared = prepareQuery(
        "SELECT ?name ?work WHERE { ?who f:directorOf ?work ; <#label> ?name }",
        initNs={"f": "https://w3id.org/colophon/ontology#"},
        base="http://www.w3.org/2000/01/rdf-schema",
    )
    work = rdflib.URIRef("https://w3id.org/colophon/work/paper-harbor")
    assert firsts(dataset.query(prepared)) == ["Mara Ilves"]
    assert firsts(dataset.query(prepared, initBindings={"work": work})) == ["Mara Ilves"]
    none = rdflib.URIRef("https://w3id.org/colophon/work/nothing")
    assert list(dataset.query(prepared, initBindings={"work": none})) == []


def test_what_oxigraph_cannot_be_asked_is_refused_aloud(dataset: rdflib.Dataset) -> None:
    parsed = translateQuery(parseQuery("SELECT ?s WHERE { ?s ?p ?o }"))
    options: dict[str, bool]
    for query, options in ((parsed, {}), (NAMES, {"DEBUG": True})):
        with pytest.raises(KgError) as error:
            dataset.query(query, **options)  # type: ignore[arg-type]  # as a caller without types may
        assert error.value.problem.code == "not-in-oxigraph"


def test_rdflib_asks_nobody_else(dataset: rdflib.Dataset) -> None:
    with pytest.raises(KgError) as error:
        dataset.query("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert error.value.problem.code == "query-outside"


def test_the_dataset_holds_all_and_what_each_document_says(graph: OpenedGraph) -> None:
    dataset = graph.rdflib()
    directed = rdflib.URIRef("https://w3id.org/colophon/ontology#directorOf")
    assert len(list(dataset.triples((None, directed, None)))) == 1
    assert len(list(dataset.graphs())) >= 2


def test_the_dataset_is_read_only(graph: OpenedGraph) -> None:
    dataset = graph.rdflib()
    node = rdflib.URIRef("urn:x")
    with pytest.raises(Exception, match="read-write"):
        dataset.add((node, node, node))
    with pytest.raises(Exception, match="read-write"):
        dataset.update("INSERT DATA { <urn:x> <urn:x> <urn:x> }")
    assert not graph.query("ASK { <urn:x> ?p ?o }")


def test_the_network_has_the_attributes_that_are_documented(graph: OpenedGraph) -> None:
    network = graph.networkx()
    assert network.nodes["work/paper-harbor"] == {"label": "Paper Harbor", "type": "Film"}
    [edge] = network["person/ines-vidal"]["character/kio"].values()
    assert edge["fact"].qualifier("stage") == "adult"
    assert {key: value for key, value in edge.items() if key != "fact"} == {
        "label": "voices",
        "relation": "voices",
        "status": "stated",
        "confidence": 0.9,
        "quotes": ["Ines Vidal voices Kio"],
        "documents": ["harbor-review"],
    }
    assert nx.shortest_path(network.to_undirected(), "person/mara-ilves", "person/ines-vidal")
    network.remove_node("work/paper-harbor")
    assert "work/paper-harbor" in graph.networkx()


def test_triples_of_a_query_are_a_graph_of_rdflib(graph: OpenedGraph) -> None:
    made = graph.query("CONSTRUCT WHERE { ?a kg:directorOf ?b }").rdflib()
    assert isinstance(made, rdflib.Graph)
    assert len(made) == 1
    assert "kg:directorOf" in made.serialize(format="turtle")


def test_the_package_offers_the_kinds_of_values() -> None:
    assert kg.IRI("urn:a") == "urn:a"
    assert kg.Text("a", "en").language == "en"
    with pytest.raises(AttributeError):
        kg.nothing  # type: ignore[attr-defined]  # noqa: B018 - that is what is tried
