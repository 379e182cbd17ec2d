"""Whoever reads while builds run sees the graph of one build, whole, and never an error or a mixture of two."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from kg.pipeline import Settings, Workspace, build

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "Harbour Lights is a 2019 film directed by Mira Tolvanen. It stars Jonas Reuter. The film runs 106 minutes.\n"
SECOND = "Salt Road is a 2021 film directed by Ilse Marchetti. It was produced by Studio Pihlaja.\n"
BUILDS = 6

# Opens the graph anew for each look, in every way that commands do, and prints what it saw: the documents as the
# store has them, as the list of documents has them, and as the values have them. Ends when its input does.
READER = """
import sys, threading
from pathlib import Path
from kg.graph import from_store, open_store
from kg.pipeline import Workspace

workspace = Workspace(Path(sys.argv[1]))
over = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
seen = 0
while not over.is_set() or not seen:
    store = open_store(workspace.store_folder())
    titles = {row[0].value for row in store.query(
        "PREFIX kg: <https://w3id.org/colophon/ontology#> SELECT ?id { ?document kg:documentId ?id }")}
    named = len(set(store.named_graphs()))
    quotes = next(iter(store.query(
        "PREFIX kg: <https://w3id.org/colophon/ontology#> SELECT (COUNT(*) AS ?n) { ?fact kg:evidence ?e }")))[0].value
    graph = from_store(store)
    assert {one.id for one in graph.documents} == titles, "the store changed while it was read"
    assert len(titles) == named
    assert sum(len(fact.evidence) for fact in graph.facts) == int(quotes)
    assert workspace.states()
    print(",".join(sorted(titles)), quotes, flush=True)
    seen += 1
"""


def last_words(reader: subprocess.Popen[str]) -> str:
    """End a reader, and give what it still printed: `communicate` would lose what was read ahead of a line."""
    assert reader.stdin
    assert reader.stdout
    reader.stdin.close()
    with reader.stdout:
        rest = reader.stdout.read()
    reader.wait()
    return rest


def test_a_reader_sees_one_whole_graph_at_any_time(tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    (texts / "harbour.txt").write_text(FIRST)
    settings = Settings(fast=True)
    build([texts], Workspace(out), settings)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout
    lines = [reader.stdout.readline()]  # it reads
    for number in range(BUILDS):
        if number % 2:
            (texts / "salt.txt").unlink()
        else:
            (texts / "salt.txt").write_text(SECOND)
        build([texts], Workspace(out), settings)
        lines.append(reader.stdout.readline())
    rest = last_words(reader)
    assert reader.returncode == 0, "the reader met an error"
    seen = {line.strip() for line in [*lines, *rest.splitlines()] if line.strip()}
    assert {line.partition(" ")[0] for line in seen} == {"harbour", "harbour,salt"}
    assert len(seen) == 2, f"more than the graphs of two states was seen: {seen}"


def test_a_store_that_is_open_shows_what_it_held_whatever_is_built(tmp_path: Path) -> None:
    program = READER.replace(
        "while not over.is_set() or not seen:",
        "store = open_store(workspace.store_folder())\nwhile not over.is_set() or not seen:",
    ).replace("    store = open_store(workspace.store_folder())\n", "", 1)
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    (texts / "harbour.txt").write_text(FIRST)
    settings = Settings(fast=True)
    build([texts], Workspace(out), settings)
    reader = subprocess.Popen(
        [sys.executable, "-c", program, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout
    lines = [reader.stdout.readline()]
    (texts / "salt.txt").write_text(SECOND)
    for _ in range(2):
        build([texts], Workspace(out), settings)
        lines.append(reader.stdout.readline())
    rest = last_words(reader)
    assert reader.returncode == 0
    assert {line.partition(" ")[0] for line in [*lines, *rest.splitlines()]} == {"harbour"}
