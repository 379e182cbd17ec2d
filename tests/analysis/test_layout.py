from __future__ import annotations

import itertools
import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from kg.analysis import layout
from kg.model import EntityKey, Fact, KnowledgeGraph, Quote, ResolvedEntity, Span, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM = """
import json, sys
from pathlib import Path
sys.path.insert(0, str(Path(sys.argv[1]).parent))
from test_layout import grown
from kg.analysis import layout
print(json.dumps(dict(layout(grown(int(sys.argv[2]))))))
"""


def grown(count: int) -> KnowledgeGraph:
    """Grow a graph: each entity is linked to one before it, some to two."""
    paths = [f"person/p{number:05}" for number in range(count)]
    pairs = [(number, number * 7919 % number) for number in range(1, count)]
    pairs += [(number, number - 2) for number in range(2, count, 3)]
    quote = Quote("evidence/q", "document/d", Span(0, 1), "x", "", "", Status.STATED, 1.0, "rule")
    facts = [
        Fact(f"fact/{index:06}", "Fact", "rivalOf", paths[a], paths[b], (), Status.STATED, 1.0, (quote,))
        for index, (a, b) in enumerate(pairs)
    ]
    entities = [ResolvedEntity(path, "Person", path, (), (EntityKey("d", path),)) for path in paths]
    return KnowledgeGraph("https://example.org/", (), tuple(entities), tuple(facts), ())


def nearest(places: Mapping[str, tuple[float, float]]) -> float:
    return min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.combinations(places.values(), 2))


def test_each_entity_has_a_place_of_its_own(graph: KnowledgeGraph) -> None:
    places = layout(graph)
    assert list(places) == [entity.path for entity in graph.entities]
    assert nearest(places) > 40


def test_linked_entities_lie_closer_than_distant_ones(graph: KnowledgeGraph) -> None:
    places = layout(graph)

    def apart(a: str, b: str) -> float:
        return float(abs(complex(*places[a]) - complex(*places[b])))

    assert apart("person/rin", "work/harbour") < apart("organization/quay", "work/redwing")


@pytest.mark.parametrize("count", [2, 60, 299, 450])
def test_no_two_names_collide(count: int) -> None:
    assert nearest(layout(grown(count))) > 25


def test_parts_that_nothing_joins_do_not_overlap() -> None:
    one = grown(30)
    entities = [*one.entities]
    facts = [*one.facts]
    for number in range(3):
        left, right = f"work/w{number}a", f"work/w{number}b"
        entities += [
            ResolvedEntity(path, "Work", path, (), (EntityKey("d", path),)) for path in (left, right)
        ]
        facts.append(replace(one.facts[0], path=f"fact/w{number}", subject=left, object=right))
    places = layout(KnowledgeGraph(one.base, (), tuple(entities), tuple(facts), ()))
    boxes = []
    for prefix in ("person/", "work/w0", "work/w1", "work/w2"):
        part = [place for path, place in places.items() if path.startswith(prefix)]
        xs, ys = zip(*part, strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for a, b in itertools.combinations(boxes, 2):
        assert a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]


def test_an_empty_graph_has_an_empty_layout() -> None:
    assert layout(KnowledgeGraph("https://example.org/", (), (), (), ())) == {}


@settings(max_examples=40, deadline=None)
@given(graph=...)
def test_any_graph_gets_finite_places(graph: KnowledgeGraph) -> None:
    places = layout(graph)
    assert set(places) == {entity.path for entity in graph.entities}
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())


@pytest.mark.parametrize("count", [80, 400])
def test_the_layout_is_the_same_on_a_lesser_processor_and_under_another_hash_seed(count: int) -> None:
    features = "SSE42 AVX AVX2 FMA3 AVX512F AVX512CD AVX512_SKX X86_V3 X86_V4"
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, __file__, str(count)],
        check=True,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONHASHSEED": "11",
            "NPY_DISABLE_CPU_FEATURES": features,
            "OPENBLAS_CORETYPE": "Prescott",
        },
        cwd=Path(__file__).parents[2],
    )
    assert {path: tuple(place) for path, place in json.loads(run.stdout).items()} == layout(grown(count))
