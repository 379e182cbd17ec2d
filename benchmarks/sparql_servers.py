"""What answers over HTTP: `kg serve`, `oxigraph serve`, Virtuoso, and the client that asks them all."""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from sparql_engines import Answer, EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
OXIGRAPH: Final = Path(sys.executable).with_name("oxigraph")
VIRTUOSO: Final = Path("/usr/bin/virtuoso-t")
ISQL: Final = Path("/usr/bin/isql-vt")
PATIENCE: Final = 120.0
"""Seconds for a server to start, and for an answer."""
CONFIGURATION: Final = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {port}
DirsAllowed = {folder}
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
ServerThreads = 20
ThreadsPerQuery = 1
CheckpointInterval = 0
[HTTPServer]
ServerPort = {http}
ServerThreads = 16
KeepAliveTimeout = 120
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""
"""Buffers for a machine with 4 GiB for it, as the manual advises; no limits; one thread a query, as the others have."""


class Server:
    """A SPARQL server, asked by one connection that stays open."""

    def __init__(self, name: str, port: int, path: str, graphs: Mapping[str, str]) -> None:
        """Take where it listens, and which graphs a query names by the protocol."""
        self.name = name
        self.port = port
        self._path = path
        self._graphs = urlencode(graphs)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def target(self, sparql: str) -> str:
        """Give path and query of the URL that asks a query."""
        # Who names a default graph by the protocol has no named graphs but those named there too.
        graphs = f"&{self._graphs}" if self._graphs and "GRAPH <" not in sparql else ""
        return f"{self._path}?query={quote(sparql, safe='')}{graphs}"

    def ask_all(self, asked: Sequence[str], *, counted: bool = False) -> list[Answer]:
        """Ask queries, one after the other."""
        return [self.ask(sparql, counted=counted) for sparql in asked]

    def ask(self, sparql: str, *, counted: bool = False) -> Answer:
        """Ask, and read the answer to its end; it is parsed only where the rows are counted."""
        target = self.target(sparql)
        accept = TRIPLES if "\nCONSTRUCT" in sparql else ROWS
        try:
            seconds, status, body = self._get(target, accept)
        except (
            ConnectionError,
            http.client.RemoteDisconnected,
        ):  # closed, since nothing was asked for a while
            self.close()
            seconds, status, body = self._get(target, accept)
        if status != http.client.OK:
            message = f"{status}: {body[:200].decode(errors='replace')}"
            raise EngineError(message)
        return Answer(seconds, _count(body) if counted else 0)

    def _get(self, target: str, accept: str) -> tuple[float, int, bytes]:
        start = time.perf_counter()
        self._connection.request("GET", target, headers={"Accept": accept})
        response = self._connection.getresponse()
        body = response.read()
        return time.perf_counter() - start, response.status, body

    def close(self) -> None:
        """Close the connection; the next query opens another."""
        self._connection.close()

    def wait(self) -> None:
        """Wait until it answers. Raises `EngineError` where it does not in time."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.ask("ASK {}")
            except (OSError, http.client.HTTPException):
                self.close()
                time.sleep(0.1)
            else:
                return
        message = f"{self.name} does not answer"
        raise EngineError(message)


def _count(body: bytes) -> int:
    """Count the rows, or the different triples: a server may send one twice."""
    if not body.lstrip().startswith(b"{"):
        return len({line for line in body.splitlines() if line.strip() and not line.startswith(b"#")})
    answer = json.loads(body)
    return int(answer["boolean"]) if "boolean" in answer else len(answer["results"]["bindings"])


@contextmanager
def our_server(workspace: Path) -> Iterator[Server]:
    """Start `kg serve`."""
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", "--workspace", workspace, "--port", str(port), "--quiet"]
    with running(command), _answering(Server("kg serve", port, "/sparql", {})) as server:
        yield server


@contextmanager
def oxigraph_server(workspace: Path) -> Iterator[Server]:
    """Start Oxigraph's own server on the same store."""
    port = free_port()
    command = [OXIGRAPH, "serve-read-only", "--location", workspace / "store", "--bind", f"127.0.0.1:{port}"]
    with running(command), _answering(Server("oxigraph serve", port, "/query", {})) as server:
        yield server


@contextmanager
def virtuoso_server(quads: Path, folder: Path, everything: str) -> Iterator[Server]:
    """Start Virtuoso with a file of N-Quads; `everything` is the graph that stands for the default graph."""
    folder.mkdir(parents=True)
    port, web = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(CONFIGURATION.format(folder=folder, port=port, http=web), encoding="utf-8")
    command = [VIRTUOSO, "+foreground", "+configfile", settings, "+wait"]
    with (
        running(command),
        _answering(Server("Virtuoso 7", web, "/sparql", {"default-graph-uri": everything})) as server,
    ):
        load = f"ld_dir('{quads.parent}', '{quads.name}', '{everything}'); rdf_loader_run(); checkpoint;"
        problem = "SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;"
        done = subprocess.run(
            [ISQL, f"127.0.0.1:{port}", "dba", "dba", f"exec={load} {problem}"],
            capture_output=True,
            text=True,
            check=True,
        )
        if not re.search(r"^0 Rows", done.stdout, re.MULTILINE):
            raise EngineError(done.stdout + done.stderr)
        yield server


@contextmanager
def running(command: list[str | Path]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program beside, and end it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _answering(server: Server) -> Iterator[Server]:
    server.wait()
    yield server


def free_port() -> int:
    """Give a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
