"""The page on Python prints what it says, as written, on the graph of the articles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.pipeline import Workspace, build, load_settings
from tests.serving import running

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "python.md"
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", re.DOTALL)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
def test_the_page_on_python_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build([ROOT / "source_docs"], Workspace(tmp_path / "out"), load_settings(tmp_path / "out"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) == 8
    with running(tmp_path) as server:
        for code, printed in blocks:
            here = code.replace("127.0.0.1:8010", f"127.0.0.1:{server.port}")
            exec(compile(here, PAGE.name, "exec"), names)  # noqa: S102 - the page's own code is on trial
            assert capsys.readouterr().out == printed
