"""`kg.open(...).view()` in a notebook: the page in a frame of its own, which can do nothing to what is around it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.model import ExitCode, KgError
from kg.pipeline import Workspace, build, load_settings

if TYPE_CHECKING:
    from kg.opened import OpenedGraph
    from tests.view.conftest import Visitor

TEXT = (
    "Nine Lanterns\n\nNine Lanterns is a film directed by Ottoline Grey. It was produced by Studio Quay Nine. "
    "Ottoline Grey also wrote the screenplay.\n"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "review.txt").write_text(TEXT, encoding="utf-8")
    place = Workspace(folder / "out")
    build([folder / "review.txt"], place, load_settings(folder / "out"))
    return folder / "out"


@pytest.fixture(scope="module")
def opened(workspace: Path) -> OpenedGraph:
    return kg.open(workspace)


def test_it_gives_the_graph_of_the_workspace(opened: OpenedGraph) -> None:
    assert "Ottoline Grey" in [entity.label for entity in opened.graph.entities]
    assert opened.graph is opened.graph


def test_the_view_is_the_page_that_the_command_writes(
    opened: OpenedGraph, workspace: Path, tmp_path: Path
) -> None:
    view = opened.view()
    assert view.html == (workspace / "graph.html").read_text(encoding="utf-8")
    view.save(tmp_path / "view.html")
    assert (tmp_path / "view.html").read_text(encoding="utf-8") == view.html
    assert TEXT.split("\n", maxsplit=1)[0] in opened.view(with_texts=True, lang="de").html


def test_where_nothing_was_built_it_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(KgError) as error:
        kg.open(tmp_path)
    assert error.value.exit_code == ExitCode.WORKSPACE


def test_the_frame_holds_the_whole_page_as_an_attribute(opened: OpenedGraph) -> None:
    view = opened.view(height=300)
    shown = view._repr_html_()
    attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', shown))
    assert html.unescape(attributes["srcdoc"]) == view.html
    assert "allow-same-origin" not in attributes["sandbox"]
    assert "height:300px" in attributes["style"]
    assert shown.count("<") == 2


@pytest.mark.browser
def test_in_a_notebook_the_page_works_and_stays_in_its_frame(
    opened: OpenedGraph, tmp_path: Path, visitor: Visitor
) -> None:
    shown = opened.view()._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        f'<!DOCTYPE html><html lang="en"><title>Notebook</title><body data-ready="true"><div class="output">{shown}</div></body>',
        encoding="utf-8",
    )
    visit = visitor.open(notebook)
    frame = visit.page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for(state="attached")
    frame.locator("#search").fill("ottoline")
    frame.locator("#search").press("Enter")
    assert frame.locator("#card-title").inner_text() == "Ottoline Grey"
    frame.locator("#show-list").click()
    frame.locator("#facts tbody th a", has_text="Nine Lanterns").first.click()
    assert frame.locator("#card-title").inner_text() == "Nine Lanterns"
    frame.locator("#show-map").click()
    with visit.page.expect_download() as download:
        frame.locator("#save-svg").click()
    assert b"Ottoline Grey" in Path(download.value.path()).read_bytes()
    assert visit.page.url == notebook.as_uri()
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith(("about:", "blob:"))] == []
