"""On paper: the map as a drawing in the colours of daylight, then every fact in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.view.conftest import Visitor

pytestmark = pytest.mark.browser


def test_the_map_is_printed_as_a_drawing_and_no_quote_is_cut_off(page_file: Path, visitor: Visitor) -> None:
    visit = visitor.open(page_file, color_scheme="dark")
    page = visit.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 794, "height": 1123})
    assert page.locator("#paper svg > g path").count() > 50
    assert "The Salt Harbour" in (page.text_content("#paper svg") or "")
    assert page.evaluate("document.querySelector('#paper rect').getAttribute('fill')") == "#fbfaf8"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert page.locator("#facts").is_visible()
    for hidden in ("#map", "#card", "#search", "#legend", "#save-png"):
        assert page.locator(hidden).is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#paper > *").count() == 0
    assert visit.complaints == []
