"""What it costs that a query is answered in another process: beside pyoxigraph called directly, in one run.

    python benchmarks/hop.py [PROCESSES]

Prints Markdown: microseconds a query, the tenth percentile of many, as other programs may disturb the rest; then how long it takes
to replace a process that was killed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import uvloop

from kg.execution import Engine, Limits, Task
from kg.graph import open_store, write_store
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIPLES = 100_000
RUNS = 2000
CLIENTS = 8
KILLS = 25
QUERIES = {
    "ASK {}": "ASK {}",
    "a look-up": "SELECT * { <urn:s:77> ?p ?o }",
    "10 rows": "SELECT * { ?s ?p ?o } LIMIT 10",
    "100 rows": "SELECT * { ?s ?p ?o } LIMIT 100",
}


def quads() -> Iterator[ox.Quad]:
    """Give the data."""
    for i in range(TRIPLES):
        subject, predicate, thing = f"urn:s:{i}", f"urn:p:{i % 7}", f"urn:s:{i * 7919 % 3000}"
        yield ox.Quad(*map(ox.NamedNode, (subject, predicate, thing, "urn:g")))


def low(times: list[float]) -> float:
    """Give the tenth percentile, in microseconds."""
    return statistics.quantiles(times, n=10)[0] * 1e6


def directly(store: ox.Store, prefixes: dict[str, str], sparql: str) -> float:
    """Give microseconds a query without the engine."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        result = store.query(sparql, prefixes=prefixes)
        assert not isinstance(result, ox.QueryTriples)
        result.serialize(format=ox.QueryResultsFormat.JSON)
        times.append(time.perf_counter() - begin)
    return low(times)


async def through(engine: Engine, task: Task) -> float:
    """Give microseconds a query with it, one at a time."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        await engine.answer(task)
        times.append(time.perf_counter() - begin)
    return low(times)


async def together(engine: Engine, task: Task) -> tuple[float, float]:
    """Give queries a second of several clients, and microseconds of the event loop's processor time a query."""

    async def client() -> None:
        for _ in range(RUNS // CLIENTS):
            await engine.answer(task)

    begin, work = time.perf_counter(), time.process_time()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return RUNS / (time.perf_counter() - begin), (time.process_time() - work) / RUNS * 1e6


async def replacements(folder: Path) -> list[float]:
    """Give the milliseconds from a kill to the first answer of the process that takes over."""
    times = []
    async with Engine(folder, Limits(concurrent=1)) as engine:
        for _ in range(KILLS):
            before = engine.processes
            begin = time.perf_counter()
            os.kill(before[0], signal.SIGKILL)
            while set(before) & set(engine.processes):  # noqa: ASYNC110 - the figure is how long this takes
                await asyncio.sleep(0.0005)
            await engine.answer(Task("ASK {}"))
            times.append((time.perf_counter() - begin) * 1e3)
    return times


async def measure(folder: Path, processes: int) -> None:
    """Print all figures."""
    store, prefixes = open_store(folder), dict(load_ontology().prefixes)
    print(
        f"| | directly | through the engine | more | {CLIENTS} at once, a second | loop, CPU µs |\n|---|--:|--:|--:|--:|--:|"
    )
    async with Engine(folder, Limits(concurrent=processes)) as engine:
        for name, sparql in QUERIES.items():
            direct, hop = directly(store, prefixes, sparql), await through(engine, Task(sparql))
            rate, loop = await together(engine, Task(sparql))
            print(f"| {name} | {direct:.0f} | {hop:.0f} | {hop - direct:.0f} | {rate:,.0f} | {loop:.0f} |")
    times = await replacements(folder)
    print(
        f"\nFrom a kill to the next answer: {min(times):.0f} ms at best, {statistics.median(times):.0f} ms in the middle."
    )


def main() -> None:
    """Measure on a store of its own, which is removed again."""
    processes = int(sys.argv[1]) if len(sys.argv) > 1 else Limits().concurrent
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        write_store(folder, quads())
        uvloop.run(measure(folder, processes))


if __name__ == "__main__":
    main()
