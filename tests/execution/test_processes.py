"""Processes are replaced when they die, and none is left when the server is gone, however it went."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.execution import Engine, Limits, Task
from kg.model import KgError
from tests.execution.conftest import with_engine

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc"
)

PATIENCE = 30.0  # seconds
SERVER = """
import asyncio, signal, sys
from pathlib import Path
from kg.execution import Engine, Limits, Task

async def main():
    async with Engine(Path(sys.argv[1]), Limits(seconds=300, concurrent=2), writable=True) as engine:
        asyncio.create_task(engine.answer(Task("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")))
        await asyncio.sleep(0.2)
        print(engine.forker, *engine.processes, flush=True)
        await asyncio.sleep(300)

signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell may have switched off for what runs behind
asyncio.run(main())
"""


def is_there(pid: int) -> bool:
    """Say whether a process runs, or has ended and nobody has buried it."""
    return state(pid) not in {"", "X"}


def wait_until_gone(pids: list[int]) -> list[int]:
    """Give those that are still there when patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and any(map(is_there, pids)):
        time.sleep(0.02)
    return [pid for pid in pids if is_there(pid)]


def names(pid: int, what: str) -> list[str]:
    """Give the names in a folder of a process: its threads ("task"), its handles ("fd")."""
    return [path.name for path in Path(f"/proc/{pid}/{what}").iterdir()]


def handles(pid: int) -> list[str]:
    """Give what a process has open."""
    return [str(Path(f"/proc/{pid}/fd/{name}").readlink()) for name in names(pid, "fd")]


def state(pid: int) -> str:
    """Give the letter for the state of a process: Z for one that nobody has buried; "" for none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""


async def replaced(engine: Engine, gone: tuple[int, ...], number: int) -> None:
    """Wait until there are so many processes, and none of those that are gone."""
    end = time.monotonic() + PATIENCE
    while len(engine.processes) != number or set(engine.processes) & set(gone):
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_is_left_when_the_server_is_gone(own_store: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-c", SERVER, str(own_store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) == 4  # the one that forks, two that read, one that writes
        assert all(map(is_there, pids))
        server.send_signal(how)
        server.wait(PATIENCE)
    assert wait_until_gone(pids) == []
    assert [path.name for path in own_store.parent.iterdir()] == ["store"]


def test_a_process_that_is_killed_is_replaced(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        before = engine.processes
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        await replaced(engine, before, 2)
        await asyncio.gather(*(engine.answer(Task("ASK {}")) for _ in range(4)))

    with_engine(shared_store, do)


def test_a_query_is_not_lost_on_a_process_that_died_while_it_was_free(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        for _ in range(5):
            before = engine.processes
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            assert wait_until_gone(list(before)) == []  # without a look at the event loop
            await engine.answer(Task("ASK {}"))
            await replaced(engine, before, 2)

    with_engine(shared_store, do)


def test_a_query_whose_process_dies_gets_an_error(shared_store: Path) -> None:
    async def do(engine: Engine) -> str:
        asked = asyncio.create_task(
            engine.answer(Task("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        )
        await asyncio.sleep(0.1)
        os.kill(engine.processes[0], signal.SIGTERM)
        with pytest.raises(KgError) as caught:
            await asked
        await engine.answer(Task("ASK {}"))
        return caught.value.problem.code

    assert with_engine(shared_store, do, Limits(concurrent=1)) == "query-failed"


def test_the_process_that_forks_is_replaced_with_all_others(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        before = (engine.forker, *engine.processes)
        os.kill(engine.forker, signal.SIGKILL)
        await replaced(engine, before, 2)
        assert wait_until_gone(list(before)) == []
        await asyncio.gather(*(engine.answer(Task("ASK {}")) for _ in range(4)))

    with_engine(shared_store, do)


def test_the_process_that_forks_has_one_thread_and_no_store(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        assert len(names(engine.forker, "task")) == 1
        opened = handles(engine.forker)
        assert not [path for path in opened if path.startswith(str(shared_store.parent))]

    with_engine(shared_store, do)


def test_nothing_is_left_unburied(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        for _ in range(5):
            before = engine.processes
            os.kill(before[0], signal.SIGKILL)
            await replaced(engine, before[:1], 2)
        assert "Z" not in [state(pid) for pid in engine.processes]

    with_engine(shared_store, do)


def test_a_process_that_held_much_memory_is_replaced(shared_store: Path) -> None:
    async def do(engine: Engine) -> None:
        before = engine.processes
        sparql = f"SELECT (STRLEN(GROUP_CONCAT(STR(?a); SEPARATOR='{'-' * 50000}')) AS ?n) {{ ?a ?b ?c }}"
        await engine.rows(sparql)
        await replaced(engine, before, 1)
        await engine.answer(Task("ASK {}"))

    with_engine(shared_store, do, Limits(seconds=60, concurrent=1, memory_bytes=500 * 2**20))


def test_the_handles_of_the_server_do_not_grow(shared_store: Path) -> None:
    async def do(engine: Engine) -> tuple[int, int]:
        counts = []
        for _ in range(5):
            before = engine.processes
            os.kill(before[0], signal.SIGKILL)
            await replaced(engine, before[:1], 2)
            await asyncio.gather(*(engine.answer(Task("ASK {}")) for _ in range(4)))
            counts.append(len(names(os.getpid(), "fd")))
        return counts[0], counts[-1]

    first, last = with_engine(shared_store, do)
    assert first == last
