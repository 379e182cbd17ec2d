"""A screen gives what its patterns match, all of it, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extractors import bonds, casts, companies, comparisons, crew, releases, roles, sources, status
from kg.language import aliases, cues, kinds, voting
from kg.language.masking import compile_pattern
from kg.language.screening import Board, Guarded

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

# Every pattern with slots that the project tries on sentences.
TABLES = {
    "cues": [cue.template for cue in cues.CUES],
    **{
        module.__name__: [pattern.template for pattern in module.PATTERNS.patterns]
        for module in (bonds, casts, companies, crew, sources)
    },
    "comparisons": [rule.template for rule in comparisons._RULES],  # noqa: SLF001  # the tables are what is tested
    "roles": [rule.template for rule in roles._RULES],  # noqa: SLF001
    "phrases": [template for _rule, template in sources._PHRASES],  # noqa: SLF001
    "named": [template for _rule, template in sources._NAMED],  # noqa: SLF001
}
_BOARD = Board()  # all on one, as those of the extractors are
_SCREENS = {name: _BOARD.screen(templates) for name, templates in TABLES.items()}
_WORDS = st.sampled_from([
    "directed", "by", "voiced", "and", "the", "film", "stars", "in", "of", "’s", "is", "was", "as", ",", ".", "(", ")",
    "\ue000P0\ue001", "\ue000W1\ue001", "\ue000C2\ue001", "\ue000X3\ue001", "\ue000O4\ue001 ", "like", "Director", "ſtars",
    "\u212aey", "İs", "\n", "“", "”", "novel", "who",
])  # fmt: skip


def _said(matches: Sequence[tuple[int, re.Match[str]]]) -> list[tuple[int, tuple[int, int], object]]:
    return [(number, match.span(), match.groupdict()) for number, match in matches]


def _tried_one_by_one(templates: Sequence[str], text: str) -> list[tuple[int, re.Match[str]]]:
    return [(n, match) for n, t in enumerate(templates) for match in compile_pattern(t).finditer(text)]


@pytest.mark.parametrize("table", TABLES)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(data=st.data())
def test_no_sentence_that_a_pattern_matches_is_passed_over(table: str, data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(TABLES[table]))
    before, behind = (data.draw(st.lists(_WORDS, max_size=6).map(" ".join)) for _ in range(2))
    matched = data.draw(st.from_regex(compile_pattern(template)))
    text = f"{before}{data.draw(st.sampled_from(['', ' ']))}{matched}{behind}"
    found = _said(list(_SCREENS[table].finditer(text)))
    assert found == _said(_tried_one_by_one(TABLES[table], text))


@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_a_screen_gives_what_its_patterns_match_one_by_one(text: str) -> None:
    for name, screen in _SCREENS.items():
        assert _said(list(screen.finditer(text))) == _said(_tried_one_by_one(TABLES[name], text))


_GUARDED = {
    f"{module.__name__}.{name}": value
    for module in (aliases, bonds, comparisons, kinds, releases, roles, sources, status, voting)
    for name, value in vars(module).items()
    if isinstance(value, Guarded)
}


@pytest.mark.parametrize("name", _GUARDED)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(data=st.data())
def test_a_guarded_pattern_finds_what_it_finds_alone(name: str, data: st.DataObject) -> None:
    guarded, pattern = _GUARDED[name], _GUARDED[name]._pattern  # noqa: SLF001
    before, behind = (data.draw(st.lists(_WORDS, max_size=6).map(" ".join)) for _ in range(2))
    text = before + data.draw(st.one_of(st.just(""), st.from_regex(pattern))) + behind
    alone, found = list(pattern.finditer(text)), list(guarded.finditer(text))
    assert [m.span() for m in found] == [m.span() for m in alone]
    first = guarded.search(text)
    assert (first.span() if first else None) == (alone[0].span() if alone else None)


def test_patterns_without_a_word_are_always_tried() -> None:
    assert [number for number, _match in Board().screen([r"\d+", "<W>"]).finditer("12 \ue000W0\ue001")] == [
        0,
        0,
        1,
    ]


def test_a_screen_that_comes_later_changes_nothing_for_the_others() -> None:
    board = Board()
    text = "\ue000W0\ue001 stars \ue000P1\ue001"
    first = board.screen(["<W> stars"])
    assert [number for number, _match in first.finditer(text)] == [0]
    second = board.screen(["<W> sinks", "stars <P>"])
    assert [number for number, _match in first.finditer(text)] == [0]
    assert [number for number, _match in second.finditer(text)] == [1]


def test_what_was_learnt_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.language.screening._MOST_WORDS", 2)
    screen = Board().screen(["<W> stars"])
    for word in "abcde":
        assert len(list(screen.finditer(f"{word} \ue000W0\ue001 stars {word}"))) == 1
