"""Phrases that denote one source are one work; phrases that do not, are not."""

from __future__ import annotations

from kg.extractors import extract
from kg.model import Entity
from kg.readers import read_bytes


def _sources(text: str) -> list[Entity]:
    """Give the works that something is adapted from, each once."""
    claims = extract(read_bytes(text.encode(), "example.txt")).claims
    found = [c.object for c in claims if c.relation == "adaptedFrom"]
    return list(dict.fromkeys(entity for entity in found if isinstance(entity, Entity)))


def test_a_phrase_and_a_title_of_one_author_are_one_source() -> None:
    sources = _sources(
        "Ember Post is a film about a postmistress. It is adapted from a short novel by Gerda Molin."
        " Ember Post is based on the novel The Last Stamp by Gerda Molin, and it shows."
    )
    assert len(sources) == 1
    assert {"The Last Stamp", "short novel"} <= set(sources[0].names)
    assert not sources[0].unnamed


def test_two_phrases_without_a_title_are_one_source_without_a_name() -> None:
    sources = _sources(
        "Copper Wolves is an anime series. It adapts a short manga by Natsuo Kiyama."
        " Copper Wolves is based on Natsuo Kiyama's award-winning manga, panel by panel."
    )
    assert len(sources) == 1
    assert sources[0].unnamed
    assert {"short manga", "award-winning manga"} <= set(sources[0].names)


def test_sources_of_two_authors_stay_apart() -> None:
    sources = _sources(
        "Copper Wolves is an anime series. It adapts a short manga by Natsuo Kiyama."
        " Copper Wolves is also based on an early manga by Ema Toda."
    )
    assert len(sources) == 2


def test_sources_of_two_kinds_stay_apart() -> None:
    sources = _sources(
        "Otter Court is a film. It is adapted from a manga by Rin Aoba."
        " Otter Court is based on the stage play of the same name, too."
    )
    assert {source.type for source in sources} == {"Manga", "Play"}


def test_sources_of_two_works_stay_apart() -> None:
    sources = _sources(
        "Low Meadow is a film based on the novel by Ada Krohn. High Meadow is a series based on the novel by Per Lund."
    )
    assert len(sources) == 2
