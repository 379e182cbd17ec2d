"""What stays open while others build, threads that share a graph, and what notebooks show of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import kg
from kg.model import ExitCode, KgError
from tests.opened.conftest import small_graph, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import KnowledgeGraph
    from kg.opened import OpenedGraph

LABELS = "SELECT ?name WHERE { ?thing a kg:Person ; rdfs:label ?name } ORDER BY ?name"
EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
IN_DOCUMENTS = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def renamed(graph: KnowledgeGraph) -> KnowledgeGraph:
    """Give the graph with a star behind each name."""
    return replace(
        graph, entities=tuple(replace(entity, label=f"{entity.label} *") for entity in graph.entities)
    )


def test_an_opened_graph_stays_as_it_was_until_it_is_opened_again(tmp_path: Path) -> None:
    write_workspace(tmp_path / "out", small_graph())
    opened = kg.open(tmp_path / "out")
    before = sorted(opened.query(EVERYTHING)), sorted(map(str, opened.query(IN_DOCUMENTS)))
    untouched = kg.open(tmp_path / "out")  # asks nothing before the next build
    for _ in range(3):  # the folder of the store is another each time
        write_workspace(tmp_path / "out", renamed(small_graph()))
    for old in (opened, untouched):
        assert (sorted(old.query(EVERYTHING)), sorted(map(str, old.query(IN_DOCUMENTS)))) == before
        assert [entity.label for entity in old.graph.entities if entity.type == "Film"] == ["Paper Harbor"]
        assert old.ask("voices", character="Kio")
    assert [row.name for row in kg.open(tmp_path / "out").query(LABELS)] == ["Ines Vidal *", "Mara Ilves *"]
    assert [row.name for row in opened.refresh().query(LABELS)] == ["Ines Vidal *", "Mara Ilves *"]
    assert opened.why("Mara Ilves *", "directorOf", "Paper Harbor *")


def test_threads_share_a_graph_while_it_is_built_and_opened_again(tmp_path: Path) -> None:
    write_workspace(tmp_path / "out", small_graph())
    opened = kg.open(tmp_path / "out")
    one, other = ["Ines Vidal", "Mara Ilves"], ["Ines Vidal *", "Mara Ilves *"]

    def ask(number: int) -> bool:
        if number == 20:
            write_workspace(tmp_path / "out", renamed(small_graph()))
            opened.refresh()
        rows = opened.query(LABELS)
        found = opened.query("SELECT ?s WHERE { ?s rdfs:label ?name }", name=rows[0].name)
        return [row.name for row in rows] in (one, other) and len(found) <= 1

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(60)))
    assert [row.name for row in opened.query(LABELS)] == other


def test_a_thing_is_found_by_name_path_and_iri(graph: OpenedGraph) -> None:
    iri = "https://w3id.org/colophon/person/mara-ilves"
    for name in ("Mara Ilves", "MARA  ilves", "person/mara-ilves", iri):
        assert graph.iri(name) == iri
    with pytest.raises(KgError, match="did you mean “Mara Ilves”"):
        graph.iri("Mara Ilvs")


def test_relative_iris_are_paths_of_the_graph(graph: OpenedGraph) -> None:
    entity = graph.graph.entities[0]
    (row,) = graph.query(f"SELECT ?name {{ <{entity.path}> rdfs:label ?name }}")
    assert row.name == entity.label


def test_mistakes_are_told(graph: OpenedGraph, tmp_path: Path) -> None:
    for call, code in (
        (lambda: graph.query("SELECT ?x WHERE {"), "bad-query"),
        (lambda: graph.ask("voises"), "unknown-question"),
        (lambda: graph.ask("voices"), "missing-parameter"),
        (lambda: graph.ask("voices", character="Kyo"), "unknown-name"),
        (lambda: graph.show("Nobody"), "unknown-entity"),
    ):
        with pytest.raises(KgError) as error:
            call()
        assert error.value.problem.code == code
    with pytest.raises(KgError) as missing:
        kg.open(tmp_path)
    assert missing.value.exit_code == ExitCode.WORKSPACE


def test_notebooks_show_counts_documents_and_questions_with_all_text_escaped(graph: OpenedGraph) -> None:
    shown = graph._repr_html_()
    assert "2 documents, 5 entities, 5 facts" in shown
    assert "News &amp; &quot;notes&quot; &lt;i&gt;" in shown
    assert shown.count("href=") == 1
    assert 'href="https://example.org/1"' in shown
    assert "voices" in graph.questions._repr_html_()
    assert "Who voices a character" in repr(graph.questions)
    assert "Ines Vidal" in graph.show("Ines Vidal")._repr_html_()
    assert "<b>" not in graph.show("Ines Vidal")._repr_html_()
    assert repr(graph.view()).startswith("<view of ")


def test_facts_are_values_with_evidence(graph: OpenedGraph) -> None:
    facts = graph.show("Ines Vidal")
    assert [fact.relation for fact in facts[:1]] == ["castMemberOf"]
    assert facts.said[0].document == "news"
    other = graph.why("Ines Vidal", "directorOf", "Paper Harbor")
    assert (len(other), [fact.relation for fact in other.others]) == (0, ["castMemberOf"])
    assert "3 May 2024" in repr(graph.show("Paper Harbor"))


def test_questions_of_ones_own_are_asked_too(tmp_path: Path) -> None:
    write_workspace(tmp_path / "out", small_graph())
    (tmp_path / "questions").mkdir()
    own = """# title: Who made a film?
# description: Directors.
# parameter: film | Film | the film's name | Paper Harbor
SELECT ?given_film ?name WHERE { ?who kg:directorOf ?given_film ; rdfs:label ?name }
"""
    (tmp_path / "questions" / "made.rq").write_text(own, encoding="utf-8")
    opened = kg.open(tmp_path / "out")
    assert opened.questions["made"].title == "Who made a film?"
    assert [row.name for row in opened.ask("made", film="paper harbor")] == ["Mara Ilves"]


def test_where_a_query_gives_nothing_its_unknown_terms_are_named(graph: OpenedGraph) -> None:
    none = graph.query("SELECT ?x WHERE { ?x kg:directorof ?y }")
    assert "did you mean kg:directorOf?" in repr(none)
    assert "did you mean kg:directorOf?" in none._repr_html_()
    assert graph.query("SELECT ?x WHERE { ?x kg:directorOf ?y }").hints == []
