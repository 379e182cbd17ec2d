"""The store on disk: whole or not there, readable beside a writer, and clear about what is wrong."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import memory_store, open_store, workspace_error, write_store
from kg.model import ExitCode, KgError

ONE = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("é"))
# What stands in a named graph stands in the default graph too.
TWO_PLAIN = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("2"))
TWO = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("2"), ox.NamedNode("urn:g"))


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    write_store(tmp_path / "store", [ONE, TWO])
    assert set(open_store(tmp_path / "store")) == {ONE, TWO, TWO_PLAIN}


def test_without_a_folder_the_store_is_in_memory() -> None:
    assert len(open_store()) == 0
    assert set(memory_store([ONE, TWO])) == {ONE, TWO, TWO_PLAIN}


def test_a_reader_keeps_its_store_while_another_takes_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    write_store(folder, [ONE])
    reader = open_store(folder)
    write_store(tmp_path / "next", [TWO])
    folder.rename(tmp_path / "old")
    (tmp_path / "next").rename(folder)
    shutil.rmtree(tmp_path / "old")
    assert set(reader) == {ONE}
    assert set(open_store(folder)) == {TWO, TWO_PLAIN}


def test_a_writer_locks_out_writers_but_not_readers(tmp_path: Path) -> None:
    write_store(tmp_path / "store", [ONE])
    writer = open_store(tmp_path / "store", read_only=False)
    assert set(open_store(tmp_path / "store")) == {ONE}
    with pytest.raises(KgError, match="another program is writing") as raised:
        open_store(tmp_path / "store", read_only=False)
    assert raised.value.exit_code == ExitCode.WORKSPACE
    del writer


def test_where_there_is_no_store_none_is_made(tmp_path: Path) -> None:
    for read_only in (True, False):
        with pytest.raises(KgError, match=r"no graph here.*kg build"):
            open_store(tmp_path / "store", read_only=read_only)
    assert not list(tmp_path.iterdir())


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    write_store(tmp_path / "store", [ONE])
    for file in (tmp_path / "store").glob("MANIFEST-*"):
        file.write_bytes(b"garbage")
    with pytest.raises(KgError, match=r"store is damaged.*kg build"):
        open_store(tmp_path / "store")


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("mine")
    with pytest.raises(KgError, match="workspace cannot be used"):
        write_store(tmp_path / "store", [ONE])
    assert (tmp_path / "store").read_text() == "mine"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EACCES, "workspace-read-only"),
        (errno.EROFS, "workspace-read-only"),
        (errno.EIO, "workspace-unusable"),
    ],
)
def test_errors_of_the_system_are_told_without_the_absolute_path(number: int, code: str) -> None:
    error = workspace_error(OSError(number, "text"), Path("/somewhere/deep/out/store"))
    assert error.problem.code == code
    assert error.problem.place == "out/store"
    assert error.exit_code == ExitCode.WORKSPACE


SCRIPT = """
import sys
from pathlib import Path
import pyoxigraph as ox
from kg.graph import write_store
from kg.model import KgError
node = ox.NamedNode("urn:a")
try:
    write_store(Path(sys.argv[1]) / "store", (ox.Quad(node, node, ox.Literal("x" * 99 + str(n))) for n in range(50000)))
except KgError as error:
    print(error.problem.code)
"""


@pytest.mark.parametrize(
    ("options", "code"), [("size=1m", "disk-full"), ("ro,size=9m", "workspace-read-only")]
)
def test_a_full_and_a_read_only_disk_are_told(tmp_path: Path, options: str, code: str) -> None:
    mounted = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    mount = f'mount -t tmpfs -o {options} tmpfs "$1"'
    if (
        not shutil.which("unshare")
        or subprocess.run([*mounted, mount, "sh", str(tmp_path)], check=False).returncode
    ):
        pytest.skip("this system lets nobody mount a small disk to try")
    done = subprocess.run(
        [*mounted, f'{mount} && exec "$2" -c "$3" "$1"', "sh", str(tmp_path), sys.executable, SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
    )
    assert done.stdout.split() == [code]
