"""Copies of the documents: a quote leads to its place in the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.analysis import layout
from kg.model import Span
from kg.ontology import load_ontology
from kg.writers.view import Edition, html_view

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import KnowledgeGraph
    from tests.view.conftest import Visitor

pytestmark = pytest.mark.browser


def test_a_quote_leads_to_its_place_in_the_text(
    full_file: Path, graph: KnowledgeGraph, texts: dict[str, str], visitor: Visitor
) -> None:
    fact = next(fact for fact in graph.facts if len(fact.evidence) == 3)
    visit = visitor.open(full_file, f"#fact={fact.path}")
    page = visit.page
    for number, quote in enumerate(fact.evidence):
        page.locator("#card [data-copy]").nth(number).click()
        assert page.text_content("#copy-mark") == quote.exact
        assert page.text_content("#copy-text") == texts[quote.document]
        assert page.evaluate("document.activeElement.id") == "copy-mark"
        page.keyboard.press("Escape")
        assert page.locator("#copy").is_hidden()
        assert page.evaluate("document.activeElement.dataset.copy") is not None
    assert page.get_attribute("#card", "data-id") == fact.path
    assert visit.complaints == []
    assert visit.requests == []


def test_characters_of_two_units_do_not_shift_the_mark(
    graph: KnowledgeGraph, texts: dict[str, str], tmp_path: Path, visitor: Visitor
) -> None:
    before = "𝔘𝔫𝔡 𠮷野家 🎬 "
    moved = [
        replace(
            fact,
            evidence=tuple(
                replace(q, span=Span(q.span.start + len(before), q.span.end + len(before)))
                for q in fact.evidence
            ),
        )
        for fact in graph.facts
    ]
    shifted = replace(graph, facts=tuple(moved))
    edition = Edition(texts={path: before + text for path, text in texts.items()})
    path = tmp_path / "shifted.html"
    path.write_text(html_view(shifted, load_ontology(), layout(shifted), edition=edition), encoding="utf-8")
    page = visitor.open(path, f"#fact={moved[0].path}").page
    page.click("#card [data-copy]")
    assert page.text_content("#copy-mark") == moved[0].evidence[0].exact


def test_without_texts_there_is_nothing_to_open(
    page_file: Path, graph: KnowledgeGraph, visitor: Visitor
) -> None:
    page = visitor.open(page_file, f"#fact={graph.facts[0].path}").page
    assert page.locator("#card mark").count() > 0
    assert page.locator("[data-copy]").count() == 0
