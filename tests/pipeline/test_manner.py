"""How documents are read: what the two manners load, what they leave out, and how the cache tells them apart."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors import extract
from kg.language import EnglishAnnotator
from kg.pipeline import Manner, Settings
from kg.pipeline import manner as module
from kg.pipeline.cache import cache_key
from kg.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Document

TEXTS = Path(__file__).parents[1] / "commands" / "texts"
MANNERS = st.builds(Manner, st.booleans(), st.none() | st.floats(0, 1))


@pytest.fixture(params=sorted(path.name for path in TEXTS.iterdir() if path.suffix == ".txt"))
def document(request: pytest.FixtureRequest) -> Document:
    return read_bytes((TEXTS / str(request.param)).read_bytes(), str(request.param))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """Give a list that grows by one each time the encoder is asked for; none is loaded."""
    calls: list[None] = []
    monkeypatch.setattr("kg.encoder.load_encoder", lambda: calls.append(None))
    module._annotator.cache_clear()  # noqa: SLF001 - what another test has loaded
    yield calls
    module._annotator.cache_clear()  # noqa: SLF001 - what this one has


@given(MANNERS, MANNERS)
def test_manners_share_a_mark_only_where_they_read_alike(one: Manner, other: Manner) -> None:
    assert one == other or one.mark != other.mark


@given(MANNERS)
def test_the_cache_tells_manners_apart(manner: Manner) -> None:
    key = cache_key("0", "a.txt", "a", manner)
    assert key == cache_key("0", "a.txt", "a", Manner(manner.fast, manner.min_confidence))
    assert (key == cache_key("0", "a.txt", "a", Manner())) == (manner == Manner())


def test_the_settings_give_the_manner() -> None:
    for fast, least in product((True, False), (None, 0.0, 0.7)):
        assert Settings(fast=fast, min_confidence=least).manner == Manner(fast, least)
    assert Settings().manner == Manner()


def test_fast_reading_is_reading_by_rules_and_loads_no_encoder(document: Document, asked: list[None]) -> None:
    assert Manner(fast=True).read(document) == extract(document, EnglishAnnotator())
    assert not asked


def test_full_reading_loads_the_encoder_once(document: Document, asked: list[None]) -> None:
    for manner in (Manner(), Manner(min_confidence=0.9)):
        assert manner.read(document).document == document
    assert len(asked) == 1


@given(st.floats(0, 1))
def test_fast_reading_leaves_out_what_is_less_sure(least: float) -> None:
    document = read_bytes((TEXTS / "harbour-lights.txt").read_bytes(), "harbour-lights.txt")
    everything = Manner(fast=True).read(document).claims
    assert everything
    sure = Manner(fast=True, min_confidence=least).read(document).claims
    assert sure == tuple(c for c in everything if c.confidence >= least)
