"""docs/reference/rules.md is what benchmarks/rule_report.py writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "benchmarks" / "rule_report.py"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.reference
def test_the_page_is_as_measured() -> None:
    if os.environ.get("KG_GOLDEN") == "write":
        assert _run().returncode == 0
    answer = _run("--check")
    assert answer.returncode == 0, answer.stderr or "run `make reference`"


def test_an_absent_set_keeps_its_columns(tmp_path: Path) -> None:
    absent = str(tmp_path / "absent.jsonl")
    answer = _run("--check", "--texts", absent, "--articles", absent, "--corpus", absent)
    assert "absent.jsonl is not there" in answer.stderr
    assert answer.returncode == 0
