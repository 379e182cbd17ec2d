"""A graph on a server is opened and asked in the same words as one in a workspace."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import kg
from kg.model import KgError
from kg.pipeline import Workspace, load_settings, publish_workspace
from tests.remote.conftest import free_port, oxigraph
from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.opened import OpenedGraph


@pytest.fixture(scope="module", params=["kg serve", "oxigraph serve"])
def remote(
    request: pytest.FixtureRequest, workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenedGraph]:
    if request.param == "kg serve":
        folder = tmp_path_factory.mktemp("served")
        shutil.copytree(workspace, folder / "out")
        with running(folder) as server:
            yield kg.open(f"http://127.0.0.1:{server.port}/sparql")
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("KG_STORE", raising=False)
            server_ = oxigraph()
            try:
                publish_workspace(Workspace(workspace), load_settings(store=server_.url))
                yield kg.open(server_.url)
            finally:
                server_.kill()


def test_it_answers_as_the_workspace_does(remote: OpenedGraph, graph: OpenedGraph) -> None:
    sparql = "SELECT ?name ?work ?sure WHERE { ?f rdf:predicate kg:directorOf ; rdf:subject/rdfs:label ?name ; rdf:object ?work ; kg:confidence ?sure }"
    assert remote.query(sparql) == graph.query(sparql)
    assert remote.query("SELECT ?w WHERE { ?who kg:directorOf ?w }", who=graph.iri("Mara Ilves"))[0].w.short
    assert remote.query("ASK { ?who rdfs:label ?name }", name="Mara Ilves") is True
    triples = "CONSTRUCT { ?a kg:directorOf ?b } WHERE { ?a kg:directorOf ?b }"
    assert remote.query(triples) == graph.query(triples)


def test_questions_values_and_tables_come_too(remote: OpenedGraph, graph: OpenedGraph) -> None:
    assert remote.ask("voices", character="kio") == graph.ask("voices", character="kio")
    assert remote.graph == graph.graph
    assert remote.iri("Paper Harbor") == graph.iri("Paper Harbor")
    assert remote.why("Mara Ilves", "directorOf", "Paper Harbor").said
    assert remote._repr_html_() == graph._repr_html_()
    assert "Paper Harbor" in remote.view().html
    assert nodes(remote) == nodes(graph)
    with pytest.raises(KgError):
        remote.query("SELECT ?x WHERE {")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_has_a_copy(remote: OpenedGraph) -> None:
    found = remote.rdflib().query("SELECT ?work WHERE { ?who kg:directorOf ?work }")
    assert [str(row[0]) for row in found if isinstance(row, tuple)] == [
        "https://w3id.org/colophon/work/paper-harbor"
    ]


def test_where_no_server_answers_it_is_told() -> None:
    nobody = kg.open(f"http://127.0.0.1:{free_port()}/sparql")
    with pytest.raises(KgError) as error:
        nobody.query("ASK { }")
    assert error.value.problem.code == "store-unreachable"


def nodes(graph: OpenedGraph) -> list[str]:
    return sorted(graph.networkx())
