"""The reference of the commands is complete, and each command explains itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kg.cli.program import app
from kg.cli.program import run as run_program
from kg.cli.reference import commands_page, help_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
run_program(["--version"])  # loads the commands
NAMES = [command.name or "" for command in app.registered_commands]
PROMISED = [
    "build",
    "extract",
    "add",
    "remove",
    "documents",
    "query",
    "show",
    "why",
    "path",
    "stats",
    "export",
    "view",
    "validate",
    "evaluate",
]


@pytest.mark.reference
def test_the_page_is_what_the_help_says() -> None:
    page = commands_page()
    if os.environ.get("KG_GOLDEN") == "write":
        PAGE.write_text(page, encoding="utf-8", newline="\n")
        return
    assert PAGE.read_text(encoding="utf-8") == page


def test_all_promised_commands_are_there() -> None:
    assert set(PROMISED) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_help_with_an_example_and_the_common_options(name: str) -> None:
    text = help_of(name)
    assert re.search(rf"Examples:\n +(cat \S+ \| )?kg {name}", text)
    for option in ("--quiet", "--verbose", "--help"):
        assert option in text
    assert "--json" in text or "--format" in text or name in {"view", "serve"}


def test_help_comes_without_the_stages_that_build() -> None:
    import subprocess  # noqa: PLC0415 - for this test alone
    import sys  # noqa: PLC0415 - as above

    program = "import sys; from kg.cli import main; main(['--help']); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"rdflib", "pyoxigraph", "networkx", "numpy", "trafilatura", "kg.pipeline.building"}
