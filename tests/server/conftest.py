"""Servers for the tests: each a process of its own on a free port, of a workspace that was built once."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import threading
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import Settings, Workspace, build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TEXTS = Path(__file__).parents[1] / "commands" / "texts"
TOKEN = "a-token-for-tests"  # noqa: S105 - of the servers of these tests alone
RIGHT = {"Authorization": f"Bearer {TOKEN}"}
PATIENCE = 240.0  # seconds: the machine may be busy with other tests


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
    """A running `kg serve`."""

    process: subprocess.Popen[str]
    port: int
    folder: Path
    log: list[str]

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
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
def running(folder: Path, *options: str, token: str = TOKEN) -> Iterator[Server]:
    """Run `kg serve` on a free port in a folder that holds a workspace `out`."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *options]
    environment = {**os.environ, "KG_TOKEN": token, "PYTHONUNBUFFERED": "1"}
    environment.pop("KG_WORKSPACE", None)
    process = subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(TEXTS, folder / "texts")
    build([folder / "texts"], Workspace(folder / "out"), Settings(fast=True))
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path) -> Path:
    """Give a folder with a graph of its own."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Server]:
    """Give a server that changes nothing, for all tests."""
    with running(built) as found:
        yield found
