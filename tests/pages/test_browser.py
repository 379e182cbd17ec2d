"""The pages in a browser: what the policy allows, without script, without network, by keyboard, on a phone, in print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import pytest

from tests.pages.conftest import BASE, HERALD, HOSTILE, sha

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.pages.conftest import Visitor

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DOCUMENT = f"/colophon/document/{sha(HERALD)}"
FACT = "/colophon/fact/"
PAGES = {
    "home": "/",
    "thing": "/colophon/work/salt-harbour",
    "thing without facts": "/colophon/work/unsaid",
    "hostile thing": f"/resource?iri={quote('https://w3id.org/colophon/person/a%20b/c%23%3F%252F%3Cx%3E')}",
    "document": DOCUMENT,
    "place in a document": f"{DOCUMENT}#char=0,36",
    "hostile document": f"/colophon/document/{sha(HOSTILE)}",
    "document without text": f"/colophon/document/{sha('Ode Marlow wrote Slow Rivers in a year.')}",
    "documents": "/documents",
    "questions": "/questions",
    "question": "/questions/voices",
    "answer": "/questions/voices?character=Kaja",
    "mistake": "/questions/voices?character=kaia&stage=x",
    "search": "/search?q=a",
    "no name": "/search?q=castelane",
    "vocabulary": "/vocabulary",
    "nothing": "/colophon/person/rin-aldus",
    "extractor": f"/resource?iri={quote(BASE)}extractor/rule%2520%253Cx%253E%252F1",
}
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
CHANGING = ["color-contrast", "target-size", "scrollable-region-focusable"]
FINDINGS = """async wanted => {
  const found = await axe.run(document, { runOnly: wanted });
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target + " " + n.failureSummary).join(" | ")}`);
}"""
SMALL = """() => [...document.querySelectorAll("button, input, select, summary, a[href]")]
  .filter(e => e.checkVisibility() && !e.matches(".skip"))
  .map(e => [e.id || e.textContent.trim().slice(0, 30), e.getBoundingClientRect(), getComputedStyle(e).display])
  .filter(([, box, display]) => display !== "inline" && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is absent: make node (needs Node.js with npm)")
    return AXE.read_text(encoding="utf-8")


def geometry(page: Page) -> list[str]:
    """Give what is too small to be pressed or too wide for the window."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    small: list[str] = page.evaluate(SMALL)
    return [*small, *(["too wide"] if wide else [])]


def look(page: Page, scheme: Literal["light", "dark"], device: str) -> None:
    """Show the page that is open in a window of another size and in other colours."""
    width, height = SIZES[device]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def test_axe_finds_nothing_and_nothing_complains(visitor: Visitor, axe: str) -> None:
    """All rules at a desk in the light, and what another window and other colours can change: on a phone in the dark."""
    visit = visitor.open("/")
    page, found = visit.page, {}
    for name, target in PAGES.items():
        look(page, "light", "desktop")
        page.goto(visitor.server.address + target)
        page.evaluate(axe)
        found[name] = [*page.evaluate(FINDINGS, TAGS), *geometry(page)]
        look(page, "dark", "phone")
        found[name] += [*page.evaluate(FINDINGS, CHANGING), *geometry(page)]
        found[name] += [one for one in visit.complaints if "404" not in one and "400" not in one]
        visit.complaints.clear()
    told = [f"{name}: {problem}" for name, problems in found.items() for problem in problems]
    assert not told, "\n".join(told)
    assert visit.requests == []


@pytest.mark.parametrize(("scheme", "device"), [("dark", "desktop"), ("light", "phone"), ("dark", "phone")])
def test_axe_finds_nothing_in_any_look(
    visitor: Visitor, axe: str, scheme: Literal["light", "dark"], device: str
) -> None:
    width, height = SIZES[device]
    page = visitor.open(PAGES["thing"], width=width, height=height, color_scheme=scheme).page
    for name in ("thing", "answer"):
        page.goto(visitor.server.address + PAGES[name])
        page.evaluate(axe)
        assert [*page.evaluate(FINDINGS, TAGS), *geometry(page)] == [], name


def test_without_script_all_can_be_read_and_asked(visitor: Visitor) -> None:
    visit = visitor.open("/", java_script_enabled=False)
    page = visit.page
    page.fill("#q", "kaja")
    page.press("#q", "Enter")
    page.click("main a:has-text('Kaja')")
    assert page.locator("h1").inner_text() == "Kaja"
    page.click("a.source >> nth=0")
    assert "#char=" in page.url
    assert page.locator("mark:target + .cue + .note").is_visible()
    page.goto(f"{visitor.server.address}/questions/voices")
    page.fill("input[name=character]", "Kaja")
    page.select_option("select[name=stage]", "young")
    page.click("button:has-text('Ask')")
    assert page.locator("tbody tr").count() == 1
    assert visit.requests == []


def test_a_fragment_leads_to_the_quote_and_shows_what_it_says(visitor: Visitor) -> None:
    page = visitor.open(f"{DOCUMENT}#char=0,36").page
    note = page.locator("mark:target + .cue + .note")
    assert note.is_visible()
    assert "Rin Aldous" in note.inner_text()
    assert page.locator(".note:visible").count() == 1
    plain = re.search(r'id="(q-[0-9]+-[0-9]+)"', page.content())
    assert plain is not None
    page.goto(f"{visitor.server.address}{DOCUMENT}#{plain[1]}")
    page.locator(".cue:target + .note").wait_for()


def test_both_halves_of_a_quote_that_crosses_another_light_up(visitor: Visitor) -> None:
    page = visitor.open(DOCUMENT).page
    crossing = page.evaluate(
        """() => { const seen = new Set();
          for (const mark of document.querySelectorAll("mark[data-note]")) { if (seen.has(mark.dataset.note)) return mark.dataset.note; seen.add(mark.dataset.note); }
          return ""; }"""
    )
    assert crossing, "the text has quotes that cross"
    page.evaluate(
        "note => { location.hash = document.querySelector(`mark[id][data-note='${note}']`).id; }", crossing
    )
    page.locator("mark.lit").nth(1).wait_for()
    assert "".join(page.locator("mark.lit").all_inner_texts()).replace("\n", "").startswith("film by")


def test_names_are_suggested_and_chosen_by_keyboard(visitor: Visitor) -> None:
    visit = visitor.open("/")
    page = visit.page
    page.locator("#q").press_sequentially("kaj")
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#q", "aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_hidden()
    page.locator("#q").press_sequentially("a")
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/character/kaja")
    assert visit.complaints == []


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(visitor: Visitor) -> None:
    page = visitor.open("/colophon/character/kaja").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e); return [e.textContent, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; }"
        )
        assert outline, name


def test_hostile_texts_run_nothing(visitor: Visitor) -> None:
    for target in (
        PAGES["hostile document"],
        PAGES["hostile thing"],
        "/search?q=%3Cscript%3Ealert(1)",
        "/view",
    ):
        visit = visitor.open(target)
        visit.page.wait_for_timeout(100)
        assert visit.complaints == []
        assert visit.requests == []


def test_the_map_runs_under_its_own_policy(visitor: Visitor) -> None:
    visit = visitor.open("/view")
    visit.page.wait_for_selector("body[data-ready]", state="attached")
    assert visit.complaints == []
    visit.page.click("a:has-text('Pages')")
    visit.page.wait_for_url(f"{visitor.server.address}/")


def test_in_print_the_text_stands_without_the_frame(visitor: Visitor) -> None:
    page = visitor.open(DOCUMENT).page
    page.emulate_media(media="print")
    assert page.locator(".head").is_hidden()
    assert page.locator(".text").is_visible()
    assert page.locator(".note:visible").count() == 0
