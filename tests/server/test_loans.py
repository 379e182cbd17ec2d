"""Connections on loan: answered as others are, whatever comes on them and whatever becomes of the process that has them."""

from __future__ import annotations

import http.client
import json
import os
import resource
import shutil
import signal
import socket
import sys
import time
import urllib.parse
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.pipeline import Settings, Workspace, build
from tests.serving import ENDLESS, MANY, PATIENCE, RIGHT, TOKEN, address, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.serving import Server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="who has a connection is seen on Linux alone")

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def patient(built: Path) -> Iterator[Server]:
    """Give a server that gives queries much time, and one process for all loans."""
    with running(built, "--timeout", "600", "--concurrent", "2", "--verbose") as found:
        yield found


@pytest.fixture(scope="module")
def hasty(built: Path) -> Iterator[Server]:
    with running(built, "--timeout", "2", "--max-answer", "1", "--concurrent", "2") as found:
        yield found


def written(query: str, *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join((f"{method} {address(query)} HTTP/1.1", "Host: localhost", *headers, "", "")).encode()


def asked(connection: http.client.HTTPConnection, query: str, **headers: str) -> http.client.HTTPResponse:
    connection.request("GET", address(query), headers=headers)
    return connection.getresponse()


def replied(connection: socket.socket) -> bytes:
    """Read an answer from a bare socket, and give its body."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    return response.read()


def lent(server: Server) -> http.client.HTTPConnection:
    """Give a connection that is on loan."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    wait(lambda: bool(asked(connection, "ASK {}").read()) and borrower(server, connection) > 0)
    return connection


def wait(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def borrower(server: Server, connection: http.client.HTTPConnection) -> int:
    """Give the process that has the server's end of a connection on loan; 0 for none."""
    assert connection.sock is not None
    wanted = f"socket:[{_inode(server.port, connection.sock.getsockname()[1])}]"
    for process in _descendants(server.process.pid):
        with suppress(OSError):  # it has ended, or closed one
            if any(str(handle.readlink()) == wanted for handle in Path(f"/proc/{process}/fd").iterdir()):
                return process
    return 0


def _inode(near: int, far: int) -> str:
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines():
        fields = line.split()
        if fields[1].endswith(f":{near:04X}") and fields[2].endswith(f":{far:04X}"):
            return fields[9]
    return "none"


def _descendants(process: int) -> list[int]:
    children: list[int] = []
    with suppress(OSError):  # it has ended
        for found in Path(f"/proc/{process}/task").glob("*/children"):
            children += map(int, found.read_text(encoding="ascii").split())
    return [*children, *(below for child in children for below in _descendants(child))]


def without_date(response: http.client.HTTPResponse) -> list[tuple[str, str]]:
    return sorted((name.lower(), value) for name, value in response.getheaders() if name.lower() != "date")


@pytest.mark.parametrize(
    "accept", ["", "text/csv", "application/sparql-results+xml", "application/json", "image/png"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    "query",
    [
        COUNT,
        "ASK { ?s ?p 1 }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o",
        "SELECT ?x { SERVICE <http://x> {} }",
        MANY[:11],
    ],
)
def test_an_answer_is_the_same_to_the_byte(server: Server, accept: str, method: str, query: str) -> None:
    body = urllib.parse.urlencode({"query": query}) if method == "POST" else None
    target = "/sparql" if method == "POST" else address(query)
    headers = {"Accept": accept} if accept else {}
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    found = []
    with closing(lent(server)) as old, closing(http.client.HTTPConnection("127.0.0.1", server.port)) as new:
        for connection in (old, new):
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            found.append((response.status, response.version, without_date(response), response.read()))
    assert found[0] == found[1]


@pytest.mark.parametrize("accept", ["", "text/csv", "application/sparql-results+xml, text/turtle;q=0.5"])
@pytest.mark.parametrize(
    "target",
    [
        address("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3"),
        address("ASK { ?s ?p 1 }"),
        address("SELECT ('ä+ %2B&#' AS ?x) {}"),
        address("CONSTRUCT WHERE { ?s ?p ?o }"),
        address("DESCRIBE ?s { ?s a kg:Document }"),
        address("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"),
        address("SELECT * { ?s ?p ?o"),
        address("SELECT ?x { SERVICE <http://x> {} }"),
        address("SELECT (isIRI(UUID()) AS ?x) {}"),
        address("SELECT * {}") + "&format=tsv",
        address("SELECT * {}") + "&query=ASK%7B%7D",
        "/sparql?query=",
        "/sparql?query=ASK%FF",
        "/sparql?query=ASK+%7B%7D#x",
    ],
)
def test_who_asked_in_the_same_way_before_gets_the_same(server: Server, accept: str, target: str) -> None:
    headers = {"Accept": accept} if accept else {}
    found = []
    with closing(lent(server)) as old, closing(http.client.HTTPConnection("127.0.0.1", server.port)) as new:
        for number in range(3):  # of which the first or the second is learnt from
            assert asked(old, f"SELECT ({number} AS ?n) {{}}", **headers).read()
        assert borrower(server, old)
        for connection in (old, new, old):
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            found.append((response.status, response.version, without_date(response), response.read()))
        assert asked(old, "SELECT (17 AS ?n) {}", **headers).status == 200
    assert found[0] == found[1] == found[2]


def test_a_long_answer_is_the_same(server: Server) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    with closing(lent(server)) as old, closing(http.client.HTTPConnection("127.0.0.1", server.port)) as new:
        first, second = asked(old, query), asked(new, query)
        assert first.getheader("transfer-encoding") == second.getheader("transfer-encoding") == "chunked"
        body = first.read()
        assert len(body) > 10**6
        assert body == second.read()
        assert asked(old, "ASK {}").status == 200


def test_what_is_known_is_not_sent_again(server: Server) -> None:
    with closing(lent(server)) as connection:
        first = asked(connection, COUNT)
        first.read()
        second = asked(connection, COUNT, **{"If-None-Match": first.headers["etag"]})
        assert (second.status, second.read()) == (304, b"")
        assert second.headers["etag"] == first.headers["etag"]
        assert "content-security-policy" not in second.headers
        assert borrower(server, connection)


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/sparql", 200),
        ("GET", "/sparql?nothing=here", 200),
        ("GET", "/nowhere/at-all", 404),
        ("OPTIONS", "/sparql", 204),
        ("DELETE", "/sparql", 405),
        ("POST", "/sparql", 415),
        ("GET", "/sparql?update=CLEAR%20ALL", 400),
    ],
)
def test_what_is_no_query_is_answered_by_the_server(
    server: Server, method: str, target: str, status: int
) -> None:
    with closing(lent(server)) as connection:
        connection.request(method, target, headers={"Accept": "text/html" if target == "/" else "*/*"})
        response = connection.getresponse()
        response.read()
        assert response.status == status
        again = asked(connection, COUNT)
        assert again.status == 200
        again.read()


def test_requests_in_a_row_are_answered_in_their_order(patient: Server) -> None:
    queries = [f"SELECT ({number} AS ?n) {{}}" for number in range(5)]
    with closing(lent(patient)) as connection:
        assert connection.sock is not None
        connection.sock.sendall(b"".join(written(query, "Accept: text/csv") for query in queries))
        text = b""
        while text.count(b"HTTP/1.1 200") < len(queries) or not text.endswith(b"4\r\n"):
            text += connection.sock.recv(2**16)
    numbers = [part.rpartition(b"\r\n\r\n")[2] for part in text.split(b"HTTP/1.1 200 OK")[1:]]
    assert numbers == [b"n\r\n%d\r\n" % number for number in range(5)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(1, 200), max_size=4), pause=st.sampled_from([0, 0, 0.02, 0.15]))
def test_a_request_may_come_in_pieces(patient: Server, cuts: list[int], pause: float) -> None:
    request = written("SELECT (7 AS ?n) {}", "Accept: text/csv")
    with closing(lent(patient)) as connection:
        assert connection.sock is not None
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        places = sorted({0, *(cut for cut in cuts if cut < len(request)), len(request)})
        for start, end in pairwise(places):
            connection.sock.sendall(request[start:end])
            time.sleep(pause)
        assert replied(connection.sock) == b"n\r\n7\r\n"


@pytest.mark.parametrize(
    "bad",
    [b"\x00\xff\r\n\r\n", b"GET /sparql?query=ASK{} HTTP/9.9\r\n\r\n", b"GET /sparql?query=" + b"x" * 2**17],
)
def test_what_is_no_request_is_refused(patient: Server, bad: bytes) -> None:
    with closing(lent(patient)) as connection:
        assert connection.sock is not None
        connection.sock.sendall(bad)
        assert connection.sock.recv(100)[:10] in {b"HTTP/1.1 4", b"HTTP/1.1 5"}
    assert patient.query("ASK {}").status == 200


def test_a_foreign_host_and_a_foreign_site_are_refused(server: Server) -> None:
    with closing(lent(server)) as connection:
        assert asked(connection, COUNT, Host="evil.example").read().startswith(b"Host")
        connection.request(
            "POST",
            "/sparql",
            COUNT,
            {"Content-Type": "application/sparql-query", "Origin": "http://evil.example"},
        )
        assert connection.getresponse().status == 403


def test_a_query_that_takes_too_long_is_told_so_and_the_connection_stays(hasty: Server) -> None:
    with closing(lent(hasty)) as connection:
        answer = asked(connection, ENDLESS, Accept="application/json")
        assert answer.status == 503
        assert answer.getheader("content-type") == "application/problem+json"
        assert json.loads(answer.read())["code"] == "query-timeout"
        assert asked(connection, "ASK {}").read()
    wait(lambda: any(line.startswith("GET /sparql 503") for line in hasty.log))


def test_an_answer_that_is_too_long_is_broken_off(hasty: Server) -> None:
    with closing(lent(hasty)) as connection:
        answer = asked(connection, MANY)
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            answer.read()
    assert hasty.query("ASK {}").status == 200
    wait(lambda: any("broken off" in line for line in hasty.log))


def test_who_does_not_fetch_the_answer_is_cut_off(built: Path) -> None:
    with running(built, "--timeout", "2", "--concurrent", "2") as server, closing(lent(server)) as connection:
        assert connection.sock is not None
        connection.sock.sendall(written(MANY))
        wait(lambda: any("broken off" in line for line in server.log))
        with closing(lent(server)) as other:
            assert asked(other, COUNT).status == 200


def test_others_do_not_wait_for_a_long_query(patient: Server) -> None:
    with closing(lent(patient)) as slow, closing(lent(patient)) as quick:
        assert borrower(patient, slow) == borrower(patient, quick)
        assert slow.sock is not None
        slow.sock.sendall(written(ENDLESS))
        begun = time.monotonic()
        for _ in range(5):
            assert asked(quick, COUNT).read()
        assert time.monotonic() - begun < 30
        assert borrower(patient, slow)


def test_nobody_works_for_who_has_gone(patient: Server) -> None:
    connection = lent(patient)
    process = borrower(patient, connection)
    assert connection.sock is not None
    connection.sock.sendall(written(ENDLESS))
    time.sleep(0.3)
    connection.close()
    wait(lambda: not Path(f"/proc/{process}").exists())
    assert patient.query("ASK {}").status == 200


def test_a_process_that_is_killed_at_rest_is_not_missed(patient: Server) -> None:
    with closing(lent(patient)) as connection:
        os.kill(borrower(patient, connection), signal.SIGKILL)
        time.sleep(0.1)
        assert asked(connection, COUNT).status == 200


def test_a_process_that_is_killed_at_work_leaves_an_error(patient: Server) -> None:
    with closing(lent(patient)) as connection:
        process = borrower(patient, connection)
        connection.request("GET", address(ENDLESS), headers={"Accept": "application/json"})
        time.sleep(0.3)
        os.kill(process, signal.SIGKILL)
        answer = connection.getresponse()
        assert answer.status == 503
        assert json.loads(answer.read())["code"] == "query-memory"  # who else would kill it
        assert asked(connection, COUNT).status == 200


def test_a_query_that_needs_too_much_memory_is_told_so(built: Path) -> None:
    with running(built, "--memory", "64", "--concurrent", "2") as server, closing(lent(server)) as connection:
        heavy = (
            "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?d ?g ?h ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"
        )
        answer = asked(connection, heavy, Accept="application/json")
        assert json.loads(answer.read())["code"] == "query-memory"
        assert asked(connection, COUNT).status == 200


def test_a_process_that_took_much_memory_is_replaced_and_nobody_notices(built: Path) -> None:
    heavy = "SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?a ?b ?c ?d ?e ?f ?g {{ BIND({} AS ?g) ?a ?b ?c . ?d ?e ?f }} LIMIT 250000 }}"
    with running(built, "--memory", "256", "--concurrent", "2") as server:
        with closing(lent(server)) as connection, closing(lent(server)) as other:
            process = borrower(server, connection)
            for number in range(6):
                assert asked(connection, heavy.format(number)).read().count(b"250000") == 1
                for _ in range(5):
                    assert asked(other, f"SELECT ({number} AS ?n) {{}}").read()
                    assert asked(connection, f"SELECT ({number} AS ?n) {{}}").read()
                    assert server.query(f"SELECT ({number} AS ?n) {{}}").status == 200
            assert not Path(f"/proc/{process}").exists()
        assert server.query(COUNT).status == 200


def test_a_new_build_is_seen(here: Path) -> None:
    with running(here) as server, closing(lent(server)) as connection:
        before = asked(connection, COUNT).read()
        assert borrower(server, connection)
        shutil.rmtree(here / "texts")
        (here / "texts").mkdir()
        (here / "texts" / "one.md").write_text("Ada Weir directed *Glass Hours* (2019).", encoding="utf-8")
        build([here / "texts"], Workspace(here / "out"), Settings(fast=True))
        time.sleep(0.05)
        after = asked(connection, COUNT).read()
        assert after != before
        assert after == server.query(COUNT).body


def test_who_has_changed_the_graph_sees_it(here: Path) -> None:
    with running(here, "--writable") as server, closing(lent(server)) as reader:
        for number in range(5):
            data = {"update": f"INSERT DATA {{ <urn:x:{number}> <urn:x:p> {number} }}"}
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Authorization": f"Bearer {TOKEN}",
            }
            with closing(lent(server)) as writer:
                writer.request("POST", "/sparql", urllib.parse.urlencode(data), headers)
                assert writer.getresponse().status == 204
            found = asked(reader, "SELECT (COUNT(*) AS ?n) { ?s <urn:x:p> ?o }", Accept="text/csv", **RIGHT)
            assert found.read() == b"n\r\n%d\r\n" % (number + 1)


def test_the_log_tells_of_all_requests(built: Path) -> None:
    with running(built, "--verbose") as server, closing(lent(server)) as connection:
        for number in range(40):
            assert asked(connection, f"SELECT ({number} AS ?number) {{}}").read()
        assert asked(connection, "CONSTRUCT WHERE { ?number ?p ?o }").read()
        wait(lambda: sum("?number" in line for line in server.log) == 41)
        assert all(line.startswith("GET /sparql 200 ") for line in server.log)
        sizes = {int(line.split()[5]) for line in server.log if "AS ?number" in line}
        assert min(sizes) > 50


def test_who_looks_like_another_client_in_a_header_changes_nothing_for_it(patient: Server) -> None:
    plain = written("SELECT (7 AS ?n) {}")
    odd = plain.replace(b" HTTP/1.1\r\n", b" RTSP/1.1\r\nAccept: text/csv\r\nX: HTTP/1.1\r\n")
    with closing(lent(patient)) as attacker, closing(lent(patient)) as victim:
        assert attacker.sock is not None
        assert victim.sock is not None
        for _ in range(2):
            with suppress(OSError, http.client.HTTPException):
                attacker.sock.sendall(odd)
                replied(attacker.sock)
        victim.sock.sendall(plain)
        assert json.loads(replied(victim.sock))["head"] == {"vars": ["n"]}


def test_a_process_that_is_not_asked_takes_no_time(patient: Server) -> None:
    def ticks() -> int:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    with closing(lent(patient)) as connection:
        for number in range(200):  # one right after the other
            assert asked(connection, f"SELECT ({number} AS ?n) {{}}").read()
        process = borrower(patient, connection)
        before = ticks()
        time.sleep(1)
        assert ticks() - before < 10  # of a hundred


def test_a_query_ends_by_itself_where_the_server_does_nothing(built: Path) -> None:
    with running(built, "--timeout", "1", "--concurrent", "2") as server, closing(lent(server)) as connection:
        for number in range(20):  # the timer is not set anew for each
            assert asked(connection, f"SELECT ({number} AS ?n) {{}}").read()
            time.sleep(0.05)
        process = borrower(server, connection)
        os.kill(server.process.pid, signal.SIGSTOP)
        try:
            connection.request("GET", address(ENDLESS))
            wait(lambda: _has_ended(process))
        finally:
            os.kill(server.process.pid, signal.SIGCONT)
        assert connection.getresponse().status == 503


def _has_ended(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    return not path.exists() or path.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"


def test_the_end_does_not_wait_for_connections_on_loan(built: Path) -> None:
    with running(built) as server, closing(lent(server)):
        begun = time.monotonic()
        assert server.end() == 0
        assert time.monotonic() - begun < 30


def test_many_connections_share_the_processes(server: Server) -> None:
    connections = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE) for _ in range(150)]
    try:
        for _ in range(3):
            for number, connection in enumerate(connections):
                connection.request(
                    "GET", address(f"SELECT ({number} AS ?n) {{}}"), headers={"Accept": "text/csv"}
                )
            for number, connection in enumerate(connections):
                assert connection.getresponse().read() == b"n\r\n%d\r\n" % number
    finally:
        for connection in connections:
            connection.close()


def test_a_body_that_comes_after_the_answer_is_no_request(patient: Server) -> None:
    hidden = written("SELECT (666 AS ?n) {}", "Accept: text/csv")
    head = (
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
        f"Content-Type: application/sparql-query\r\nContent-Length: {len(hidden)}\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", patient.port), timeout=PATIENCE)) as connection:
        for _ in range(2):
            connection.sendall(written("ASK {}", "Accept: text/csv"))
            assert replied(connection) == b"true"
        connection.sendall(head.encode())
        assert connection.recv(2**16).startswith(b"HTTP/1.1 403 ")
        connection.sendall(hidden)
        connection.sendall(written("SELECT (7 AS ?n) {}", "Accept: text/csv"))
        assert replied(connection) == b"n\r\n7\r\n"


def test_what_was_taken_back_while_others_leave_and_come_is_answered(patient: Server) -> None:
    """A process with nothing on loan that has not yet let go of what was taken back is not asked anything else."""
    for _ in range(3):
        with closing(lent(patient)) as slow, closing(lent(patient)) as waiting:
            assert slow.sock is not None
            slow.sock.sendall(written("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h 1 }"))
            assert asked(waiting, COUNT).read()  # taken back, if the other takes long
        with closing(lent(patient)) as third:
            assert asked(third, COUNT).read()
        begun = time.monotonic()
        assert patient.query(COUNT).status == 200
        assert time.monotonic() - begun < 60


def test_half_a_request_does_not_wait_for_anothers_long_query(patient: Server) -> None:
    request = written("SELECT (7 AS ?n) {}", "Accept: text/csv")
    with closing(lent(patient)) as half, closing(lent(patient)) as slow:
        assert half.sock is not None
        assert slow.sock is not None
        half.sock.sendall(request[:30])
        slow.sock.sendall(written(ENDLESS))
        time.sleep(0.3)
        begun = time.monotonic()
        half.sock.sendall(request[30:])
        assert replied(half.sock) == b"n\r\n7\r\n"
        assert time.monotonic() - begun < 30


def test_a_request_that_drips_is_not_waited_for(built: Path) -> None:
    with running(built, "--concurrent", "2") as server, closing(lent(server)) as connection:
        assert connection.sock is not None
        begun = time.monotonic()
        connection.sock.sendall(b"GET /sparql?query=")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012 - it takes some
            while True:
                assert time.monotonic() - begun < 60
                connection.sock.sendall(b"x")
                time.sleep(0.05)


def test_processes_that_end_leave_nothing_open(built: Path) -> None:
    def handles() -> int:
        return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))

    with running(built, "--concurrent", "2") as server:
        before = 0
        for number in range(12):
            with closing(lent(server)) as connection:
                os.kill(borrower(server, connection), signal.SIGKILL)
                assert asked(connection, COUNT).status == 200
            before = before or handles() * (number == 1)
        wait(lambda: handles() <= before + 3)


def test_the_server_goes_on_where_handles_run_out(built: Path) -> None:
    with running(built, "--concurrent", "2", "--timeout", "2") as server:
        held = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
        limits = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
            assert asked(connection, "ASK {}").read()
            resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (held + 1, limits[1]))
            for _ in range(3):
                assert asked(connection, COUNT).read()  # answered, though nothing can be lent
            assert asked(connection, ENDLESS).status == 503
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, limits)
        with closing(lent(server)) as connection:
            assert asked(connection, ENDLESS).status == 503


@pytest.mark.parametrize(
    "target",
    [
        "/sparql?format=json#&query=ASK%7B%7D",
        "/sparql?query=ASK%7B%7D#x",
        "//sparql?query=ASK%7B%7D",
        "/%73parql?query=ASK%7B%7D",
    ],
)
def test_odd_addresses_mean_the_same(server: Server, target: str) -> None:
    request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    statuses = []
    with closing(lent(server)) as old, closing(http.client.HTTPConnection("127.0.0.1", server.port)) as new:
        new.connect()
        for connection in (old, new):
            assert connection.sock is not None
            connection.sock.sendall(request)
            statuses.append(connection.sock.recv(12))
    assert statuses[0] == statuses[1]


def test_too_many_headers_are_refused(server: Server) -> None:
    with closing(lent(server)) as connection:
        connection.request("GET", address(COUNT), headers={f"x-{number}": "1" for number in range(120)})
        assert connection.getresponse().status == 431
    with closing(lent(server)) as connection:
        connection.request("GET", address(COUNT), headers={"x-long": "1" * 2**15 + "1"})
        assert connection.getresponse().status == 431


def test_connections_are_lent_after_requests_that_were_sent_in_parts(built: Path) -> None:
    """A process that had no room for a long request at once is lent to all the same."""
    body = f"# {'x' * 900_000}\n{COUNT}"
    with running(built, "--concurrent", "2") as server:
        for _ in range(4):  # both processes have had one
            assert (
                server.ask("POST", "/sparql", body, {"Content-Type": "application/sparql-query"}).status
                == 200
            )
        lent(server).close()
