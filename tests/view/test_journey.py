"""What a person does, from beginning to end, on the articles of source_docs/ and on a graph of 2,000 names."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.analysis import layout
from kg.extractors import extract
from kg.graph import build_graph
from kg.model import Literal, Metadata
from kg.ontology import load_ontology
from kg.readers import find_documents, read_document
from kg.resolution import resolve
from kg.writers.view import html_view
from tests.view.conftest import Sketch

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from kg.model import KnowledgeGraph
    from tests.view.conftest import Opened, Visitor

pytestmark = pytest.mark.browser

ARTICLES = Path(__file__).parents[2] / "source_docs"


def articles() -> KnowledgeGraph:
    extractions = [extract(read_document(path)) for path in find_documents([ARTICLES])]
    return build_graph(extractions, resolve(extractions), load_ontology())


def generated(size: int = 2000) -> KnowledgeGraph:
    """Draw people and films: each has a director and a cast, who write other films."""
    s = Sketch()
    for number in range(8):
        s.document(
            f"d{number}", Metadata(title=f"Notes of the year, part {number}", author=f"Critic {number % 3}")
        )
    films = [s.entity(f"work/f{n:04}", "Film", f"Film {n}") for n in range(size // 5)]
    people = [s.entity(f"person/p{n:04}", "Person", f"Person {n}") for n in range(size - len(films))]
    for number, person in enumerate(people):
        film, other = films[number * 7 % len(films)], films[number * number % len(films)]
        relation = "directorOf" if number % 5 == 0 else "castMemberOf"
        s.fact(person, relation, film, (f"d{number % 8}", f"[Person {number} worked on Film {film[6:]}]."))
        s.fact(
            person,
            "screenwriterOf",
            other,
            (f"d{number % 7}", f"[Person {number} wrote Film {other[6:]}]."),
            confidence=0.7,
        )
    return s.graph()


@dataclass
class Journey:
    """A page, and what the test knows of its graph."""

    visit: Opened
    graph: KnowledgeGraph
    hub: str

    @property
    def page(self) -> Page:
        return self.visit.page

    def label(self, path: str) -> str:
        return next(entity.label for entity in self.graph.entities if entity.path == path)

    def search_and_click(self) -> None:
        self.page.keyboard.press("/")
        self.page.keyboard.type(self.label(self.hub))
        self.page.keyboard.press("Enter")
        assert self.page.inner_text("#card-title") == self.label(self.hub)
        line = next(
            fact
            for fact in self.graph.facts
            if fact.is_easy and self.hub in (fact.subject, fact.object) and isinstance(fact.object, str)
        )
        self.page.click(f"#card [data-open='{line.path}']")
        assert self.page.locator("#card mark").first.text_content() == line.evidence[0].exact
        self.page.go_back()
        assert self.page.inner_text("#card-title") == self.label(self.hub)

    def focus(self) -> None:
        self.page.focus("#map")
        self.page.keyboard.press("1")
        near = self.page.evaluate("id => colophon.isShown(id)", self.hub)
        assert near
        assert self.page.locator("#focus-note").is_visible()
        self.page.keyboard.press("Escape")
        assert self.page.locator("#focus-note").is_hidden()

    def filter(self) -> None:
        relations = Counter(fact.relation for fact in self.graph.facts)
        relation, count = min(relations.items(), key=lambda pair: (pair[1] < 2, pair[1], pair[0]))
        self.page.click("#show-filters")
        for more in self.page.locator("#filters [data-more=relation]").all():
            more.click()
        self.page.check(f"#filters [data-facet=relation][data-value={relation}]")
        assert self.page.inner_text(".filter-sum").startswith(f"{count:,} of")
        self.page.click("#show-list")
        assert rows_shown(self.page) == count
        self.page.click("#facts [data-sort=from]")
        with self.page.expect_download() as waiting:
            self.page.click("#save-csv")
        rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_bytes().decode(), newline="")))
        assert len({row["fact"] for row in rows}) == count
        assert {row["relation"] for row in rows} == {relation}
        self.page.click("#reset-filters")
        self.page.keyboard.press("Escape")
        self.page.click("#show-map")
        self.page.go_back()
        assert self.page.locator("#facts").is_visible()
        self.page.go_forward()

    def path(self) -> None:
        end = next(
            fact.subject if fact.object == self.hub else str(fact.object)
            for fact in self.graph.facts
            if fact.is_easy
            and self.hub in (fact.subject, fact.object)
            and not isinstance(fact.object, Literal)
        )
        self.page.click("#find-path")
        for name in (self.hub, end):
            self.page.keyboard.type(self.label(name))
            self.page.keyboard.press("Enter")
        assert self.page.locator("#card .route .step").count() == 1
        assert self.page.locator("#card .route blockquote").count() == 1
        self.page.click("#close-card")
        assert self.page.get_attribute("#card", "data-card") == "overview"


def rows_shown(page: Page) -> int:
    return int(page.evaluate("document.querySelectorAll('#facts tbody tr:not([hidden])').length"))


def most_linked(page: str) -> str:
    nodes = json.loads(page.split('id="network-data">')[1].split("</script>", maxsplit=1)[0])["nodes"]
    return str(max(nodes, key=lambda node: (node["degree"], node["id"]))["id"])


@pytest.mark.parametrize("source", [articles, generated])
def test_a_person_finds_filters_follows_and_saves(source: object, tmp_path: Path, visitor: Visitor) -> None:
    assert callable(source)
    graph: KnowledgeGraph = source()
    html = html_view(graph, load_ontology(), layout(graph))
    path = tmp_path / "graph.html"
    path.write_text(html, encoding="utf-8")
    hub = most_linked(html)
    visits = [
        visitor.open(path),
        visitor.open(
            path, f"#node={hub}", width=390, height=844, is_mobile=True, has_touch=True, color_scheme="dark"
        ),
    ]
    journey = Journey(visits[0], graph, hub)
    journey.search_and_click()
    journey.focus()
    journey.filter()
    journey.path()
    phone = visits[1].page
    assert phone.inner_text("#card-title") == journey.label(hub)
    phone.tap("#show-filters")
    phone.locator("#filters details[open] .value-row").first.tap()
    assert phone.inner_text("#filter-count") == "1"
    phone.tap("#close-filters")
    phone.tap("#show-both")
    assert rows_shown(phone) > 0
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    for visit in visits:
        assert visit.complaints == []
        assert [url for url in visit.requests if not url.startswith("blob:")] == []
