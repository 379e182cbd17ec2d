"""A store that was changed by hand: a build keeps what it held, and says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.graph import open_store
from kg.model import ExitCode, KgError, Problem
from kg.pipeline import Settings, Workspace, build
from kg.pipeline.edits import MARK, Edits

TEXTS = Path(__file__).parents[1] / "commands" / "texts"
SETTINGS = Settings(fast=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edits")
    build([TEXTS], Workspace(folder / "out"), SETTINGS)
    return folder / "out"


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(built, tmp_path / "out")
    return Workspace(tmp_path / "out")


def change(workspace: Workspace, title: str) -> None:
    with Edits(workspace).changing():
        store = open_store(workspace.folder / "store", read_only=False)
        store.update(f"INSERT DATA {{ <urn:x:film> <urn:x:title> '{title}' }}")
        store.flush()


def test_a_build_writes_down_what_the_changed_store_held(workspace: Workspace) -> None:
    change(workspace, "Paper Lanterns")
    (note,) = build([TEXTS], workspace, SETTINGS).notes
    assert note.code == "edits-kept"
    assert note.place.endswith("edited.nq")
    kept = (workspace.folder / "edited.nq").read_text(encoding="utf-8")
    assert '<urn:x:film> <urn:x:title> "Paper Lanterns" .' in kept
    assert "w3id.org/colophon/document/" in kept


def test_the_next_build_has_nothing_to_keep(workspace: Workspace) -> None:
    change(workspace, "Paper Lanterns")
    build([TEXTS], workspace, SETTINGS)
    assert not build([TEXTS], workspace, SETTINGS).notes
    assert [path.name for path in workspace.folder.glob("edited*")] == ["edited.nq"]


def test_what_an_earlier_build_kept_stays(workspace: Workspace) -> None:
    for title in ("Paper Lanterns", "Glass Harbour"):
        change(workspace, title)
        build([TEXTS], workspace, SETTINGS)
    first, second = (workspace.folder / name for name in ("edited.nq", "edited-2.nq"))
    assert "Paper Lanterns" in first.read_text(encoding="utf-8")
    assert "Glass Harbour" in second.read_text(encoding="utf-8")


def test_a_store_that_cannot_be_read_does_not_stop_the_build(workspace: Workspace) -> None:
    change(workspace, "Paper Lanterns")
    (workspace.folder / "store" / "CURRENT").write_text("nonsense")
    assert [note.code for note in build([TEXTS], workspace, SETTINGS).notes if "edits" in note.code] == [
        "edits-lost"
    ]


def refuse_a_change(edits: Edits) -> None:
    with pytest.raises(KgError), edits.changing():
        raise KgError(Problem("bad-query", "the update is wrong"))


def test_a_change_that_was_refused_leaves_no_mark(workspace: Workspace) -> None:
    edits = Edits(workspace)
    refuse_a_change(edits)
    assert not (workspace.folder / "store" / MARK).exists()


def test_a_change_that_was_refused_leaves_the_mark_of_another(workspace: Workspace) -> None:
    edits = Edits(workspace)
    with edits.changing():
        refuse_a_change(edits)
    refuse_a_change(edits)
    assert (workspace.folder / "store" / MARK).exists()


def test_no_build_runs_while_the_workspace_is_kept_still(workspace: Workspace) -> None:
    with workspace.kept_still(), pytest.raises(KgError) as caught:
        build([TEXTS], workspace, SETTINGS)
    assert caught.value.problem.code == "workspace-busy"
    assert caught.value.exit_code is ExitCode.WORKSPACE
    build([TEXTS], workspace, SETTINGS)
