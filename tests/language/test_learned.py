"""Names of capitals and names of the encoder are joined into one list that does not overlap."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder import TYPES
from kg.encoder.reading import Seen
from kg.language.capitals import Name
from kg.language.learned import Joining, seen_names
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.encoder import Reading


@dataclass(frozen=True)
class Fake:
    """A reading that sees given names, and gives strings the chances that a test states.

    Attributes:
        text: that it is of.
        names: that it sees.
        chances: of strings that they are names; `otherwise` of all the others.
    """

    text: str
    names: tuple[Seen, ...] = ()
    chances: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = 0.0

    def chances_at(self, start: int, end: int) -> tuple[float, ...]:
        return _spread(self.chances.get(self.text[start:end], self.otherwise))


def _spread(chance: float) -> tuple[float, ...]:
    return (chance, *(0.0 for _ in TYPES[1:]))


def place(text: str, string: str, number: int = 0) -> Span:
    """Give where a string stands in a text for the first time, or for a later one."""
    start = [m.start() for m in re.finditer(re.escape(string), text)][number]
    return Span(start, start + len(string))


def shown(text: str, *strings: str) -> list[Name]:
    return [Name(place(text, s), s) for s in strings]


def seen(text: str, *strings: str, chance: float = 0.9) -> tuple[Seen, ...]:
    spans = [place(text, s) for s in strings]
    return tuple(Seen(s.start, s.end, _spread(chance)) for s in spans)


def reading(fake: Fake) -> Reading:
    return cast("Reading", fake)


def joined(
    fake: Fake, by_capitals: Sequence[Name] = (), known: Iterable[str] = (), *, heading: bool = False
) -> list[str]:
    """Give the names of a text that is one sentence."""
    joining = Joining(reading(fake), fake.text, by_capitals, known)
    return [n.text for n in joining.names(by_capitals, joining.seen, heading=heading)]


def trimmed(text: str, string: str) -> list[str]:
    """Give what is left of one name that the encoder sees."""
    return [n.text for n in seen_names(reading(Fake(text, seen(text, string))), text)]


# What the encoder sees.


@pytest.mark.parametrize(
    ("text", "string", "name"),
    [
        ("We saw Glass Harbour, Season 2 there.", "Glass Harbour, Season 2", "Glass Harbour"),
        ("We saw Glass Harbour season 12 there.", "Glass Harbour season 12", "Glass Harbour"),
        ("We saw Glass Harbour Series 1 there.", "Glass Harbour Series 1", "Glass Harbour"),
        ("We saw Glass Harbour S02 there.", "Glass Harbour S02", "Glass Harbour"),
        ("We read Glass Harbour Vol. 3 there.", "Glass Harbour Vol. 3", "Glass Harbour"),
        ("We read Glass Harbour, volume 3 there.", "Glass Harbour, volume 3", "Glass Harbour"),
        ("We saw Glass Harbour 2 there.", "Glass Harbour 2", "Glass Harbour 2"),
        ("We saw Season of Salt there.", "Season of Salt", "Season of Salt"),
    ],
)
def test_the_number_of_a_season_is_no_part_of_a_name(text: str, string: str, name: str) -> None:
    assert trimmed(text, string) == [name]


@pytest.mark.parametrize(
    ("text", "string", "name"),
    [
        ("Then Vey-sun came.", "Vey", "Vey-sun"),
        ("Then Vey-sun came.", "sun", "Vey-sun"),
        ("Then Vey–Sun came.", "Sun", "Vey–Sun"),
        ("Then Lima Vey‐sun-ra came.", "Lima Vey", "Lima Vey‐sun-ra"),
        ("Then Lima Vey-sun-ra came.", "Lima Vey-sun", "Lima Vey-sun-ra"),
        ("Then Vey-sun Lima came.", "sun Lima", "Vey-sun Lima"),
        ("Then Harbours came.", "Harbour", "Harbours"),
        ("Then McVey came.", "Vey", "McVey"),
    ],
)
def test_words_are_not_split_at_hyphens_or_elsewhere(text: str, string: str, name: str) -> None:
    assert trimmed(text, string) == [name]


@pytest.mark.parametrize(
    "name", ["Ana Lima’s", "Ana Lima's", "“Ana Lima”", "(Ana Lima),", "Ana Lima — ", "*Ana Lima*"]
)
def test_marks_around_a_name_are_no_part_of_it(name: str) -> None:
    assert trimmed(f"Then {name} film.", name) == ["Ana Lima"]


@pytest.mark.parametrize("string", ["the harbour", "“ — ”", "...", "’s"])
def test_what_has_neither_a_capital_nor_a_digit_is_no_name(string: str) -> None:
    assert trimmed(f"We saw {string} there.", string) == []


def test_what_the_encoder_doubts_it_does_not_see() -> None:
    text = "Ana Lima met Bo Ek."
    names = (*seen(text, "Ana Lima", chance=0.6), *seen(text, "Bo Ek", chance=0.4))
    assert [n.text for n in seen_names(reading(Fake(text, names)), text)] == ["Ana Lima"]


# What becomes of both.


def test_what_both_show_is_a_name_once() -> None:
    text = "Then Ana Lima came."
    assert joined(Fake(text, seen(text, "Ana Lima")), shown(text, "Ana Lima")) == ["Ana Lima"]


def test_a_name_that_one_of_them_shows_is_a_name() -> None:
    text = "Then Ana Lima met quorl2."
    fake = Fake(text, seen(text, "quorl2"), {"Ana Lima": 0.2})
    assert joined(fake, shown(text, "Ana Lima")) == ["Ana Lima", "quorl2"]


def test_what_capitals_show_and_the_encoder_rules_out_is_none() -> None:
    text = "Then Summer came."
    assert joined(Fake(text, (), {"Summer": 0.05}), shown(text, "Summer")) == []


@pytest.mark.parametrize(
    ("chance", "names"), [(0.4, ["Lima of Glass Harbour"]), (0.2, ["Lima", "Glass Harbour"])]
)
def test_a_longer_name_by_capitals_holds_against_shorter_ones_within_it(
    chance: float, names: list[str]
) -> None:
    text = "We saw Lima of Glass Harbour there."
    fake = Fake(text, seen(text, "Lima", "Glass Harbour"), {"Lima of Glass Harbour": chance})
    assert joined(fake, shown(text, "Lima of Glass Harbour")) == names


def test_a_longer_name_that_is_known_to_be_a_title_holds_whatever_the_encoder_thinks() -> None:
    text = "We saw Lima of Glass Harbour there."
    fake = Fake(text, seen(text, "Lima", "Glass Harbour"))
    title = "Lima of Glass Harbour"
    assert joined(fake, shown(text, title), [title]) == [title]


@pytest.mark.parametrize("chance", [0.0, 0.4, 1.0])
def test_otherwise_the_longer_name_of_the_encoder_wins(chance: float) -> None:
    text = "We saw Lima of Glass Harbour there."
    fake = Fake(text, seen(text, "Lima of Glass Harbour"), {"Lima": chance, "Glass Harbour": chance})
    assert joined(fake, shown(text, "Lima", "Glass Harbour")) == ["Lima of Glass Harbour"]


def test_where_they_cross_the_encoder_wins_unless_the_name_is_known_and_its_own_is_not() -> None:
    text = "We saw Lima Glass Harbour there."
    fake = Fake(text, seen(text, "Glass Harbour"), otherwise=0.9)
    assert joined(fake, shown(text, "Lima Glass")) == ["Glass Harbour"]
    assert joined(fake, shown(text, "Lima Glass"), ["Lima Glass"]) == ["Lima Glass"]
    assert joined(fake, shown(text, "Lima Glass"), ["Lima Glass", "Glass Harbour"]) == ["Glass Harbour"]


def test_a_heading_has_of_the_encoder_only_what_is_surely_a_name_elsewhere() -> None:
    text = "Quorl Meets Ana Lima Again"
    fake = Fake(text, seen(text, "Quorl Meets", "Ana Lima"), otherwise=0.9)
    assert joined(fake) == ["Quorl Meets", "Ana Lima"]
    assert joined(fake, heading=True) == []
    assert joined(fake, known=["Ana Lima"], heading=True) == ["Ana Lima"]


def test_a_name_is_sure_in_a_heading_where_both_show_it_below() -> None:
    text = "Quorl Meets Ana Lima\nThen Ana Lima came, and Quorl Meets."
    spans = [place(text, "Quorl Meets"), place(text, "Ana Lima"), place(text, "Ana Lima", 1)]
    fake = Fake(text, tuple(Seen(s.start, s.end, _spread(0.9)) for s in spans))
    joining = Joining(reading(fake), text, [Name(spans[2], "Ana Lima")], ())
    heading = [n for n in joining.seen if n.span.end <= text.index("\n")]
    assert [n.text for n in joining.names([], heading, heading=True)] == ["Ana Lima"]


def test_a_bare_number_is_a_name_only_where_something_else_shows_it() -> None:
    text = "We saw 512 there."
    fake = Fake(text, seen(text, "512"), otherwise=0.9)
    assert joined(fake) == []
    assert joined(fake, known=["512"]) == ["512"]
    assert joined(fake, shown(text, "512")) == ["512"]


@pytest.mark.parametrize(
    ("text", "chance", "names"),
    [
        ("It ends. Gravel is all there is.", 0.6, []),  # the capital may be that of the sentence
        ("It ends. Gravel is all there is.", 0.95, ["Gravel"]),
        ("They tread on gravel. Gravel is all there is.", 0.95, []),  # the text has it as a word too
        ("It ends with Gravel.", 0.6, ["Gravel"]),
    ],
)
def test_a_word_that_opens_a_sentence_is_a_name_where_the_encoder_is_sure(
    text: str, chance: float, names: list[str]
) -> None:
    assert joined(Fake(text, seen(text, "Gravel"), {"Gravel": chance})) == names


def test_a_number_within_a_name_is_no_bare_one() -> None:
    text = "We saw Quorl 512 there."
    assert joined(Fake(text, seen(text, "Quorl 512"))) == ["Quorl 512"]


# What is found again.


@pytest.mark.parametrize(
    ("name", "chance", "known", "again"),
    [
        ("Ana Lima", 0.9, (), True),
        ("Ana Lima", 0.7, (), False),  # the encoder is not certain
        ("QUORL", 0.9, (), True),
        ("QuorL", 0.9, (), True),
        ("Quorl", 0.9, (), False),  # the capital may be that of the sentence
        ("Quorl", 0.9, ("Quorl",), True),
        ("QX", 0.9, (), False),  # too short
        ("QX", 0.9, ("QX",), True),
    ],
)
def test_names_are_found_where_the_encoder_passed_over_them(
    name: str,
    chance: float,
    known: tuple[str, ...],
    again: bool,  # noqa: FBT001, a column of the table
) -> None:
    text = f"Then {name} came. And {name} went. But {name}s stayed."
    fake = Fake(text, seen(text, name), {name: chance})
    assert joined(fake, known=known) == [name] * (2 if again else 1)


def test_a_name_is_not_found_again_within_another_that_the_encoder_sees() -> None:
    text = "Then Ana Lima came. We saw The Ana Lima Story there."
    names = (*seen(text, "Ana Lima"), *seen(text, "The Ana Lima Story"))
    assert joined(Fake(text, names, otherwise=0.9)) == ["Ana Lima", "The Ana Lima Story"]


def test_of_names_within_one_another_the_longest_is_found_again() -> None:
    text = "Then Ana Lima came. We saw The Ana Lima Story. We liked The Ana Lima Story."
    names = seen(text, "Ana Lima", "The Ana Lima Story")
    expected = ["Ana Lima", "The Ana Lima Story", "The Ana Lima Story"]
    assert joined(Fake(text, names, otherwise=0.9)) == expected


def test_two_halves_of_a_hyphenated_word_are_one_name() -> None:
    text = "Then Vey-Sun came."
    assert joined(Fake(text, seen(text, "Vey", "Sun"), otherwise=0.9)) == ["Vey-Sun"]


_WORDS = ("Ana", "Lima", "Vey-Sun", "Vey", "of", "QUORL", "512", "Ana's", "Season 2", "(")
_PIECES = re.compile(r"\w+|[^\w\s]")


@st.composite
def _stretches(draw: st.DrawFn, spans: Sequence[Span]) -> list[Span]:
    """Draw runs of consecutive words, in order and without overlap."""
    found = []
    at = 0
    while at < len(spans):
        length = draw(st.integers(0, 3))
        if length:
            last = min(at + length, len(spans)) - 1
            found.append(Span(spans[at].start, spans[last].end))
        at += max(1, length)
    return found


@st.composite
def _sentences(draw: st.DrawFn) -> tuple[Fake, list[Name], list[str]]:
    """Draw a sentence, the names that capitals show in it, and titles that are known."""
    text = " ".join(draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12)))
    words = [Span(*m.span()) for m in re.finditer(r"\S+", text)]
    pieces = [Span(*m.span()) for m in _PIECES.finditer(text)]
    scores = st.sampled_from((0.9, 0.6, 0.4, 0.2, 0.05))
    names = tuple(Seen(s.start, s.end, _spread(draw(scores))) for s in draw(_stretches(pieces)))
    by_capitals = [Name(s, s.of(text)) for s in draw(_stretches(words))]
    strings = [n.text for n in by_capitals] + [text[n.start : n.end] for n in names]
    chances = draw(st.dictionaries(st.sampled_from(strings), scores)) if strings else {}
    known = draw(st.lists(st.sampled_from(strings), max_size=3)) if strings else []
    return Fake(text, names, chances, draw(scores)), by_capitals, known


@given(_sentences(), st.booleans())
def test_names_are_in_order_without_overlap_and_as_they_stand_in_the_text(
    drawn: tuple[Fake, list[Name], list[str]],
    heading: bool,  # noqa: FBT001, drawn
) -> None:
    fake, by_capitals, known = drawn
    joining = Joining(reading(fake), fake.text, by_capitals, known)
    names = joining.names(by_capitals, joining.seen, heading=heading)
    end = 0
    for name in names:
        assert name.span.start >= end
        assert name.text == name.span.of(fake.text) != ""
        end = name.span.end


@given(_sentences())
def test_the_same_gives_the_same(drawn: tuple[Fake, list[Name], list[str]]) -> None:
    fake, by_capitals, known = drawn
    assert joined(fake, by_capitals, known) == joined(fake, by_capitals, known)
