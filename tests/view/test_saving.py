"""Pictures of the map: what is drawn is in the file, as text that cannot be anything else."""

from __future__ import annotations

import itertools
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from lxml import etree

from kg.analysis import layout
from kg.ontology import load_ontology
from kg.writers.view import html_view
from tests.view.test_browser import RECORD_LABELS
from tests.view.test_hostile import HOSTILE, everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from kg.model import KnowledgeGraph
    from tests.view.conftest import Visitor

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
FILM = "work/the-salt-harbour"


def saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        page.click(f"#save-{kind}")
    assert download.value.suggested_filename.endswith(f".{kind}")
    return Path(download.value.path()).read_bytes()


def test_the_drawing_has_every_name_and_shape_of_the_map(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    visit = visitor.open(page_file, script=RECORD_LABELS)
    visit.page.wait_for_timeout(300)
    written = {label[0] for label in visit.page.evaluate("globalThis.labels")}
    root = etree.fromstring(saved(visit.page, "svg"))
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert written
    assert written <= texts
    assert {"The Salt Harbour", "27 names, 35 links between them, 41 quotes from 3 documents"} <= texts
    assert {"film", "person", "stated", "planned", "opinion"} <= texts  # the legend
    drawn = [element for element in root.iter(f"{SVG}path") if "scale(" in (element.get("transform") or "")]
    linked = {end for fact in graph.facts if fact.is_easy for end in (fact.subject, fact.object)}
    shapes = {entity.type for entity in graph.entities if entity.path in linked}
    assert len(drawn) == len([e for e in graph.entities if e.path in linked]) + len(shapes)
    assert root.findtext(f"{SVG}title") == "The Salt Harbour"
    assert visit.requests == []
    assert visit.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_shows_each_node_where_the_map_has_it(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor, scheme: Literal["light", "dark"]
) -> None:
    page = visitor.open(page_file, color_scheme=scheme).page
    picture = saved(page, "png")
    width, height = struct.unpack(">II", picture[16:24])
    frame = page.evaluate("(({ x, y, width, height }) => [x, y, width, height])(map.getBoundingClientRect())")
    assert width == round(frame[2]) * 2
    assert height > round(frame[3]) * 2
    places = {entity.path: page.evaluate("id => colophon.pointOf('node', id)", entity.path) for entity in graph.entities
              if entity.type == "Film" and entity.path != "work/bellweather"}  # fmt: skip
    seen = page.evaluate(
        """async ([bytes, points]) => {
            const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            const canvas = new OffscreenCanvas(image.width, image.height), ctx = canvas.getContext("2d");
            ctx.drawImage(image, 0, 0);
            return points.map(([x, y]) => [...ctx.getImageData(Math.round(x * 2), Math.round(y * 2), 1, 1).data]);
        }""",
        [list(picture), [[at["x"] - frame[0], at["y"] - frame[1] + 56] for at in places.values()]],
    )
    assert len(seen) > 1
    assert all(colour == [0xD5, 0x5E, 0x00, 255] for colour in seen)  # the colour of films


def test_what_is_not_lit_is_faint_on_the_drawing_too(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, "#node=person/jo-tamsin").page
    root = etree.fromstring(saved(page, "svg"))
    faint = [group for group in root.iter(f"{SVG}g") if group.get("opacity")]
    assert len(faint) == 1
    assert len(faint[0].findall(f"{SVG}path")) > 20
    assert "Jo Tamsin" in [element.text for element in root.iter(f"{SVG}text") if element.get("font-weight")]


def test_the_same_state_gives_the_same_drawing(page_file: Path, visitor: Visitor) -> None:
    first, second = (saved(visitor.open(page_file).page, "svg") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text_in_the_drawing(text: str, tmp_path: Path, visitor: Visitor) -> None:
    graph = everywhere(text)
    path = tmp_path / "hostile.html"
    path.write_text(html_view(graph, load_ontology(), layout(graph), text), encoding="utf-8")
    visit = visitor.open(path)
    root = etree.fromstring(saved(visit.page, "svg"))
    allowed = {f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "text", "clipPath", "g", "path")}
    assert {element.tag for element in root.iter()} <= allowed
    names = itertools.chain.from_iterable(element.attrib for element in root.iter())
    assert not any(name.startswith("on") or "href" in name for name in names)
    assert saved(visit.page, "png").startswith(b"\x89PNG")
    assert visit.requests == []
    assert visit.complaints == []
