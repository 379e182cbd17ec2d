"""The workspace changes as a whole: whatever is interrupted, it holds the old files or the new ones."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.model import ExitCode, KgError
from kg.pipeline import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def write(workspace: Workspace, **files: str) -> None:
    with workspace.changing() as new:
        for name, content in files.items():
            (new / name).write_text(content)


def content(workspace: Workspace) -> dict[str, str]:
    return {
        path.name: path.read_text() for path in workspace.folder.iterdir() if not path.name.startswith(".")
    }


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "out")


def test_files_replace_each_other_and_leave_nothing_behind(workspace: Workspace) -> None:
    write(workspace, a="1", b="1")
    write(workspace, a="2")
    assert content(workspace) == {"a": "2", "b": "1"}
    assert {path.name for path in workspace.folder.iterdir()} <= {"a", "b", ".lock"}


def test_folders_replace_each_other_whole(workspace: Workspace) -> None:
    for generation in ("1", "2"):
        with workspace.changing() as new:
            (new / "store").mkdir()
            (new / "store" / generation).write_text(generation)
    assert [path.name for path in (workspace.folder / "store").iterdir()] == ["2"]


def test_an_error_in_a_change_leaves_the_old_files(workspace: Workspace) -> None:
    write(workspace, a="1")

    def fail() -> None:
        with workspace.changing() as new:
            (new / "a").write_text("2")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert content(workspace) == {"a": "1"}
    assert not (workspace.folder / ".next").exists()


def test_what_a_kill_left_before_the_decision_is_removed(workspace: Workspace) -> None:
    write(workspace, a="1")
    (workspace.folder / ".next").mkdir()
    (workspace.folder / ".next" / "a").write_text("half")
    write(workspace, b="1")
    assert content(workspace) == {"a": "1", "b": "1"}


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_what_a_kill_left_after_the_decision_is_completed(workspace: Workspace, moved: int) -> None:
    with workspace.changing() as new:
        (new / "a").write_text("1")
        (new / "store").mkdir()
        (new / "store" / "old").touch()
    ready = workspace.folder / ".ready"
    ready.mkdir()
    (ready / "a").write_text("2")
    (ready / "store").mkdir()
    (ready / "store" / "new").touch()
    if moved > 0:  # the file was moved, and the old store taken out of the way
        (ready / "a").replace(workspace.folder / "a")
    if moved > 1:
        (workspace.folder / "store").rename(workspace.folder / ".old")
    workspace.recover()
    assert (workspace.folder / "a").read_text() == "2"
    assert [path.name for path in (workspace.folder / "store").iterdir()] == ["new"]
    assert not ready.exists()
    assert not (workspace.folder / ".old").exists()


def test_two_changes_at_once_are_refused(workspace: Workspace) -> None:
    program = "import sys; from pathlib import Path; from kg.pipeline import Workspace\nwith Workspace(Path(sys.argv[1])).changing(): pass"
    with workspace.changing():
        other = subprocess.run(
            [sys.executable, "-c", program, str(workspace.folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert other.returncode
    assert "workspace-busy" in other.stderr
    write(workspace, a="1")
    assert content(workspace) == {"a": "1"}


def test_a_file_in_place_of_the_workspace_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").write_text("I am a file")
    with pytest.raises(KgError) as caught:
        write(Workspace(tmp_path / "out"), a="1")
    assert caught.value.exit_code == ExitCode.WORKSPACE
    assert str(caught.value).startswith("out: ")
    assert (tmp_path / "out").read_text() == "I am a file"


def test_an_empty_workspace_says_how_to_build_one(workspace: Workspace) -> None:
    with pytest.raises(KgError, match="kg build") as caught:
        workspace.graph()
    assert caught.value.exit_code == ExitCode.WORKSPACE
    assert workspace.states() == ()
    assert not workspace.folder.exists()


def test_a_broken_list_of_documents_is_told(workspace: Workspace) -> None:
    write(workspace, **{"documents.json": "[]"})
    with pytest.raises(KgError, match="list of documents cannot be read"):
        workspace.states()


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount command")
def test_a_full_disk_leaves_the_old_files(workspace: Workspace) -> None:
    workspace.folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(workspace.folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this needs the right to mount a small disk")
    try:
        write(workspace, a="1")
        with pytest.raises(KgError, match="disk is full") as caught:
            write(workspace, a="2" * 100_000)
        assert caught.value.exit_code == ExitCode.WORKSPACE
        assert content(workspace) == {"a": "1"}
        write(workspace, a="3")
        assert content(workspace) == {"a": "3"}
    finally:
        subprocess.run(["umount", str(workspace.folder)], check=True)
