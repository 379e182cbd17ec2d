"""Updates are done whole or not at all, and whoever asks after one sees it."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from kg.execution import Chunks, Engine, Limits, Task
from kg.graph import open_store, write_store
from kg.model import KgError
from tests.execution.conftest import GRAPHS, SIZE, kept, quads, with_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Problem
    from tests.execution.conftest import Kept

ENDLESS = "INSERT { ?a <urn:new> ?d } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = (
    "INSERT { <urn:a> <urn:new> ?all } WHERE {"
    f" SELECT (GROUP_CONCAT(STR(?a); SEPARATOR='{'-' * 50000}') AS ?all) {{ ?a ?b ?c . ?d ?e ?f }} }}"
)


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Give an engine for tests that mind no others."""
    folder = tmp_path_factory.mktemp("changing") / "store"
    write_store(folder, quads())
    with kept(folder, Limits(seconds=60, concurrent=1), writable=True) as found:
        yield found


async def numbers(engine: Engine) -> list[int]:
    found = await engine.rows("SELECT ?n { <urn:counter> <urn:n> ?n }")
    return sorted(int(row["n"]) for row in found)


async def insert(engine: Engine, number: int) -> None:
    await engine.update(f"INSERT DATA {{ <urn:counter> <urn:n> {number} }}")


async def problem_of(engine: Engine, sparql: str, using: tuple[str, ...] = ()) -> Problem:
    with pytest.raises(KgError) as caught:
        await engine.update(sparql, using=using)
    return caught.value.problem


async def code_of(engine: Engine, sparql: str, using: tuple[str, ...] = ()) -> str:
    return (await problem_of(engine, sparql, using)).code


def test_each_reader_sees_an_update_that_was_answered(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        for number in range(5):
            before = engine.edition
            await insert(engine, number)
            assert engine.edition != before
            assert await asyncio.gather(*(numbers(engine) for _ in range(4))) == [list(range(number + 1))] * 4

    with_engine(own_store, do, writable=True)
    assert len(open_store(own_store)) == 2 * SIZE + 2 + 5


def test_updates_at_the_same_time_are_all_done_and_shown_together(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        editions: set[str] = set()

        async def insert_and_look(number: int) -> None:
            await insert(engine, number)
            editions.add(engine.edition)
            assert number in await numbers(engine)

        await asyncio.gather(*(insert_and_look(number) for number in range(8)))
        assert await numbers(engine) == list(range(8))
        assert len(editions) < 8

    with_engine(own_store, do, writable=True)


def test_of_updates_at_the_same_time_a_wrong_or_endless_one_stops_no_other(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        asked = [
            "INSERT DATA { <urn:counter> <urn:n> 1 }",
            ENDLESS,
            "INSERT DATA {",
            "CLEAR GRAPH <urn:none>",
        ]
        asked.append("INSERT DATA { <urn:counter> <urn:n> 2 }")
        found = await asyncio.gather(*map(engine.update, asked), return_exceptions=True)
        codes = [one.problem.code if isinstance(one, KgError) else one for one in found]
        assert codes == [None, "query-timeout", "bad-query", "query-failed", None]
        assert await numbers(engine) == [1, 2]

    with_engine(own_store, do, Limits(seconds=2, concurrent=1), writable=True)


@pytest.mark.parametrize(
    ("sparql", "code"),
    [
        ("INSERT DATA { <urn:a> <urn:b> }", "bad-query"),
        ("SELECT * {}", "bad-query"),
        ("\ud800", "bad-query"),
        ("LOAD <http://127.0.0.1:1/x>", "query-outside"),
        ("LOAD SILENT <http://127.0.0.1:1/x>", "query-outside"),
        ("INSERT {} WHERE { SERVICE <http://127.0.0.1:1/> {} }", "query-outside"),
        ("INSERT DATA { <urn:counter> <urn:n> 9 } ; CREATE GRAPH <urn:g:0>", "query-failed"),
        (f"INSERT DATA {{ {'{' * 50000} }}", "bad-query"),
        (f"DELETE {{ ?s ?p ?o }} WHERE {'{' * 50000}{'}' * 50000}", "query-too-deep"),
    ],
)
def test_what_is_refused_changes_nothing(changing: Kept, sparql: str, code: str) -> None:
    async def do(engine: Engine) -> None:
        await engine.update("DELETE WHERE { <urn:counter> <urn:n> ?n }")
        assert await code_of(engine, sparql) == code
        await insert(engine, 1)
        assert await numbers(engine) == [1]

    changing.run(do)


@pytest.mark.parametrize(
    ("sparql", "limits", "code"),
    [
        (ENDLESS, Limits(seconds=1, concurrent=1), "query-timeout"),
        (LARGE, Limits(seconds=60, concurrent=1, memory_bytes=200 * 2**20), "query-memory"),
    ],
)
def test_an_update_that_is_stopped_changes_nothing(
    own_store: Path, sparql: str, limits: Limits, code: str
) -> None:
    async def do(engine: Engine) -> None:
        await insert(engine, 1)
        assert await code_of(engine, sparql) == code
        assert await engine.rows("SELECT ?s { ?s <urn:new> ?o }") == ()
        await insert(engine, 2)
        assert await numbers(engine) == [1, 2]

    with_engine(own_store, do, limits, writable=True)


def test_queries_go_on_while_an_update_runs(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        running = asyncio.create_task(engine.update(ENDLESS))
        for _ in range(5):
            assert await numbers(engine) == []
        assert not running.done()
        running.cancel()

    with_engine(own_store, do, Limits(seconds=300, concurrent=1), writable=True)


def test_a_query_under_way_does_not_see_an_update(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        task = Task("SELECT ?a { ?a ?b ?c . ?d <urn:p:1> ?e } LIMIT 100000", row_format="csv")
        body: bytes | Chunks = (await engine.answer(task)).body
        assert not isinstance(body, bytes)
        size = len(await anext(body))
        for number in range(3):
            await insert(engine, number)
        await engine.update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert await engine.rows("SELECT * { ?s ?p ?o }") == ()
        async for part in body:
            size += len(part)
        assert size > 100_000 * len("urn:thing:0")

    with_engine(own_store, do, writable=True)


def test_a_writer_that_is_killed_is_replaced_and_what_was_answered_stays(own_store: Path) -> None:
    async def do(engine: Engine) -> list[int]:
        for number in range(3):
            await insert(engine, number)
            before = engine.edition
            os.kill(
                min(engine.processes) if number == 0 else max(engine.processes), signal.SIGKILL
            )  # the one that writes
            while engine.edition == before:  # noqa: ASYNC110 - until another has put the store in order, which nothing tells
                await asyncio.sleep(0.01)
        return await numbers(engine)

    assert with_engine(own_store, do, writable=True) == [0, 1, 2]


def test_who_goes_away_does_not_undo_an_update(own_store: Path) -> None:
    async def do(engine: Engine) -> list[int]:
        asked = asyncio.create_task(insert(engine, 1))
        await asyncio.sleep(0.01)
        asked.cancel()
        await insert(engine, 2)
        return await numbers(engine)

    assert with_engine(own_store, do, writable=True) == [1, 2]


def test_too_many_updates_are_refused(own_store: Path) -> None:
    async def do(engine: Engine) -> set[object]:
        found = await asyncio.gather(*(insert(engine, number) for number in range(6)), return_exceptions=True)
        return {one.problem.code if isinstance(one, KgError) else one for one in found}

    assert with_engine(own_store, do, Limits(concurrent=1, waiting=2), writable=True) == {None, "server-busy"}


def test_an_update_of_a_graph_that_is_only_read_is_refused(own_store: Path) -> None:
    async def do(engine: Engine) -> str:
        return await code_of(engine, "CLEAR ALL")

    assert with_engine(own_store, do) == "read-only"


def test_a_store_that_another_program_writes_is_refused(own_store: Path) -> None:
    holder = open_store(own_store, read_only=False)

    async def do(engine: Engine) -> None:
        await insert(engine, 1)

    with pytest.raises(KgError) as caught:
        with_engine(own_store, do, writable=True)
    assert caught.value.problem.code == "store-locked"
    del holder


def test_an_update_is_confined_to_the_graphs_of_the_request(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        await engine.update(
            "INSERT { <urn:new> <urn:to> ?o } WHERE { <urn:thing:1> ?p ?o }", using=(GRAPHS[0],)
        )
        assert await engine.rows("SELECT ?o { <urn:new> <urn:to> ?o }") == ()
        await engine.update(
            "INSERT { <urn:new> <urn:to> ?o } WHERE { <urn:thing:1> ?p ?o }", using=(GRAPHS[1],)
        )
        assert len(await engine.rows("SELECT ?o { <urn:new> <urn:to> ?o }")) == 1
        await engine.update(
            "INSERT { <urn:other> <urn:to> ?g } WHERE { GRAPH ?g { ?s ?p ?o } }", using_named=(GRAPHS[0],)
        )
        assert await engine.rows("SELECT ?o { <urn:other> <urn:to> ?o }") == ({"o": GRAPHS[0]},)
        assert await code_of(
            engine, f"WITH <{GRAPHS[0]}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", using=GRAPHS
        ) == ("dataset-conflict")
        assert await code_of(engine, "CLEAR ALL", using=("no iri",)) == "bad-query"

    with_engine(own_store, do, writable=True)


@pytest.mark.parametrize("using", [(), (GRAPHS[0],)])
@pytest.mark.parametrize(
    ("sparql", "place", "message"),
    [
        ("DELETE { ?s ?p ?o }\nWHERE { ?s ?p ?o }} ", "line 2, column 19", "the update"),
        ("INSERT DATA { <urn:a> <urn:b> }", "line 1, column 31", "the update"),
        ("INSERT {} WHERE { ?s <urn:b> ?o . ?s no:thing ?o }", "line 1, column 38", "no prefix no: is known"),
        ("SELECT * { ?s ?p ?o }", "line 1, column 1", "the graph is changed here, not asked"),
        ("INSERT {} WHERE {", "line 1, column 17", "the update cannot"),
    ],
)
def test_a_wrong_update_is_told_with_its_place(
    changing: Kept, sparql: str, place: str, message: str, using: tuple[str, ...]
) -> None:
    problem = changing.run(lambda engine: problem_of(engine, sparql, using))
    assert (problem.place, problem.message[: len(message)]) == (place, message)
    assert problem.advice.count("^") >= 1
