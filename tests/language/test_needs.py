"""What a pattern needs is never more than what each of its matches holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.needs import fold, needs_of

_ODD = "ıİſ\u212a’\ue000 \n"


def _fulfils(text: str, pattern: str) -> bool:
    """Say whether a text holds what a pattern needs."""
    needs = needs_of(pattern, "\ue000")
    words = [f" {word} " for word in fold(text).split()]
    enough = text.count("\ue000") >= sum(needs.counts)
    return enough and all(any(s in word for s in clause for word in words) for clause in needs.clauses)


_ATOMS = st.sampled_from([
    "a", "b", "k", "s", "i", "is", "the", "of", "x\\-y", "’", "\ue000", "[ab]", "[’']", "[^a]", "[a-k]", "[]i]", "\\w", "\\d+",
    "\\s", "\\s+", "\\s*", ".", "\\b", "(?<!a)", "(?=s)", "(?!k)", "^", "$", "\\.", "[!,]", "\\x20", "é", "K",
])  # fmt: skip
_QUANTIFIERS = st.sampled_from(
    ["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,3}?", "{,2}", "??", "*?", "+?"]
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    branches = st.lists(inner, min_size=1, max_size=4).map("|".join)
    grouped = st.tuples(st.sampled_from(["(?:", "(", "(?-i:", "(?>"]), branches, _QUANTIFIERS).map(
        lambda t: f"{t[0]}{t[1]}){t[2]}"
    )
    return st.lists(st.one_of(inner, grouped), min_size=1, max_size=4).map("".join)


_PATTERNS = st.recursive(_ATOMS, _grown, max_leaves=14)
_TEXTS = st.text(alphabet=f"abkxysSIiéÉKotfhe12.-,!{_ODD}", max_size=30)


def _compiled(pattern: str, flags: int) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern, flags)
    except re.error:
        return None  # two signs of repetition, or a look behind of no fixed width


@given(_PATTERNS, st.lists(_TEXTS, min_size=1, max_size=8), st.sampled_from([0, re.IGNORECASE]))
def test_every_match_holds_what_its_pattern_needs(pattern: str, texts: list[str], flags: int) -> None:
    compiled = _compiled(pattern, flags)
    for text in texts:
        if compiled is not None and compiled.search(text):
            assert _fulfils(text, pattern)


@given(_PATTERNS, st.lists(_TEXTS, min_size=1, max_size=8), st.sampled_from([0, re.IGNORECASE]))
def test_every_match_begins_as_its_pattern_says(pattern: str, texts: list[str], flags: int) -> None:
    compiled = _compiled(pattern, flags)
    openings = needs_of(pattern).openings
    for text in texts:
        for match in compiled.finditer(text) if compiled is not None and openings else ():
            assert fold(text).startswith(tuple(openings), match.start())


@given(st.text())
def test_folding_keeps_the_places_of_letters(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.characters(), st.characters(max_codepoint=127))
def test_letters_that_match_fold_alike(letter: str, plain: str) -> None:
    if re.fullmatch(re.escape(plain), letter, re.IGNORECASE):
        assert fold(letter) == fold(plain)


@pytest.mark.parametrize("letter", "ıİſ\u212a")
def test_letters_beyond_ascii_that_stand_for_plain_ones_fold_to_them(letter: str) -> None:
    assert re.fullmatch(fold(letter), letter, re.IGNORECASE)
    assert fold(letter).isascii()


@pytest.mark.parametrize(
    ("pattern", "clauses"),
    [
        ("directed by", [{"directed "}, {" by"}]),
        ("(?:directed|helmed) by", [{"directed ", "helmed "}, {" by"}]),
        ("stars?", [{"star"}]),
        ("co-?stars", [{"co-stars", "costars"}]),
        ("(?:the )?film", [{"film"}]),
        (r"(?<!un)like\b", [{"like"}]),
        ("[’']s", [{"’s", "'s"}]),
        ("a+b{2}c?", [{"a"}, {"b"}]),
        (r"\w+ed", [{"ed"}]),
        ("a|", []),
        ("(a)\\1", []),
        ("(?i)abc", []),
        ("(?x) a b", []),
    ],
)
def test_needs_are_read_off_the_pattern(pattern: str, clauses: list[set[str]]) -> None:
    assert {frozenset(c) for c in clauses} == set(needs_of(pattern).clauses)


def test_the_most_telling_clause_stands_first() -> None:
    assert needs_of("(?:is|was) in (?:the )?cinemas").clauses[0] == {"cinemas"}


def test_mentions_are_counted() -> None:
    assert needs_of("\ue000a(?:\ue000b)? (?:\ue000|\ue000\ue000)+", "\ue000").counts == (2,)
