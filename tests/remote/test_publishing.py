"""Publishing on each server: only what changed is sent, others keep theirs, and what is cut short changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.graph.remote import Published
from kg.model import KgError
from kg.pipeline import Settings, Workspace, open_source, publish_workspace
from kg.pipeline import remove as remove_documents
from kg.pipeline.source import open_remote

if TYPE_CHECKING:
    from tests.remote.conftest import Running

OTHERS = ("<https://example.org/theirs>", '<https://example.org/s> <https://example.org/p> "theirs" .')


def test_only_what_changed_is_sent_and_what_is_gone_is_dropped(
    workspace: Workspace, settings: Settings
) -> None:
    publish_workspace(workspace, settings)
    assert publish_workspace(workspace, settings) == Published(sent=0, unchanged=4, dropped=0)
    remove_documents(["salt"], workspace, settings)
    done = publish_workspace(workspace, settings)
    assert (done.sent + done.unchanged, done.dropped) == (3, 1)
    assert done.unchanged
    assert open_source(settings).graph() == workspace.graph()
    store = open_remote(settings)
    assert len(store.documents()) == 2
    salt = {one.path for one in workspace.graph().documents}
    assert {iri.removeprefix(store.layout.base) for iri in store.documents()} == salt


def test_what_others_have_there_stays(workspace: Workspace, settings: Settings) -> None:
    store = open_remote(settings)
    graph, triple = OTHERS
    store.connection.update(f"INSERT DATA {{ GRAPH {graph} {{ {triple} }} }}")
    default = "SELECT * WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
    before = sorted(map(str, store.rows(default)))
    publish_workspace(workspace, settings)
    remove_documents(["salt"], workspace, settings)
    publish_workspace(workspace, settings)
    assert len(store.rows(f"SELECT * WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")) == 1
    assert sorted(map(str, store.rows(default))) == before
    names = {str(name) for (name,) in store.rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")}
    assert not [name for name in names if "staging" in name or "graph/plan" in name]


def test_what_others_did_to_a_graph_of_ours_is_mended(workspace: Workspace, settings: Settings) -> None:
    publish_workspace(workspace, settings)
    store = open_remote(settings)
    document = store.documents()[0]
    store.connection.update(f"INSERT DATA {{ GRAPH <{document}> {{ {OTHERS[1]} }} }}")
    assert publish_workspace(workspace, settings).sent == 1
    store.connection.update(
        f"DELETE DATA {{ GRAPH <{store.layout.all}> {{ <{store.layout.base}> a <http://rdfs.org/ns/void#Dataset> }} }}"
    )
    assert publish_workspace(workspace, settings).sent == 0
    assert open_source(settings).graph() == workspace.graph()


def test_what_a_killed_upload_left_is_removed_by_the_next(
    workspace: Workspace, settings: Settings, server: Running
) -> None:
    publish_workspace(workspace, settings)
    before = workspace.graph()
    remove_documents(["salt"], workspace, settings)

    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt(stage, done, total)

    with pytest.raises(KeyboardInterrupt):
        publish_workspace(workspace, settings, stop)
    store = open_remote(settings)
    plan = f"SELECT ?g WHERE {{ GRAPH <{store.layout.plan}> {{ ?p ?l ?g }} }}"
    assert store.rows(plan)
    assert open_source(settings).graph() == before
    publish_workspace(workspace, settings)
    assert not store.rows(plan)
    assert open_source(settings).graph() == workspace.graph()
    assert server.process.poll() is None


def test_a_wrong_password_is_told_and_changes_nothing(
    workspace: Workspace, settings: Settings, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not server.environment:
        pytest.skip("this server asks nobody who they are")
    publish_workspace(workspace, settings)
    before = workspace.graph()
    remove_documents(["salt"], workspace, settings)
    secret = "wrong-secret-that-nobody-may-see"  # noqa: S105 - of nobody
    for name in server.environment:
        if not name.endswith("USER"):
            monkeypatch.setenv(name, secret)
    with pytest.raises(KgError) as raised:
        publish_workspace(workspace, settings)
    assert raised.value.problem.code == "store-refused"
    assert secret not in str(raised.value)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    assert open_source(settings).graph() == before


def test_a_server_that_dies_in_the_middle_keeps_the_old_graph(
    workspace: Workspace, settings: Settings, server: Running
) -> None:
    if server.start is None:
        pytest.skip("this server keeps nothing")
    publish_workspace(workspace, settings)
    server.save()  # Virtuoso itself loses literals where it must read all its log again
    before = workspace.graph()
    remove_documents(["salt"], workspace, settings)

    def kill(stage: str, done: int, total: int) -> None:
        del stage, done, total
        server.kill()

    with pytest.raises(KgError) as raised:
        publish_workspace(workspace, settings, kill)
    assert raised.value.problem.code == "store-unreachable"
    assert raised.value.problem.place == settings.store
    server.restart()
    assert open_source(settings).graph() == before
    publish_workspace(workspace, settings)
    assert open_source(settings).graph() == workspace.graph()
