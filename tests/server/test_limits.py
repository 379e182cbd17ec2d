"""Limits: of time, of the size of answers and requests, of how many ask at once; and that the server goes on after each."""

from __future__ import annotations

import http.client
import socket
import time
import urllib.parse
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.serving import ENDLESS, MANY, PATIENCE, RIGHT, WAYS, address, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serving import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def goes_on(server: Server) -> bool:
    return server.query("ASK { ?s ?p ?o }").status == 200


@pytest.fixture(scope="module", params=WAYS)
def hasty(built: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """Give a server with little time, little room, and one query at a time; or two, of which one is answered on loan."""
    lends = request.param == "lent"
    with running(built, "--timeout", "2", "--max-answer", "1", "--concurrent", str(1 + lends)) as found:
        found.lends = lends
        yield found


def test_a_query_without_end_is_stopped(hasty: Server) -> None:
    begun = time.monotonic()
    answer = hasty.query(ENDLESS)
    assert answer.status == 503
    assert "[query-timeout]" in answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert time.monotonic() - begun < 30
    assert goes_on(hasty)


def test_an_answer_without_end_is_broken_off(hasty: Server) -> None:
    connection = hasty.connect()
    connection.request("GET", address(MANY))
    response = connection.getresponse()
    if response.status == 200:
        with pytest.raises(http.client.IncompleteRead):
            response.read()
    else:
        assert b"[answer-too-large]" in response.read()
    connection.close()
    assert goes_on(hasty)


def test_long_answers_come_in_parts_as_they_are_made(server: Server) -> None:
    connection = server.connect()
    connection.request("GET", address(MANY), headers={"Accept": "text/csv"})
    response = connection.getresponse()
    assert response.getheader("transfer-encoding") == "chunked"
    assert response.readline() == b"a,b,c,d,e,f,g,h,i\r\n"
    assert response.readline()
    connection.close()
    assert goes_on(server)


def test_nobody_works_for_those_who_have_gone(built: Path) -> None:
    with running(built, "--concurrent", "1", "--timeout", "600") as server:
        for query in (ENDLESS, MANY):
            with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
                connection.sendall(f"GET {address(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                time.sleep(0.5)
            assert goes_on(server)


def test_one_query_too_many_is_told_to_come_back(hasty: Server) -> None:
    request = f"GET {address(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(80):
            connection = stack.enter_context(
                socket.create_connection(("127.0.0.1", hasty.port), timeout=PATIENCE)
            )
            connection.sendall(request)
        answer = hasty.query("ASK { }")
        assert answer.status == 503
        assert "[server-busy]" in answer.text
        assert int(answer.headers["retry-after"]) > 0
    deadline = time.monotonic() + PATIENCE
    while not goes_on(hasty):
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_a_body_that_says_it_is_too_large_is_refused_at_once(server: Server, kind: str) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {10**12}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")
    assert goes_on(server)


def test_a_body_of_unknown_length_is_refused_when_it_is_too_large(server: Server) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
    part = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode())
        with pytest.raises(OSError, match=r".*"):  # noqa: PT012 - which of the calls fails is up to the system
            for _ in range(1000):
                connection.sendall(part)
            raise OSError(connection.recv(20))
    assert goes_on(server)


def test_a_body_in_small_parts_is_read(server: Server) -> None:
    connection = server.connect()
    parts = (byte.to_bytes(1, "big") for byte in b"ASK { ?s ?p ?o }")
    connection.request(
        "POST", "/sparql", parts, {"Content-Type": "application/sparql-query"}, encode_chunked=True
    )
    assert connection.getresponse().status == 200
    connection.close()


def test_updates_may_be_larger_than_queries(here: Path) -> None:
    with running(here, "--writable") as server:
        update = f"INSERT DATA {{ <urn:x:a> <urn:x:b> '{'x' * 3 * 2**20}' }}"
        assert server.update(update).status == 204
        body = urllib.parse.urlencode({"update": update})
        assert server.ask("POST", "/sparql", body, {**FORM, **RIGHT}).status == 204
        assert server.ask("POST", "/sparql", body, FORM).status == 413


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (f"GET /sparql?query={'x' * 70_000} HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (f"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX-Long: {'x' * 70_000}\r\n\r\n", b"431"),
        (
            f"GET /sparql HTTP/1.1\r\nHost: localhost\r\n{'X-Many: x' + chr(13) + chr(10)}"
            + "X: x\r\n" * 200
            + "\r\n",
            b"431",
        ),
        ("GET\x00/sparql\r\n\r\n", b"400"),
        ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
    ],
    ids=["address", "header", "headers", "nonsense", "encrypted"],
)
def test_heads_that_are_too_large_or_no_http(server: Server, head: str, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode("latin-1"))
        assert connection.recv(4096).startswith(b"HTTP/1.1 " + status)
    assert goes_on(server)


def test_a_connection_on_which_no_request_comes_is_closed(server: Server) -> None:
    waiting: list[socket.socket] = []
    with ExitStack() as stack:
        for sent in (b"", b"GET /sparql HTTP/1.1\r\nHost: loc"):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
            stack.enter_context(connection).sendall(sent)
            waiting.append(connection)
        for connection in waiting:
            try:
                assert connection.recv(4096) == b""
            except ConnectionResetError:
                continue


def test_none_of_this_is_a_mistake_of_the_program(hasty: Server, server: Server) -> None:
    assert not any("Traceback" in line for line in (*hasty.log, *server.log))
