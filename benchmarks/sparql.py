"""How fast the graph answers, through Python and over HTTP, beside rdflib, pyoxigraph, `oxigraph serve` and Virtuoso.

Run: python benchmarks/sparql.py [--sizes 100000,1000000] [--repeats 30] [--seconds 5] [--quick] [--json FILE]
Virtuoso (Debian: virtuoso-opensource-7) and the throughput, which wrk measures (Debian: wrk), are left out where they are
not installed. All is measured in one run on one machine, the engines taking turns query by query.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from sparql_engines import (
    Answer,
    Engine,
    EngineError,
    open_disk,
    open_memory,
    open_ours,
    open_rdflib,
    python_engine,
)
from sparql_figures import CLIENTS, COLUMNS, Figures, load_table, table
from sparql_queries import SHAPES, SMALL, Queries
from sparql_sample import sample_graph
from sparql_servers import VIRTUOSO, Server, our_server, oxigraph_server, virtuoso_server

from kg.graph import as_quads, write_store
from kg.ontology import load_ontology
from kg.pipeline.state import dump_states

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from kg.model import KnowledgeGraph

TURN: Final = 5
"""How many queries of a shape an engine is asked one after the other, each another one, before the next engine is."""
AGAIN: Final = "small, asked before"
LOADS: Final = {"small": SMALL, "mix": tuple(SHAPES), AGAIN: SMALL}
"""What the parallel clients ask. Each query is a new one, but for the last: a server may keep its answers."""
DIFFERENT: Final = 9800
"""Queries that the parallel clients ask, one after the other and from the beginning again."""
WARM: Final = 5
"""Seconds for which parallel clients ask before it counts: a server may have waited for minutes, and the system taken its memory."""
LOAD: Final = Path(__file__).with_name("sparql_load.lua")


def prepare(graph: KnowledgeGraph, folder: Path) -> Figures:
    """Write the workspace, and the N-Quads for Virtuoso, in which a named graph stands for the default graph."""
    ontology = load_ontology()
    (folder / "nquads").mkdir(parents=True)
    quads = list(as_quads(graph, ontology))
    write_store(folder / "workspace" / "store", quads)
    (folder / "workspace" / "documents.json").write_bytes(dump_states(()))
    store = ox.Store.read_only(str(folder / "workspace" / "store"))
    everything = ox.NamedNode(f"{graph.base}graph/all")
    named = (
        ox.Quad(quad.subject, quad.predicate, quad.object, everything)
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else quad
        for quad in store
    )
    ox.serialize(named, str(folder / "nquads" / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    triples = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return Figures(triples, len(quads))


def engines(folder: Path, base: str, wanted: set[str]) -> list[AbstractContextManager[Engine]]:
    """Give all that can be measured here, not started yet."""
    workspace = folder / "workspace"
    made: dict[str, Callable[[], AbstractContextManager[Engine]]] = {
        "rdflib": lambda: python_engine("rdflib", open_rdflib, workspace),
        "pyoxigraph in memory": lambda: python_engine("pyoxigraph in memory", open_memory, workspace),
        "pyoxigraph on disk": lambda: python_engine("pyoxigraph on disk", open_disk, workspace),
        "kg.open": lambda: python_engine("kg.open", open_ours, workspace),
        "oxigraph serve": lambda: oxigraph_server(workspace),
        "kg serve": lambda: our_server(workspace),
    }
    if VIRTUOSO.exists():
        quads = folder / "nquads" / "graph.nq"
        made["Virtuoso 7"] = lambda: virtuoso_server(quads, folder / "virtuoso", f"{base}graph/all")
    return [made[name]() for name in COLUMNS if name in made and name in wanted]


def measure(found: list[Engine], queries: Queries, figures: Figures, repeats: int) -> None:
    """Ask all engines the same queries, a few in each turn; who begins changes each time."""
    for number in range(-1, -(-repeats // TURN)):  # the first time to warm up
        for place, shape in enumerate(SHAPES):
            asked = [queries.draw(shape).sparql for _ in range(TURN)]
            start = (number + place) % len(found)
            answers = {
                engine.name: _turn(engine, shape, asked, figures, counted=number < 0)
                for engine in found[start:] + found[:start]
                if engine.name not in figures.missing[shape]
            }
            for each, sparql in enumerate(asked):
                rows = {name: several[each].rows for name, several in answers.items() if several}
                _compare(sparql, rows, counted=number < 0)
                figures.rows[shape].append(max(rows.values(), default=0))
            if number >= 0:
                for name, several in answers.items():
                    figures.seconds[shape][name] += [answer.seconds for answer in several]


def _turn(engine: Engine, shape: str, asked: list[str], figures: Figures, *, counted: bool) -> list[Answer]:
    """Ask an engine some queries, one after the other; nothing from one that gives no answer to them."""
    try:
        return engine.ask_all(asked, counted=counted)
    except EngineError as error:
        figures.missing[shape][engine.name] = str(error)
        print(f"  {engine.name} gives no answer to {shape}: {error}", file=sys.stderr)
        return []


def _compare(sparql: str, rows: dict[str, int], *, counted: bool) -> None:
    """See that all engines gave the same number of rows; servers are not counted while they are timed."""
    seen = {name: count for name, count in rows.items() if counted or name not in {*COLUMNS[4:]}}
    assert len(set(seen.values())) <= 1, (sparql, seen)


def load(servers: list[Server], queries: Queries, figures: Figures, seconds: int, folder: Path) -> None:
    """Ask all servers with parallel clients, in turn, three times each."""
    for kind, shapes in LOADS.items():
        asked = [queries.draw(shapes[number % len(shapes)]).sparql for number in range(DIFFERENT)]
        for server in servers:
            _requests(server, asked, kind, WARM, folder)
        for number in range(3):
            for place in range(len(servers)):
                server = servers[(number + place) % len(servers)]
                figures.requests[kind][server.name].append(_requests(server, asked, kind, seconds, folder))


def _requests(server: Server, asked: list[str], kind: str, seconds: int, folder: Path) -> float:
    """Give the requests a second that wrk reports."""
    targets = folder / "targets"
    targets.write_text("".join(f"{server.target(sparql)}\n" for sparql in asked), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "60s", "-s", LOAD]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}", "--", targets, "again" if kind == AGAIN else "new"],
        capture_output=True,
        text=True,
        check=True,
    )
    wrong = re.search(r"(Non-2xx|Socket errors).*", done.stdout)
    if wrong:
        print(f"  {server.name}: {wrong[0]}", file=sys.stderr)
    found = re.search(r"Requests/sec:\s*([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])


def run(triples: int, asked: argparse.Namespace) -> Figures:
    """Measure on one graph."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        graph = sample_graph(triples)
        figures = prepare(graph, folder)
        queries = Queries(graph)
        wanted = set(asked.engines.split(",")) if asked.engines else set(COLUMNS)
        found: list[Engine] = []
        for engine in engines(folder, graph.base, wanted):
            found.append(stack.enter_context(engine))
            print(f"  {found[-1].name} is ready", file=sys.stderr)
        measure(found, queries, figures, asked.repeats)
        names = [engine.name for engine in found]
        print(table(figures, names), end="\n\n", flush=True)
        servers = [engine for engine in found if isinstance(engine, Server)]
        if asked.seconds and servers and shutil.which("wrk"):
            load(servers, queries, figures, asked.seconds, folder)
            print(load_table(figures), end="\n\n", flush=True)
        return figures


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100000,1000000", help="triples of the graphs")
    parser.add_argument("--repeats", type=int, default=30, help="of each query shape")
    parser.add_argument(
        "--seconds", type=int, default=5, help="of each of three runs of parallel clients; 0 for none"
    )
    parser.add_argument("--engines", default="", help="only these, as in the head of the table, with commas")
    parser.add_argument("--quick", action="store_true", help="one small graph, few repetitions")
    parser.add_argument("--json", type=Path, help="write all single figures here")
    asked = parser.parse_args()
    if asked.quick:
        asked.sizes, asked.repeats, asked.seconds = "20000", 5, 1
    os.environ.pop("KG_WORKSPACE", None)
    all_figures = [run(int(float(size)), asked) for size in asked.sizes.split(",")]
    if asked.json:
        record = [
            {
                "triples": one.triples,
                "seconds": one.seconds,
                "rows": one.rows,
                "requests": one.requests,
                "missing": one.missing,
            }
            for one in all_figures
        ]
        asked.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
