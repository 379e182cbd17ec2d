"""What a person does with the page, done in Chromium with the network cut."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from kg.model import Fact, KnowledgeGraph
    from tests.view.conftest import Visitor

pytestmark = pytest.mark.browser

FILM = "work/the-salt-harbour"
KAJA = "character/kaja"


def fact_of(graph: KnowledgeGraph, relation: str, **qualifiers: str) -> Fact:
    return next(
        fact
        for fact in graph.facts
        if fact.relation == relation
        and all(fact.qualifier(key) == value for key, value in qualifiers.items())
    )


def card(page: Page) -> str:
    return page.inner_text("#card")


def test_it_opens_without_a_request_and_without_a_complaint(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    assert visit.page.inner_text("h1") == "The Salt Harbour"
    assert "27 names, 35 links between them, 41 quotes from 3 documents" in visit.page.inner_text("#counts")
    assert "Every line has its source" in card(visit.page)
    visit.click_on("node", KAJA)
    visit.page.click("#show-list")
    visit.page.wait_for_timeout(200)
    assert visit.requests == []
    assert visit.complaints == []


def test_a_click_on_a_shape_shows_what_is_said_of_it(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    visit.click_on("node", KAJA)
    assert visit.page.inner_text("#card-title") == "Kaja"
    shown = card(visit.page)
    for expected in ("character", "voiced by", "Una Friis", "English", "dub", "Una Friis voices Kaja in the English dub",
                     "Notes on a harbour", "Teo Lindqvist", "2025-12", "95 %", "rival of", "mentored by"):  # fmt: skip
        assert expected in shown
    assert "#node=character/kaja" in visit.page.url
    assert visit.complaints == []


def test_a_click_on_a_line_shows_its_quote_in_context(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    fact = fact_of(graph, "comparedTo", polarity="contrast")
    visit = visitor.open(page_file)
    visit.click_on("fact", fact.path)
    assert visit.page.inner_text("#card mark") == "Unlike Redwing, it never raises its voice"
    assert visit.page.inner_text("#card [data-qualifier=polarity]") == "contrast"
    assert visit.page.inner_text("#card [data-qualifier=critic]") == "Teo Lindqvist"
    assert visit.page.inner_text("#card .kicker .status") == "opinion"
    around = visit.page.inner_text("#card blockquote")
    assert fact.evidence[0].prefix.strip()[-8:] in around
    assert fact.evidence[0].suffix.strip()[:8] in around


def test_lines_between_the_same_two_can_each_be_clicked(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    both = [fact for fact in graph.facts if (fact.subject, fact.object) == ("person/rin-aldous", FILM)]
    assert len(both) == 2
    visit = visitor.open(page_file)
    for fact in both:
        visit.click_on("fact", fact.path)
        assert visit.page.get_attribute("#card", "data-id") == fact.path
        assert "Also between the two" in card(visit.page)


def test_what_is_hedged_or_denied_is_no_line_but_stands_on_the_card(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    visit = visitor.open(page_file, "#node=person/jo-tamsin")
    rumour = next(fact for fact in graph.facts if fact.status == "rumoured")
    assert "Hedged, denied or held by someone" in card(visit.page)
    assert visit.page.locator(f"#card [data-fact='{rumour.path}'] .status").inner_text() == "rumoured"
    visit.page.click(f"#card [data-open='{rumour.path}']")
    assert "in talks to direct" in visit.page.inner_text("#card mark")


def test_the_legend_hides_and_shows_a_type(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    chip = visit.page.locator("#legend [data-type=Character]")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    assert "hide=Character" in visit.page.url
    visit.click_on("node", KAJA)
    assert visit.page.get_attribute("#card", "data-card") == "overview"
    visit.page.click("#show-list")
    assert visit.page.locator("#facts tbody tr", has_text="Old Brom").first.is_hidden()
    chip.click()
    visit.page.click("#show-map")
    visit.click_on("node", KAJA)
    assert visit.page.inner_text("#card-title") == "Kaja"


def test_the_legend_hides_a_kind_of_line(page_file: Path, graph: KnowledgeGraph, visitor: Visitor) -> None:
    fact = fact_of(graph, "comparedTo", polarity="contrast")
    visit = visitor.open(page_file)
    visit.page.click("#legend [data-line=opinion]")
    visit.click_on("fact", fact.path)
    assert visit.page.get_attribute("#card", "data-card") == "overview"


def test_all_types_hidden_leaves_a_word_of_advice(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    for chip in visit.page.locator("#legend [data-type]").all():
        chip.click()
    assert "switch a type on again" in visit.page.inner_text("#nothing")


@pytest.mark.parametrize(
    ("typed", "first"), [("shio", "The Salt Harbour"), ("lea br", "Léa Brandt"), ("KAJ", "Kaja")]
)
def test_the_search_finds_names_aliases_and_accents(
    page_file: Path, visitor: Visitor, typed: str, first: str
) -> None:
    visit = visitor.open(page_file)
    visit.page.type("#search", typed)
    assert (
        visit.page.locator("#suggestions [role=option]").first.locator(".option-name > bdi").inner_text()
        == first
    )
    visit.page.keyboard.press("Enter")
    assert visit.page.inner_text("#card-title") == first
    assert visit.page.locator("#suggestions").is_hidden()


def test_a_search_for_nothing_says_so(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    visit.page.type("#search", "zzz")
    assert visit.page.inner_text("#suggestions") == "No name fits."
    visit.page.keyboard.press("Escape")
    assert visit.page.input_value("#search") == ""


def test_a_name_without_links_can_be_found(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    visit.page.type("#search", "ada")
    visit.page.keyboard.press("Enter")
    assert "no fact was read about it" in card(visit.page)


def test_the_keyboard_alone_is_enough(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file).page
    page.keyboard.press("/")
    page.keyboard.type("kaja")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#card-title") == "Kaja"
    assert page.evaluate("document.activeElement.id") == "map"
    page.keyboard.press("ArrowRight")
    moved = page.inner_text("#card-title")
    assert moved != "Kaja"
    assert moved in page.inner_text("#announce")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"
    while not page.evaluate(
        "document.activeElement.dataset.open"
    ):  # past names and tools, to the first evidence
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_attribute("#card", "data-card") == "fact"
    assert page.locator("#card mark").count() >= 1
    page.keyboard.press("Escape")
    assert page.get_attribute("#card", "data-card") == "overview"
    assert page.evaluate("document.activeElement.id") == "map"


def test_the_back_button_goes_to_the_card_before(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    visit.click_on("node", KAJA)
    visit.page.click(f"#card [data-node='{FILM}']")
    assert visit.page.inner_text("#card-title") == "The Salt Harbour"
    visit.page.go_back()
    assert visit.page.inner_text("#card-title") == "Kaja"
    visit.page.go_back()
    assert visit.page.get_attribute("#card", "data-card") == "overview"


def test_an_address_opens_the_card_and_the_filters_it_names(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, f"#node={FILM}&hide=Person,Studio&view=list").page
    assert page.inner_text("#card-title") == "The Salt Harbour"
    assert page.get_attribute("#legend [data-type=Person]", "aria-pressed") == "false"
    assert page.locator("#facts").is_visible()
    assert page.locator("#map").is_hidden()


def test_an_address_that_names_nothing_known_is_no_harm(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file, "#node=person/no-one&hide=Nothing&fact=%3Cscript%3E")
    assert visit.page.get_attribute("#card", "data-card") == "overview"
    assert visit.complaints == []


def test_a_link_of_the_list_opens_its_card(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file).page
    page.click("#show-list")
    page.locator("#facts tbody tr", has_text="rival of").first.locator("td a").first.click()
    assert "rivals" in page.inner_text("#card mark")
    assert page.locator("#facts").is_visible()


def test_a_phone_has_no_sideways_scroll_and_large_enough_buttons(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file, width=390, height=844, is_mobile=True, has_touch=True)
    visit.click_on("node", FILM)
    assert visit.page.inner_text("#card-title") == "The Salt Harbour"
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    for name in ("#zoom-in", "#show-list", "#close-card", "#legend [data-type=Person]"):
        box = visit.page.locator(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 34
    assert visit.page.evaluate("document.getElementById('card').getBoundingClientRect().top") < 844 - 100


def test_without_script_all_facts_can_be_read(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, java_script_enabled=False).page
    assert page.locator("#facts").is_visible()
    assert page.locator("#map").is_hidden()
    assert "Una Friis voices Kaja in the English dub" in page.inner_text("#facts")


def test_a_large_graph_opens_with_its_core(large_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(large_file)
    assert "The 150 most linked of 600 names" in visit.page.inner_text("#more")
    visit.page.click("#more-button")
    assert "All 600 names" in visit.page.inner_text("#more")
    assert visit.complaints == []


def test_every_line_of_the_map_has_a_card_with_its_quote(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    page = visitor.open(page_file).page
    lines = page.evaluate(
        "JSON.parse(document.getElementById('network-data').textContent).edges.filter(e => !e.doubt).map(e => e.id)"
    )
    assert len(lines) == 35
    quotes = {fact.path: fact.evidence[0].exact for fact in graph.facts}
    for line in lines:
        page.evaluate("id => { location.hash = 'fact=' + id; }", line)
        page.wait_for_function("id => document.getElementById('card').dataset.id === id", arg=line)
        assert page.locator("#card mark").first.text_content() == quotes[line]


RECORD_LABELS = """
const draw = CanvasRenderingContext2D.prototype.fillText, clear = CanvasRenderingContext2D.prototype.clearRect;
globalThis.labels = [];
CanvasRenderingContext2D.prototype.clearRect = function (...box) { globalThis.labels = []; clear.apply(this, box); };
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  globalThis.labels.push([text, x, x + this.measureText(text).width, y - 7, y + 7]);
  draw.call(this, text, x, y);
};
"""


@pytest.mark.parametrize("scale", [0, 1, 3])
def test_no_label_covers_another_at_any_size(
    page_file: Path, large_file: Path, visitor: Visitor, scale: int
) -> None:
    for path in (page_file, large_file):
        page = visitor.open(path, script=RECORD_LABELS).page
        for _ in range(scale):
            page.click("#zoom-in")
        page.wait_for_timeout(400)
        labels = page.evaluate("globalThis.labels")
        assert len(labels) > 5
        for a, b in itertools.combinations(labels, 2):
            assert a[2] <= b[1] or b[2] <= a[1] or a[4] <= b[3] or b[4] <= a[3], (a, b)


def test_a_name_is_written_in_full_on_its_card_however_long(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, "#node=work/a-very-long-title").page
    assert page.inner_text("#card-title").endswith("Beside the Old Lighthouse")
    assert page.evaluate(
        "document.getElementById('card').scrollWidth <= document.getElementById('card').clientWidth"
    )


def test_a_quote_links_to_its_place_on_the_web(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    page = visitor.open(page_file, f"#fact={fact_of(graph, 'rivalOf').path}").page
    link = page.locator("#card .place")
    assert (
        link.get_attribute("href")
        == "https://example.org/review?id=1&x=2#:~:text=Kaja%20and%20Iris%20have%20been%20rivals"
    )
    assert "noreferrer" in (link.get_attribute("rel") or "")
