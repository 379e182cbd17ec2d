"""A new build is noticed, what runs ends on the old one, and nobody sees the moment between."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from kg.execution import Chunks, Engine, Limits, Task
from kg.execution.editions import Editions
from kg.graph import write_store
from kg.model import KgError
from tests.execution.conftest import SIZE, mark_of, quads, with_engine

if TYPE_CHECKING:
    from pathlib import Path


def swap(store: Path, mark: str) -> None:
    """Put a new store in the place of the old one, as a build of the workspace does."""
    new, old = store.parent / "new", store.parent / "old"
    write_store(new, quads(mark=mark))
    store.rename(old)
    new.rename(store)
    shutil.rmtree(old)


def take_away(store: Path) -> None:
    store.rename(store.with_name("away"))


def bring_back(store: Path) -> None:
    store.with_name("away").rename(store)


def test_a_new_build_is_noticed(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        editions = {engine.edition}
        for number in range(3):
            swap(own_store, f"build {number}")
            marks = await asyncio.gather(*(mark_of(engine) for _ in range(6)))
            assert set(marks) == {f"build {number}"}
            editions.add(engine.edition)
        assert len(editions) == 4

    with_engine(own_store, do)


def test_the_edition_stays_while_nothing_changes(own_store: Path) -> None:
    async def do(engine: Engine) -> str:
        before = engine.edition
        assert await mark_of(engine) == "first"
        assert engine.edition == before
        return before

    assert with_engine(own_store, do) == with_engine(own_store, do)


def test_a_query_under_way_ends_on_the_old_build(own_store: Path) -> None:
    sparql = "SELECT ?a ?m { ?a ?b ?c . ?d <urn:p:1> ?e . ?s <urn:mark> ?m } LIMIT 100000"

    async def do(engine: Engine) -> None:
        reply = await engine.answer(Task(sparql, row_format="csv"))
        body: bytes | Chunks = reply.body
        assert not isinstance(body, bytes)
        parts = [await anext(body)]
        swap(own_store, "second")
        assert await mark_of(engine) == "second"
        parts += [part async for part in body]
        lines = b"".join(parts).splitlines()
        assert len(lines) == 100001
        assert {line.rpartition(b",")[2] for line in lines[1:]} == {b"first"}
        assert await mark_of(engine) == "second"

    with_engine(own_store, do)


def test_the_moment_between_two_builds_is_not_seen(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        take_away(own_store)
        before = engine.edition
        assert await mark_of(engine) == "first"
        assert engine.edition == before
        bring_back(own_store)
        assert await mark_of(engine) == "first"

    with_engine(own_store, do)


def test_a_start_in_the_moment_between_two_builds_waits(own_store: Path) -> None:
    async def run() -> str:
        take_away(own_store)
        asyncio.get_running_loop().call_later(0.3, bring_back, own_store)
        async with Engine(own_store, Limits(concurrent=1)) as engine:
            return await mark_of(engine)

    assert asyncio.run(run()) == "first"


def test_many_builds_under_load_give_no_error(own_store: Path) -> None:
    async def do(engine: Engine) -> None:
        done = False

        async def ask() -> None:
            while not done:
                assert (await mark_of(engine)).startswith(("first", "build"))

        asking = [asyncio.create_task(ask()) for _ in range(4)]
        for number in range(5):
            await asyncio.to_thread(swap, own_store, f"build {number}")
        done = True
        await asyncio.gather(*asking)
        assert await mark_of(engine) == "build 4"

    with_engine(own_store, do)


def test_old_editions_are_removed_when_nobody_reads_them(own_store: Path) -> None:
    async def do(engine: Engine) -> int:
        for number in range(4):
            swap(own_store, f"build {number}")
            await asyncio.gather(*(mark_of(engine) for _ in range(4)))
        (own,) = own_store.parent.glob(".serving-*")
        return len(list(own.iterdir()))

    assert with_engine(own_store, do) <= 3  # one for each process, and one that is new
    assert [path.name for path in own_store.parent.iterdir()] == ["store"]


def test_what_a_killed_server_left_is_removed_and_what_a_living_one_holds_is_not(own_store: Path) -> None:
    left = own_store.parent / ".serving-00000000"
    (left / "1").mkdir(parents=True)

    async def do(engine: Engine) -> None:
        assert not left.exists()
        async with Engine(own_store, Limits(concurrent=1)) as other:
            assert len(list(own_store.parent.glob(".serving-*"))) == 2
            assert await mark_of(other) == "first"
        assert await mark_of(engine) == "first"

    with_engine(own_store, do)


def test_where_no_links_can_be_made_the_store_itself_is_read(
    own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Editions, "start", lambda _: None)

    async def do(engine: Engine) -> None:
        assert await mark_of(engine) == "first"
        swap(own_store, "second")
        assert await mark_of(engine) == "second"
        assert len(await engine.rows("SELECT * { ?s ?p ?o }")) == SIZE + 1

    with_engine(own_store, do)


@pytest.mark.parametrize("writable", [False, True])
def test_a_folder_without_a_store_is_refused(tmp_path: Path, *, writable: bool) -> None:
    async def do(engine: Engine) -> None:
        await engine.answer(Task("ASK {}"))

    with pytest.raises(KgError) as caught:
        with_engine(tmp_path / "none", do, writable=writable)
    assert caught.value.problem.code == "no-graph"
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_refused(own_store: Path) -> None:
    for path in own_store.glob("MANIFEST-*"):
        path.write_bytes(b"nothing")

    async def do(engine: Engine) -> None:
        await engine.answer(Task("ASK {}"))

    with pytest.raises(KgError) as caught:
        with_engine(own_store, do)
    assert caught.value.problem.code in {"store-damaged", "workspace-unusable"}
