"""Comunica, from the command line and from JavaScript, gets what `kg query` prints."""

from __future__ import annotations

import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph

from tests.clients.conftest import ALL, BROKEN, FILMS, HERE, IS_THERE, KINDS, address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.clients.conftest import Printed
    from tests.serving import Server

# It reads queries itself, before a server does, and knows no prefixes.
PREFIXES = (
    "PREFIX kg: <https://w3id.org/colophon/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
NOTES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<https://w3id.org/colophon/work/100-meters> rdfs:comment "seen twice" .
<https://w3id.org/colophon/work/no-such-film> rdfs:comment "never seen" .
"""
BOTH = "SELECT ?name ?note WHERE { ?film a kg:Film ; rdfs:label ?name ; rdfs:comment ?note }"
GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s a ?kind } } ORDER BY ?graph"
PATIENCE = 300  # seconds: the machine may be busy with other tests
pytestmark = pytest.mark.comunica


@pytest.fixture(params=["named", "found out"])
def source(request: pytest.FixtureRequest, server: Server) -> dict[str, str]:
    """Give the endpoint: told to be one, or left to Comunica to find out, which reads the service description."""
    kind = {"type": "sparql"} if request.param == "named" else {}
    return {**kind, "value": address(server)}


def ask(comunica: Path, *jobs: tuple[str, str, list[dict[str, str]]]) -> list[Any]:
    keys = ("kind", "query", "sources")
    asked = json.dumps(
        [dict(zip(keys, (kind, PREFIXES + query, sources), strict=True)) for kind, query, sources in jobs]
    )
    command = ["node", str(HERE / "ask.mjs")]
    done = subprocess.run(
        command,
        cwd=comunica.parent,
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    found: list[Any] = json.loads(done.stdout)
    return found


def run(comunica: Path, *arguments: str) -> str:
    command = [str(comunica / ".bin" / "comunica-sparql"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout


def printed_rows(printed: Printed, sparql: str) -> list[dict[str, str]]:
    rows = json.loads(printed(sparql, "json"))["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_all_kinds_of_queries_are_answered(
    comunica: Path, server: Server, source: dict[str, str], printed: Printed
) -> None:
    before = len(server.log)
    jobs = [("rows", FILMS), ("rows", GRAPHS), ("truth", IS_THERE), ("triples", KINDS), ("triples", ALL)]
    films, graphs, truth, kinds, described = ask(comunica, *((kind, query, [source]) for kind, query in jobs))
    assert films == printed_rows(printed, FILMS)
    assert graphs == printed_rows(printed, GRAPHS)
    assert truth is True
    for found, sparql in ((kinds, KINDS), (described, ALL)):
        expected = Graph().parse(printed(sparql, "nt"), format="nt")
        assert {tuple(triple) for triple in found} == {tuple(map(str, triple)) for triple in expected}
    if "type" not in source:
        assert any(
            line.startswith("GET /sparql 200") and line.endswith(" B\n") for line in server.log[before:]
        )


def test_what_is_wrong_is_told(comunica: Path, server: Server) -> None:
    here = {"type": "sparql", "value": address(server)}
    nowhere = {"type": "sparql", "value": f"http://127.0.0.1:{server.port}/nowhere"}
    wrong, lost = ask(comunica, ("rows", BROKEN, [here]), ("rows", FILMS, [nowhere]))
    assert "Parse error" in wrong["error"]
    assert "404" in lost["error"]


@pytest.mark.parametrize("prefix", ["sparql@", ""])
def test_its_command_prints_what_ours_prints(
    comunica: Path, server: Server, printed: Printed, prefix: str
) -> None:
    endpoint = prefix + address(server)
    rows = run(comunica, endpoint, PREFIXES + FILMS, "-t", "text/csv")
    assert rows.splitlines() == printed(FILMS, "csv").decode().splitlines()
    triples = run(comunica, endpoint, PREFIXES + KINDS, "-t", "text/turtle")
    expected = Graph().parse(printed(KINDS, "nt"), format="nt")
    assert set(Graph().parse(data=triples, format="turtle")) == set(expected)
    assert run(comunica, endpoint, PREFIXES + IS_THERE, "-t", "simple").strip() == "true"


class Notes(BaseHTTPRequestHandler):
    """Serves the notes."""

    def do_GET(self) -> None:
        body = NOTES.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/turtle")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the name that it has there

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it has there
        pass


@pytest.fixture(scope="module")
def notes() -> Iterator[str]:
    """Give the address of a Turtle file."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Notes) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/notes.ttl"
        server.shutdown()
        thread.join()


def test_it_joins_the_graph_with_a_file_elsewhere(comunica: Path, source: dict[str, str], notes: str) -> None:
    (rows,) = ask(comunica, ("rows", BOTH, [source, {"value": notes}]))
    assert rows == [{"name": "100 Meters", "note": "seen twice"}]
