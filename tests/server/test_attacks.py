"""Attacks on the server: each held it up, or filled its memory, before it was withstood."""

from __future__ import annotations

import itertools
import socket
import string
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.serving import PATIENCE

if TYPE_CHECKING:
    from tests.serving import Server

ASK = "/sparql?query=ASK%20%7B%7D"
SLOW = 60.0  # seconds of a machine that is busy with other tests


def sent(server: Server, data: bytes) -> bytes:
    """Send bytes as they are, and give all that comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(data)
        return b"".join(iter(lambda: connection.recv(2**16), b""))


@pytest.mark.parametrize(
    "host",
    [
        b"localhost:\xb2",
        b"[::1",
        b"[::1]80",
        b"[::1]:80x",
        b"[localhost]",
        b"[::1%25<b>]",
        b"localhost:123456",
        b"localhost:80/x",
        b"localhost<b>",
    ],
)
@pytest.mark.parametrize("target", [b"/sparql", b"/"])
def test_what_is_no_host_is_no_mistake_of_the_server(server: Server, host: bytes, target: bytes) -> None:
    lines = [b"GET %b HTTP/1.1" % target, b"Host: " + host, b"Accept: text/turtle", b"Connection: close"]
    assert sent(server, b"\r\n".join([*lines, b"", b""])).startswith(b"HTTP/1.1 400 ")


def test_a_table_of_very_many_columns_is_shown_in_part(server: Server) -> None:
    names = ["".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=3)][:9000]
    query = f"SELECT+?{'?'.join(names)}+{{VALUES?x{{{'+'.join(map(str, range(1000)))}}}}}"
    answer = server.ask("GET", f"/query?query={query}", headers={"Accept": "text/html"})
    assert answer.status == 200
    assert answer.body.count(b"<td") <= 20_000
    assert "The first 2 rows" in answer.text


def test_long_answers_are_not_gathered_for_who_knows_no_parts(server: Server) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000"
    target = f"/sparql?query={query.replace(' ', '+').replace('?', '%3F')}".encode()
    answer = sent(server, b"GET %b HTTP/1.0\r\nHost: localhost\r\n\r\n" % target)
    assert answer.startswith(b"HTTP/1.1 505 ")
    assert b"[answer-too-large]" in answer


@pytest.mark.parametrize("call", ["RAND()", "rand ()", "RAND#\n()", "RAND # a remark (\n\t ( )"])
def test_what_each_run_answers_otherwise_is_not_remembered(server: Server, call: str) -> None:
    first, second = (server.query(f"SELECT ({call} AS ?x) {{}}") for _ in range(2))
    assert first.status == 200
    assert first.body != second.body
    assert "etag" not in first.headers


@pytest.mark.parametrize(
    ("head", "trickled"),
    [
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n", b"x"),
        (f"GET {ASK} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), b"\r\n"),
        (
            f"GET {ASK} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n".encode(),
            b"x",
        ),
    ],
    ids=["a body that nobody reads", "empty lines", "another protocol"],
)
def test_no_connection_is_kept_open_by_bytes_that_mean_nothing(
    server: Server, head: bytes, trickled: bytes
) -> None:
    closed = threading.Event()
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(head)
        reader = threading.Thread(target=_read_to_the_end, args=(connection, closed))
        reader.start()
        end = time.monotonic() + SLOW
        while not closed.wait(1) and time.monotonic() < end:
            try:
                connection.sendall(trickled)
            except OSError:
                break
        in_time = time.monotonic() < end
        connection.shutdown(socket.SHUT_RDWR) if not closed.is_set() else None
        reader.join()
    assert in_time


def _read_to_the_end(connection: socket.socket, closed: threading.Event) -> None:
    try:
        while connection.recv(2**16):
            pass
    except OSError:
        pass
    closed.set()
