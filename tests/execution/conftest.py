"""A small store on disk, and what runs an engine on it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox
import pytest

from kg.execution import Engine, Limits, Task
from kg.graph import write_store
from kg.model import KgError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator
    from pathlib import Path

T = TypeVar("T")
GRAPHS = ("urn:g:0", "urn:g:1")
SIZE = 3000
PATIENCE = 300.0  # seconds: the machine may be busy with other tests


def quads(size: int = SIZE, mark: str = "first") -> Iterator[ox.Quad]:
    """Give things that lead to each other in long ways, in two graphs, and one text that tells the build."""
    for i in range(size):
        graph = ox.NamedNode(GRAPHS[i % 2])
        yield ox.Quad(node(i), ox.NamedNode(f"urn:p:{i % 7}"), node((i * 7919) % size), graph)
    yield ox.Quad(node(0), ox.NamedNode("urn:mark"), ox.Literal(mark), ox.NamedNode(GRAPHS[0]))


def node(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"urn:thing:{number}")


@pytest.fixture(scope="session")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store that no test changes."""
    folder = tmp_path_factory.mktemp("shared") / "store"
    write_store(folder, quads())
    return folder


@pytest.fixture
def own_store(tmp_path: Path) -> Path:
    """Give a store that a test may change."""
    folder = tmp_path / "workspace" / "store"
    write_store(folder, quads())
    return folder


def with_engine(
    folder: Path,
    do: Callable[[Engine], Awaitable[T]],
    limits: Limits | None = None,
    *,
    writable: bool = False,
) -> T:
    """Run something with an engine, and see that it leaves no process behind."""

    async def run() -> T:
        async with Engine(folder, limits or Limits(concurrent=2), writable=writable) as engine:
            return await do(engine)

    return asyncio.run(run())


@dataclass(frozen=True)
class Kept:
    """An engine that several tests ask, on a loop of its own."""

    engine: Engine
    loop: asyncio.AbstractEventLoop

    def run(self, do: Callable[[Engine], Coroutine[None, None, T]]) -> T:
        """Do something with it."""
        return asyncio.run_coroutine_threadsafe(do(self.engine), self.loop).result(PATIENCE)


@contextmanager
def kept(folder: Path, limits: Limits | None = None, *, writable: bool = False) -> Iterator[Kept]:
    """Run an engine beside: starting one takes longer than most tests that need one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    found = Kept(Engine(folder, limits or Limits(concurrent=2), writable=writable), loop)
    try:
        found.run(lambda engine: engine.__aenter__())
        try:
            yield found
        finally:
            found.run(lambda engine: engine.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def code_of(engine: Engine, sparql: str) -> str:
    """Ask, and give the code of the error; "" where there is none."""
    try:
        await (await engine.answer(Task(sparql))).whole()
    except KgError as error:
        return error.problem.code
    return ""


async def mark_of(engine: Engine) -> str:
    """Ask which build this is."""
    (row,) = await engine.rows("SELECT ?m { ?s <urn:mark> ?m }")
    return row["m"]
