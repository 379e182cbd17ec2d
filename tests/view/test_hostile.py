"""Documents are hostile: whatever they say, on the page it is text."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from kg.analysis import layout
from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology
from kg.writers.view import Edition, html_view

if TYPE_CHECKING:
    from pathlib import Path

    from tests.view.conftest import Visitor

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "javascript:alert(4)",
    "href='https://example.org/x' onclick='alert(5)'",
    "\u202egnirts a \u2066 \u200f",
    "<!-- <script> -->",
    "a\u2028b\u2029c\x00d\ud800",
    "${alert(6)}`\\u003cscript>",
    "&lt;b&gt; & <b>bold</b>",
    "x" * 400,
]


def everywhere(text: str) -> KnowledgeGraph:
    """Put a string into every field that a document can fill."""
    paths = [f"work/{text}", f"person/{text}"]
    entities = [
        ResolvedEntity(path, type_, text, (text, f"{text} too"), (EntityKey(text, path),))
        for path, type_ in zip(paths, ("Film", text), strict=True)
    ]
    record = DocumentRecord(
        f"document/{text}", text, text, text, text, Metadata(text, text, text, text, None, text, text)
    )
    quote = Quote(
        f"evidence/{text}", record.path, Span(1, 1 + len(text)), text, text, text, Status.STATED, 0.5, text
    )
    qualifiers = tuple(sorted({"critic": text, "language": text, "aspect": text, "work": paths[0]}.items()))
    facts = [
        Fact(
            f"fact/{text}1",
            "Fact",
            "directorOf",
            paths[1],
            paths[0],
            qualifiers,
            Status.STATED,
            0.5,
            (quote,),
        ),
        Fact(
            f"fact/{text}2", "Fact", text, paths[0], paths[1], qualifiers, Status.PLANNED, 0.5, (quote, quote)
        ),
        Fact(
            f"fact/{text}3",
            "Fact",
            "runtime",
            paths[0],
            Literal(text, f"{text}!"),
            (),
            Status.STATED,
            0.5,
            (quote,),
        ),
    ]
    return KnowledgeGraph(
        "https://example.org/", (record,), tuple(sorted(entities, key=lambda e: e.path)), tuple(facts), ()
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_never_runs_wherever_it_stands(text: str, tmp_path: Path, visitor: Visitor) -> None:
    graph = everywhere(text)
    path = tmp_path / "hostile.html"
    edition = Edition(texts={f"document/{text}": f"”{text}“"})
    path.write_text(html_view(graph, load_ontology(), layout(graph), text, edition), encoding="utf-8")
    visit = visitor.open(path)
    page = visit.page
    seen = text.encode("utf-8", "replace").decode()
    page.evaluate("id => { location.hash = 'node=' + encodeURIComponent(id); }", f"work/{seen}")
    page.wait_for_function("document.getElementById('card').dataset.card === 'node'")
    assert page.text_content("#card-title") == seen
    page.evaluate("id => { location.hash = 'fact=' + encodeURIComponent(id); }", f"fact/{seen}2")
    page.wait_for_function("document.getElementById('card').dataset.card === 'fact'")
    page.locator("#card [data-copy]").first.click()
    assert page.text_content("#copy-mark") == seen
    page.click("#copy-close")
    page.fill("#search", seen[:40].replace("\x00", "").replace("\u2028", "").replace("\u2029", ""))
    page.click("#show-list")
    page.wait_for_timeout(50)
    assert visit.complaints == []
    assert visit.requests == []
    assert page.locator("body img, body b").count() == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 8
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_of_many_hostile_things_at_once_stays_in_its_frame(tmp_path: Path, visitor: Visitor) -> None:
    graphs = [everywhere(text) for text in HOSTILE]
    whole = dataclasses.replace(
        graphs[0],
        documents=tuple(record for graph in graphs for record in graph.documents),
        entities=tuple(sorted((e for graph in graphs for e in graph.entities), key=lambda e: e.path)),
        facts=tuple(sorted((f for graph in graphs for f in graph.facts), key=lambda f: f.path)),
    )
    path = tmp_path / "hostile.html"
    path.write_text(html_view(whole, load_ontology(), layout(whole)), encoding="utf-8")
    for width in (390, 1280):
        visit = visitor.open(path, width=width)
        assert visit.complaints == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
