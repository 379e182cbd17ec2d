"""The same documents give the same bytes: whatever their order, their folder, the program's hash seed, its history."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.pipeline import Settings, Workspace, add, build, remove

FILES = ("graph.ttl", "graph.trig", "graph.html", "documents.json")
ARTICLES = sorted((Path(__file__).parents[2] / "source_docs").glob("*.txt"))


def files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("first") / "out"
    build(ARTICLES, Workspace(folder), Settings())
    return files(folder)


def test_another_order_changes_nothing(first: dict[str, bytes], tmp_path: Path) -> None:
    build(ARTICLES[::-1], Workspace(tmp_path / "out"), Settings())
    assert files(tmp_path / "out") == first


def test_building_again_changes_nothing(first: dict[str, bytes], tmp_path: Path) -> None:
    for known in (0, len(ARTICLES)):
        summary = build(ARTICLES, Workspace(tmp_path / "out"), Settings())
        assert files(tmp_path / "out") == first
        assert len(summary.unchanged) == known


def test_documents_one_by_one_give_what_all_at_once_give(first: dict[str, bytes], tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    for article in ARTICLES[::-1]:
        add([article], workspace, Settings())
    assert files(workspace.folder) == first
    remove([ARTICLES[0].stem], workspace, Settings())
    assert files(workspace.folder) != first
    add([ARTICLES[0]], workspace, Settings())
    assert files(workspace.folder) == first


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_in_another_folder_gives_the_same(
    first: dict[str, bytes], tmp_path: Path, seed: str
) -> None:
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        *map(str, ARTICLES[::-1]),
        "--workspace",
        "deep/down/out",
        "--quiet",
    ]
    root = str(Path(__file__).parents[2])
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": root,
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
    }
    subprocess.run(command, check=True, cwd=tmp_path, env=environment)
    assert files(tmp_path / "deep" / "down" / "out") == first


def test_no_file_holds_a_path_of_this_machine(first: dict[str, bytes]) -> None:
    for content in first.values():
        assert str(ARTICLES[0].parent).encode() not in content
        assert b"/out/" not in content
