"""`kg why` answers for every edge of the view."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.lookup import ask_why
from kg.ontology import load_ontology
from kg.pipeline import Settings, Workspace, build

ARTICLES = Path(__file__).parents[2] / "source_docs"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = Workspace(tmp_path_factory.mktemp("articles") / "out")
    build([ARTICLES], place, Settings())
    return place


def test_there_is_an_answer_with_quotes_for_every_fact_between_entities(workspace: Workspace) -> None:
    graph, ontology = workspace.graph(), load_ontology()
    labels = {entity.path: entity.label for entity in graph.entities}
    edges = [fact for fact in graph.facts if isinstance(fact.object, str) and fact.subject in labels]
    assert edges
    for fact in edges:
        assert isinstance(fact.object, str)
        for subject, object_ in ((fact.subject, fact.object), (labels[fact.subject], labels[fact.object])):
            answer = ask_why(graph, ontology, subject, fact.relation, object_)
            assert fact in answer.facts
            assert all(found.evidence for found in answer.facts)


def edges_of(page: str) -> list[dict[str, Any]]:
    island = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', page, re.DOTALL)
    assert island
    edges: list[dict[str, Any]] = json.loads(island[1])["edges"]
    return edges


def test_the_command_answers_for_every_edge_of_the_page(
    workspace: Workspace, capfd: pytest.CaptureFixture[str]
) -> None:
    graph = workspace.graph()
    facts = {fact.path: fact for fact in graph.facts}
    edges = edges_of((workspace.folder / "graph.html").read_text(encoding="utf-8"))
    assert edges
    for edge in edges:
        fact = facts[edge["id"]]
        option = ["--json", "--workspace", str(workspace.folder)]
        assert main(["why", edge["from"], fact.relation, edge["to"], *option]) == 0
        answer = json.loads(capfd.readouterr().out)
        assert graph.base + fact.path in {found["iri"] for found in answer}
        assert all(found["evidence"] for found in answer)
