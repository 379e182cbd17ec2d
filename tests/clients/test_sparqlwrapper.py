"""SPARQLWrapper, in all formats and ways that it knows, gets what `kg query` prints."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDF,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
    SPARQLWrapper2,
)
from SPARQLWrapper.SmartWrapper import Bindings
from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed, Unauthorized, URITooLong

from tests.clients.conftest import ALL, BROKEN, DOCUMENT, FILMS, IS_THERE, KINDS, address
from tests.serving import TOKEN

if TYPE_CHECKING:
    from xml.dom.minidom import Document

    from tests.clients.conftest import Printed
    from tests.serving import Server

WAYS = {"get": (GET, URLENCODED), "form": (POST, URLENCODED), "direct": (POST, POSTDIRECTLY)}
INSERT = "INSERT DATA { GRAPH <urn:notes> { <work/100-meters> rdfs:comment 'seen' } }"
SEEN = "ASK { GRAPH <urn:notes> { <work/100-meters> rdfs:comment 'seen' } }"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # in SPARQLWrapper


def wrapper(server: Server, sparql: str, format_: str = JSON, way: str = "get") -> SPARQLWrapper:
    client = SPARQLWrapper(address(server))
    method, request_method = WAYS[way]
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setReturnFormat(format_)
    client.setQuery(sparql)
    return client


def convert(client: SPARQLWrapper) -> Any:  # noqa: ANN401 - bytes, a dictionary, a document or a graph, by the format
    result = client.query()
    try:
        return result.convert()
    finally:
        result.response.close()


def canonical(xml: str | bytes) -> str:
    return ET.canonicalize(xml, strip_text=True)


@pytest.mark.parametrize(("sparql", "way"), list(product((FILMS, IS_THERE), WAYS)))
def test_rows_come_in_each_format(server: Server, printed: Printed, sparql: str, way: str) -> None:
    expected = {format_: printed(sparql, format_) for format_ in (JSON, XML, CSV, TSV)}
    assert convert(wrapper(server, sparql, JSON, way)) == json.loads(expected[JSON])
    document: Document = convert(wrapper(server, sparql, XML, way))
    assert canonical(document.toxml()) == canonical(expected[XML])
    for format_ in (CSV, TSV):
        assert convert(wrapper(server, sparql, format_, way)).splitlines() == expected[format_].splitlines()


@pytest.mark.parametrize(("sparql", "way"), list(product((KINDS, ALL), WAYS)))
def test_triples_come_in_each_format(server: Server, printed: Printed, sparql: str, way: str) -> None:
    expected = set(Graph().parse(printed(sparql, "nt"), format="nt"))
    assert len(expected) > 20
    for format_ in (TURTLE, N3):
        assert set(Graph().parse(convert(wrapper(server, sparql, format_, way)), format="turtle")) == expected
    for format_ in (XML, RDFXML, JSONLD):
        found = convert(wrapper(server, sparql, format_, way))
        assert {triple[:3] for triple in found} == expected


@pytest.mark.parametrize(
    ("sparql", "format_", "kind"),
    [
        (FILMS, TURTLE, dict),
        (FILMS, JSONLD, dict),
        (KINDS, CSV, bytes),
        (KINDS, JSON, Graph),
        (KINDS, RDF, Graph),
    ],
)
def test_a_format_of_the_other_kind_warns_and_gives_another(
    server: Server, sparql: str, format_: str, kind: type[object]
) -> None:
    with pytest.warns(RuntimeWarning, match="returned"):
        assert isinstance(convert(wrapper(server, sparql, format_)), kind)


def test_its_rows_have_names(server: Server, printed: Printed) -> None:
    client = SPARQLWrapper2(address(server))
    client.setQuery(FILMS)
    found = client.query()
    assert isinstance(found, Bindings)
    names = [row["name"].value for row in found.bindings]
    lines = printed(FILMS, "csv").decode().splitlines()[1:]
    assert names == [line.partition(",")[2] for line in lines]


def test_graphs_are_chosen_by_parameter(server: Server, printed: Printed) -> None:
    document = json.loads(printed(DOCUMENT, "json"))["results"]["bindings"][0]["document"]["value"]
    inside = f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH <{document}> {{ ?s ?p ?o }} }}"
    expected = json.loads(printed(inside, "json"))["results"]
    one = wrapper(server, "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }")
    one.addDefaultGraph(document)
    assert convert(one)["results"] == expected
    named = wrapper(server, "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }", way="form")
    named.addNamedGraph(document)
    assert [row["graph"]["value"] for row in convert(named)["results"]["bindings"]] == [document]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_wrong_is_told_by_its_exception(server: Server, way: str) -> None:
    with pytest.raises(QueryBadFormed, match="kg:directedBy"):
        wrapper(server, BROKEN, way=way).query()


def test_addresses_that_lead_nowhere_and_long_ones_have_their_exceptions(server: Server) -> None:
    with pytest.raises(EndPointNotFound):
        SPARQLWrapper(f"http://127.0.0.1:{server.port}/nowhere").query()
    with pytest.raises(URITooLong):
        wrapper(server, f"{FILMS} # {'long ' * 20_000}").query()


def update(server: Server, sparql: str, way: str, token: str) -> None:
    client = wrapper(server, sparql, way=way)
    if token:
        client.addCustomHttpHeader("Authorization", f"Bearer {token}")
    client.query().response.close()


@pytest.mark.parametrize("way", ["form", "direct"])
def test_updates_need_the_token(writable: Server, way: str) -> None:
    for token in ("", "another-token"):
        with pytest.raises(Unauthorized):
            update(writable, INSERT, way, token)
    assert convert(wrapper(writable, SEEN))["boolean"] is False
    update(writable, INSERT, way, TOKEN)
    assert convert(wrapper(writable, SEEN))["boolean"] is True
    update(writable, "DROP GRAPH <urn:notes>", way, TOKEN)


def test_a_server_that_is_not_writable_refuses_updates(server: Server) -> None:
    with pytest.raises(HTTPError) as caught:
        update(server, INSERT, "form", TOKEN)
    caught.value.close()
    assert caught.value.code == 403
