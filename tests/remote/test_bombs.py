"""Answers that are small on their way and fill the memory when they are read."""

from __future__ import annotations

import gzip
import threading
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.graph import RemoteStore, find_server
from kg.graph.triples import as_ntriples
from kg.model import KgError
from tests.remote.test_broken_servers import BASE, JSON, YES, Broken, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 5))
LAUGHS = f"""<?xml version="1.0"?><!DOCTYPE rdf [<!ENTITY e0 "ha">{ENTITIES}]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">
<rdf:Description rdf:about="http://example.org/joke"><e:says>&e4;</e:says></rdf:Description></rdf:RDF>""".encode()


@pytest.fixture
def server() -> Iterator[Broken]:
    with Broken() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("packing", ["gzip, gzip", "gzip,deflate", "br"])
def test_what_is_packed_twice_is_not_unpacked(server: Broken, packing: str) -> None:
    twice = gzip.compress(gzip.compress(YES + b" " * 10_000_000))
    server.answer = lambda handler: handler.reply(200, JSON, twice, Content_Encoding=packing)
    error = ask(server)
    assert error.problem.code == "store-failed"
    assert "packs" in error.problem.message


def test_what_is_packed_once_is(server: Broken) -> None:
    server.answer = lambda handler: handler.reply(200, JSON, gzip.compress(YES), Content_Encoding="gzip")
    assert RemoteStore(find_server(server.url), BASE, {}).query("ASK { ?s ?p ?o }")


def test_entities_of_an_answer_are_not_read(server: Broken) -> None:
    server.answer = lambda handler: handler.reply(200, "application/rdf+xml", LAUGHS)
    store = RemoteStore(find_server(server.url), BASE, {})
    store._published = True  # noqa: SLF001 - so that nothing else is asked before
    with pytest.raises(KgError, match="holds no answers"):
        store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def test_entities_of_triples_that_are_sent_are_not_read() -> None:
    with pytest.raises(KgError, match="entities"):
        as_ntriples(LAUGHS, "application/rdf+xml", "")
    with pytest.raises(KgError):  # another encoding is no way around
        as_ntriples(LAUGHS.decode().encode("utf-16"), "application/rdf+xml", "")
    assert len(next(ox.parse(LAUGHS, format=ox.RdfFormat.RDF_XML)).triple.object.value) == 20_000
