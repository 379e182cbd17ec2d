"""The page of the reference on the ontology is the one that the files give, and lists every term."""

from __future__ import annotations

import os
import re

import pytest

from kg.ontology import load_ontology, ontology_folder
from kg.ontology.reference import ontology_page

ONTOLOGY = load_ontology()
PAGE = ontology_folder().parent / "docs" / "reference" / "ontology.md"


@pytest.mark.reference
def test_the_page_is_up_to_date() -> None:
    made = ontology_page(ONTOLOGY)
    if os.environ.get("KG_GOLDEN") == "write":
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "renew it with: make reference"


def test_the_page_lists_every_term_once() -> None:
    listed = re.findall(r"^(?:### (\w+)$|\| `kg:(\w+)` \|)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    names = [heading or value for heading, value in listed]
    assert sorted(names) == sorted([*ONTOLOGY.classes, *ONTOLOGY.properties, *ONTOLOGY.concepts])


def test_the_page_lists_every_prefix() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{prefix}:` | `{space}` |" in text for prefix, space in ONTOLOGY.prefixes.items())
