"""The W3C's suites for updates, through the engine of `kg serve --writable`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox
import pytest

from kg.execution import Engine, Limits, Task
from kg.graph import write_store
from kg.model import KgError
from tests.conformance.cases import ABSENT, GROUPS, SUITES, Case, parameters, read_graphs
from tests.conformance.solutions import same_graphs

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

T = TypeVar("T")
ALL = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


class Running:
    """An engine on an event loop of its own, one for all tests: each empties the store first."""

    def __init__(self, loop: asyncio.Runner, engine: Engine) -> None:
        self.loop = loop
        self.engine = engine

    def wait(self, work: Coroutine[object, object, T]) -> T:
        return self.loop.run(work)

    def hold(self, quads: list[ox.Quad]) -> None:
        """Let the store hold these statements and no others."""
        triples = (f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)
        graphs = (quad.graph_name for quad in quads)
        patterns = " ".join(
            f"GRAPH {graph} {{ {triple} }}" if isinstance(graph, ox.NamedNode) else triple
            for triple, graph in zip(triples, graphs, strict=True)
        )
        self.wait(self.engine.update(f"DROP ALL ; INSERT DATA {{ {patterns} }}"))

    def held(self) -> list[ox.Quad]:
        """Give all statements of the store."""
        reply = self.wait(self.engine.answer(Task(ALL)))
        rows = ox.parse_query_results(self.wait(reply.whole()), format=ox.QueryResultsFormat.JSON)
        assert isinstance(rows, ox.QuerySolutions)
        return [ox.Quad(row["s"], row["p"], row["o"], row["g"] or ox.DefaultGraph()) for row in rows]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if not SUITES.is_dir():
        pytest.skip(ABSENT)
    folder = tmp_path_factory.mktemp("updates") / "store"
    write_store(folder, [])
    with asyncio.Runner() as loop:
        engine = Engine(folder, Limits(concurrent=1), writable=True)
        loop.run(engine.__aenter__())
        try:
            yield Running(loop, engine)
        finally:
            loop.run(engine.__aexit__(None, None, None))


@pytest.mark.parametrize("case", parameters(*GROUPS["Update evaluation"]))
def test_updates_leave_what_the_w3c_says(running: Running, case: Case) -> None:
    if "Syntax" in case.kind:
        check_syntax(running, case)
        return
    running.hold(read_graphs(case.data))
    running.wait(running.engine.update(case.text.read_text(encoding="utf-8"), case.base))
    assert same_graphs(running.held(), read_graphs(case.after))


@pytest.mark.parametrize("case", parameters(*GROUPS["Update syntax"]))
def test_updates_are_understood_as_the_w3c_says(running: Running, case: Case) -> None:
    check_syntax(running, case)


def check_syntax(running: Running, case: Case) -> None:
    assert is_understood(running, case) is not case.kind.startswith("Negative")


def is_understood(running: Running, case: Case) -> bool:
    """Say whether an update is taken; what it asks for may be missing."""
    running.hold([])
    try:
        running.wait(running.engine.update(case.text.read_text(encoding="utf-8"), case.base))
    except KgError as error:
        return error.problem.code == "query-failed"
    return True
