"""How well the three example articles are read, against their annotation (`seeds.jsonl`, `seeds_merged.json`)."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.evaluation import Report, evaluate
from kg.names import coarse_class, fold_name
from kg.pipeline import Settings, Workspace, build, extract_paths
from kg.pipeline.checking import check

if TYPE_CHECKING:
    from kg.model import KnowledgeGraph

HERE = Path(__file__).parent
ARTICLES = HERE.parents[1] / "source_docs"


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate(HERE / "seeds.jsonl", extract_paths([ARTICLES]).extractions.values())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = Workspace(tmp_path_factory.mktemp("articles") / "out")
    summary = build([ARTICLES], place, Settings())
    assert not summary.problems
    return place


@pytest.fixture(scope="module")
def graph(workspace: Workspace) -> KnowledgeGraph:
    return workspace.graph()


def test_the_annotated_texts_are_the_articles() -> None:
    records = map(json.loads, (HERE / "seeds.jsonl").read_text(encoding="utf-8").splitlines())
    for record in records:
        assert (ARTICLES / f"{record['id']}.txt").read_bytes().decode() == record["text"]


@pytest.mark.parametrize(
    ("relation", "floor"),
    [("directorOf", 0.95), ("voices", 0.95), ("adaptedFrom", 0.65), ("comparedTo", 0.75)],
)
def test_relations_reach_their_floors(report: Report, relation: str, floor: float) -> None:
    assert report.relations[relation].f1 >= floor


def test_all_relations_together_reach_their_floors(report: Report) -> None:
    assert report.all.f1 >= 0.85
    assert report.all.precision >= 0.90


@pytest.mark.parametrize("tally", ["exact", "language", "stage"])
def test_quotes_languages_and_life_stages_are_all_right(report: Report, tally: str) -> None:
    assert report.below[tally].right == report.below[tally].of > 0


def test_quotes_tell(report: Report) -> None:
    telling = report.below["telling"]
    assert telling.right / telling.of >= 0.90


def test_every_quote_of_the_graph_is_exact_at_its_offsets(
    workspace: Workspace, graph: KnowledgeGraph
) -> None:
    texts = {document.sha256: document.text for document in workspace.documents()}
    quotes = [quote for fact in graph.facts for quote in fact.evidence]
    assert quotes
    for quote in quotes:
        text = texts[quote.document.removeprefix("document/")]
        assert quote.span.of(text) == quote.exact


def test_validation_finds_nothing(workspace: Workspace, graph: KnowledgeGraph) -> None:
    assert check(graph, workspace.documents()) == ()


def test_each_entity_was_found_once_and_none_was_merged_with_another(graph: KnowledgeGraph) -> None:
    merged = json.loads((HERE / "seeds_merged.json").read_text(encoding="utf-8"))
    gold = [one for one in merged["entities"] if one["type"] != "Document"]
    names = [set(map(fold_name, one["names"])) for one in gold]
    found = defaultdict(list)
    for entity in graph.entities:
        said = set(map(fold_name, (entity.label, *entity.names)))
        places = [
            place
            for place, one in enumerate(gold)
            if names[place] & said and coarse_class(one["type"]) == coarse_class(entity.type)
        ]
        same_type = [place for place in places if gold[place]["type"] == entity.type]
        for place in same_type or places:
            found[place].append(entity.path)
        assert len(same_type or places) <= 1, f"{entity.path} is several things"
    assert {gold[place]["id"]: paths for place, paths in found.items() if len(paths) > 1} == {}
    stated = {fact[end] for fact in merged["facts"] for end in ("subject", "object")}
    needed = {place for place, one in enumerate(gold) if one["id"] in stated}
    assert len(needed & found.keys()) >= 0.85 * len(needed)
