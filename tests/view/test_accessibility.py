"""WCAG 2.2 AA: axe-core finds nothing in any state, and what axe cannot see is measured here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.view.conftest import Visitor

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FILM = "work/the-salt-harbour"
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
FINDINGS = """async tags => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target + " " + n.failureSummary).join(" | ")}`);
}"""


def states(page: Page) -> Iterator[str]:
    """Bring the page into each of its states, one after the other."""
    yield "overview"
    page.locator(".keys summary").click()
    yield "keys"
    for name, fragment in {
        "name": f"#node={FILM}",
        "name without links": "#node=person/nobody",
        "hedged": "#node=person/jo-tamsin",
        "list": "#view=list",
        "list with a choice": f"#view=list&node={FILM}",
        "both": "#view=both",
        "neighbourhood": f"#around={FILM}&depth=1",
        "path": "#from=person/jo-tamsin&to=character/kaja",
        "path in the making": "#from=person/jo-tamsin",
        "groups": "#colour=group&size=rank",
        "nothing fits": "#view=list&find=zzzz",
        "types hidden": "#hide=Person,Character,Film,Manga,Series,Book,Track,Game,Play,Work,Studio,Organization",
    }.items():
        page.evaluate("hash => { location.hash = hash; }", fragment)
        page.wait_for_timeout(50)
        yield name
    for status in ("stated", "planned", "opinion", "rumoured", "negated"):
        page.evaluate(
            """status => {
                const data = JSON.parse(document.getElementById("page-data").textContent);
                location.hash = "fact=" + data.facts.find(fact => fact.status === status && fact.object).id;
            }""",
            status,
        )
        page.wait_for_timeout(50)
        yield f"fact that is {status}"
    page.click("#card .place")
    yield "copy of a document"
    page.keyboard.press("Escape")
    page.evaluate("location.hash = ''")
    page.click("#show-filters")
    yield "filters"
    page.click("#show-filters")
    page.fill("#search", "a")
    yield "suggestions"
    page.fill("#search", "zzzz")
    yield "no suggestion"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", SIZES)
def test_axe_finds_nothing_in_any_state(
    full_file: Path, visitor: Visitor, scheme: Literal["light", "dark"], device: str
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is absent: make node (needs Node.js with npm)")
    width, height = SIZES[device]
    page = visitor.open(full_file, width=width, height=height, color_scheme=scheme).page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {name: page.evaluate(FINDINGS, TAGS) for name in states(page)}
    assert {name: violations for name, violations in found.items() if violations} == {}


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = colour => {
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = getComputedStyle(document.documentElement);
  const ratio = (a, b) => { const [x, y] = [light(style.getPropertyValue(a)), light(style.getPropertyValue(b))]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
  return {
    words: ["--ink", "--quiet"].map(name => [name, ratio(name, "--map")]),
    marks: ["--line", "--planned", "--opinion", "--accent", "--outline"].map(name => [name, ratio(name, "--map")]) };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_on_the_canvas_stands_out(
    page_file: Path, visitor: Visitor, scheme: Literal["light", "dark"]
) -> None:
    measured = visitor.open(page_file, color_scheme=scheme).page.evaluate(CONTRAST)
    assert [pair for pair in measured["words"] if pair[1] < 4.5] == []
    assert [pair for pair in measured["marks"] if pair[1] < 3] == []


SMALL = """() => [...document.querySelectorAll("button, input, select, summary, a[href]")]
  .filter(e => e.checkVisibility() && !e.matches(".skip"))
  .map(e => e.closest("label") ?? e) // a label is pressed with its box
  .map(e => [e.id || e.textContent.trim().slice(0, 30), e.getBoundingClientRect(), getComputedStyle(e).display])
  .filter(([, box, display]) => display !== "inline" && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.mark.parametrize("device", SIZES)
def test_whatever_can_be_pressed_is_large_enough(full_file: Path, visitor: Visitor, device: str) -> None:
    width, height = SIZES[device]
    page = visitor.open(full_file, width=width, height=height).page
    small = {name: page.evaluate(SMALL) for name in states(page)}
    found = sorted({one for names in small.values() for one in names})
    assert not found, "\n".join(found)


def test_the_focus_can_be_seen_wherever_it_goes(full_file: Path, visitor: Visitor) -> None:
    page = visitor.open(full_file, f"#node={FILM}").page
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name, outline, inside = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
            return [e.id || e.className || e.tagName, s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
                    b.bottom > 0 && b.top < innerHeight]; }"""
        )
        if name == "BODY":
            break
        seen.add(name)
        assert outline, name
        assert inside, name
    assert {"search", "map", "zoom-in", "save-png"} <= seen


def test_nothing_moves_for_those_who_asked_for_calm(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, reduced_motion="reduce").page
    before = page.evaluate(f"colophon.pointOf('node', '{FILM}')")
    page.click("#zoom-in")
    first = page.evaluate("colophon.pointOf('node', 'character/kaja')")
    page.wait_for_timeout(300)
    assert page.evaluate("colophon.pointOf('node', 'character/kaja')") == first
    assert before is not None
    assert page.evaluate("document.getAnimations().length") == 0
