"""Who waits is served in turn, who goes away frees the place, and too many are sent away at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from kg.execution import Engine, Limits, Task
from kg.model import KgError
from tests.execution.conftest import with_engine

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS = Task("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
QUICK = Task("ASK {}")
PATIENT = Limits(seconds=300, concurrent=1, waiting=2)


async def begin(engine: Engine, task: Task) -> asyncio.Task[object]:
    """Ask, and come back when it has found its place."""
    asked: asyncio.Task[object] = asyncio.create_task(engine.answer(task))
    await asyncio.sleep(0)
    return asked


async def end(*tasks: asyncio.Task[object]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_one_more_than_may_wait_is_refused_at_once(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        under_way = [await begin(engine, ENDLESS) for _ in range(3)]
        with pytest.raises(KgError) as caught:
            await engine.answer(QUICK)
        assert caught.value.problem.code == "server-busy"
        await end(*under_way)

    with_engine(shared_store, do, PATIENT)


def test_who_came_first_is_served_first(shared_store: Path) -> None:
    async def do(engine: Engine) -> list[int]:
        served: list[int] = []
        first = await begin(engine, ENDLESS)

        async def ask(number: int) -> None:
            await engine.answer(QUICK)
            served.append(number)

        waiting = [asyncio.create_task(ask(number)) for number in range(5)]
        await asyncio.sleep(0)
        await end(first)
        await asyncio.gather(*waiting)
        return served

    limits = Limits(seconds=300, concurrent=1, waiting=5)
    assert with_engine(shared_store, do, limits) == list(range(5))


def test_who_goes_away_frees_the_place(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        for _ in range(3):
            await end(await begin(engine, ENDLESS))
            await engine.answer(QUICK)

    with_engine(shared_store, do, PATIENT)


def test_who_goes_away_while_waiting_frees_the_place(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        first = await begin(engine, ENDLESS)
        for _ in range(5):
            await end(await begin(engine, QUICK), await begin(engine, QUICK))
        await end(first)
        await engine.answer(QUICK)

    with_engine(shared_store, do, PATIENT)


def test_who_goes_away_in_the_middle_of_an_answer_frees_the_place(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        async def read() -> None:
            reply = await engine.answer(Task("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
            await reply.whole()

        for _ in range(3):
            reading = asyncio.create_task(read())
            await asyncio.sleep(0.3)
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            await engine.answer(QUICK)

    with_engine(shared_store, do, PATIENT)


def test_a_quick_query_that_nobody_waits_for_costs_no_process(shared_store: Path) -> None:
    async def do(engine: Engine) -> tuple[tuple[int, ...], tuple[int, ...]]:
        before = engine.processes
        for _ in range(20):
            await end(await begin(engine, QUICK))
        await engine.answer(QUICK)
        return before, engine.processes

    before, after = with_engine(shared_store, do, PATIENT)
    assert before == after


def test_many_slow_queries_do_not_stop_those_who_wait(shared_store: Path) -> None:
    async def do(engine: Engine) -> list[str]:
        async def ask(task: Task) -> str:
            try:
                await engine.answer(task)
            except KgError as error:
                return error.problem.code
            return ""

        return await asyncio.gather(*(ask(task) for task in [ENDLESS, ENDLESS, *[QUICK] * 20, ENDLESS]))

    limits = Limits(seconds=1, concurrent=2, waiting=64)
    expected = ["query-timeout"] * 2 + [""] * 20 + ["query-timeout"]
    assert with_engine(shared_store, do, limits) == expected


def test_who_waits_when_the_engine_ends_is_told(shared_store: Path) -> None:
    async def do() -> list[object]:
        async with Engine(shared_store, PATIENT) as engine:
            asked = [await begin(engine, task) for task in (ENDLESS, QUICK)]
        return await asyncio.gather(*asked, return_exceptions=True)

    for error in asyncio.run(do()):
        assert isinstance(error, KgError)
        assert error.problem.code == "server-stopping"
