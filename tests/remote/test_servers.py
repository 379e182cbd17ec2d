"""The same table of checks over each server: what was published there answers as the workspace does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.cli.program import run
from kg.graph import open_store
from kg.model import KgError
from kg.ontology import load_ontology
from kg.pipeline import Settings, Workspace, open_source, publish_workspace
from kg.query import ask, format_answers, load_questions

if TYPE_CHECKING:
    from kg.graph import AnsweringStore
    from kg.query import Question

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


@pytest.fixture(scope="session")
def printed() -> dict[tuple[str, ...], tuple[int, bytes]]:
    """Keep what commands print of the workspace: it is the same for all servers, so the first that asks fills it in."""
    return {}


def test_the_graph_comes_back_as_it_was(workspace: Workspace, published: Settings) -> None:
    assert open_source(published).graph() == workspace.graph()
    assert open_source(published).listed() == open_source(replace(published, store="")).listed()


def test_every_command_prints_the_same(
    workspace: Workspace,
    published: Settings,
    printed: dict[tuple[str, ...], tuple[int, bytes]],
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert workspace.shown() == "out"
    for command in COMMANDS:
        if command not in printed:
            printed[command] = run(command), capfdbinary.readouterr().out
        remote = run([*command, "--store", published.store]), capfdbinary.readouterr().out
        assert remote == printed[command], command


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
