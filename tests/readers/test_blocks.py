"""Kinds of blocks, each with texts that must and texts that must not be of it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import BlockKind
from kg.readers.blocks import divide

PROSE = "The film was made by a small team over several years, and it shows in every single frame of it."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)) for block in divide(text)]


def kind_of(line: str, text: str) -> str:
    """Give the kind of the block that is exactly this line."""
    return next(kind for kind, words in kinds(text) if words == line)


def in_article(*lines: str) -> str:
    return "\n\n".join(["A Long Way Down the Hill", PROSE, *lines, PROSE, PROSE])


def test_article_with_all_kinds() -> None:
    text = f"""The Glass Harbour Is a Quiet Storm
Jane Roe

Published 3 March 2021

{PROSE}

Lighthouse at dusk Two keepers on the stairs.Image: Northlight

The Glass Harbour
Director: Anna Example
Cast: Bob Actor, Carol Actress
Runtime: 101 minutes

What's it about?

{PROSE}

Read More
Leave a Reply
Your email address will not be published. Required fields are marked *
"""
    assert kinds(text) == [
        ("heading", "The Glass Harbour Is a Quiet Storm"),
        ("byline", "Jane Roe"),
        ("byline", "Published 3 March 2021"),
        ("paragraph", PROSE),
        ("caption", "Lighthouse at dusk Two keepers on the stairs.Image: Northlight"),
        ("heading", "The Glass Harbour"),
        ("credit", "Director: Anna Example"),
        ("credit", "Cast: Bob Actor, Carol Actress"),
        ("credit", "Runtime: 101 minutes"),
        ("heading", "What's it about?"),
        ("paragraph", PROSE),
        ("boilerplate", "Read More"),
        ("boilerplate", "Leave a Reply"),
        ("boilerplate", "Your email address will not be published. Required fields are marked *"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Image: Northlight",
        "The crew on deck Three sailors before the storm.Image: Northlight/Harbour Films",
        "Anna Example. Photo by Dan Lens/PhotoPool.",
        "Two keepers on the stairs. (Photo: Northlight)",
        "A still from ‘The Glass Harbour’",
        "Picture credit: Northlight",
        "Bob Actor in The Glass Harbour. Photograph: PhotoPool/Northlight",
        "Carol Actress at the premiere. Courtesy of Northlight",
        "From left: Bob Actor and Carol Actress in The Glass Harbour",
    ],
)
def test_captions(line: str) -> None:
    assert kind_of(line, in_article(line)) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "The still from the first act, which opens the film, is the finest image that she ever made.",
        "He asks what an image: the thing itself, or a thing of its own, is worth to us today.",
        "A scene from their marriage ends the story, and nobody who saw it will forget how it hurt.",
        "The photo by the bed is the only thing that she keeps when she leaves the house for good.",
    ],
)
def test_prose_about_pictures_is_no_caption(line: str) -> None:
    assert kind_of(line, in_article(line)) == "paragraph"


def test_caption_over_three_lines_is_one_block() -> None:
    text = f"{PROSE}\nA still from ‘The Glass Harbour’\n| Photo Credit:\nNorthlight\n{PROSE}"
    assert kinds(text) == [
        ("paragraph", PROSE),
        ("caption", "A still from ‘The Glass Harbour’\n| Photo Credit:\nNorthlight"),
        ("paragraph", PROSE),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Director: Anna Example",
        "Co-Director: Anna Example",
        "Written and Directed by: Anna Example",
        "Executive Producers (Northlight): Tom Sample, Eve Composer",
        "Based on the novel by: Tom Sample",
        "©/Production Companies: Northlight, Harbour Films",
        "3D CG Director: Anna Example",
        "Directed by Anna Example",
        "Music by Eve Composer and Tom Sample",
        "Starring Bob Actor, Carol Actress",
        "Director of Photography: Dan Lens",
    ],
)
def test_credits(line: str) -> None:
    assert kind_of(line, in_article(line)) == "credit"


@pytest.mark.parametrize(
    "line",
    [
        "Music: the score soars above everything else that is in this film, and never comes down again.",
        "Storyline: Anna, a gifted diver, is asked by a stranger to find what her father lost at sea",
        "Directed by a woman who had never held a camera before, it shows what patience can do.",
        "Cast: everybody in this town is someone else, and that is the whole point of the story here.",
    ],
)
def test_prose_after_a_label_is_a_paragraph(line: str) -> None:
    assert kind_of(line, in_article(line)) == "paragraph"


@pytest.mark.parametrize(
    "line",
    ["The Studio: Northlight’s Long Road", "Music: A Wall of Sound", "The Cast: Old Friends and New Faces"],
)
def test_labelled_topic_above_a_paragraph_is_a_heading(line: str) -> None:
    assert kind_of(line, in_article(line)) == "heading"


def test_labels_in_one_line_are_a_block_each() -> None:
    line = "The Glass Harbour Director: Anna Example Writers: Tom Sample, Eve Composer (novel) Starring: Bob Actor Runtime: 101 minutes"
    assert kinds(f"{line}\n\n{PROSE}") == [
        ("heading", "The Glass Harbour"),
        ("credit", "Director: Anna Example"),
        ("credit", "Writers: Tom Sample, Eve Composer (novel)"),
        ("credit", "Starring: Bob Actor"),
        ("credit", "Runtime: 101 minutes"),
        ("paragraph", PROSE),
    ]


def test_credit_broken_after_a_comma_is_one_block() -> None:
    text = f"{PROSE}\n\nProducers: Tom Sample, Eve Composer,\nDan Lens\nMusic: Eve Composer"
    assert kinds(text)[1:] == [
        ("credit", "Producers: Tom Sample, Eve Composer,\nDan Lens"),
        ("credit", "Music: Eve Composer"),
    ]


def test_unknown_labels_country_and_runtime_are_credits_beside_credits_only() -> None:
    block = [
        "Director: Anna Example",
        "Weapon Fittings: Tom Sample",
        "Voice cast:",
        "Bob E. Actor (The Keeper)",
    ]
    tail = ["Carol Actress (Anna", "Japan/USA 2020", "83 mins"]
    assert [kind for kind, _ in kinds("\n\n".join([PROSE, *block, *tail]))] == ["paragraph"] + ["credit"] * 7
    assert kind_of("Weapon Fittings: Tom Sample", in_article("Weapon Fittings: Tom Sample")) != "credit"


def test_names_below_their_labels_are_a_block_with_them() -> None:
    pairs = [
        "Executive Producer\nTom Sample, Eve Tune",
        "Screenwriter\nAnna Example",
        "Original Music\nEve Tune",
    ]
    assert kinds("\n".join([PROSE, "Credits", *pairs, PROSE])) == [
        ("paragraph", PROSE),
        ("heading", "Credits"),
        *(("credit", pair) for pair in pairs),
        ("paragraph", PROSE),
    ]
    assert kind_of("Music", in_article("Music", "Characters")) == "heading"


@pytest.mark.parametrize(
    "line", ["PG | 1h 39min | Drama, War | 16 October 2018 (UK)", "Directed by Anna Example."]
)
def test_facts_in_a_line_of_their_own_are_credits(line: str) -> None:
    assert kind_of(line, in_article(line)) == "credit"


@pytest.mark.parametrize(
    "line", ["Hong Kong/France/People’s Republic of China 2004", "2004", "PG-13", "1h 32m"]
)
def test_countries_year_and_certificate_are_credits_after_credits(line: str) -> None:
    assert kind_of(line, in_article("Director: Anna Example", line)) == "credit"
    assert kind_of(line, in_article(line)) != "credit"


def test_title_that_is_a_number_above_its_credits_is_a_heading() -> None:
    assert kind_of("1917", in_article("1917\nDirector: Anna Example")) == "heading"
    assert (
        kind_of("The Long Winter, 1959", in_article("The Long Winter, 1959", "Director: Anna Example"))
        == "heading"
    )


def test_cast_list_with_names_alone_and_roles_after_a_dash() -> None:
    text = f"{PROSE}\n\nCast\nBob Actor\nAnna – Carol Actress\nDan Lens as Tom\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", *["credit"] * 4, "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Bob Actor as Tom Sample",
        "Bob Actor as the lighthouse keeper",
        "Bob Actor - Tom",
        "Tom – Bob Actor",
        "Bob Actor ……… Tom",
        "Tom ........ Bob Actor",
        "Bob Actor ……… the lighthouse keeper",
        "Sister Anna: Bob Actor",
        "Supporting",
        "Special appearances:",
    ],
)
def test_line_of_a_cast_list_is_a_credit_below_its_heading_only(line: str) -> None:
    below = f"{PROSE}\n\nCast\nCarol Actress (Eve)\n{line}\nDan Lens (Joe)\n\n{PROSE}"
    assert kind_of(line, below) == "credit"
    assert kind_of(line, in_article(line)) != "credit"


@pytest.mark.parametrize(
    "line",
    [
        "Nobody as far as anyone in this town can tell was ever there.",
        "Supporting actors rarely have so much to do as they have here, and the best of them know it well.",
    ],
)
def test_prose_below_a_cast_list_ends_it(line: str) -> None:
    text = f"{PROSE}\n\nCast\nCarol Actress (Eve)\nDan Lens (Joe)\n{line}\n\n{PROSE}"
    assert kind_of(line, text) == "paragraph"


@pytest.mark.parametrize("sign", ["as", "-", "–", "………", "......"])
def test_three_roles_behind_a_sign_are_a_cast_list_without_a_heading(sign: str) -> None:
    lines = [
        f"Bob Actor {sign} Tom Sample",
        f"Carol Actress {sign} Eve Composer",
        f"Dan Lens {sign} Joe Keeper",
    ]
    assert [kind for kind, _ in kinds("\n".join([PROSE, *lines, PROSE]))] == [
        "paragraph",
        *["credit"] * 3,
        "paragraph",
    ]


def test_three_bracketed_roles_in_a_row_are_a_cast_list_and_one_is_not() -> None:
    lines = ["Bob Actor (Anna)", "Carol Actress (Tom)", "Dan Lens (old man)"]
    assert [kind for kind, _ in kinds("\n".join([PROSE, *lines, PROSE]))] == [
        "paragraph",
        *["credit"] * 3,
        "paragraph",
    ]
    assert kind_of(lines[0], in_article(lines[0])) != "credit"


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe",
        "Reviewed by Jane Roe",
        "By Jane Roe | The Daily Planet",
        "Jane Roe, Sound & Picture, September 2003",
        "Jane Roe, The Daily Planet, Summer 2020",
        "Published Jan 25, 2026, 7:00\u202fAM EST",
        "Published – January 03, 2026 12:53 pm IST",
        "Updated: 2021-03-04 10:30",
        "Posted on 3 March 2015 by Jane Roe",
        "January 3rd, 2026",
    ],
)
def test_bylines(line: str) -> None:
    assert kind_of(line, f"A Long Way Down the Hill\n\n{line}\n\n{PROSE}") == "byline"


def test_signature_at_the_end_is_a_byline_and_a_name_of_the_text_is_not() -> None:
    assert kind_of("— Jane Roe", f"{PROSE}\n\n{PROSE}\n\n— Jane Roe") == "byline"
    text = f"A Long Way Down\n\nAnna Example\n\nAnna Example made the film that everybody wants to see this year. {PROSE}"
    assert kind_of("Anna Example", text) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "The film was published on 3 March 2015 by Northlight.",
        "Anna Example, born on November 18th, 1943, started as an artist at Northlight.",
        "Written by Tom Sample in March 2015, it was filmed a decade after that.",
    ],
)
def test_sentence_with_a_date_is_no_byline(line: str) -> None:
    assert kind_of(line, in_article(line)) == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "Read Entire Article",
        "2 days ago 1",
        "Share This Article",
        "Leave a Comment",
        "5 min read",
        "We use cookies to improve your experience on this site.",
        "Sign up for our newsletter and get the best of film in your inbox",
        "© 2021 The Daily Planet. All rights reserved.",
        "Home > Film > Reviews",
        "Advertisement",
        "Tags: film, sea, harbour",
    ],
)
def test_boilerplate(line: str) -> None:
    assert kind_of(line, in_article(line)) == "boilerplate"


def test_a_row_of_signs_says_nothing() -> None:
    assert {kind for kind, _ in kinds(in_article("* * *"))} == {"heading", "paragraph", "boilerplate"}


@pytest.mark.parametrize(
    "line",
    [
        "Read as a whole, the film is a letter to a father who will never answer it.",
        "Share of the blame goes to the script, which never asks what anybody wants.",
        "She leaves a comment on the wall of the school, and nobody ever finds it there.",
        "Home is where the film begins and ends, and nothing that is outside of it matters.",
    ],
)
def test_sentences_that_begin_like_boilerplate_are_paragraphs(line: str) -> None:
    assert kind_of(line, in_article(line)) == "paragraph"


def test_jump_links_are_boilerplate_and_the_same_headings_below_are_not() -> None:
    links = "Jump to\n\n- What is it about?\n\n- Who made it?\n\n"
    text = f"A Long Way Down\n\n{links}{PROSE}\n\nWhat is it about?\n\n{PROSE}\n\nWho made it?\n\n{PROSE}"
    found = [(kind, words) for kind, words in kinds(text) if words.endswith("?")]
    assert [kind for kind, _ in found] == ["boilerplate", "boilerplate", "heading", "heading"]


def test_what_follows_the_comment_form_is_boilerplate() -> None:
    text = "\n\n".join(
        ["A Long Way Down", *[PROSE] * 9, "Leave a Reply", "I liked it a lot, and so did all of us here."]
    )
    assert kinds(text)[-1][0] == "boilerplate"
    above = "\n\n".join(["A Long Way Down", "Leave a comment", *[PROSE] * 9])
    assert kinds(above)[-1] == ("paragraph", PROSE)


@pytest.mark.parametrize(
    "line", ["Release Information", "What’s it about?", "EARLY WORK", "The Sound of Breath", "Final thoughts"]
)
def test_section_headings(line: str) -> None:
    assert kind_of(line, in_article(line)) == "heading"


@pytest.mark.parametrize(
    "line", ["The main event.", "It is now streaming everywhere in the country", "“Run Away From Here”"]
)
def test_short_lines_that_are_no_headings(line: str) -> None:
    assert kind_of(line, in_article(line)) == "paragraph"


def test_last_line_is_no_heading() -> None:
    assert kind_of("Streaming Now On Northlight", f"{PROSE}\n\nStreaming Now On Northlight") == "paragraph"


def test_hard_wrapped_text_has_one_block_a_paragraph() -> None:
    first = "This paragraph was broken into lines of one width by an editor, as was\nthe habit when screens had eighty columns and nobody minded that at\nall in those days."
    second = "The second one follows after an empty line, and it too was broken by\nthe same editor at the same width, so that the two of them look alike\non every screen there is."
    assert kinds(f"{first}\n\n{second}\n") == [("paragraph", first), ("paragraph", second)]


TEXTS = st.text(
    alphabet=string.ascii_letters + string.digits + "  \n\n\r\t.,:;-–()[]|*'\"’“©?!&/\ufeff\u202fōé日",
    max_size=400,
)
PIECES = st.lists(
    st.sampled_from(
        [
            PROSE,
            "Director: A B",
            "Cast:",
            "Bob Actor (Anna)",
            "Image: X",
            "By Jane Roe",
            "- ",
            "Share",
            "\n",
            "1995",
            "A,",
        ]
    ),
    max_size=12,
).map("\n".join)


@given(st.one_of(TEXTS, PIECES))
def test_blocks_are_in_order_apart_and_leave_out_white_space_alone(text: str) -> None:
    """Block: "in order and do not overlap"; Document.blocks: "gaps hold white space alone"."""
    place = 0
    for block in divide(text):
        assert block.span.start >= place
        assert not text[place : block.span.start].strip()
        assert block.span.of(text) == block.span.of(text).strip()
        assert block.span.of(text)
        place = block.span.end
    assert not text[place:].strip()


@given(PIECES)
def test_line_ends_do_not_change_kinds(text: str) -> None:
    windows = [block.kind for block in divide(text.replace("\n", "\r\n"))]
    assert windows == [block.kind for block in divide(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Aa Bb " * 500 + "!",
        "11:11 " * 26 + "x",
        "Art " * 1000 + ":",
        "from " * 50 + "#",
        "home > a" * 36 + "!",
        "(" * 3000,
    ],
)
def test_lines_made_to_take_long_are_done(line: str) -> None:
    assert divide(f"{PROSE}\n\nDirector: Anna Example\n{line}\n\n{PROSE}")[0].kind is BlockKind.PARAGRAPH
