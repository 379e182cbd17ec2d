"""SPARQL servers that nobody here wrote, and our own, each started for the tests on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.graph import RemoteStore, find_server
from kg.pipeline import Settings, Workspace, build, publish_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Shelf = Callable[[str, str], RemoteStore]

VIRTUOSO = Path("/usr/bin/virtuoso-t")
ISQL = Path("/usr/bin/isql-vt")
TOKEN = "a-token-for-the-tests"  # noqa: S105 - of a server that lives as long as a test
PASSWORD = "a-password-for-the-tests"  # noqa: S105 - as above
LOGIN = {"KG_STORE_USER": "librarian", "KG_STORE_PASSWORD": PASSWORD}
NAMES = ("oxigraph in memory", "oxigraph on disk", "virtuoso", "kg serve")
TEXTS = {
    "harbour.txt": (
        "Harbour Lights\n\nHarbour Lights is a 2019 film directed by Mira Tolvanen. It stars Jonas Reuter as Captain Orrin. "
        "It was produced by Studio Pihlaja. The film runs 106 minutes.\n"
    ),
    "salt.txt": (
        "Salt Road\n\nSalt Road is a 2021 film directed by Ilse Marchetti. It was adapted from the novel Salt Road "
        "by Jonas Reuter. Fans of Harbour Lights will feel at home.\n"
    ),
    "lanterns.md": (
        "# Nine Lanterns\n\nThe anime film Nine Lanterns was directed by Mira Tolvanen and produced by Studio Pihlaja. "
        "Aya Linde voices Suzu in Nine Lanterns. It was released on March 4, 2022.\n"
    ),
}
_SECONDS = 120.0  # so long may a server take to start on a machine that is busy
_VIRTUOSO_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 4000
MaxDirtyBuffers = 2500
CheckpointInterval = 0
DirsAllowed = .
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
"""
_VIRTUOSO_RIGHTS = """
DB.DBA.USER_CREATE ('librarian', '{password}');
GRANT SPARQL_UPDATE TO "librarian";
"""


@dataclass
class Running:
    """A server that runs.

    Attributes:
        url: where it answers queries.
        environment: the credentials that it wants.
        process: what runs.
        start: starts it anew, with the data that it kept; None where it keeps none.
        save: makes it write to disk all that it was told so far, where it puts that off.
    """

    url: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    start: Callable[[], subprocess.Popen[bytes]] | None = None
    save: Callable[[], None] = lambda: None

    def kill(self) -> None:
        """End it at once, as a power failure would."""
        self.process.kill()
        self.process.wait()

    def restart(self) -> None:
        assert self.start is not None
        self.process = self.start()
        answering(self.url, self.process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answering(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers, with whatever status."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"the server at {url} ended with {process.returncode}"
        try:
            urllib.request.urlopen(url, timeout=10).close()  # noqa: S310 - a URL of this test
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"no server answers at {url}")


def oxigraph(folder: Path | None = None) -> Running:
    program = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    location = [] if folder is None else ["--location", str(folder)]

    def start() -> subprocess.Popen[bytes]:
        command = [str(program), "serve", *location, "--bind", f"127.0.0.1:{port}"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    running = Running(f"http://127.0.0.1:{port}/query", {}, start(), None if folder is None else start)
    answering(running.url, running.process)
    return running


def virtuoso(folder: Path) -> Running:
    """Start Debian's Virtuoso in a folder of its own, with a user who may write."""
    if not VIRTUOSO.is_file() or not ISQL.is_file():
        pytest.skip("Virtuoso is not installed: make virtuoso")
    folder.mkdir()
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_SETTINGS.format(sql=sql, http=http))

    def start() -> subprocess.Popen[bytes]:
        (folder / "virtuoso.lck").unlink(missing_ok=True)
        command = [str(VIRTUOSO), "+configfile", "virtuoso.ini", "+foreground"]
        return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def tell(what: str) -> None:
        command = [str(ISQL), f"127.0.0.1:{sql}", "dba", "dba", what]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    running = Running(
        f"http://127.0.0.1:{http}/sparql-auth", LOGIN, start(), start, lambda: tell("exec=checkpoint;")
    )
    answering(running.url, running.process)
    (folder / "rights.sql").write_text(_VIRTUOSO_RIGHTS.format(password=PASSWORD))
    tell("rights.sql")
    return running


def kg_serve(folder: Path) -> Running:
    """Start our own server on a graph of its own, for writing."""
    texts = folder / "texts"
    texts.mkdir(parents=True)
    (texts / "other.txt").write_text("Other\n\nThe Quiet Weir is a 2001 film directed by Oskar Brandvold.\n")
    build([texts], Workspace(folder / "out"), Settings(fast=True, base="https://example.org/ours/"))
    port = free_port()

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--writable", "--quiet"]
        return subprocess.Popen(
            [*command, "--workspace", str(folder / "out")],
            env={**os.environ, "KG_TOKEN": TOKEN},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    running = Running(f"http://127.0.0.1:{port}/sparql", {"KG_STORE_TOKEN": TOKEN}, start(), start)
    answering(running.url, running.process)
    return running


def start_server(name: str, folder: Path) -> Running:
    match name:
        case "oxigraph in memory":
            return oxigraph()
        case "oxigraph on disk":
            return oxigraph(folder / "data")
        case "virtuoso":
            return virtuoso(folder / "virtuoso")
        case _:
            return kg_serve(folder / "serve")


def each_server() -> list[object]:
    """Give the names of all servers as parameters of a test."""
    marks = {"virtuoso": pytest.mark.virtuoso}
    return [pytest.param(name, marks=marks.get(name, ()), id=name.replace(" ", "-")) for name in NAMES]


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Running]]:
    """Give a running server by name; each is started once, when it is first wanted."""
    started: dict[str, Running] = {}

    def get(name: str) -> Running:
        if name not in started:
            started[name] = start_server(name, tmp_path_factory.mktemp("server"))
        return started[name]

    yield get
    for running in started.values():
        running.kill()


@pytest.fixture
def shelf(servers: Callable[[str], Running]) -> Iterator[Shelf]:
    """Give a store by the name of a server and a base; what is published there is removed at the end."""
    stores: dict[tuple[str, str], RemoteStore] = {}

    def get(name: str, base: str) -> RemoteStore:
        if (name, base) not in stores:
            running = servers(name)
            stores[name, base] = RemoteStore(find_server(running.url), base, running.environment)
        return stores[name, base]

    yield get
    for store in stores.values():
        _clear(store)


def _clear(store: RemoteStore) -> None:
    """Drop all graphs below the base of a store."""
    found = [name.value for (name,) in store.rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")]  # type: ignore[union-attr]  # an IRI
    drops = [f"DROP SILENT GRAPH <{name}>" for name in found if name.startswith(store.layout.base)]
    if drops:
        store.connection.update(" ;\n".join(drops))
    store.connection.close()


@pytest.fixture(params=each_server())
def server(
    request: pytest.FixtureRequest,
    servers: Callable[[str], Running],
    monkeypatch: pytest.MonkeyPatch,
) -> Running:
    """Give each server in turn, with its credentials in the environment."""
    running = servers(request.param)
    sign_in(monkeypatch, running.environment)
    return running


def sign_in(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    """Put credentials into the environment, and none but them."""
    for name in ("KG_STORE", "KG_STORE_TOKEN", "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the texts once."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / "texts" / name).write_text(text)
    build([folder / "texts"], Workspace(folder / "out"), Settings())
    return folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Give a workspace of one's own in the current folder, with its texts beside it."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return Workspace(Path("out"))


@pytest.fixture
def settings(server: Running) -> Settings:
    """Give the settings of the workspace with the server in them."""
    return replace(Settings(), workspace=Path("out"), store=server.url)


@pytest.fixture
def published(workspace: Workspace, settings: Settings) -> Settings:
    """Give the settings of the workspace whose graph was published on their server."""
    publish_workspace(workspace, settings)
    return settings
