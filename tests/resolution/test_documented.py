"""The explanation of resolution names every rule, and no rule that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from kg.resolution.clusters import REASONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explanation" / "resolution.md").read_text(encoding="utf-8")


def test_every_rule_is_explained_and_every_explained_rule_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "kg" / "resolution").glob("*.py"))
    joins = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)",\s*(?:0\.\d+|score)', code))
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE))
    assert len(joins) == 8
    assert explained == joins | set(REASONS)
