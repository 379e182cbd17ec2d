"""A workspace that was built once, of which each test gets a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.pipeline import Settings, Workspace, build

TEXTS = Path(__file__).parent / "texts"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(TEXTS, folder / "texts")
    build([folder / "texts"], Workspace(folder / "out"), Settings())
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with `texts/` and the graph of them in `out/`, and no settings around it."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_WORKSPACE", raising=False)
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path
