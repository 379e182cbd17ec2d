"""`kg serve` as a process of its own on a free port, and what asks it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TOKEN = "a-token-for-tests"  # noqa: S105 - of the servers of these tests alone
RIGHT = {"Authorization": f"Bearer {TOKEN}"}
WAYS = ("asked", "lent")
"""How a server is asked: on new connections, or on those that are on loan to a process."""
PATIENCE = 240.0  # seconds: the machine may be busy with other tests

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e (!<urn:x>)* ?f }"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def address(query: str) -> str:
    """Give the path that asks a query."""
    return f"/sparql?{urllib.parse.urlencode({'query': query})}"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Server:
    """A running `kg serve`.

    Attributes:
        lends: each connection has been used for queries before, so that it is on loan to a process.
    """

    process: subprocess.Popen[str]
    port: int
    folder: Path
    log: list[str]
    lends: bool = False

    @property
    def address(self) -> str:
        """Give the address of its first page, without the last slash."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a page; underscores in the names of headers stand for hyphens."""
        return self.ask(method, target, headers={name.replace("_", "-"): headers[name] for name in headers})

    def connect(self) -> http.client.HTTPConnection:
        """Open a connection; see `lends`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        for _ in range(2 * self.lends):
            connection.request("GET", "/sparql?query=ASK%7B%7D")
            assert connection.getresponse().read()
        return connection

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request on a connection of its own."""
        connection = self.connect()
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, target, data, dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, accept: str = "", method: str = "GET", **parameters: str) -> Answer:
        """Ask a query by GET or HEAD."""
        pairs = {"query": sparql, **{name.replace("_", "-"): value for name, value in parameters.items()}}
        headers = {"Accept": accept} if accept else {}
        return self.ask(method, f"/sparql?{urllib.parse.urlencode(pairs)}", headers=headers)

    def update(self, sparql: str) -> Answer:
        """Send an update with the token."""
        headers = {"Content-Type": "application/sparql-update", **RIGHT}
        return self.ask("POST", "/sparql", sparql, headers)

    def end(self, number: int = signal.SIGTERM) -> int:
        """End the server and give its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def running(
    folder: Path, *options: str, token: str = TOKEN, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run `kg serve` on a free port in a folder that holds a workspace `out`; `environment` is put over that of the tests."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *options]
    variables = {**os.environ, "KG_TOKEN": token, "PYTHONUNBUFFERED": "1", **(environment or {})}
    variables.pop("KG_WORKSPACE", None)
    process = subprocess.Popen(
        command, cwd=folder, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    log: list[str] = []
    reader = threading.Thread(target=_gather, args=(process.stderr, log))
    reader.start()
    try:
        first = process.stdout.readline()
        assert first, f"the server did not start: {''.join(log)}"
        yield Server(process, int(first.rstrip("/\n").rpartition(":")[2]), folder, log)
    finally:
        _end(process)
        reader.join()
        process.stdout.close()
        process.stderr.close()


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _gather(stream: Iterator[str], log: list[str]) -> None:
    log.extend(stream)
