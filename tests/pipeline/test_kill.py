"""A build that is killed, at whatever step, leaves the old graph or the new one, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import Settings, Workspace, build

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = ("graph.ttl", "graph.trig", "graph.html", "documents.json")
FIRST = "Harbour Lights\n\nHarbour Lights is a 2019 film directed by Mira Tolvanen. It stars Jonas Reuter.\n"
SECOND = "Salt Road\n\nSalt Road is a 2021 film directed by Ilse Marchetti. It was adapted from a novel.\n"

# Forks a build for each step that changes the file system, and kills it there; the program itself opens no store,
# since the threads of one do not live on in a fork.
PROGRAM = """
import os, shutil, signal, sys
from pathlib import Path
from kg.pipeline import Settings, Workspace, build

texts, start = map(Path, sys.argv[1:])
for step in range(500):
    out = start.with_name(f"out{step}")
    shutil.copytree(start, out)
    child = os.fork()
    if child == 0:
        left = step
        def deadly(function):
            def call(*args, **kwargs):
                global left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*args, **kwargs)
            return call
        for name in ("rename", "replace", "mkdir", "rmdir"):
            setattr(os, name, deadly(getattr(os, name)))
        Path.write_bytes = deadly(Path.write_bytes)
        build([texts], Workspace(out), Settings())
        os._exit(0)
    if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        break
"""


def files(workspace: Workspace) -> dict[str, bytes]:
    return {name: (workspace.folder / name).read_bytes() for name in FILES}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder in memory where the system has one: the builds flush to the disk often."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of random name is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this needs a system with fork and signals")
def test_a_kill_at_any_step_leaves_one_whole_graph(folder: Path) -> None:
    texts, start = folder / "texts", folder / "start"
    texts.mkdir()
    (texts / "a.txt").write_text(FIRST)
    build([texts], Workspace(start), Settings())
    old = files(Workspace(start))
    (texts / "b.txt").write_text(SECOND)
    build([texts], Workspace(folder / "end"), Settings())
    new = files(Workspace(folder / "end"))
    assert old != new
    subprocess.run([sys.executable, "-W", "ignore", "-c", PROGRAM, str(texts), str(start)], check=True)

    outcomes = []
    for out in sorted(folder.glob("out*"), key=lambda path: int(path.name.removeprefix("out"))):
        workspace = Workspace(out)
        documents = len(workspace.graph().documents)  # any command settles what was left
        assert files(workspace) == (old if documents == 1 else new)
        outcomes.append(documents)
        build([texts], workspace, Settings())
        assert files(workspace) == new
        assert not {path.name for path in out.iterdir()} & {".next", ".ready", ".old"}
        shutil.rmtree(out)
    assert outcomes == sorted(outcomes)
    assert {1, 2} == set(outcomes)
