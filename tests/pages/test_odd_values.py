"""Values that no build writes, and an update may: pages are shown all the same."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.ontology import load_ontology
from tests.pages.conftest import BASE, PATIENCE, SCRIPT, Draft
from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serving import Server

DOUBLE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#double")
STATEMENT = ox.Triple(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("c"))
ODD: tuple[ox.Literal | ox.Triple, ...] = (
    ox.Literal("INF", datatype=DOUBLE),
    ox.Literal("9" * 5000),
    ox.Literal("-1"),
    ox.Literal(SCRIPT),
    STATEMENT,
)


def oddities() -> Iterator[ox.Quad]:
    """Say odd things of one fact, its evidence and its place, beside what a build would say."""

    def quad(subject: str, predicate: str, value: ox.NamedNode | ox.Literal | ox.Triple) -> ox.Quad:
        name = ox.NamedNode(load_ontology().expand(predicate))
        return ox.Quad(ox.NamedNode(BASE + subject), name, value)

    def thing(path: str) -> ox.NamedNode:
        return ox.NamedNode(BASE + path)

    for number, value in enumerate(ODD):
        fact, evidence, selector = (f"{kind}/odd-{number}" for kind in ("fact", "evidence", "selector"))
        yield quad(fact, "rdf:type", ox.NamedNode(load_ontology().iri("Fact")))
        yield quad(fact, "rdf:subject", thing("person/odd"))
        yield quad(fact, "rdf:predicate", ox.NamedNode(load_ontology().iri("directorOf")))
        yield quad(fact, "rdf:object", thing("person/odd"))
        yield quad(fact, "kg:status", ox.NamedNode(load_ontology().iri("stated")))
        yield quad(fact, "kg:confidence", value)
        yield quad(fact, "kg:evidence", thing(evidence))
        yield quad(evidence, "rdf:type", ox.NamedNode(load_ontology().iri("Evidence")))
        yield quad(evidence, "oa:hasSource", thing("document/odd"))
        yield quad(evidence, "oa:hasSelector", thing(selector))
        yield quad(evidence, "kg:confidence", value)
        yield from (quad(selector, name, value) for name in ("oa:start", "oa:end", "oa:exact"))
    for path, kind in (("person/odd", "Person"), ("document/odd", "Document")):
        yield quad(path, "rdf:type", ox.NamedNode(load_ontology().iri(kind)))
        yield quad(path, "rdfs:label", ox.Literal("Odd"))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("odd")
    draft = Draft()
    draft.document("plain", "Nothing odd here.")
    draft.write(folder, tuple(oddities()))
    with running(folder) as server:
        yield server


PAGES = ("/", "/documents", "/view", "/colophon/person/odd", "/colophon/document/odd")
DETAILS = tuple(
    f"/colophon/{kind}/odd-{number}" for kind in ("fact", "evidence") for number in range(len(ODD))
)


@pytest.mark.parametrize("target", [*PAGES, *DETAILS])
def test_pages_show_odd_values(odd: Server, target: str) -> None:
    answer = odd.get(target, Accept="text/html")
    assert answer.status == 200
    assert SCRIPT not in answer.text


def test_the_mark_of_a_page_that_names_its_host_changes_with_it(odd: Server) -> None:
    (mark, text), (other_mark, other_text) = (at_host(odd, host) for host in ("localhost:1", "localhost:2"))
    assert "http://localhost:1/sparql" in text
    assert "http://localhost:2/sparql" in other_text
    assert mark != other_mark


def at_host(server: Server, host: str) -> tuple[str, str]:
    """Give the mark and the text of the first page, as a server of another name shows it."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("GET", "/", headers={"Host": host})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.headers["ETag"], text
