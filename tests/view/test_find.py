"""Finding in the page: filters, focus, paths, colour and size, the table and its files, and the address of each."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.analysis import layout, shortest_path, statistics
from kg.model import KnowledgeGraph, Literal, Status
from kg.ontology import load_ontology
from kg.writers.tables import csv_text
from kg.writers.view import html_view
from tests.view.conftest import sketch

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.view.conftest import Opened, Visitor

pytestmark = pytest.mark.browser

FILM = "work/the-salt-harbour"
KAJA = "character/kaja"
FACETS = ("type", "relation", "document", "critic", "language", "status", "confidence", "year", "dispute")


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, KnowledgeGraph]:
    """Write the page of a graph in which one document contradicts another, and one cell looks like a formula."""
    s = sketch()
    s.fact(
        FILM, "runtime", Literal("101 minutes", "PT101M", "duration"), ("letters", "It lasts [101 minutes].")
    )
    s.fact(
        FILM,
        "comparedTo",
        "work/nine-lanterns",
        ("letters", "[Nothing here recalls Nine Lanterns]."),
        status=Status.OPINION,
        polarity="contrast",
        critic="Teo Lindqvist",
    )
    s.entity("track/sum", "Track", "=SUM(A1:A9)")
    s.fact("track/sum", "trackOf", FILM, ("credits", '["=SUM(A1:A9)", a song]'))
    s.documents[1] = ("letters", replace(s.documents[1][1], published="2026-02"))
    graph = s.graph()
    path = tmp_path_factory.mktemp("disputed") / "graph.html"
    path.write_text(html_view(graph, load_ontology(), layout(graph), "The Salt Harbour"), encoding="utf-8")
    return path, graph


def tick(page: Page, facet: str, value: str) -> None:
    part = page.locator(f"#filters details[data-facet={facet}]")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    page.check(f"#filters input[data-facet={facet}][data-value='{value}']")


def counts(page: Page, facet: str) -> dict[str, int]:
    rows = page.locator(f"#filters details[data-facet={facet}] .value-row")
    found: dict[str, int] = {}
    for row in rows.all():
        value = row.locator("input").get_attribute("data-value") or ""
        found[value] = int(row.locator(".count").text_content() or "")
    return found


def listed(page: Page) -> list[str]:
    """Give the facts of the rows that show, in their order."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('#facts tbody tr')].filter(r => !r.hidden).map(r => r.dataset.fact)"
    )
    return found


def downloaded(visit: Opened, button: str) -> str:
    with visit.page.expect_download() as waiting:
        visit.page.click(button)
    return waiting.value.path().read_bytes().decode("utf-8")


def test_a_filter_leaves_what_fits_on_map_and_list(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    visit = visitor.open(page_file, "#view=both")
    page = visit.page
    page.click("#show-filters")
    tick(page, "relation", "voices")
    assert set(listed(page)) == {fact.path for fact in graph.facts if fact.relation == "voices"}
    visit.click_on("node", "organization/quay-nine")
    assert page.get_attribute("#card", "data-card") == "overview"
    tick(page, "language", "ja")
    assert page.inner_text("#filter-count") == "2"
    assert len(listed(page)) == 2
    assert "only-relation=voices" in page.url
    page.click("#reset-filters")
    assert len(listed(page)) == len(graph.facts)
    assert "only-" not in page.url
    assert visit.complaints == []


def test_counts_follow_the_other_filters(page_file: Path, graph: KnowledgeGraph, visitor: Visitor) -> None:
    page = visitor.open(page_file).page
    page.click("#show-filters")
    whole = counts(page, "relation")
    assert whole["voices"] == sum(fact.relation == "voices" for fact in graph.facts)
    tick(page, "status", "opinion")
    opinions = [fact for fact in graph.facts if fact.status == "opinion"]
    follows = counts(page, "relation")
    assert {value: count for value, count in follows.items() if count} == {"comparedTo": len(opinions)}
    assert counts(page, "status")["stated"] == sum(fact.status == "stated" for fact in graph.facts)
    assert counts(page, "critic").keys() >= {"Mina Okafor", "Teo Lindqvist"}
    assert page.inner_text(".filter-sum").startswith(f"{len(opinions)} of {len(graph.facts)} facts")


def test_each_facet_leaves_as_many_facts_as_it_says(
    disputed: tuple[Path, KnowledgeGraph], visitor: Visitor
) -> None:
    page = visitor.open(disputed[0], "#view=both").page
    page.click("#show-filters")
    for facet in FACETS:
        value, count = next(iter(counts(page, facet).items()))
        tick(page, facet, value)
        assert len(listed(page)) == count > 0, facet
        page.click("#reset-filters")


def test_nothing_fits_is_said_and_can_be_undone(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, "#only-relation=voices&only-status=negated&view=both").page
    assert "No fact fits" in page.inner_text("#nothing")
    assert "No fact fits" in page.inner_text("#list-nothing")
    page.click("#nothing [data-reset]")
    assert page.locator("#nothing").is_hidden()
    page.go_back()
    page.click("#list-nothing [data-reset]")
    assert len(listed(page)) > 10


def test_the_filter_works_by_keyboard_alone(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file).page
    page.focus("#map")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.dataset.facet") == "relation"
    page.keyboard.press("Space")
    value = page.evaluate("document.activeElement.dataset.value")
    assert f"only-relation={value}" in page.url
    assert page.is_checked(f"#filters [data-value='{value}']")
    page.keyboard.press("Escape")
    assert page.locator("#filters").is_hidden()
    assert page.evaluate("document.activeElement.id") == "show-filters"


def drawn(page: Page, *paths: str) -> list[bool]:
    """Say for each name whether the map shows it: a click reaches it."""
    return [bool(page.evaluate("id => colophon.isShown(id)", path)) for path in paths]


def test_the_focus_shows_what_lies_so_many_steps_around(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, "#node=organization/quay-nine").page
    page.focus("#map")
    page.keyboard.press("1")
    near, two, three, apart = FILM, "person/rin-aldous", "work/bellweather", "person/ottoline-grey"
    assert drawn(page, near, two, three, apart) == [True, False, False, False]
    assert "around=organization/quay-nine&depth=1" in page.url
    page.keyboard.press("2")
    assert drawn(page, near, two, three, apart) == [True, True, False, False]
    assert page.get_attribute("#focus-note [data-depth='2']", "aria-pressed") == "true"
    page.keyboard.press("3")
    page.keyboard.press("Escape")
    assert drawn(page, near, two, three, apart) == [True, True, True, True]
    assert page.inner_text("#card-title") == "Studio Quay Nine"
    page.go_back()
    assert page.inner_text("#focus-note").startswith("Around Studio Quay Nine")


def test_a_path_shows_a_quote_for_each_step(page_file: Path, graph: KnowledgeGraph, visitor: Visitor) -> None:
    visit = visitor.open(page_file)
    page = visit.page
    page.click("#find-path")
    page.keyboard.type("ode mar")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "path-to"
    page.keyboard.type("old br")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expected = shortest_path(graph, "person/ode-marlow", "character/brom")
    assert expected
    steps = page.locator("#card .route .step")
    assert steps.count() == len(expected.steps) > 1
    for step, shown in zip(expected.steps, steps.all(), strict=True):
        fact = next(fact for fact in step.facts if fact.path == shown.get_attribute("data-fact"))
        assert shown.locator("blockquote").inner_text() == fact.evidence[0].exact
    assert "from=person/ode-marlow&to=character/brom" in page.url
    page.locator("#card .route .stop button").nth(1).click()
    assert page.get_attribute("#card", "data-card") == "node"
    page.go_back()
    assert page.inner_text("#card-title") == "Path between two names"
    assert visit.complaints == []


def test_a_path_begins_on_a_card_and_ends_on_the_map(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file, f"#node={KAJA}")
    visit.page.click("#path-here")
    visit.click_on("node", "organization/quay-nine")
    assert visit.page.locator("#card .route .step").count() == 2
    visit.page.keyboard.press("Escape")
    assert visit.page.get_attribute("#card", "data-card") == "overview"


def test_where_no_path_leads_the_page_says_so(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, f"#from={KAJA}&to=work/bellweather").page
    assert "No chain of facts" in page.inner_text("#no-path")


def test_a_path_follows_the_filters(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, f"#from={KAJA}&to=organization/quay-nine").page
    assert page.locator("#card .route .step").count() == 2
    page.click("#show-filters")
    tick(page, "relation", "voices")
    assert page.locator("#no-path").is_visible()


def test_paths_of_the_page_are_as_short_as_those_of_the_program(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    page = visitor.open(page_file).page
    ends = [entity.path for entity in graph.entities][::5]
    for start, end in zip(ends, reversed(ends), strict=True):
        page.evaluate("hash => { location.hash = hash; }", f"from={start}&to={end}")
        page.wait_for_function("id => document.getElementById('path-to')?.value === id", arg=next(e.label for e in graph.entities if e.path == end))  # fmt: skip
        known = shortest_path(graph, start, end)
        assert page.locator("#card .route .step").count() == (len(known.steps) if known else 0)


def test_groups_and_centrality_colour_and_size_the_map_on_request(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    visit = visitor.open(page_file)
    page = visit.page
    first = page.screenshot()
    page.select_option("#look-colour", "group")
    page.select_option("#look-size", "between")
    assert page.screenshot() != first
    groups = statistics(graph).communities
    labels = {entity.path: entity.label for entity in graph.entities}
    shown = page.locator("#group-key li bdi").all_inner_texts()
    assert shown == [labels[group.members[0]] for group in groups[:8]]
    assert "colour=group&size=between" in page.url
    page.go_back()
    page.go_back()
    assert page.locator("#group-key").count() == 0
    assert page.input_value("#look-size") == "links"
    assert visit.complaints == []


def test_the_table_is_sorted_by_any_column_and_back(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    page = visitor.open(page_file, "#view=both").page
    assert page.locator("#map").is_visible()
    assert page.locator("#facts").is_visible()
    unsorted = listed(page)
    confidence = {fact.path: round(fact.confidence, 2) for fact in graph.facts}
    page.click("#facts [data-sort=confidence]")
    values = [confidence[path] for path in listed(page)]
    assert values == sorted(values, reverse=True)
    assert "sort=-confidence" in page.url
    page.click("#facts [data-sort=confidence]")
    assert [confidence[path] for path in listed(page)] == sorted(values)
    page.click("#facts [data-sort=from]")
    assert page.locator("#facts thead th").first.get_attribute("aria-sort") == "ascending"
    for _ in range(3):
        page.go_back()
    assert listed(page) == unsorted


def test_the_table_is_saved_as_csv_like_that_of_the_program(
    disputed: tuple[Path, KnowledgeGraph], visitor: Visitor
) -> None:
    path, graph = disputed
    visit = visitor.open(path, "#view=list")
    rows = list(csv.DictReader(io.StringIO(downloaded(visit, "#save-csv"), newline="")))
    known = list(csv.DictReader(io.StringIO(csv_text(graph, load_ontology()), newline="")))
    columns = (
        "fact",
        "relation",
        "subject",
        "subject_id",
        "object",
        "object_id",
        "work",
        "critic",
        "start",
        "quote",
    )
    assert rows[0].keys() == known[0].keys()
    assert sorted(tuple(row[c] for c in columns) for row in rows) == sorted(
        tuple(row[c] for c in columns) for row in known
    )
    assert any(row["subject"] == "'=SUM(A1:A9)" for row in rows)
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith("blob:")] == []


def test_what_is_saved_follows_filter_and_order(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    visit = visitor.open(page_file, "#view=list&only-relation=voices&sort=-to")
    facts = json.loads(downloaded(visit, "#save-json"))
    assert {fact["relation"] for fact in facts} == {"voices"}
    assert [fact["object"] for fact in facts] == sorted((fact["object"] for fact in facts), reverse=True)
    quotes = {fact.path: fact.evidence[0].exact for fact in graph.facts}
    for fact in facts:
        assert fact["quotes"][0]["quote"] == quotes[fact["fact"].removeprefix(graph.base)]


def test_contradictions_look_different_on_card_and_list(
    disputed: tuple[Path, KnowledgeGraph], visitor: Visitor
) -> None:
    path, graph = disputed
    visit = visitor.open(path, f"#node={FILM}&view=both")
    page = visit.page
    assert page.locator("#card .disputed").count() == 4
    assert page.locator("#facts .disputed").count() == 4
    runtime = [fact for fact in graph.facts if fact.relation == "runtime"]
    page.click(f"#card [data-open='{runtime[0].path}']")
    assert page.get_attribute("#card .dispute", "data-fact") == runtime[1].path
    assert runtime[1].evidence[0].exact in page.inner_text("#card .dispute blockquote")
    page.click("#show-filters")
    tick(page, "dispute", "disputed")
    assert len(listed(page)) == 4


def test_what_is_hedged_or_denied_is_drawn_on_request(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    visit = visitor.open(page_file)
    rumour = next(fact for fact in graph.facts if fact.status == "rumoured")
    visit.click_on("fact", rumour.path)
    assert visit.page.get_attribute("#card", "data-id") != rumour.path
    visit.page.click("#legend [data-doubt=rumoured]")
    assert "with=rumoured" in visit.page.url
    visit.click_on("fact", rumour.path)
    assert visit.page.get_attribute("#card", "data-id") == rumour.path


def test_every_state_is_an_address_that_opens_the_same(page_file: Path, visitor: Visitor) -> None:
    address = (
        f"#node={KAJA}&hide=Studio&with=rumoured&only-relation=rivalOf&only-relation=voices&only-critic=Mina+Okafor"
        f"&around={KAJA}&depth=2&from={KAJA}&to={FILM}&colour=group&size=rank&sort=-to&view=both"
    )
    page = visitor.open(page_file, address).page
    assert page.url.endswith(address)
    assert page.locator("#focus-note").is_visible()
    page.click("#show-list")
    page.go_back()
    assert page.url.endswith(address)
    assert page.get_attribute("#show-both", "aria-pressed") == "true"


def test_back_takes_a_filter_away_and_leaves_the_card(page_file: Path, visitor: Visitor) -> None:
    page = visitor.open(page_file, "#view=both").page
    visit_count = len(listed(page))
    page.click("#show-filters")
    tick(page, "relation", "voices")
    page.locator("#facts tbody tr:visible a").first.click()
    chosen = page.inner_text("#card-title")
    assert "only-relation=voices" in page.url
    page.go_back()
    page.go_back()
    assert len(listed(page)) == visit_count
    page.go_forward()
    page.go_forward()
    assert page.inner_text("#card-title") == chosen
    assert "only-relation=voices" in page.url
