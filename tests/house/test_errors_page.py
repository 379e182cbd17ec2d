"""The error table lists every code that the program can print, and no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")


def codes_of(path: Path) -> set[str]:
    """Find the first arguments of `Problem(...)`, and what is assigned to a name `code` that stands there."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
        if isinstance(node, ast.Assign) and any("code" in ast.unparse(target) for target in node.targets):
            values = node.value.elts[:1] if isinstance(node.value, ast.Tuple) else [node.value]
            found |= {value.value for value in values if isinstance(value, ast.Constant)}
    return {str(code) for code in found if CODE.fullmatch(str(code))}


def test_the_table_lists_the_codes_of_the_program() -> None:
    codes = set().union(*(codes_of(path) for path in (ROOT / "kg").rglob("*.py")))
    listed = {
        code
        for line in PAGE.splitlines()
        if line.startswith("| `")
        for code in re.findall(r"`([a-z0-9-]+)`", line.split("|")[1])
    }
    assert len(codes) > 40
    assert listed == codes
