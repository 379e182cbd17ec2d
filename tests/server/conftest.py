"""Servers for the tests, of a workspace that was built once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import Settings, Workspace, build
from tests.serving import WAYS, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serving import Server

TEXTS = Path(__file__).parents[1] / "commands" / "texts"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(TEXTS, folder / "texts")
    build([folder / "texts"], Workspace(folder / "out"), Settings(fast=True))
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path) -> Path:
    """Give a folder with a graph of its own."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="session")
def started(built: Path) -> Iterator[Server]:
    with running(built) as found:
        yield found


@pytest.fixture(params=WAYS)
def server(started: Server, request: pytest.FixtureRequest) -> Server:
    """Give a server that changes nothing, for all tests; once it is asked on new connections, once on those that were lent."""
    return replace(started, lends=request.param == "lent")
