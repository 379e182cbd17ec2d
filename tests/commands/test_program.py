"""The program as a process: pipes, versions, progress, errors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import __version__

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
KG = [sys.executable, "-m", "kg"]


def test_a_reader_that_goes_away_is_no_error(here: Path) -> None:
    with subprocess.Popen(
        [*KG, "export", "--format", "nquads"],
        cwd=here,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_standard_input_is_read(here: Path) -> None:
    text = (here / "texts" / "tolvanen-returns.md").read_bytes()
    command = [*KG, "extract", "-", "--name", "tolvanen-returns.md"]
    done = subprocess.run(command, cwd=here, env=ENVIRONMENT, input=text, capture_output=True, check=True)
    file = subprocess.run(
        [*KG, "extract", "texts/tolvanen-returns.md"],
        cwd=here,
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
    )
    assert done.stdout == file.stdout
    query = [*KG, "query", "-", "--format", "csv"]
    asked = subprocess.run(
        query,
        cwd=here,
        env=ENVIRONMENT,
        input=b"ASK { ?a kg:directorOf ?b }",
        capture_output=True,
        check=True,
    )
    assert asked.stdout == b"true\n"


def test_the_version_is_printed(here: Path) -> None:
    done = subprocess.run(
        [*KG, "--version"], cwd=here, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"kg {__version__}\n"


def test_output_is_utf_8_without_colours_in_any_locale(here: Path) -> None:
    environment = {**ENVIRONMENT, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*KG, "why", "Mira Tolvanen", "directorOf", "Harbour Lights"],
        cwd=here,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert "director of → Harbour Lights" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["build", "--nonsense"], ["why", "one"], ["stats", "--top", "0"]]
)
def test_wrong_usage_ends_with_2_and_no_traceback(here: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [*KG, *arguments], cwd=here, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert not done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr
