"""Two installations agree: every package of an installation is pinned to one version."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!]+)")
PINS = [
    line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")
]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str, seen: set[str]) -> set[str]:
    """Follow what the installed packages require, without extras."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - comes with pytest

    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and plain(requirement.name) not in seen:
            seen.add(plain(requirement.name))
            needed(requirement.name, seen)
    return seen


@pytest.mark.parametrize("line", PINS)
def test_each_line_pins_one_version_without_a_local_suffix(line: str) -> None:
    assert PIN.fullmatch(line)


def test_all_that_the_program_and_its_tests_need_is_pinned() -> None:
    pinned = {plain(line.partition("==")[0]) for line in PINS}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    direct = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {plain(re.split(r"[<>=~! \[]", line, maxsplit=1)[0]) for line in direct}
    for name in sorted(names):
        names |= needed(name, {name})
    assert names <= pinned
