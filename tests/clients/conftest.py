"""What the clients ask: servers of the graph of the articles. And what they must get: what `kg query` prints."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cli import main
from kg.pipeline import Workspace, build, load_settings
from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.serving import Server

    Printed = Callable[[str, str], bytes]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILMS = "SELECT ?film ?name WHERE { ?film a kg:Film ; rdfs:label ?name } ORDER BY ?name"
KINDS = "CONSTRUCT { ?thing a ?kind ; rdfs:label ?name } WHERE { ?thing a ?kind ; rdfs:label ?name }"
IS_THERE = 'ASK { ?who rdfs:label "Kenji Iwaisawa" ; kg:directorOf ?film }'
ALL = "DESCRIBE <https://w3id.org/colophon/work/100-meters>"
DOCUMENT = "SELECT ?document WHERE { GRAPH ?document { ?document a kg:Document } } ORDER BY ?document LIMIT 1"
BROKEN = "SELECT ?film WHERE { ?film kg:directedBy"


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder whose workspace holds the graph of the articles."""
    folder = tmp_path_factory.mktemp("clients")
    build([ROOT / "source_docs"], Workspace(folder / "out"), load_settings(folder / "out"))
    return folder


@pytest.fixture
def printed(articles: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Printed:
    """Give what `kg query` prints for a query in a format."""

    def ask(sparql: str, format_: str) -> bytes:
        workspace = str(articles / "out")
        assert main(["query", sparql, "--format", format_, "--workspace", workspace, "--quiet"]) == 0
        return capfdbinary.readouterr().out

    return ask


@pytest.fixture(scope="module")
def server(articles: Path) -> Iterator[Server]:
    """Give a server that changes nothing, and logs the queries."""
    with running(articles, "--verbose") as found:
        yield found


@pytest.fixture(scope="module")
def writable(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server whose graph may be changed: a copy."""
    folder = tmp_path_factory.mktemp("writable")
    shutil.copytree(articles, folder, dirs_exist_ok=True)
    with running(folder, "--writable") as found:
        yield found


@pytest.fixture(scope="session")
def comunica() -> Path:
    """Give the folder with Comunica's packages."""
    folder = HERE / "node_modules"
    if not (folder / ".stamp").is_file() or not shutil.which("node"):
        pytest.skip("Comunica is not installed: make clients")
    return folder


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/sparql"
