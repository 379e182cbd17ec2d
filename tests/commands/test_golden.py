"""Commands with what they print, as Markdown that people read; `make golden` rewrites the outputs.

A block holds a command after "$ ", then what it prints: standard output as it is, lines of standard error after "! ",
and the exit code where it is not 0. The commands of one file run one after the other in one folder.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from kg.cli import main

FILES = sorted((Path(__file__).parent / "golden").glob("*.md"))
BLOCK = re.compile(r"(?<=^```console\n)(\$ kg [^\n]*\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


@pytest.mark.golden
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
@pytest.mark.usefixtures("here")
def test_the_commands_print_what_the_file_says(
    file: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["kg"])

    def run(block: re.Match[str]) -> str:
        code = main(shlex.split(block[1])[2:])
        out, err = capfd.readouterr()
        told = "".join(f"! {line}\n" for line in err.splitlines())
        return block[1] + out + told + (f"[exit {code}]\n" if code else "")

    before = file.read_text(encoding="utf-8")
    after = BLOCK.sub(run, before)
    if os.environ.get("KG_GOLDEN") == "write":
        file.write_text(after, encoding="utf-8", newline="\n")
        return
    assert BLOCK.search(before)
    assert after.splitlines() == before.splitlines()
