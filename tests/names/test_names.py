"""Folding, slugs and paths: properties that hold for any name, and the spellings that must meet."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.names import coarse_class, fold_name, mint_path, slugify

# RFC 3987: a path segment of unreserved characters and "ucschar"; what is listed here needs no escape anywhere.
IRI_SAFE = re.compile(
    "[a-z0-9\\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]+"
)
HOSTILE = [
    '"quoted" <b>bold</b>',
    "<script>alert('x')</script>",
    "\u202eevil\u200f name\u200b",
    "🎬🍿",
    "../../etc/passwd",
    "a/b?c#d%20e",
    "} ; DROP GRAPH <x>",
    "\x00\n\t",
    "a" * 10_000,
    "very long " * 1_000,
    "ŉ ſ ẞ İ ΐ",
    "the the the",
    "'the' the 'x",
    "ガ が ｶﾞ",
    "Ǆ ﬁ ㎏ ½ ²",
]
names = st.one_of(st.text(), st.sampled_from(HOSTILE))


@given(names)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(names)
def test_a_folded_name_is_words_of_letters_and_digits(name: str) -> None:
    folded = fold_name(name)
    assert folded == " ".join(folded.split())
    assert all(word.isalnum() for word in folded.split())
    assert unicodedata.is_normalized("NFC", folded)


@given(names)
@example("")
def test_a_slug_is_a_safe_part_of_an_iri(name: str) -> None:
    slug = slugify(name)
    assert IRI_SAFE.fullmatch(slug), slug
    assert len(slug) <= 93


@given(names)
def test_a_slug_is_a_function_of_the_folded_name(name: str) -> None:
    folded = fold_name(name)
    if folded:
        assert slugify(name) == slugify(folded)


@given(st.text(max_size=5), st.text(max_size=5))
def test_names_that_fold_apart_have_other_slugs(left: str, right: str) -> None:
    if fold_name(left) != fold_name(right):
        assert slugify(left) != slugify(right)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_make_harmless_paths(name: str) -> None:
    path = mint_path("Film", name)
    assert path.startswith("work/")
    assert path.count("/") == 1
    assert IRI_SAFE.fullmatch(path.removeprefix("work/"))


def test_long_names_with_a_common_start_stay_apart() -> None:
    assert slugify("word " * 500 + "one") != slugify("word " * 500 + "two")


def test_names_that_fold_to_nothing_stay_apart() -> None:
    assert fold_name("🎬") == fold_name("🍿") == fold_name("!!!") == ""
    assert len({slugify("🎬"), slugify("🍿"), slugify("!!!")}) == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Satoshi Kon", "SATOSHI KON"),
        ("Jūzō", "Juzo"),
        ("Amélie", "Ame\u0301lie"),
        ("Porco Rosso", "Porco\u00a0Rosso"),
        ("Kiki’s Delivery Service", "Kiki's Delivery Service"),
        ("The Boy and the Beast", "Boy and the Beast"),
        ("K-On!", "K On"),
        ("Ｆｕｌｌ Ｗｉｄｔｈ", "Full Width"),
        ("So\u00adft hy\u200bphen", "Soft hyphen"),
        ("Strasse", "Straße"),
        ("カ\u3099", "ガ"),
    ],
)
def test_spellings_of_one_name_fold_alike(left: str, right: str) -> None:
    assert fold_name(left) == fold_name(right)
    assert slugify(left) == slugify(right)


@pytest.mark.parametrize(
    ("left", "right"), [("Seven Metres", "Severn Metres"), ("Thebes", "Bes"), ("バス", "パス"), ("A", "B")]
)
def test_other_names_fold_apart(left: str, right: str) -> None:
    assert fold_name(left) != fold_name(right)


def test_a_name_that_is_an_article_alone_is_kept() -> None:
    assert fold_name("The") == "the"
    assert fold_name("The The") == "the"


def test_coarse_classes_group_what_documents_may_call_differently() -> None:
    works = ("Work", "Film", "Series", "Manga", "Book", "Game", "Play")
    assert {coarse_class(type_) for type_ in works} == {"work"}
    assert coarse_class("Studio") == coarse_class("Organization") == "organization"
    assert {coarse_class("Person"), coarse_class("Character"), coarse_class("Track")} == {
        "person",
        "character",
        "track",
    }
    assert coarse_class("Theme Park") == "theme-park"


def test_paths_are_readable() -> None:
    assert mint_path("Film", "The Red Balloon") == "work/red-balloon"
    assert mint_path("Person", "Jūzō Itami") == "person/juzo-itami"
    assert mint_path("Studio", "Kyoto Animation") == "organization/kyoto-animation"
