"""What the cache keeps comes back as it was."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Block,
    BlockKind,
    Claim,
    Document,
    Entity,
    Evidence,
    Extraction,
    Literal,
    Metadata,
    Span,
    Status,
)
from kg.pipeline import Manner
from kg.pipeline.cache import Cache, cache_key, fingerprint
from kg.pipeline.records import dump_extraction, load_extraction

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
NAMES = WORDS.filter(lambda name: bool(name.strip()))


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    document = Document(
        id=draw(WORDS),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=(Block(BlockKind.PARAGRAPH, Span(0, len(text))),),
        metadata=Metadata(title=draw(WORDS), published_span=Span(start, end)),
        source=draw(WORDS),
    )
    names = draw(st.lists(NAMES, min_size=1, max_size=3))
    people = tuple(
        Entity(f"person/{number}", "Person", (name,), unnamed=number == 1)
        for number, name in enumerate(names)
    )
    middle = len(text) // 2
    evidence = Evidence(document.id, Span(middle, len(text)), text[middle:], "a rule")
    critic = (("critic", draw(WORDS)),)
    claims = (
        Claim("directorOf", people[0], people[-1], evidence, Status.PLANNED, 0.5, critic),
        Claim("publishedOn", document, Literal("May 1", "2001-05-01", "date"), evidence),
    )
    return Extraction(document, people, claims)


@given(extractions())
def test_an_extraction_reads_back_as_it_was(extraction: Extraction) -> None:
    through_json = json.loads(json.dumps(dump_extraction(extraction)))
    assert load_extraction(through_json) == extraction


def test_the_cache_gives_what_was_put_and_nothing_for_what_is_broken(tmp_path: Path) -> None:
    document = Document("a", "Text.", "0" * 64, ())
    cache = Cache(tmp_path / "cache")
    assert cache.get("k") is None
    cache.put("k", Extraction(document, (), ()))
    assert cache.get("k") == Extraction(document, (), ())
    (tmp_path / "cache" / "k.json").write_text('{"document": ')
    assert cache.get("k") is None
    (tmp_path / "cache" / "k.json").write_text('{"document": {}}')
    assert cache.get("k") is None


def test_the_cache_forgets_what_is_not_wanted(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for key in ("a", "b"):
        cache.put(key, Extraction(Document(key, "", "", ()), (), ()))
    (tmp_path / "half.tmp").touch()
    cache.keep_only({"b"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.json"]


def test_keys_differ_by_bytes_names_and_manner() -> None:
    keys = {
        cache_key(digest, source, document, manner)
        for digest, source, document in [
            ("0", "a.txt", "a"),
            ("1", "a.txt", "a"),
            ("0", "b.txt", "a"),
            ("0", "a.txt", "b"),
        ]
        for manner in (Manner(), Manner(fast=True), Manner(min_confidence=0.5))
    }
    assert len(keys) == 12
    assert len(fingerprint()) == 64
