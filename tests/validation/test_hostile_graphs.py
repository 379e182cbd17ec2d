"""Whatever stands in a graph, validation tells it as problems and never stops."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.model import KnowledgeGraph
from kg.ontology import load_ontology
from kg.validation import validate

ONTOLOGY = load_ontology()


@settings(
    deadline=None,
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.from_type(KnowledgeGraph))
def test_any_graph_gets_problems_in_one_line_each(graph: KnowledgeGraph) -> None:
    problems = validate(graph, ONTOLOGY, {})
    assert list(problems) == sorted(problems, key=lambda one: (one.code, one.place, one.message))
    assert problems == validate(graph, ONTOLOGY, {})
    for problem in problems:
        assert problem.code
        assert "\n" not in problem.message + problem.place
