"""The wheel works by itself: installed into an empty environment outside the tree it builds, answers and shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNREACHABLE = ("ConnectionError", "NewConnectionError", "Temporary failure in name resolution", "ProxyError")
TEXTS = ROOT / "tests" / "commands" / "texts"

pytestmark = pytest.mark.install


def run(*command: str | Path, cwd: Path) -> str:
    outside = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "KG_", "VIRTUAL"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=outside, capture_output=True, text=True, check=False
    )
    if done.returncode and any(word in done.stderr for word in UNREACHABLE):
        pytest.skip("no package registry can be reached")
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    return folder


def test_the_wheel_carries_the_ontology_and_no_article(archives: Path) -> None:
    names = zipfile.ZipFile(next(archives.glob("*.whl"))).namelist()
    ontology = {
        path.relative_to(ROOT / "ontology").as_posix()
        for path in (ROOT / "ontology").rglob("*.*")
        if path.is_file()
    }
    assert {f"kg/_ontology/{name}" for name in ontology} <= set(names)
    assert "kg/py.typed" in names
    assert not [name for name in names if "source_docs" in name or name.startswith("tests")]


def test_the_source_distribution_carries_no_article(archives: Path) -> None:
    with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
        names = archive.getnames()
        contents = b"".join(
            member.read() for name in names if (member := archive.extractfile(name)) is not None
        )
    assert not [name for name in names if "source_docs" in name or "tests/" in name]
    assert any(name.endswith("ontology/classes.ttl") for name in names)
    for article in (ROOT / "source_docs").glob("*.txt"):
        longest = max(article.read_bytes().splitlines(), key=len)
        assert longest not in contents


def test_an_empty_environment_builds_answers_and_shows(archives: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    folder = "Scripts" if os.name == "nt" else "bin"
    python, kg = tmp_path / "venv" / folder / "python", tmp_path / "venv" / folder / "kg"
    wheel, pins = next(archives.glob("*.whl")), ROOT / "constraints.txt"
    run(python, "-m", "pip", "install", "-qq", "-c", pins, wheel, cwd=tmp_path)
    shutil.copytree(TEXTS, tmp_path / "texts")
    assert "out/graph.html" in run(kg, "build", "texts", cwd=tmp_path)
    assert "Mira Tolvanen" in run(
        kg, "query", "--ask", "who-made", "--set", "work=Harbour Lights", cwd=tmp_path
    )
    assert run(kg, "view", cwd=tmp_path) == "out/graph.html\n"
    assert "Harbour Lights" in (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert run(kg, "--version", cwd=tmp_path).startswith("kg ")
    assert run(python, "-m", "kg", "validate", cwd=tmp_path) == ""
