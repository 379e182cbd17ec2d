"""The same table of checks over each server: what was published there answers as the workspace does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.cli.program import run
from kg.graph import open_store
from kg.graph.remote import Published
from kg.model import KgError
from kg.ontology import load_ontology
from kg.pipeline import Settings, Workspace, open_source, publish_workspace
from kg.pipeline import remove as remove_documents
from kg.pipeline.source import open_remote
from kg.query import ask, format_answers, load_questions

if TYPE_CHECKING:
    from kg.graph import AnsweringStore
    from kg.query import Question
    from tests.remote.conftest import Running

COMMANDS = (
    ("stats",),
    ("stats", "--json"),
    ("documents",),
    ("documents", "--json"),
    ("validate", "--json"),
    ("show", "Mira Tolvanen"),
    ("show", "Harbour Lights", "--json"),
    ("show", "Nobody at All"),
    ("why", "Mira Tolvanen", "directorOf", "Harbour Lights"),
    ("path", "Jonas Reuter", "Studio Pihlaja", "--json"),
    *(("export", "--format", name) for name in ("turtle", "trig", "nquads", "jsonld", "csv", "graphml")),
    ("export", "--document", "salt"),
    ("query", "--ask", "documents"),
    ("query", "--ask", "who-made", "--set", "work=Harbour Lights", "--format", "json"),
    ("query", "ASK { ?film a kg:Film }"),
    ("query", "ASK { ?film a kg:Nothing }"),
    ("query", "CONSTRUCT { ?s kg:runtime ?o } WHERE { ?s kg:runtime ?o }", "--format", "ttl"),
    ("query", "SELECT ?s ?o WHERE { ?s kg:runtime|kg:publishedOn|kg:confidence ?o } ORDER BY ?s ?o"),
    ("query", "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"),
    ("query", "SELECT ?film WHERE { ?film a kg:Film "),
    ("query", "SELECT ?film WHERE { SERVICE <http://example.org/> { ?film a kg:Film } }"),
    ("query", "--ask", "documents", "--format", "xml"),
)
OTHERS = ("<https://example.org/theirs>", '<https://example.org/s> <https://example.org/p> "theirs" .')


@pytest.fixture
def published(workspace: Workspace, settings: Settings) -> Settings:
    publish_workspace(workspace, settings)
    return settings


def test_the_graph_comes_back_as_it_was(workspace: Workspace, published: Settings) -> None:
    assert open_source(published).graph() == workspace.graph()
    assert open_source(published).listed() == open_source(replace(published, store="")).listed()


def test_every_command_prints_the_same(
    workspace: Workspace, published: Settings, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert workspace.shown() == "out"
    for command in COMMANDS:
        local = run(command), capfdbinary.readouterr().out
        assert (run([*command, "--store", published.store]), capfdbinary.readouterr().out) == local, command


def test_the_view_is_the_same(workspace: Workspace, published: Settings) -> None:
    assert run(["view", "--store", published.store, "--output", "remote.html"]) == 0
    remote = workspace.folder.with_name("remote.html").read_bytes()
    assert remote == (workspace.folder / "graph.html").read_bytes()


def answers(store: AnsweringStore, question: Question, values: dict[str, str]) -> str:
    """Give the answers as JSON, or what is wrong with the values: nothing of a kind may be in these texts."""
    ontology = load_ontology()
    try:
        return format_answers(ask(store, question, values, ontology), "json", ontology)
    except KgError as error:
        return str(error.problem)


def test_every_ready_question_has_the_same_answers(workspace: Workspace, published: Settings) -> None:
    remote, local = open_source(published).store, open_store(workspace.store_folder())
    things = {"Entity": "Mira Tolvanen", "Person": "Mira Tolvanen", "Document": "salt", "Character": "Suzu"}
    answered = 0
    for question in load_questions().values():
        examples = {one.name: things.get(one.kind, one.example) for one in question.parameters}
        examples |= {one.name: "Harbour Lights" for one in question.parameters if one.kind == "Work"}
        required = {one.name: examples[one.name] for one in question.parameters if one.required}
        for values in (examples, required):
            expected = answers(local, question, values)
            assert answers(remote, question, values) == expected
            answered += expected.startswith("{") and bool(json.loads(expected)["results"]["bindings"])
    assert answered > 15


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


def test_a_graph_below_another_base_is_found(workspace: Workspace, settings: Settings) -> None:
    publish_workspace(workspace, settings)
    elsewhere = replace(settings, base="https://example.org/elsewhere/")
    assert open_source(elsewhere).graph() == workspace.graph()


def test_literals_and_names_are_as_the_workspace_has_them(workspace: Workspace, published: Settings) -> None:
    local = open_store(workspace.store_folder())
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    prefixes = dict(load_ontology().prefixes)
    found = {
        where: sorted(str(row["s"]) + str(row["p"]) + str(row["o"]) for row in rows)
        for where, rows in (
            ("local", local.query(query, prefixes=prefixes)),
            ("remote", open_source(published).store.query(query, prefixes=prefixes)),
        )
        if isinstance(rows, ox.QuerySolutions)
    }
    assert found["local"] == found["remote"]
