"""In which format answers come: by the Accept header, by name, and what happens where nothing fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.serving import Server

SELECT = "SELECT ?x { VALUES ?x { 1 } }"
ASK = "ASK { }"
CONSTRUCT = "CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } WHERE { }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
TURTLE, TRIPLES, RDFXML, JSONLD = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
)
CSV, TSV = "text/csv", "text/tab-separated-values"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("sparql", "accept", "expected"),
    [
        (SELECT, "", JSON),
        (SELECT, "*/*", JSON),
        (SELECT, JSON, JSON),
        (SELECT, XML, XML),
        (SELECT, CSV, CSV),
        (SELECT, TSV, TSV),
        (SELECT, "application/json", JSON),
        (SELECT, "application/xml", XML),
        (SELECT, "text/*", CSV),
        (SELECT, f"{JSON};q=0.3, {XML};q=0.7", XML),
        (SELECT, f"{XML}, {JSON}", JSON),
        (SELECT, f"{TSV};q=0.9, */*;q=0.1", TSV),
        (SELECT, f"{JSON};q=0, */*", XML),
        (SELECT, f"{TURTLE}, {CSV};q=0.2", CSV),
        (SELECT, f"{CSV};Q=1.0;header=present", CSV),
        (SELECT, f"{CSV} ; q=0.5 , {TSV} ; q=0.6", TSV),
        (SELECT, f"{XML};q=mad", XML),
        (SELECT, BROWSER, XML),
        (ASK, "", JSON),
        (ASK, XML, XML),
        (CONSTRUCT, "", TURTLE),
        (CONSTRUCT, "*/*", TURTLE),
        (CONSTRUCT, TRIPLES, TRIPLES),
        (CONSTRUCT, RDFXML, RDFXML),
        (CONSTRUCT, JSONLD, JSONLD),
        (CONSTRUCT, "text/n3", TURTLE),
        (CONSTRUCT, "application/json", JSONLD),
        (CONSTRUCT, f"{RDFXML};q=0.5, {TURTLE};q=0.4, {JSON}", RDFXML),
        (CONSTRUCT, BROWSER, RDFXML),
    ],
)
def test_the_header_decides(server: Server, sparql: str, accept: str, expected: str) -> None:
    answer = server.query(sparql, accept)
    assert answer.status == 200
    assert answer.headers["content-type"].partition(";")[0] == expected
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("sparql", "accept"),
    [(SELECT, "image/png"), (SELECT, TURTLE), (CONSTRUCT, CSV), (CONSTRUCT, "*/*;q=0"), (ASK, "text/html")],
)
def test_what_fits_nothing_is_refused(server: Server, sparql: str, accept: str) -> None:
    answer = server.query(sparql, accept)
    assert answer.status == 406
    assert JSON in answer.text
    assert TURTLE in answer.text


@pytest.mark.parametrize(
    ("sparql", "name", "accept", "expected"),
    [
        (SELECT, "json", XML, JSON),
        (SELECT, "xml", "", XML),
        (SELECT, "CSV", "", CSV),
        (SELECT, TSV, "", TSV),
        (SELECT, "turtle", XML, XML),
        (CONSTRUCT, "ttl", RDFXML, TURTLE),
        (CONSTRUCT, "nt", "", TRIPLES),
        (CONSTRUCT, "json", "", JSONLD),
        (CONSTRUCT, "xml", "", RDFXML),
        (CONSTRUCT, "csv", RDFXML, RDFXML),
    ],
)
def test_a_name_wins_over_the_header(
    server: Server, sparql: str, name: str, accept: str, expected: str
) -> None:
    for parameter in ("format", "output"):
        answer = server.query(sparql, accept, **{parameter: name})
        assert answer.headers["content-type"].partition(";")[0] == expected


def test_a_name_that_no_format_has_is_refused(server: Server) -> None:
    answer = server.query(SELECT, format="parchment")
    assert answer.status == 400
    assert "parchment" in answer.text
    assert "turtle" in answer.text


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        (
            JSON,
            '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1","datatype":',
        ),
        (CSV, "x\r\n1\r\n"),
        (TSV, "?x\n1\n"),
    ],
)
def test_the_body_is_what_the_header_says(server: Server, accept: str, body: str) -> None:
    assert server.query(SELECT, accept).text.startswith(body)
