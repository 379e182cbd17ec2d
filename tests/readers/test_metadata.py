"""What documents show about themselves."""

from __future__ import annotations

import pytest

from kg.model import Span
from kg.readers import read_bytes
from kg.readers.dates import find_date

PROSE = "The film was made by a small team over several years, and it shows in every single frame of it."


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Jan 25, 2026", "2026-01-25"),
        ("January 3rd, 2026", "2026-01-03"),
        ("3 March 2015", "2015-03-03"),
        ("25th of December 2009", "2009-12-25"),
        ("Sept. 2003", "2003-09"),
        ("Summer 2020", "2020"),
        ("2021-03-04", "2021-03-04"),
        ("25/01/2026", "2026-01-25"),
        ("01/25/2026", "2026-01-25"),
        ("02/03/2026", "2026"),
    ],
)
def test_dates_are_read_as_exact_as_they_are_printed(printed: str, value: str) -> None:
    found = find_date(f"Published {printed} in town")
    assert found is not None
    assert (found.value, found.span) == (value, Span(10, 10 + len(printed)))


@pytest.mark.parametrize(
    "words", ["February 31, 2020", "in 1988", "the 2020s", "Chapter 12", "maybe 20,000 people"]
)
def test_what_is_no_date(words: str) -> None:
    assert find_date(words) is None


def test_metadata_of_a_signed_article() -> None:
    text = f"The Glass Harbour Is a Quiet Storm\n\nBy Jane Roe | The Daily Planet\n\nUpdated March 9, 2021\nPublished March 3, 2021\n\n{PROSE}"
    metadata = read_bytes(text.encode(), "a.txt").metadata
    assert metadata.title == "The Glass Harbour Is a Quiet Storm"
    assert (metadata.author, metadata.publisher) == ("Jane Roe", "The Daily Planet")
    assert metadata.published == "2021-03-03"
    assert metadata.published_span is not None
    assert metadata.published_span.of(text) == "March 3, 2021"


def test_metadata_of_a_signature_at_the_end() -> None:
    text = f"{PROSE}\n\n{PROSE}\nJane Roe, Sound & Picture, September 2003\n\nhttps://planet.example/a"
    metadata = read_bytes(text.encode(), "a.txt").metadata
    assert metadata.title == ""
    assert (metadata.author, metadata.publisher, metadata.published) == (
        "Jane Roe",
        "Sound & Picture",
        "2003-09",
    )
    assert metadata.url == "https://planet.example/a"


def test_dates_and_names_of_the_text_itself_are_no_metadata() -> None:
    text = f"{PROSE} It opened on March 3, 2021. It was written by Jane Roe.\n\n{PROSE}"
    metadata = read_bytes(text.encode(), "a.txt").metadata
    assert (metadata.author, metadata.published, metadata.published_span) == ("", "", None)


def test_owner_of_the_rights_is_the_publisher() -> None:
    text = f"{PROSE}\n\n© 2021 The Daily Planet. All rights reserved."
    assert read_bytes(text.encode(), "a.txt").metadata.publisher == "The Daily Planet"
