"""Whole graphs by HTTP: given to all, changed by who has the token."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph

from tests.serving import RIGHT, WAYS, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

from tests.serving import Answer, Server

NOTES = "/store?graph=urn:x:notes"
TURTLE = {"Content-Type": "text/turtle"}
TRIPLES = "<urn:x:film> <urn:x:title> 'Paper Lanterns' , [ <urn:x:in> 'en' ] ."


@pytest.fixture(scope="module", params=WAYS)
def writable(
    built: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("graphs")
    shutil.copytree(built / "out", folder / "out")
    with running(folder, "--writable") as found:
        found.lends = request.param == "lent"
        yield found


def put(
    server: Server, data: str, method: str = "PUT", target: str = NOTES, kind: str = "text/turtle"
) -> Answer:
    return server.ask(method, target, data, {"Content-Type": kind, **RIGHT})


def size(server: Server, target: str = NOTES) -> int:
    answer = server.ask("GET", target, headers={"Accept": "application/n-triples"})
    assert answer.status == 200
    return len(Graph().parse(data=answer.body, format="nt"))


def test_a_graph_comes_and_goes(writable: Server) -> None:
    assert writable.ask("GET", NOTES).status == 404
    assert put(writable, TRIPLES).status == 201
    assert size(writable) == 3
    assert put(writable, "<urn:x:film> <urn:x:year> 1999 .", "POST").status == 204
    assert size(writable) == 4
    assert put(writable, TRIPLES).status == 204
    assert size(writable) == 3
    assert writable.ask("HEAD", NOTES).headers["content-type"].startswith("text/turtle")
    assert writable.ask("DELETE", NOTES, headers=RIGHT).status == 204
    assert writable.ask("DELETE", NOTES, headers=RIGHT).status == 404


def test_an_empty_graph_is_a_graph(writable: Server) -> None:
    target = "/store?graph=urn:x:empty"
    assert put(writable, "", target=target).status == 201
    assert size(writable, target) == 0


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("application/n-triples", "<urn:x:a> <urn:x:b> <urn:x:c> ."),
        ("application/ld+json", '{"@id": "urn:x:a", "urn:x:b": "c"}'),
        (
            "application/rdf+xml",
            f'<r:RDF xmlns:r="{RDF}" xmlns:x="urn:x:"><r:Description r:about="urn:x:a"><x:b>c</x:b></r:Description></r:RDF>',
        ),
    ],
)
def test_graphs_come_in_all_formats(writable: Server, kind: str, data: str) -> None:
    target = f"/store?graph=urn:x:{kind}".replace("+", "-")
    assert put(writable, data, target=target, kind=kind).status == 201
    assert size(writable, target) == 1


def test_the_default_graph_is_given(server: Server) -> None:
    assert size(server, "/store?default") > 100


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/store", 400),
        ("/store?graph=urn:x:a&default", 400),
        ("/store?graph=relative", 400),
        ("/store?graph=urn:x:%3E%20%7B%7D%20%3B%20DROP%20ALL%20%3B", 400),
        ("/store?graph=", 400),
    ],
)
def test_what_graph_is_meant_must_be_clear(writable: Server, target: str, status: int) -> None:
    assert writable.ask("GET", target).status == status
    assert put(writable, TRIPLES, target=target).status == status


@pytest.mark.parametrize(
    ("kind", "data", "status"),
    [
        ("text/turtle", "<urn:x:a> <urn:x:b> .", 400),
        ("text/plain", TRIPLES, 415),
        ("application/ld+json", '{"@id": "urn:x:g", "@graph": [{"@id": "urn:x:a", "urn:x:b": "c"}]}', 400),
        ("application/ld+json", '{"@context": "http://192.0.2.1/", "@id": "urn:x:a", "b": "c"}', 400),
    ],
)
def test_wrong_triples_change_nothing(writable: Server, kind: str, data: str, status: int) -> None:
    answer = put(writable, data, target="/store?graph=urn:x:wrong", kind=kind)
    assert answer.status == status
    assert writable.ask("GET", "/store?graph=urn:x:wrong").status == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_without_the_token_nothing_is_changed(writable: Server, server: Server, method: str) -> None:
    assert writable.ask(method, NOTES, TRIPLES, TURTLE).status == 401
    assert server.ask(method, NOTES, TRIPLES, {**TURTLE, **RIGHT}).status == 403
