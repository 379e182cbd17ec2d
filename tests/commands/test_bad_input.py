"""Bad input gets its message or does its work, and the last good graph stays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from kg.cli import main
from kg.cli.console import one_line, printable
from kg.pipeline import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GRAPH = ("graph.ttl", "graph.trig", "graph.html", "documents.json")
GOOD = (
    "The film Salt Road was directed by Ilse Marchetti. It was produced at Studio Merrow in two long years.\n"
)


def graph_files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "out" / name).read_bytes() for name in GRAPH}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty-document"),
        ("blank.txt", b" \n\n\t\n", "empty-document"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), None),
        ("binary.txt", bytes(range(256)) * 40, None),
        (
            "latin1.txt",
            "Un café très réussi, où le héros rêve d’été.".encode("latin-1", "replace") * 20,
            None,
        ),
        ("utf16.txt", (GOOD * 5).encode("utf-16-be"), None),
        (
            "german.txt",
            ("Der Film wurde von der Regisseurin gedreht, und er ist nicht lang. " * 20).encode(),
            "not-english",
        ),
        ("strange.xyz", GOOD.encode(), None),
        ("huge.txt", GOOD.encode() * 500_000, "document-too-large"),
    ],
)
def test_a_bad_document_is_told_and_the_graph_stays(
    here: Path, capfd: pytest.CaptureFixture[str], name: str, data: bytes, code: str | None
) -> None:
    before = graph_files(here)
    (here / name).write_bytes(data)
    assert main(["build", name]) == 2
    out, err = capfd.readouterr()
    assert not out
    assert err.startswith(f"error: {name}")
    assert "Traceback" not in err
    assert str(here) not in err
    if code:
        assert f"[{code}]" in err
    assert graph_files(here) == before


def test_one_bad_document_does_not_stop_the_others(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "texts" / "empty.txt").touch()
    (here / "texts" / "salt-road.txt").write_text(GOOD)
    assert main(["build", "texts"]) == 1
    out, err = capfd.readouterr()
    assert "Documents  3 (1 read, 2 unchanged)" in out
    assert "empty.txt" in err
    assert main(["why", "Ilse Marchetti", "directorOf", "Salt Road"]) == 0


@pytest.mark.usefixtures("here")
def test_a_folder_without_documents_is_told(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = graph_files(here)
    (here / "nothing").mkdir()
    assert main(["build", "nothing"]) == 2
    assert "[no-documents]" in capfd.readouterr().err
    assert graph_files(here) == before


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000 + GOOD * 10,
        "<p>" + "<b>" * 50_000 + GOOD * 10 + "</p>",
        "<table>" * 20_000 + "<tr><td>" + GOOD * 10,
        "<p" + " a=b" * 200_000 + ">" + GOOD * 10,
        "&amp;" * 200_000,
    ],
    ids=["divs", "inline", "tables", "attributes", "entities"],
)
def test_a_page_made_to_hurt_does_its_work_or_is_told(
    here: Path, capfd: pytest.CaptureFixture[str], bomb: str
) -> None:
    (here / "bomb.html").write_text(f"<!DOCTYPE html><html><body>{bomb}</body></html>")
    code = main(["extract", "bomb.html"])
    out, err = capfd.readouterr()
    assert code in {0, 2}
    assert bool(err) == bool(code)
    assert "Traceback" not in err
    for line in out.splitlines():
        assert json.loads(line)["document"] == "bomb"


def test_hostile_names_stay_text(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    title = "<script>alert(1)</script> “Quotes” & 'more' [bold red]loud[/bold red] \\N{BELL}"
    escaped = title.replace("<", "\\<")
    (here / "hostile.md").write_text(f"# {escaped}\n\n{GOOD}\n{GOOD}", encoding="utf-8")
    (here / "hostile.txt").write_text(f"{title}\n\n{GOOD}\n{GOOD}", encoding="utf-8")
    assert main(["build", "hostile.txt", "hostile.md"]) == 0
    page = (here / "out" / "graph.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert main(["validate"]) == 0
    capfd.readouterr()
    assert main(["documents"]) == 0
    assert "[bold red]loud[/bold red]" in capfd.readouterr().out


def test_what_steers_a_terminal_is_not_printed() -> None:
    assert printable("a\x1b[31mb\x07\x9bc\u202ed\ne\tf") == "a\ufffd[31mb\ufffd\ufffdc\ufffdd\ne\tf"
    assert one_line("two\nlines  here") == "two lines here"


def test_a_file_in_place_of_the_workspace_is_told(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "file").write_text("mine")
    assert main(["build", "texts", "--workspace", "file"]) == 3
    assert main(["build", "texts", "--workspace", "file/out"]) == 3
    err = capfd.readouterr().err
    assert err.count("error: file") == 2
    assert "Traceback" not in err
    assert (here / "file").read_text() == "mine"


@pytest.fixture
def read_only(here: Path) -> Iterator[Path]:
    """Give a folder that cannot be written, even by root: a small disk that is mounted so."""
    place = here / "disk"
    place.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    )
    shutil.copytree(here / "out", place / "out")
    if mounted:
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    else:
        if os.geteuid() == 0:
            pytest.skip("root may write everywhere, and may not mount here")
        (place / "out").chmod(0o555)
    try:
        yield place
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)
        else:
            (place / "out").chmod(0o755)


def test_a_read_only_workspace_answers_and_refuses(
    read_only: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (read_only.parent / "salt-road.txt").write_text(GOOD)
    assert main(["add", "salt-road.txt", "--workspace", "disk/out"]) == 3
    out, err = capfd.readouterr()
    assert not out
    assert err.startswith("error: disk/out: ")
    assert main(["why", "Mira Tolvanen", "directorOf", "Harbour Lights", "--workspace", "disk/out"]) == 0
    assert len(Workspace(read_only / "out").states()) == 2
