"""What the tutorial says to do in the browser can be done as it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from kg.pipeline import Settings, Workspace, build
from tests.chromium import NO_OTHER_HOST, chromium
from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds: the machine may be busy with other tests
SECTION = re.compile(r"^## \d+\. The same in the browser$(.*?)^## ", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^\d+\. (.*)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*")
ROWS = re.compile(r"(\d+) rows")
SEEN = re.compile(r"the answer has (\w+ \w+)")


def steps() -> list[str]:
    section = SECTION.search((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    assert section
    return STEP.findall(section[1])


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    shutil.copytree(ROOT / "source_docs", tmp_path / "source_docs")
    build([tmp_path / "source_docs"], Workspace(tmp_path / "out"), Settings())
    environment = {"PYTHONPATH": str(ROOT)}
    with running(tmp_path, "--quiet", environment=environment) as server, chromium(NO_OTHER_HOST) as browser:
        shown = browser.new_page()
        shown.set_default_timeout(1000 * PATIENCE)
        shown.goto(server.address)
        yield shown


def do(page: Page, step: str) -> None:
    """Do what a step says: what is bold is what is clicked, or typed."""
    first, *rest = BOLD.findall(step)
    if "double-click" in step:
        replace(page, first, *rest)
    else:
        named(page, first).click()


def named(page: Page, name: str) -> Locator:
    links = page.get_by_role("link", name=name, exact=True)
    return links.or_(page.get_by_role("button", name=name, exact=True)).first


def replace(page: Page, old: str, new: str) -> None:
    """Change a word of the query, in the editor or, where that was not bundled, in the plain text area."""
    area = page.locator("#query")
    if area.is_visible():
        area.fill(area.input_value().replace(old, new))
        return
    page.locator("#editor").get_by_text(old).first.dblclick()
    page.keyboard.type(new)


@pytest.mark.browser
@pytest.mark.golden
def test_the_steps_in_the_browser_lead_where_the_tutorial_says(page: Page) -> None:
    answer = page.locator("#answer")
    expect.set_options(timeout=1000 * PATIENCE)
    claims = 0
    for step in steps():
        do(page, step)
        for pattern in (ROWS, SEEN):
            for said in pattern.finditer(step):
                expect(answer).to_contain_text(said[0] if pattern is ROWS else said[1])
                claims += 1
    assert claims >= 2
    assert "Tori Matsuzaka" not in answer.inner_text()  # who voices the character that was asked about before
