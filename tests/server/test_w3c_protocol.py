"""The W3C's tests of the SPARQL 1.1 Protocol, each request sent to a real server as the manifest describes it."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection

from tests.serving import RIGHT, WAYS, Server, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

SUITE: Final = Path(__file__).parents[3] / "shared" / "rdf-tests" / "sparql" / "sparql11" / "protocol"
MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT: Final = Namespace("http://www.w3.org/2011/http#")
CNT: Final = Namespace("http://www.w3.org/2011/content#")
UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
LABEL: Final = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
TESTS: Final = 34
AUTHORITY: Final = "www.example"
FORMATS: Final = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}
# Name of a test, and why it fails. One that is listed here and passes fails the run.
KNOWN_FAILURES: Final[dict[str, str]] = {}


@dataclass(frozen=True)
class Request:
    """A request of a test, and what must come back."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: frozenset[int]  # hundreds
    form: str
    verdict: bool | None


@dataclass(frozen=True)
class Case:
    """A test: graphs to load, and requests to send one after another."""

    name: str
    graphs: tuple[tuple[str, Path], ...]
    requests: tuple[Request, ...]


def read_cases() -> list[Case]:
    """Read the manifest; none where the tests are absent."""
    if not SUITE.is_dir():
        return []
    manifest = Graph().parse(SUITE / "manifest.ttl", publicID=f"{SUITE.as_uri()}/")
    head = next(manifest.objects(None, MF.entries))
    return [_case(manifest, test) for test in Collection(manifest, head)]


def _case(manifest: Graph, test: Node) -> Case:
    graphs = tuple(
        (str(manifest.value(given, LABEL)), SUITE / str(manifest.value(given, UT.graph)).rpartition("/")[2])
        for given in manifest.objects(test, UT.graphData)
    )
    connection = manifest.value(test, MF.action)
    assert connection is not None
    requests = manifest.value(connection, HT.requests)
    assert requests is not None
    sent = tuple(_request(manifest, one) for one in Collection(manifest, requests))
    return Case(str(test).rpartition("#")[2], graphs, sent)


def _request(manifest: Graph, request: Node) -> Request:
    response = manifest.value(request, HT.resp)
    body = manifest.value(request, HT.body)
    headers = manifest.value(request, HT.headers)
    verdict = manifest.value(response, MF.expectedBoolean)
    statuses = {str(status)[-3] for status in manifest.objects(response, MF.expectedStatus)}
    encoding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8")
    return Request(
        str(manifest.value(request, HT.methodName)),
        str(manifest.value(request, HT.absolutePath)),
        tuple(
            (str(manifest.value(header, HT.fieldName)), str(manifest.value(header, HT.fieldValue)))
            for header in (Collection(manifest, headers) if headers else ())
        ),
        str(manifest.value(body, CNT.chars) or "").encode(encoding) if body else b"",
        frozenset(map(int, statuses)),
        str(manifest.value(response, MF.expectedFormat) or ""),
        None if verdict is None else str(verdict) == "true",
    )


CASES: Final = read_cases()


@pytest.fixture(scope="module", params=WAYS)
def writable(
    built: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("protocol")
    shutil.copytree(built / "out", folder / "out")  # which the tests clear
    with running(folder, "--writable", "--allow-host", AUTHORITY) as server:
        server.lends = request.param == "lent"
        yield server


def send(server: Server, request: Request) -> tuple[int, str, bytes]:
    """Send a request byte for byte: `http.client` adds no header but the length of a body."""
    connection = server.connect()
    connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
    for name, value in (("host", AUTHORITY), *RIGHT.items(), *request.headers):
        connection.putheader(name, value)
    if request.body:
        connection.putheader("content-length", str(len(request.body)))
    connection.endheaders(request.body or None)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.getheader("content-type", "").partition(";")[0], body


def faults(server: Server, case: Case) -> list[str]:
    """Run a test and say what was not as it must be."""
    assert server.update("DROP ALL").status == 204
    for graph, path in case.graphs:
        data = path.read_text(encoding="utf-8")
        assert server.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {data} }} }}").status == 204
    found = []
    for request in case.requests:
        status, form, body = send(server, request)
        if status // 100 not in request.statuses:
            found.append(f"status {status}: {body[:200]!r}")
        elif request.form and form not in FORMATS[request.form]:
            found.append(f"format {form}")
        elif request.verdict is not None and verdict_of(form, body) is not request.verdict:
            found.append(f"answer {body[:200]!r}")
    return found


def verdict_of(form: str, body: bytes) -> bool:
    """Read the answer to an ASK."""
    if form.endswith("json"):
        return bool(json.loads(body)["boolean"])
    element = ET.fromstring(body).find("{http://www.w3.org/2005/sparql-results#}boolean")  # noqa: S314 - of our server
    assert element is not None
    return element.text == "true"


@pytest.mark.skipif(not CASES, reason="the W3C's tests are not there: ../shared/rdf-tests")
def test_the_suite_is_whole() -> None:
    assert len(CASES) == len({case.name for case in CASES}) == TESTS
    assert KNOWN_FAILURES.keys() <= {case.name for case in CASES}


@pytest.mark.skipif(not CASES, reason="the W3C's tests are not there: ../shared/rdf-tests")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(writable: Server, case: Case) -> None:
    found = faults(writable, case)
    if case.name in KNOWN_FAILURES:
        assert found, f"{case.name} passes: take it from the list of known failures"
        pytest.xfail(KNOWN_FAILURES[case.name])
    assert not found
