"""Any text gives a valid IRI, no two texts give the same one, and each comes back as it was."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.iris import (
    escape_part,
    escape_path,
    mention_iri,
    mention_of,
    mint_iri,
    path_of,
    selection_iri,
    unescape_path,
)
from kg.model import KgError, Span

BASE = "https://w3id.org/colophon/"
TEXT = st.text() | st.text(alphabet="./%#?<> \"'\\{}|^`:@é\u0301ア")


@given(TEXT)
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    assert unescape_path(escape_path(text)) == text
    assert unescape_path(escape_part(text)) == text


@given(TEXT)
def test_every_path_gives_an_iri_that_both_libraries_take(text: str) -> None:
    iri = mint_iri(BASE, text)
    assert ox.NamedNode(iri).value == iri
    assert rdflib.URIRef(iri).n3() == f"<{iri}>"
    assert path_of(BASE, iri) == text


@given(TEXT)
def test_no_path_leads_out_of_the_base(text: str) -> None:
    steps = mint_iri(BASE, text).removeprefix(BASE).split("/")
    assert not {".", ".."} & set(steps)


@given(TEXT, TEXT)
def test_mentions_come_back_as_document_and_entity(document: str, entity: str) -> None:
    assert mention_of(BASE, mention_iri(BASE, document, entity)) == (document, entity)


@pytest.mark.parametrize(
    ("path", "escaped"),
    [
        ("work/akira", "work/akira"),
        ("work/アキラ", "work/アキラ"),
        ("work/a b", "work/a%20b"),
        ("work/..", "work/%2E%2E"),
        ("work/1.5", "work/1.5"),
        ("person/<script>", "person/%3Cscript%3E"),
        ("work/100%", "work/100%25"),
    ],
)
def test_letters_stay_readable(path: str, escaped: str) -> None:
    assert escape_path(path) == escaped


def test_a_foreign_iri_has_no_path() -> None:
    with pytest.raises(KgError, match="does not lie below"):
        path_of(BASE, "https://example.org/work/akira")
    with pytest.raises(KgError, match="no entity of a document"):
        mention_of(BASE, f"{BASE}work/akira")


def test_a_selection_is_a_fragment_of_the_document() -> None:
    assert selection_iri(f"{BASE}document/ab", Span(3, 9)) == f"{BASE}document/ab#char=3,9"
    assert selection_iri("urn:x#document/ab", Span(3, 9)) == "urn:x#document/ab/char=3,9"
