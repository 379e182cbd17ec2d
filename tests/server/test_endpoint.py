"""The endpoint: how it is asked, what it says of mistakes, and what it lets clients keep."""

from __future__ import annotations

import json
import socket
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

if TYPE_CHECKING:
    from tests.serving import Server

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ASK = "ASK { ?s ?p ?o }"


def encoded(**values: str) -> str:
    return urllib.parse.urlencode(values)


def test_a_query_comes_three_ways(server: Server) -> None:
    answers = [
        server.query(ASK),
        server.ask("POST", "/sparql", encoded(query=ASK), FORM),
        server.ask("POST", "/sparql", ASK, DIRECT),
        server.ask("POST", "/sparql/", ASK, {"Content-Type": "application/sparql-query; charset=UTF-8"}),
    ]
    assert [json.loads(answer.body)["boolean"] for answer in answers] == [True] * 4


def test_the_prefixes_of_the_vocabulary_are_known(server: Server) -> None:
    answer = server.query("SELECT (COUNT(*) AS ?n) { ?fact a kg:VoiceRole }", "text/csv")
    assert int(answer.text.split()[1]) > 0


def test_a_document_is_a_graph_that_a_request_can_choose(server: Server) -> None:
    names = server.query("SELECT DISTINCT ?g { GRAPH ?g { } }", "text/csv").text.split()[1:]
    assert len(names) > 1
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    counts = [int(server.query(query, "text/csv", default_graph_uri=name).text.split()[1]) for name in names]
    everything = int(server.query(query, "text/csv").text.split()[1])
    assert all(0 < count < everything for count in counts)
    named = server.query("SELECT DISTINCT ?g { GRAPH ?g { } }", "text/csv", named_graph_uri=names[0])
    assert named.text.split()[1:] == names[:1]


def test_head_is_get_without_the_body(server: Server) -> None:
    got, head = server.query(ASK), server.query(ASK, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == got.headers[name]


def test_options_says_what_can_be_done(server: Server) -> None:
    answer = server.ask("OPTIONS", "/sparql")
    assert answer.status == 204
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    answer = server.ask(method, f"/sparql?{encoded(query=ASK)}")
    assert answer.status == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (f"/sparql?{encoded(query=ASK)}&{encoded(query=ASK)}", "more than once"),
        (f"/sparql?{encoded(query=ASK)}&{encoded(update='CLEAR ALL')}", "not both"),
        (f"/sparql?{encoded(update='CLEAR ALL')}", "use POST"),
        ("/sparql?query=%ff", "not UTF-8"),
        (f"/sparql?{encoded(query=ASK)}&using-graph-uri=urn:x", "using-graph-uri does not belong to a query"),
        (f"/sparql?{encoded(query='ASK {')}", "line 1"),
        (f"/sparql?{encoded(query='')}", "[bad-query]"),
        (f"/sparql?{encoded(query='ASK { SERVICE <http://192.0.2.1/> { } }')}", "[query-outside]"),
        (f"/sparql?{encoded(query=ASK)}&default-graph-uri=not+an+iri", "["),
    ],
)
def test_mistakes_are_told(server: Server, target: str, words: str) -> None:
    answer = server.ask("GET", target)
    assert answer.status == 400
    assert words in answer.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (ASK.encode(), "text/plain", 415),
        (ASK.encode(), "", 415),
        (ASK.encode("utf-16"), "application/sparql-query; charset=UTF-16", 400),
        (b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400),
        (b"query=%C3%28", "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 400),
    ],
)
def test_bodies_that_are_not_understood(server: Server, body: bytes, kind: str, status: int) -> None:
    answer = server.ask("POST", "/sparql", body, {"Content-Type": kind} if kind else {})
    assert answer.status == status
    assert "→" in answer.text


def test_mistakes_come_as_json_where_that_is_accepted(server: Server) -> None:
    answer = server.query("SELECT * { ?s kg:directorOff ?o }", "application/problem+json, */*")
    assert answer.status == 200
    answer = server.query("SELECT * {", "application/json")
    assert answer.headers["content-type"] == "application/problem+json"
    problem = json.loads(answer.body)
    assert (problem["status"], problem["code"]) == (400, "bad-query")
    assert problem["place"].startswith("line 1")


def test_an_answer_that_is_known_is_not_sent_again(server: Server) -> None:
    first = server.query(ASK)
    target = f"/sparql?{encoded(query=ASK)}"
    again = server.ask("GET", target, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert server.ask("GET", target, headers={"If-None-Match": '"other"'}).status == 200


def test_each_format_has_a_tag_of_its_own(server: Server) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 1"
    tags = {server.query(query, accept).headers["etag"] for accept in ("text/csv", "application/json", "")}
    tags.add(server.query(f"{query} OFFSET 1", "text/csv").headers["etag"])
    assert len(tags) == 4


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?t) { }", "SELECT (rand () AS ?r) { }", "SELECT (STRUUID() AS ?u) {}"]
)
def test_what_changes_each_time_has_no_tag(server: Server, query: str) -> None:
    assert "etag" not in server.query(query).headers


def test_a_client_of_http_1_0_gets_no_chunks(server: Server) -> None:
    query = encoded(query="SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000")
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(f"GET /sparql?{query} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        data = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head.lower()
    assert len(json.loads(body)["results"]["bindings"]) == 5000


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib's own reader of JSON-LD
@pytest.mark.parametrize(
    "accept", ["", "text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
)
def test_without_a_query_the_service_describes_itself(server: Server, accept: str) -> None:
    answer = server.ask("GET", "/sparql", headers={"Accept": accept} if accept else {})
    kind = answer.headers["content-type"].partition(";")[0]
    graph = Graph().parse(data=answer.body, format={"application/ld+json": "json-ld"}.get(kind, kind))
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"http://127.0.0.1:{server.port}/sparql")
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert len(set(graph.objects(service, SD.resultFormat))) == 8
    dataset = graph.value(service, SD.defaultDataset)
    names = {graph.value(named, SD.name) for named in graph.objects(dataset, SD.namedGraph)}
    assert len(names) > 1
    assert all(str(name).startswith("https://w3id.org/colophon/document/") for name in names)


def test_people_are_led_to_the_page(server: Server) -> None:
    answer = server.ask("GET", "/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status, answer.headers["location"]) == (303, "/query")
    assert "Accept" in answer.headers["vary"]
