"""Markdown: offsets in the file itself, signs apart from words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import KgError
from kg.readers import read_bytes

ARTICLE = """---
title: "The Glass Harbour"
author: [Jane Roe, 'John Doe']
date: 2021-03-04T10:00:00+01:00
tags:
  - film
canonical_url: https://planet.example/x # own
---

# The **Glass Harbour**: a review

*By Jane Roe*, [The Daily Planet](https://planet.example)

![alt text](a.png)
*Image: Northlight*

Early Work
----------

The film *The Glass Harbour* was directed by [Anna Example](https://planet.example/anna) and it
is a quiet drama about the sea and the people who live by it.

**Director:** Anna Example
**Cast:** Bob Actor, Carol Actress

| Director | Anna Example |
|----------|--------------|
| Music    | Eve Composer |

- **Runtime:** 101 minutes
- **Language:** English

> "It is a film about waiting," said the director.

```
Director: Nobody
```

<div>Director: Nobody</div>

Share this article
"""


def test_blocks_and_metadata_of_an_article() -> None:
    document = read_bytes(ARTICLE.encode(), "a.md")
    assert document.text == ARTICLE
    found = [
        (block.kind.value, block.span.of(ARTICLE)) for block in document.blocks if block.kind != "boilerplate"
    ]
    assert found == [
        ("heading", "The **Glass Harbour**: a review"),
        ("byline", "By Jane Roe*, [The Daily Planet"),
        ("caption", "Image: Northlight"),
        ("heading", "Early Work"),
        ("paragraph", found[4][1]),
        ("credit", "Director:** Anna Example"),
        ("credit", "Cast:** Bob Actor, Carol Actress"),
        ("credit", "Director | Anna Example"),
        ("credit", "Music    | Eve Composer"),
        ("credit", "Runtime:** 101 minutes"),
        ("credit", "Language:** English"),
        ("paragraph", '"It is a film about waiting," said the director.'),
    ]
    assert found[4][1].startswith("The film *The")
    assert found[4][1].endswith("live by it.")
    metadata = document.metadata
    assert (metadata.title, metadata.author) == ("The Glass Harbour", "Jane Roe, John Doe")
    assert (metadata.publisher, metadata.published) == ("The Daily Planet", "2021-03-04")
    assert (metadata.url, metadata.published_span) == ("https://planet.example/x", None)


def test_toml_front_matter() -> None:
    text = '+++\ntitle = "The Glass Harbour"\ndate = 2021-03-04\nauthors = ["Jane Roe"]\n+++\n\nThe film is a quiet one, and it is good.\n'
    metadata = read_bytes(text.encode(), "a.md").metadata
    assert (metadata.title, metadata.author, metadata.published) == (
        "The Glass Harbour",
        "Jane Roe",
        "2021-03-04",
    )


def test_front_matter_over_several_lines() -> None:
    text = "---\ntitle: >\n  The Glass Harbour\nauthors:\n - Jane Roe\nmeta:\n  x: y\n---\nThe film is a quiet one, and it is good.\n"
    metadata = read_bytes(text.encode(), "a.md").metadata
    assert (metadata.title, metadata.author) == ("The Glass Harbour", "Jane Roe")


def test_without_front_matter_the_heading_is_the_title() -> None:
    text = "# The _Glass_ Harbour\n\nThe film is a quiet one, and it is good.\n"
    assert read_bytes(text.encode(), "a.md").metadata.title == "The Glass Harbour"


def test_brackets_and_quotes_without_end_are_done() -> None:
    for text in (
        "The film is " + "[" * 50_000,
        "> " * 5_000 + "The film is",
        "The film is " + "![a](" * 20_000,
    ):
        try:
            assert read_bytes(text.encode(), "a.md").text == text
        except KgError as error:
            assert error.problem.code == "no-article"  # noqa: PT017 - either ends well


PIECES = st.lists(
    st.sampled_from(
        [
            "# A",
            "The film is *good* and",
            "- item",
            "> it",
            "***",
            "| a | b |",
            "|--|--|",
            "```",
            "    code",
            "<b>x",
            "[a](b)",
            "",
            "==",
        ]
    ),
    max_size=14,
).map("\n".join)


@given(PIECES, st.sampled_from(["\n", "\r\n"]))
def test_blocks_leave_out_white_space_alone(text: str, end: str) -> None:
    """Document.blocks: "in order, without overlap; gaps hold white space alone"."""
    text = f"The film is a good one, and so it is.{end}{end}" + text.replace("\n", end)
    document = read_bytes(text.encode(), "a.md")
    place = 0
    for block in document.blocks:
        assert not text[place : block.span.start].strip()
        assert block.span.start >= place
        place = block.span.end
    assert not text[place:].strip()
