"""Many strings are found as a search for each of them would find it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.language.strings import Strings
from kg.model import Span

_TEXTS = st.text(alphabet="ab A’-._1é", max_size=30)
_STRINGS = st.lists(
    st.text(alphabet="ab A’-._1é", min_size=1, max_size=5).filter(lambda s: not s[0].isspace()), max_size=8
)


@given(_TEXTS, _STRINGS)
def test_found_as_by_a_regular_expression(text: str, strings: list[str]) -> None:
    ordered = sorted(set(strings), key=lambda s: (-len(s), s))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)") if ordered else None
    expected = [m.span() for m in pattern.finditer(text)] if pattern else []
    assert [(s.start, s.end) for s in Strings(strings).find(text, Span(0, len(text)))] == expected


@given(_TEXTS, _STRINGS)
def test_each_of_them_is_found_within_others_too(text: str, strings: list[str]) -> None:
    expected = {
        (m.start(), m.start() + len(s))
        for s in strings
        for m in re.finditer(rf"(?<!\w)(?={re.escape(s)}(?!\w))", text)
    }
    found = [(s.start, s.end) for s in Strings(strings).find_all(text, Span(0, len(text)))]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_stretch_alone_is_looked_at() -> None:
    assert list(Strings(["Ana"]).find("Ana Ana Ana", Span(4, 10))) == [Span(4, 7)]
