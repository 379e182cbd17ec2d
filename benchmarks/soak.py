"""What `kg serve` does under attack: normal queries beside hostile ones, while memory, files and times are watched.

Run: python benchmarks/soak.py [--minutes 2] [--triples 100000] [--json FILE]
Prints tables for the docs. Ends with 1 where the server no longer answers, answers what it should not, or keeps what it
should have given back. Linux only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from soak_attacks import ATTACKS, Attack
from soak_process import Held, held
from sparql import prepare
from sparql_engines import EngineError
from sparql_queries import SHAPES, Queries
from sparql_sample import sample_graph
from sparql_servers import Server, free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CALM: Final = 10.0
"""Seconds of normal queries alone, before the attack and after it."""
CLIENTS: Final = 4
PAUSE: Final = 0.05
"""Seconds between two queries of a normal client."""
NORMAL: Final = tuple(shape for shape in SHAPES if shape not in {"path between two", "OPTIONAL"})
TIMEOUT: Final = 5
"""Seconds that the server gives each query, as it is started here."""
MEMORY: Final = 512
"""MB that the server gives each process that answers."""
ANSWER: Final = 16
"""MB that the server gives each answer."""
OPTIONS: Final = ("--timeout", str(TIMEOUT), "--memory", str(MEMORY), "--max-answer", str(ANSWER), "--quiet")
LEFT_OVER: Final = 20
"""Open files more than at the start that are no leak: connections that are being closed, a pool that has grown."""


@dataclass(slots=True)
class Seen:
    """What was seen; written by many threads, each entry in one step."""

    held: list[Held] = field(default_factory=list)
    normal: list[tuple[float, float]] = field(default_factory=list)  # when, seconds
    refused: Counter[str] = field(default_factory=Counter)  # of normal queries
    outcomes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def client(port: int, asked: Sequence[str], seen: Seen, stop: threading.Event, seed: int) -> None:
    """Ask normal queries, and note how long each takes."""
    dice = random.Random(seed)  # noqa: S311  a figure, no secret
    server = Server("kg serve", port, "/sparql", {})
    while not stop.is_set():
        start = time.monotonic()
        try:
            server.ask(dice.choice(asked))
            seen.normal.append((start, time.monotonic() - start))
        except (EngineError, OSError, http.client.HTTPException) as error:
            seen.refused[str(error)[:60].partition("\n")[0] or type(error).__name__] += 1
            server.close()
        time.sleep(PAUSE)


def attacker(port: int, attack: Attack, seen: Seen, stop: threading.Event) -> None:
    """Attack in one way until it is enough."""
    dice = random.Random(attack.name)  # noqa: S311  a figure, no secret
    while not stop.is_set():
        try:
            seen.outcomes[attack.name].update(attack.send(port, dice))
        except OSError:
            seen.outcomes[attack.name]["closed"] += 1
        stop.wait(attack.rest)


def watcher(process: int, seen: Seen, stop: threading.Event) -> None:
    """Look twice a second at what the server holds."""
    while not stop.is_set():
        seen.held.append(held(process))
        stop.wait(0.5)


def soak(minutes: float, triples: int, attacks: Sequence[Attack]) -> tuple[Seen, list[float]]:
    """Start a server, use it, attack it, leave it alone; give what was seen and when each part began."""
    seen, stop, peace = Seen(), threading.Event(), threading.Event()
    with tempfile.TemporaryDirectory() as name:
        graph = sample_graph(triples)
        prepare(graph, Path(name))
        queries = Queries(graph)
        asked = [queries.draw(shape).sparql for shape in NORMAL for _ in range(20)]
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "kg",
            "serve",
            "--workspace",
            f"{name}/workspace",
            "--port",
            str(port),
            *OPTIONS,
        ]
        with running(command) as process:
            Server("kg serve", port, "/sparql", {}).wait()
            quiet = [
                threading.Thread(target=client, args=(port, asked, seen, stop, number))
                for number in range(CLIENTS)
            ]
            quiet.append(threading.Thread(target=watcher, args=(process.pid, seen, stop)))
            hostile = [
                threading.Thread(target=attacker, args=(port, attack, seen, peace)) for attack in attacks
            ]
            times = [time.monotonic()]
            _start(quiet)
            time.sleep(CALM)
            times.append(time.monotonic())
            _start(hostile)
            time.sleep(60 * minutes)
            peace.set()
            _join(hostile)
            times.append(time.monotonic())
            time.sleep(2 * CALM)
            stop.set()
            _join(quiet)
            times.append(time.monotonic())
    return seen, times


def _start(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()


def _join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join()


def held_table(seen: Seen, times: list[float]) -> str:
    """Give what was held before, during and after the attack, as Markdown."""
    lines = ["| | before | attack, median | attack, most | after |", "|---|--:|--:|--:|--:|"]
    for name, what in (("memory, MB", "megabytes"), ("processes", "processes"), ("open files", "files")):
        parts = [[getattr(one, what) for one in part] for part in _parts(seen.held, times)]
        before, during, after = parts
        figures = (statistics.median(before), statistics.median(during), max(during), after[-1])
        lines.append(f"| {name} | " + " | ".join(f"{figure:,.0f}" for figure in figures) + " |")
    return "\n".join(lines)


def _parts(found: list[Held], times: list[float]) -> Iterator[list[Held]]:
    for start, end in pairwise(times):
        yield [one for one in found if start <= one.at < end]


def normal_table(seen: Seen, times: list[float]) -> str:
    """Give how long normal queries took, as Markdown."""
    lines = [
        "| normal queries | answered | median, ms | 95 of 100, ms | longest, ms |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, start, end in zip(("before", "during the attack", "after"), times, times[1:], strict=False):
        taken = sorted(1000 * seconds for at, seconds in seen.normal if start <= at < end)
        if taken:
            places = (len(taken) // 2, int(0.95 * len(taken)), len(taken) - 1)
            lines.append(
                f"| {name} | {len(taken):,} | "
                + " | ".join(f"{taken[place]:,.1f}" for place in places)
                + " |"
            )
    return "\n".join(lines)


def attack_table(seen: Seen) -> str:
    """Give what came back to each kind of attack, as Markdown."""
    lines = ["| attack | sent | what came back |", "|---|--:|---|"]
    for attack in ATTACKS:
        found = seen.outcomes[attack.name]
        shown = ", ".join(f"{count:,} {outcome}" for outcome, count in found.most_common())
        lines.append(f"| {attack.name} | {found.total():,} | {shown} |")
    return "\n".join(lines)


def complaints(seen: Seen, times: list[float]) -> Iterator[str]:
    """Say what should not have been."""
    for attack in ATTACKS:
        for outcome, count in seen.outcomes[attack.name].items():
            if outcome not in attack.may:
                yield f"{attack.name}: {count} times {outcome}"
    before, during, after = _parts(seen.held, times)
    if not any(start >= times[2] for start, _ in seen.normal):
        yield "the server does not answer any more"
    if after[-1].files > before[-1].files + LEFT_OVER:
        yield f"{after[-1].files - before[-1].files} files are left open"
    if after[-1].processes > max(one.processes for one in before) + 1:
        yield f"{after[-1].processes} processes are left, {before[-1].processes} there were"
    most = max(one.megabytes for one in during)
    if most > before[-1].processes * MEMORY:
        yield f"memory grew to {most:.0f} MB"


def main() -> int:
    """Soak, print, and complain."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0, help="of attack")
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--only", default="", help="attacks of whose names this is a part")
    parser.add_argument("--json", type=Path, help="write all single figures here")
    asked = parser.parse_args()
    seen, times = soak(asked.minutes, asked.triples, [one for one in ATTACKS if asked.only in one.name])
    print(held_table(seen, times), normal_table(seen, times), attack_table(seen), sep="\n\n")
    for what, count in seen.refused.most_common():
        print(f"\nnormal queries not answered: {count:,} times {what}", file=sys.stderr)
    wrong = list(complaints(seen, times))
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    if asked.json:
        record = {"times": times, "outcomes": seen.outcomes, "refused": seen.refused, "normal": seen.normal}
        asked.json.write_text(
            json.dumps({**record, "held": [asdict(one) for one in seen.held]}), encoding="utf-8"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
