"""The documentation holds together: links lead somewhere, every page is listed, the tutorial works as written."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")
BLOCK = re.compile(r"(?<=^```console\n)(\$ [^\n]*\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
RUN = [ROOT / "docs" / "tutorial.md", ROOT / "docs" / "explanation" / "quality.md"]


def targets(page: Path) -> list[Path]:
    links = [link for link, _ in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    return [(page.parent / link).resolve() for link in links]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert [target for target in targets(page) if not target.exists()] == []


def test_every_page_is_listed() -> None:
    listed = {*targets(ROOT / "docs" / "README.md"), *targets(ROOT / "docs" / "decisions" / "README.md")}
    pages = {page for page in (ROOT / "docs").rglob("*.md") if page.name != "README.md"}
    assert pages - listed == set()


@pytest.mark.golden
@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_the_commands_of_a_page_print_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "source_docs", tmp_path / "source_docs")
    shutil.copytree(ROOT / "tests" / "quality", tmp_path / "tests" / "quality")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_WORKSPACE", raising=False)
    monkeypatch.setattr(sys, "argv", ["kg"])
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")

    def run(block: re.Match[str]) -> str:
        command = block[1].removeprefix("$ ")
        words = shlex.shlex(command, posix=True, punctuation_chars=True)
        if command.startswith("kg ") and not {">", "|", "&"} & set(words):
            assert main(shlex.split(command)[1:]) == 0, command
        else:
            subprocess.run(command, shell=True, check=True)  # noqa: S602 - a command of our own page
        out, err = capfd.readouterr()
        assert not err
        return block[1] + out

    before = page.read_text(encoding="utf-8")
    after = BLOCK.sub(run, before)
    if os.environ.get("KG_GOLDEN") == "write":
        page.write_text(after, encoding="utf-8", newline="\n")
        return
    assert after.splitlines() == before.splitlines()


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    done = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {line.split()[1] for line in done.stdout.splitlines()} == set(phony[1].split())
