"""Requests that mean harm, and what a server may answer to each."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from soak_queries import endless_path, gone, huge_answer, hungry, nested
from soak_wire import PATIENCE, ask, exchange, request

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

HALF: Final = 0.5
SLOW: Final = 100
"""How many connections send a byte a second."""
FORM: Final = "application/x-www-form-urlencoded"
REFUSED: Final = frozenset(
    {
        "400",
        "403",
        "404",
        "405",
        "406",
        "408",
        "411",
        "413",
        "414",
        "415",
        "421",
        "431",
        "501",
        "505",
        "closed",
    }
)
STOPPED: Final = frozenset({"503", "cut off"})
"""A query that was stopped: before its answer began, or within it."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A kind of hostile request.

    Attributes:
        name: as the table shows it.
        send: sends one, and gives what came back: statuses, "closed" (no answer), "cut off" (half an answer), "gone" (not read).
        may: what may come back.
        rest: seconds between two of them.
    """

    name: str
    send: Callable[[int, random.Random], Sequence[str]]
    may: frozenset[str]
    rest: float = 0.2


def huge_body(port: int, dice: random.Random) -> list[str]:
    """Send 64 MiB, with the length said before, said too small, or never said."""
    body = b"query=" + b"x" * (64 << 20)
    kind = dice.randrange(3)
    if kind == 0:
        return [exchange(port, request(port, "/sparql", body, headers={"Content-Type": FORM}))]
    if kind == 1:
        head = request(
            port, "/sparql", method="POST", headers={"Content-Type": FORM, "Content-Length": "9" * 30}
        )
        return [exchange(port, head + b"x" * 1000)]
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = request(
        port, "/sparql", method="POST", headers={"Content-Type": FORM, "Transfer-Encoding": "chunked"}
    )
    return [exchange(port, head + chunk * 1000)]


def slow(port: int, dice: random.Random) -> list[str]:
    """Send a byte a second on many connections: of the head, or of the body."""
    heads = (
        b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        request(port, "/sparql", method="POST", headers={"Content-Type": FORM, "Content-Length": "500000"}),
    )
    connections = []
    for _ in range(SLOW):
        connection = socket.create_connection(("127.0.0.1", port), timeout=1)
        connection.sendall(dice.choice(heads))
        connections.append(connection)
    end = time.monotonic() + PATIENCE
    while connections and time.monotonic() < end:
        time.sleep(1)
        connections = [one for one in connections if _trickle(one)]
    kept = len(connections)
    for connection in connections:
        connection.close()
    return ["closed"] * (SLOW - kept) + ["hung"] * kept


def _trickle(connection: socket.socket) -> bool:
    """Send a byte; say whether the connection is open still."""
    try:
        connection.sendall(b"x")
        connection.setblocking(False)  # noqa: FBT003  the name of the standard library says what
        return connection.recv(4096) != b""
    except BlockingIOError:
        return True
    except OSError:
        connection.close()
        return False


def half(port: int, dice: random.Random) -> list[str]:
    """Send the first part of a request, and then nothing more."""
    whole = request(port, "/sparql", b"query=ASK%20%7B%7D", headers={"Content-Type": FORM})
    return [exchange(port, whole[: dice.randrange(1, len(whole) - 1)], hang_up=dice.random() < HALF)]


def encodings(port: int, dice: random.Random) -> list[str]:
    """Send what is no UTF-8, or says a wrong encoding."""
    form, query = {"Content-Type": FORM}, {"Content-Type": "application/sparql-query"}
    found = (
        request(port, "/sparql?query=%FF%FE%80"),
        request(port, "/sparql?query=ASK%20%7B%7D%ED%A0%80"),
        request(port, "/sparql", b"query=\xff\xfe\x00", headers=form),
        request(port, "/sparql", b"ASK {} #\xc3\x28", headers=query),
        request(port, "/sparql", b"\x1f\x8b\x08nonsense", headers={**query, "Content-Encoding": "gzip"}),
        request(
            port, "/sparql", b"ASK {}", headers={"Content-Type": "application/sparql-query; charset=utf-16"}
        ),
        request(port, "/sparql", b"ASK {}", headers={"Content-Type": "\xff\xfe"}),
    )
    return [exchange(port, dice.choice(found))]


def noise(port: int, dice: random.Random) -> list[str]:
    """Send random bytes, as a whole or within a request."""
    data = dice.randbytes(dice.randint(1, 20_000))
    if dice.random() < HALF:
        data = request(port, "/sparql", data, headers={"Content-Type": "application/sparql-query"})
    return [exchange(port, data, hang_up=dice.random() < HALF)]


def traversal(port: int, dice: random.Random) -> list[str]:
    """Ask for pages of things that lie outside."""
    target = dice.choice(
        (
            "/colophon/../../../../etc/passwd",
            "/colophon/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/colophon/..%2f..%2f..%2fetc%2fpasswd",
            "/static/../../../pyproject.toml",
            "/static/%2e%2e/%2e%2e/app.py",
            "/static/..%5c..%5capp.py",
            "/static//etc/passwd",
            "/colophon/person/%00",
            "/colophon/person/" + "a" * 20_000,
            "/colophon/document/../../kg.toml",
            "/colophon/person/%3E%20%3Fp%20%3Fo%20%7D%20%23",
            "http://elsewhere.example/etc/passwd",
        )
    )
    return [exchange(port, request(port, target))]


def other_site(port: int, dice: random.Random) -> list[str]:
    """Send what a page of another site would send."""
    headers = {
        "Origin": dice.choice(("https://elsewhere.example", "null", "http://127.0.0.1.elsewhere.example"))
    }
    body, kind = dice.choice(
        ((b"query=ASK%7B%7D", FORM), (b"update=CLEAR%20ALL", FORM), (b"ASK{}", "text/plain"))
    )
    return [exchange(port, request(port, "/sparql", body, headers={**headers, "Content-Type": kind}))]


def other_host(port: int, dice: random.Random) -> list[str]:
    """Send what a browser sends after the name of another site was bound to this address."""
    host = dice.choice(
        ("elsewhere.example", f"elsewhere.example:{port}", "127.0.0.1.elsewhere.example", "", "[::2]", "a b")
    )
    return [exchange(port, request(port, "/sparql?query=ASK%7B%7D", headers={"Host": host}))]


def updates(port: int, dice: random.Random) -> list[str]:
    """Send updates without a token, or with a wrong one."""
    headers = {"Content-Type": "application/sparql-update"}
    if dice.random() < HALF:
        headers["Authorization"] = "Bearer wrong"
    return [exchange(port, request(port, "/sparql", b"CLEAR ALL", headers=headers))]


def outside(port: int, dice: random.Random) -> list[str]:
    """Ask the server to ask or fetch elsewhere."""
    place = f"<http://127.0.0.1:{port}/sparql>"
    return [
        ask(
            port,
            dice.choice(
                (
                    f"SELECT * WHERE {{ SERVICE {place} {{ ?s ?p ?o }} }}",
                    f"ASK {{ S\\u0045RVICE {place} {{}} }}",
                )
            ),
            lent=dice.random() < HALF,
        )
    ]


def odd_requests(port: int, dice: random.Random) -> list[str]:
    """Send what HTTP forbids or nobody sends: two lengths, endless heads and addresses, strange methods."""
    found = (
        request(port, "/sparql", b"ASK{}", headers={"Transfer-Encoding": "chunked", "Content-Length": "5"}),
        request(port, "/sparql", b"ASK{}", headers={"Content-Length": "-1"}),
        request(port, "/sparql?query=" + "x" * 1_000_000),
        request(port, "/sparql", headers={f"X-{number}": "y" * 100 for number in range(5_000)}),
        request(port, "/sparql", method="TRACE"),
        request(port, "/sparql", method="PROPFIND"),
        b"GET /sparql HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    )
    return [exchange(port, dice.choice(found))]


ATTACKS: Final = (
    Attack("paths without end", endless_path, STOPPED, 1.0),
    Attack("queries that need all memory", hungry, STOPPED, 1.0),
    Attack("answers without end", huge_answer, STOPPED, 2.0),
    Attack("clients that go away in the middle", gone, frozenset({"gone", "closed"}), 2.0),
    Attack("bodies of 64 MiB", huge_body, REFUSED, 1.0),
    Attack(f"{SLOW} connections with a byte a second", slow, REFUSED, 5.0),
    Attack("half requests", half, REFUSED),
    Attack("broken encodings", encodings, REFUSED),
    Attack("random bytes", noise, REFUSED),
    Attack("queries nested up to 100,000 deep", nested, REFUSED | STOPPED | {"200"}),
    Attack("paths that lead outside", traversal, REFUSED | {"301", "303", "307", "308"}),
    Attack("posts of other sites", other_site, frozenset({"403"})),
    Attack("foreign Host headers", other_host, frozenset({"400", "421"})),
    Attack("updates without the token", updates, frozenset({"401", "403"})),
    Attack("SERVICE", outside, frozenset({"400"})),
    Attack("what HTTP forbids", odd_requests, REFUSED),
)
"""Every kind, each in a thread of its own."""
