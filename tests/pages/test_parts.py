"""The parts that need no server: marks, addresses, media types, names, wording."""

from __future__ import annotations

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kg.graph import mint_iri
from kg.names import fold_name
from kg.ontology import load_ontology
from kg.server.pages.addresses import Addresses, is_iri
from kg.server.pages.catalogue import Catalogue, Entry
from kg.server.pages.highlights import DEEPEST, Stretch, pieces
from kg.server.pages.marking import marked
from kg.server.pages.negotiation import wanted
from kg.server.pages.paging import Paging
from kg.server.pages.wording import after, before, confidence_in_words, harmless

if TYPE_CHECKING:
    from starlette.requests import Request

ONTOLOGY = load_ontology()
BASE = "https://w3id.org/colophon/"
OFFERED = ("text/html", "text/turtle", "application/ld+json")


@st.composite
def texts_with_stretches(draw: st.DrawFn) -> tuple[str, list[Stretch]]:
    text = draw(
        st.lists(st.sampled_from(["a", "<b>", "\n", "\n\n", " ", "é", "&", "\x00"]), max_size=60).map("".join)
    )
    ends = st.integers(0, len(text) + 2)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=12, unique=True))
    return text, [Stretch(start, end, number) for number, (start, end) in enumerate(pairs, 1)]


@given(texts_with_stretches())
def test_the_text_stays_whole_and_marks_nest(drawn: tuple[str, list[Stretch]]) -> None:
    text, stretches = drawn
    walked, at = "", 0
    open_: list[Stretch] = []
    firsts, notes = [], []
    for piece in pieces(text, stretches):
        if piece.kind == "text":
            at += len(piece.text)
            walked += piece.text
            assert all(one.start < at <= one.end for one in open_)
        elif piece.kind == "open":
            assert piece.stretch is not None
            open_.append(piece.stretch)
            if piece.first:
                assert at == piece.stretch.start
                firsts.append(piece.stretch)
        elif piece.kind == "close":
            assert open_.pop() == piece.stretch
        elif piece.kind == "note":
            notes.append(piece.stretch)
        else:
            assert not open_, "a part begins outside of all marks"
    usable = [one for one in stretches if 0 <= one.start < one.end <= len(text)]
    assert walked == text
    assert open_ == []
    assert sorted(firsts, key=lambda one: one.note) == usable
    assert sorted((one for one in notes if one), key=lambda one: one.note) == usable


@given(texts_with_stretches())
def test_every_character_of_a_quote_is_marked(drawn: tuple[str, list[Stretch]]) -> None:
    text, stretches = drawn
    stretches = stretches[:DEEPEST]
    marked_, depth, at = set(), 0, 0
    for piece in pieces(text, stretches):
        depth += (piece.kind == "open") - (piece.kind == "close")
        if piece.kind == "text":
            marked_ |= set(range(at, at + len(piece.text))) if depth else set()
            at += len(piece.text)
    said = {i for one in stretches if one.start < one.end <= len(text) for i in range(one.start, one.end)}
    assert marked_ == said


class Reading(HTMLParser):
    """Reads what a browser would show of a marked text."""

    def __init__(self) -> None:
        super().__init__()
        self.shown, self.ids, self.skip = "", [], 0  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert tag in {"div", "mark", "a", "span"}
        self.ids += [found["id"]] if "id" in found else []
        self.skip += tag in {"a", "span"}

    def handle_endtag(self, tag: str) -> None:
        self.skip -= tag in {"a", "span"}

    def handle_data(self, data: str) -> None:
        self.shown += "" if self.skip else data


@given(texts_with_stretches())
def test_a_marked_text_is_escaped_and_each_place_has_its_address(drawn: tuple[str, list[Stretch]]) -> None:
    text, stretches = drawn
    reader = Reading()
    reader.feed(str(marked(text, stretches, {one.note: Markup("note") for one in stretches})))
    usable = [one for one in stretches if 0 <= one.start < one.end <= len(text)]
    assert reader.shown == harmless(text)
    assert sorted(reader.ids) == sorted(
        f"{name}" for one in usable for name in (f"char={one.start},{one.end}", f"q-{one.start}-{one.end}")
    )


PATHS = st.lists(
    st.sampled_from(
        [
            "work",
            "a b",
            "/",
            "..",
            ".",
            "%",
            "%2e",
            "é",
            "#",
            "?",
            "アキラ",
            "<",
            '"',
            "\x00",
            "&",
            "=",
            "+",
            ";",
        ]
    ),
    min_size=1,
    max_size=6,
).map("".join)


@given(PATHS, st.sampled_from((BASE, "https://example.org/", "http://localhost/a#", "urn:kg:/")))
def test_the_page_of_an_iri_leads_back_to_it(path: str, base: str) -> None:
    addresses = Addresses(base, ONTOLOGY)
    iri = mint_iri(base, path)
    page = addresses.page(iri)
    assert page.startswith("/")
    assert not page.startswith("//")
    assert page.isascii()
    if page.startswith("/resource?"):
        assert page == f"/resource?iri={quote(iri, safe='').replace('%20', '+')}"
    else:
        assert not set(page.split("/")) & {".", "..", "%2e", "%2E%2E"}
        assert addresses.iri(page.encode()) == iri


def test_terms_places_and_clashing_paths_have_their_addresses() -> None:
    addresses = Addresses(BASE, ONTOLOGY)
    assert addresses.page(f"{ONTOLOGY.namespace}voices") == "/colophon/ontology#voices"
    assert addresses.page(f"{BASE}document/12#char=1,2") == "/colophon/document/12#char=1,2"
    assert addresses.page("urn:x:<").startswith("/resource?")
    assert (
        Addresses("https://example.org/", ONTOLOGY).page("https://example.org/query").startswith("/resource?")
    )
    assert addresses.iri(b"/colophon/a%2Fb") == f"{BASE}a%2Fb"
    assert addresses.iri(b"/colophon/%ff") == ""
    assert addresses.iri(b"/elsewhere/a") == ""
    assert is_iri("urn:a:b")
    assert not any(map(is_iri, ("", "a", "urn:a b", "urn:<", 'urn:"', "urn:{}", "urn:\\", "urn:a\n")))


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle;Q=0.5, text/html;q=0.4", "text/turtle"),
        ("text/*;q=0.3, application/ld+json;q=0.2", "text/html"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
        ("application/json", ""),
        ("text/turtle;q=zzz", ""),
        ("text/turtle;q=nan", ""),
        (";;;,,,=", ""),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_form_that_is_liked_best_wins(accept: str, best: str) -> None:
    assert wanted(accept, OFFERED) == best


def entry(number: int, label: str, *names: str, kind: str = "Person") -> Entry:
    return Entry(f"{BASE}{number}", f"/{number}", label, names, kind, 9 - number % 9)


NAMES = Catalogue(
    [
        entry(1, "Éma Castellane", "Ema"),
        entry(2, "The Ema"),
        entry(3, "Cinema Paradiso"),
        entry(4, "★"),
        entry(5, "Kaja"),
    ],
    BASE,
)


def test_names_are_found_whatever_their_accents_and_the_whole_name_goes_first() -> None:
    def found(text: str) -> list[str]:
        return [one.label for one in NAMES._search(text)]  # noqa: SLF001  what runs in the thread

    assert found("EMA") == ["Éma Castellane", "The Ema", "Cinema Paradiso"]
    assert found("castellane") == ["Éma Castellane"]
    assert found("★") == ["★"]
    assert found("") == found("zzz") == found("\n") == []
    assert [one.label for one in NAMES.similar_now("Ema Castelane")] == ["Éma Castellane"]
    assert [one.label for one in NAMES.called("ema")] == ["Éma Castellane", "The Ema"]
    assert NAMES.only("Ema") is NAMES.by_iri[f"{BASE}1"]
    assert NAMES.only("nobody") is None


@given(
    st.lists(st.text(alphabet="ab é★", min_size=1, max_size=6), max_size=8),
    st.text(alphabet="abé ", max_size=3),
)
def test_a_name_is_found_by_any_part_of_it(names: list[str], part: str) -> None:
    catalogue = Catalogue([entry(number, name) for number, name in enumerate(names)], BASE)
    wanted_ = {name for name in names if fold_name(part) and fold_name(part) in fold_name(name)}
    if fold_name(part):
        assert {one.label for one in catalogue._search(part)} == wanted_  # noqa: SLF001


def test_control_characters_show_and_do_not_act() -> None:
    assert harmless("a\x00b\x1b[31m\x7f\n\t") == "a␀b␛[31m␡\n\t"
    assert harmless("a\r\nb\rc") == "a\nb␍c"
    assert "\u202e" not in harmless("\u202egnp.exe")
    assert len(harmless("\ud800\u202e\x9b")) == 3


def test_quotes_are_shown_from_whole_words_on_one_line() -> None:
    assert before("is said.\n\nThe ") == "…said. The "
    assert before("") == after("") == before(" ") == ""
    assert after(" goes on\nand o") == " goes on and…"


def test_confidence_is_told_in_words() -> None:
    assert [confidence_in_words(number) for number in (1, 0.9, 0.7, 0.5, 0.1)] == [
        "almost certain",
        "very likely",
        "likely",
        "more likely than not",
        "unlikely",
    ]


@pytest.mark.parametrize("page", ["", "0", "-1", "99", "x", "１", "9" * 400, "2"])
def test_any_page_number_gives_a_page(page: str) -> None:
    url = SimpleNamespace(include_query_params=lambda page: SimpleNamespace(query=f"page={page}"))
    request = cast("Request", SimpleNamespace(query_params={"page": page}, url=url))
    found = Paging.of(request, 25, 10)
    assert 1 <= found.number <= 3
    assert found.pages == 3
    assert found.offset < 25
