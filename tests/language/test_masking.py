"""Masked sentences give back the document's own offsets, and slots give back the mentions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.annotation import Mention, Sentence
from kg.language.masking import Masked, compile_pattern, mask
from kg.model import Block, BlockKind, Span

_PLACEHOLDER = re.compile("\ue000.\\d+\ue001")


def _masked(marked: str, prefix: str = "") -> tuple[str, Masked]:
    """Mask a sentence in which a mention is written as [P Anna]."""
    text = prefix
    mentions: list[Mention] = []
    letters: dict[Mention, str] = {}
    at = 0
    for match in re.finditer(r"\[(\w) ([^\]]*)\]", marked):
        text += marked[at : match.start()]
        mention = Mention(Span(len(text), len(text) + len(match[2])), f"{len(mentions)}")
        letters[mention] = match[1]
        mentions.append(mention)
        text += match[2]
        at = match.end()
    text += marked[at:]
    span = Span(len(prefix), len(text))
    sentence = Sentence(span, Block(BlockKind.PARAGRAPH, span), tuple(mentions))
    return text, mask(text, sentence, letters.__getitem__)


def _caught(template: str, marked: str, slot: str) -> list[str]:
    text, view = _masked(marked)
    match = compile_pattern(template).search(view.text)
    return [m.span.of(text) for m in view.mentions(match, slot)] if match else []


_PIECES = st.lists(
    st.tuples(
        st.text(alphabet="ab ,.’\ue000\ue001é", max_size=8),
        st.text(alphabet="ABc 1\ue000", min_size=1, max_size=8),
    ),
    max_size=6,
)


@given(_PIECES, st.text(alphabet="xy. ", max_size=5), st.text(alphabet="xy. ", max_size=5))
def test_offsets_map_back_to_the_document_exactly(
    pieces: list[tuple[str, str]], prefix: str, tail: str
) -> None:
    text, mentions = prefix, list[Mention]()
    for number, (between, name) in enumerate(pieces):
        text += between
        mentions.append(Mention(Span(len(text), len(text) + len(name)), str(number)))
        text += name
    text += tail
    span = Span(len(prefix), len(text))
    view = mask(text, Sentence(span, Block(BlockKind.PARAGRAPH, span), tuple(mentions)), lambda _m: "X")
    found = list(_PLACEHOLDER.finditer(view.text))
    assert [view.offset(m.start()) for m in found] == [m.span.start for m in mentions]
    assert view.offset(len(view.text)) == span.end
    in_placeholder = {i for m in found for i in range(*m.span())}
    for position, character in enumerate(view.text):
        if position not in in_placeholder:
            printed = text[view.offset(position)]
            assert character == (" " if printed in {"\ue000", "\ue001"} else printed)


@given(st.text(alphabet="a \ue000\ue001P0", min_size=1, max_size=20))
def test_a_text_cannot_forge_a_placeholder(text: str) -> None:
    span = Span(0, len(text))
    view = mask(text, Sentence(span, Block(BlockKind.PARAGRAPH, span), ()), lambda _m: "X")
    assert not compile_pattern("<*>").search(view.text)


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("directed by [P Ana Lima]", ["Ana Lima"]),
        ("Directed  by\n“[P Ana Lima]”", ["Ana Lima"]),
        ("directed by [P Ana Lima], [P Bo Ek] and [P Cy Ahn]", ["Ana Lima", "Bo Ek", "Cy Ahn"]),
        ("directed by [P Ana Lima] as well as [P Bo Ek]", ["Ana Lima", "Bo Ek"]),
        ("directed by [P Ana Lima] / [P Bo Ek]", ["Ana Lima", "Bo Ek"]),
        ("directed by [P Ana Lima] and shot by [P Bo Ek]", ["Ana Lima"]),
        ("directed by [W Night Train]", []),
        ("directed by nobody, [P Ana Lima]", []),
    ],
)
def test_a_list_slot_catches_its_members(marked: str, names: list[str]) -> None:
    assert _caught("directed by <P+:who>", marked, "who") == names


def test_letters_of_a_slot_are_alternatives_and_a_star_takes_any() -> None:
    assert _caught("by <PX:who>", "by [X Ana]", "who") == ["Ana"]
    assert _caught("by <PX:who>", "by [C Ana]", "who") == []
    assert _caught("by <*:who>", "by [T Ana]", "who") == ["Ana"]


def test_a_possessive_is_matched_with_either_apostrophe() -> None:
    for marked in ("[P Lima]’s [W Night Train]", "[P Lima]'s “[W Night Train]”"):
        assert _caught("<P>’s <W:work>", marked, "work") == ["Night Train"]
    assert _caught("<P>’s <W:work>", "[P Lima]s [W Night Train]", "work") == []


def test_a_slot_that_caught_nothing_gives_no_mention() -> None:
    assert _caught("<W:work>(?: by <P:who>)?", "[W Night Train] ends", "who") == []
    assert _caught("<W:work>(?: by <P:who>)?", "[W Night Train] ends", "unheard") == []


def test_a_look_behind_keeps_one_width() -> None:
    assert _caught("(?<!not )by <P:who>", "by [P Ana]", "who") == ["Ana"]
