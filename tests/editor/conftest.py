"""A server with the query page, and a browser that looks at it."""

from __future__ import annotations

import re
import shutil
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from kg.pipeline import Settings, Workspace, build
from tests import serving
from tests.chromium import NO_OTHER_HOST, Contexts, Visit, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "tests" / "commands" / "texts"
BUNDLE = ROOT / "kg" / "server" / "editor" / "built" / "editor.js"
PATIENCE = 60  # seconds: the machine may be busy with other tests
expect.set_options(timeout=1000 * PATIENCE)
# What a browser says of every answer with such a status; that there is one is what some tests are about.
EXPECTED = re.compile(r"Failed to load resource: .*(400|503|ERR_FAILED|ERR_INTERNET_DISCONNECTED)")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queried")
    shutil.copytree(TEXTS, folder / "texts")
    build([folder / "texts"], Workspace(folder / "out"), Settings(fast=True))
    return folder


@contextmanager
def running(folder: Path, code: Path = ROOT, *options: str) -> Iterator[str]:
    """Run `kg serve`, of the code in a folder, for a workspace `out`; give its address."""
    with serving.running(folder, *options, environment={"PYTHONPATH": str(code)}) as server:
        yield server.address


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[str]:
    with running(built) as address:
        yield address


@pytest.fixture(scope="session")
def plain_server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a server whose code was installed where there is no Node.js."""
    code = tmp_path_factory.mktemp("code")
    left_out = shutil.ignore_patterns("built", "weights", "*.pyc.*")
    shutil.copytree(ROOT / "kg", code / "kg", ignore=left_out)
    shutil.copytree(ROOT / "ontology", code / "ontology")
    with running(built, code) as address:
        yield address


@pytest.fixture(scope="module")  # while it is open, no other loop of asyncio can run
def browser() -> Iterator[Browser]:
    with chromium(NO_OTHER_HOST) as browser:
        yield browser


class QueryPage(Visit):
    """An open query page."""

    def write(self, sparql: str) -> None:
        """Type a query in the place of the one that stands there; closing brackets are typed over."""
        self.page.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(sparql)

    def put(self, sparql: str) -> None:
        """Put a query in the place of the one that stands there, at once."""
        self.page.locator(".cm-content").fill(sparql)

    def run(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.get_by_role("button", name="Run", exact=True).click()

    @property
    def text(self) -> str:
        return "\n".join(self.page.locator(".cm-line").all_inner_texts()).strip()

    def rows(self) -> list[list[str]]:
        """Give the table of the answer, as it is read."""
        self.page.locator("#answer tbody tr").first.wait_for()
        found: list[list[str]] = self.page.evaluate(
            "[...document.querySelectorAll('#answer tbody tr')].map(r => [...r.cells].map(c => c.innerText.trim()))"
        )
        return found


class Visitor(Contexts):
    """Opens pages and closes them again."""

    def __init__(self, browser: Browser, server: str) -> None:
        super().__init__(browser)
        self.server = server

    def open(
        self,
        *,
        at: str = "",
        size: tuple[int, int] = (1280, 900),
        without: str = "",
        options: dict[str, object] | None = None,
        **asked: str,
    ) -> QueryPage:
        """Open the query page.

        Args:
            at: another server's address.
            size: of the window.
            without: a pattern of addresses that cannot be loaded.
            options: of the context.
            asked: `query` or `question`.
        """
        given = options or {}
        context = self.make(size, **given)
        if without:
            context.route(without, lambda route: route.abort())
        context.set_default_timeout(1000 * PATIENCE)
        visit = QueryPage(context.new_page())
        visit.page.goto(f"{at or self.server}/query{'?' * bool(asked)}{urlencode(asked)}")
        if given.get("java_script_enabled", True) and "main.js" not in without:
            visit.page.wait_for_selector("html[data-ready]", state="attached")
        return visit


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Visitor]:
    with closing(Visitor(browser, server)) as visitor:
        yield visitor


@pytest.fixture
def bundled() -> None:
    """Skip where the editor was not bundled."""
    if not BUNDLE.is_file():
        pytest.skip("the editor is not bundled: make editor (needs Node.js with npm)")
