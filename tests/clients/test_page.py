"""The page on clients prints what it says, as written, on the graph of the articles."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.clients.conftest import ROOT
from tests.serving import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serving import Server

PAGE = ROOT / "docs" / "how-to" / "clients.md"
BLOCK = re.compile(r"```(python|sh|js)\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
COMMANDS = {"python": [sys.executable, "ask.py"], "sh": ["sh", "ask.sh"], "js": ["node", "ask.mjs"]}
SECTIONS = re.findall(
    r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)
BLOCKS = [
    pytest.param(block, id=f"{title} {number}", marks=[pytest.mark.comunica] if title == "Comunica" else [])
    for title, text in SECTIONS
    for number, block in enumerate(BLOCK.findall(text), 1)
]


def test_each_code_of_the_page_is_run() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(BLOCKS) == len(re.findall(r"^```(?!text)\w+$", text, re.MULTILINE)) == 11


@pytest.mark.parametrize("block", BLOCKS)
def test_the_page_prints_what_it_says(
    request: pytest.FixtureRequest, writable: Server, tmp_path: Path, block: tuple[str, str, str]
) -> None:
    language, code, printed = block
    if request.node.get_closest_marker("comunica"):
        (tmp_path / "node_modules").symlink_to(request.getfixturevalue("comunica"))
    command = COMMANDS[language]
    here = code.replace("127.0.0.1:8010", f"127.0.0.1:{writable.port}")
    (tmp_path / command[1]).write_text(here, encoding="utf-8")
    environment = {**os.environ, "KG_TOKEN": TOKEN}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == printed.splitlines(), done.stderr
