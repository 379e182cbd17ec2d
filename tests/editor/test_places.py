"""Where the editor is not: without scripts, without its bundle; and for whom it must work: by keyboard, on phones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.editor.conftest import EXPECTED, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.editor.conftest import QueryPage, Visitor

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
FINDINGS = """async wanted => {
  const found = await axe.run(document, { runOnly: wanted });
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target + " " + n.failureSummary).join(" | ")}`);
}"""
DIRECTED = 'SELECT ?work WHERE { ?who rdfs:label "Mira Tolvanen" ; kg:directorOf ?work }'
FIELD = "textarea#query"
NO_SCRIPTS: dict[str, object] = {"java_script_enabled": False}


def test_without_scripts_it_is_a_form_with_a_table(visitor: Visitor) -> None:
    visit = visitor.open(options=NO_SCRIPTS)
    visit.page.fill(FIELD, DIRECTED)
    visit.page.get_by_role("button", name="Run", exact=True).click()
    link = visit.page.locator("#answer td a")
    expect(link).to_have_text("work/harbour-lights")
    assert link.get_attribute("href") == "/colophon/work/harbour-lights"
    expect(visit.page.locator(".sum")).to_contain_text("1 row")
    assert visit.page.input_value(FIELD) == DIRECTED
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("link", name="CSV").click()
    lines = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines == ["work", "https://w3id.org/colophon/work/harbour-lights"]


def test_without_scripts_mistakes_are_told_with_their_place(visitor: Visitor) -> None:
    visit = visitor.open(options=NO_SCRIPTS, query="SELECT ?work WHERE {\n  ?who kgg:directorOf ?work }")
    told = visit.page.get_by_role("alert")
    expect(told).to_contain_text("line 2, column 8")
    expect(told).to_contain_text("^^^^")
    assert "kgg:directorOf" in visit.page.input_value(FIELD)


def test_without_scripts_a_ready_question_is_a_link(visitor: Visitor) -> None:
    visit = visitor.open(options=NO_SCRIPTS)
    visit.page.get_by_role("link", name="Who voices a character").click()
    expect(visit.page.locator("#answer tbody")).to_contain_text("Kenta Mori")
    visit.page.fill(FIELD, visit.page.input_value(FIELD).replace('"Elias"', '"Signe"'))
    visit.page.get_by_role("button", name="Run", exact=True).click()
    expect(visit.page.locator("#answer tbody")).to_contain_text("Petra Lindqvist")


def test_without_scripts_all_kinds_of_answers_are_shown(visitor: Visitor) -> None:
    shown = {
        "ASK { ?who kg:directorOf ?work }": "Yes",
        "ASK { ?who kg:directorOf ?who }": "No",
        "CONSTRUCT { ?w rdfs:label ?n } WHERE { ?p kg:directorOf ?w . ?w rdfs:label ?n }": "Harbour Lights",
        'SELECT ("été"@fr AS ?word) (98 AS ?minutes) {}': "été",
        'SELECT * { ?who rdfs:label "Nobody of this name" }': "Nothing in the graph fits",
    }
    visit = visitor.open(options=NO_SCRIPTS)
    for query, text in shown.items():
        visit.page.goto(f"{visitor.server}/query?{urlencode({'query': query})}")
        expect(visit.page.locator("#answer")).to_contain_text(text)


def test_a_long_answer_is_shown_in_part(visitor: Visitor) -> None:
    numbers = " ".join(map(str, range(1200)))
    visit = visitor.open(options=NO_SCRIPTS, query=f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}")
    assert visit.page.locator("#answer tbody tr").count() == 1000
    expect(visit.page.locator(".sum")).to_contain_text("The first 1,000 rows; the files have all")
    scripted = visitor.open(query=f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}")
    expect(scripted.page.locator(".sum")).to_contain_text("1,200 rows")


def by_text_area(visit: QueryPage) -> None:
    """Run a query, a ready question and a wrong query in the plain text area."""
    visit.page.fill(FIELD, DIRECTED)
    visit.page.press(FIELD, "ControlOrMeta+Enter")
    assert visit.rows() == [["work/harbour-lights"]]
    visit.page.get_by_role("link", name="Who voices a character").click()
    expect(visit.page.locator("#answer tbody")).to_contain_text("Kenta Mori")
    assert '"Elias"' in visit.page.input_value(FIELD)
    visit.page.fill(FIELD, "SELECT ?work {\n  ?who kgg:directorOf ?work }")
    visit.run()
    expect(visit.page.get_by_role("alert")).to_contain_text("no prefix kgg: is known")
    chosen = visit.page.evaluate(
        "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.getElementById('query'))"
    )
    assert chosen == "kgg:directorOf"


def test_without_the_bundle_there_is_a_text_area(visitor: Visitor, plain_server: str) -> None:
    visit = visitor.open(at=plain_server)
    by_text_area(visit)
    assert [text for text in visit.complaints if not EXPECTED.search(text)] == []


@pytest.mark.usefixtures("bundled")
def test_where_the_bundle_does_not_arrive_there_is_a_text_area(visitor: Visitor) -> None:
    by_text_area(visitor.open(without="**/bundle.js"))


@pytest.mark.usefixtures("bundled")
def test_everything_is_reached_by_keyboard_and_nothing_holds_it(visitor: Visitor) -> None:
    visit = visitor.open(query=DIRECTED)
    seen = []
    for _ in range(80):
        visit.page.keyboard.press("Tab")
        seen.append(
            visit.page.evaluate(
                """() => { let e = document.activeElement; while (e.shadowRoot) e = e.shadowRoot.activeElement;
                return e.id || e.className || e.textContent.trim().slice(0, 20) || e.tagName; }"""
            )
        )
        if "main" in seen and seen[-1] == "BODY":
            break
    reached = " ".join(seen)
    for name in ("cm-content", "run", "copy", "fresh", "Which works adapt", "scroll", "button"):
        assert name in reached, name
    editor = next(place for place, name in enumerate(seen) if name.startswith("cm-content"))
    assert seen.index("run") == editor + 1, "Tab leads out of the editor"


def states(visit: QueryPage) -> Iterator[str]:
    """Bring the page into each of its states, one after the other."""
    yield "answer"
    visit.page.locator("#help summary").click()
    visit.write("SELECT * WHERE { ?who kg:dir")
    visit.page.get_by_role("option").first.wait_for()
    yield "completion"
    visit.page.keyboard.press("Escape")
    visit.run()
    visit.page.get_by_role("alert").wait_for()
    yield "mistake"
    visit.page.locator(".cm-lintRange-error").hover()
    visit.page.locator(".cm-diagnostic").wait_for()
    yield "mistake under the pointer"
    visit.put("ASK {}")
    visit.run()
    visit.page.locator(".verdict").wait_for()
    yield "yes"
    visit.put('SELECT * { ?who rdfs:label "Nobody" }')
    visit.run()
    visit.page.locator(".nothing").wait_for()
    yield "nothing"
    if not visit.page.locator("#ready[open]").count():
        visit.page.locator("#ready summary").click()
    yield "ready questions"


def findings(visit: QueryPage) -> list[str]:
    """Give what axe finds by all its rules in the light, and by the one rule about colours in the dark."""
    found: list[str] = visit.page.evaluate(FINDINGS, TAGS)
    visit.page.emulate_media(color_scheme="dark")
    found += visit.page.evaluate(FINDINGS, ["color-contrast"])
    visit.page.emulate_media(color_scheme="light")
    return found


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is absent: make node (needs Node.js with npm)")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("device", SIZES)
def test_axe_finds_nothing_in_any_state(visitor: Visitor, axe: str, device: str) -> None:
    options: dict[str, object] = {"color_scheme": "light", "reduced_motion": "reduce"}
    visit = visitor.open(question="voices", size=SIZES[device], options=options)
    visit.page.evaluate(axe)
    found = {name: findings(visit) for name in states(visit)}
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_axe_finds_nothing_without_scripts(visitor: Visitor, axe: str) -> None:
    options: dict[str, object] = {"color_scheme": "light", "reduced_motion": "reduce"}
    visit = visitor.open(question="voices", without="**/main.js", options=options)
    visit.page.evaluate(axe)
    assert findings(visit) == []


SMALL = """() => [...document.querySelectorAll("main button, main input, main summary, main a[href], main textarea")]
  .filter(e => e.checkVisibility())
  .map(e => [e.id || e.textContent.trim().slice(0, 30), e.getBoundingClientRect(), getComputedStyle(e).display])
  .filter(([, box, display]) => display !== "inline" && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("device", SIZES)
def test_it_fits_the_window_and_can_be_pressed(visitor: Visitor, device: str) -> None:
    visit = visitor.open(question="voices", size=SIZES[device])
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= SIZES[device][0]
    assert visit.page.evaluate(SMALL) == []


def test_what_takes_too_long_is_ended_and_told(built: Path, visitor: Visitor) -> None:
    pairs = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    with running(built, Path(__file__).parents[2], "--timeout", "1") as address:
        visit = visitor.open(
            at=address, options=NO_SCRIPTS, query=f"SELECT (COUNT(*) AS ?n) WHERE {{ {pairs} }}"
        )
        expect(visit.page.get_by_role("alert")).to_have_attribute("data-code", "query-timeout")
