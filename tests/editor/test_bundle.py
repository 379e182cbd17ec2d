"""The build of the editor: what is made, what it says of its parts, and that all works where it cannot be made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "kg" / "server" / "editor" / "built"


@pytest.mark.browser
@pytest.mark.usefixtures("bundled")
def test_the_notice_names_every_package_with_its_licence() -> None:
    notice = (BUILT / "NOTICE").read_text(encoding="utf-8")
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in wanted.items():
        assert f"{name} {version} (MIT)" in notice
    assert notice.count("Permission is hereby granted") == notice.count("(MIT)") >= len(wanted)


@pytest.mark.browser
@pytest.mark.usefixtures("bundled")
def test_the_bundle_names_no_other_host_and_makes_no_code() -> None:
    text = (BUILT / "editor.js").read_text(encoding="utf-8")
    hosts = {part.split("/")[0].split('"')[0] for part in text.split("://")[1:]}
    assert hosts <= {"www.w3.org"}, "the name space of SVG alone"
    assert "eval(" not in text
    assert "new Function" not in text


def test_versions_are_exact_and_scripts_of_packages_do_not_run() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert all(
        version[0].isdigit()
        for kind in ("dependencies", "devDependencies")
        for version in wanted[kind].values()
    )
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "npm ci --silent --ignore-scripts" in makefile


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Give what the build of the editor needs, without what npm installed."""
    for name in ("Makefile", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("bundle", "script"):
        shutil.copytree(ROOT / "kg/server/editor" / name, tmp_path / "kg/server/editor" / name)
    return tmp_path


def make(tree: Path, programs: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("make") or "make", "editor", "SHELL=/bin/sh"]
    environment = {"PATH": str(programs), "HOME": str(tree), **variables}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_make_goes_on_where_there_is_no_node(tree: Path) -> None:
    (tree / "bin").mkdir()
    done = make(tree, tree / "bin")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("\n") == 1
    assert "plain text area" in done.stderr
    assert make(tree, tree / "bin", CI="true").returncode != 0, "under CI nothing is left out in silence"


@pytest.mark.skipif(not shutil.which("make") or not shutil.which("npm"), reason="there is no make, or no npm")
def test_make_goes_on_where_npm_fails(tree: Path) -> None:
    programs = tree / "bin"
    programs.mkdir()
    for name in ("sh", "node", "npm", "find", "test", "touch", "mkdir"):
        found = shutil.which(name)
        if found:
            (programs / name).symlink_to(Path(found).resolve() if name != "npm" else found)
    done = make(
        tree, programs, npm_config_registry="http://127.0.0.1:9/", npm_config_cache=str(tree / "cache")
    )
    assert done.returncode == 0, done.stderr
    assert "plain text area" in done.stderr
    assert not (tree / "kg/server/editor/built").exists()


@pytest.mark.install
@pytest.mark.usefixtures("bundled")
def test_the_wheel_carries_the_bundle_and_git_does_not(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert {"kg/server/editor/built/editor.js", "kg/server/editor/built/NOTICE"} <= set(names)
    assert "kg/server/editor/script/main.js" in names
    assert "kg/server/editor/templates/query.html.j2" in names
    if shutil.which("git") and (ROOT / ".git").exists():
        held = subprocess.run(
            ["git", "ls-files", "kg/server/editor/built"], cwd=ROOT, check=True, capture_output=True
        )
        assert held.stdout == b""
