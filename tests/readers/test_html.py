"""HTML: main text, structure, the page's own metadata, and pages made to do harm."""

from __future__ import annotations

import socket

import pytest

from kg.model import KgError
from kg.readers import read_bytes

PROSE = "The film was made by a small team over several years, and it shows in every single frame of it. "

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>The Glass Harbour review | The Daily Planet</title>
<meta property="og:site_name" content="The Daily Planet">
<link rel="canonical" href="https://planet.example/reviews/glass-harbour">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "The Glass Harbour review", "datePublished": "2021-03-04", "author": {{"@type": "Person", "name": "Jane Roe"}}}}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/film">Film</a></li></ul></nav>
<div class="cookie-banner">We use cookies. <button>Accept</button></div>
<article><h1>The Glass Harbour review</h1>
<figure><img src="https://planet.example/a.jpg" alt="harbour"><figcaption>Two keepers on the stairs. Photo: Northlight</figcaption></figure>
<p>{PROSE * 3}The score &amp; the <em>sound</em> are by <a href="/eve">Eve
Composer</a>.</p>
<h2>What’s it about?</h2><p>{PROSE * 3}</p>
<ul><li>Director: Anna Example</li><li>Cast: Bob Actor, Carol Actress</li></ul>
<p>Screenplay: Tom Sample<br>Music: Eve Composer</p>
<table><tr><td>Runtime</td><td>101 minutes</td></tr><tr><td>Country</td><td>Japan</td></tr></table>
<p>{PROSE * 3}</p></article>
<section id="comments"><h3>Leave a Reply</h3><p>Your email address will not be published.</p></section>
<footer><p>© 2021 The Daily Planet. All rights reserved.</p></footer></body></html>"""


def test_main_text_structure_and_metadata() -> None:
    document = read_bytes(PAGE.encode(), "page.html")
    found = [(block.kind.value, block.span.of(document.text)) for block in document.blocks]
    assert [(kind, words if len(words) < 60 else "…") for kind, words in found] == [
        ("heading", "The Glass Harbour review"),
        ("caption", "Two keepers on the stairs. Photo: Northlight"),
        ("paragraph", "…"),
        ("heading", "What’s it about?"),
        ("paragraph", "…"),
        ("credit", "Director: Anna Example"),
        ("credit", "Cast: Bob Actor, Carol Actress"),
        ("credit", "Screenplay: Tom Sample"),
        ("credit", "Music: Eve Composer"),
        ("credit", "Runtime: 101 minutes"),
        ("credit", "Country: Japan"),
        ("paragraph", "…"),
    ]
    assert "The score & the sound are by Eve Composer." in document.text
    metadata = document.metadata
    assert (metadata.title, metadata.author) == ("The Glass Harbour review", "Jane Roe")
    assert (metadata.publisher, metadata.published) == ("The Daily Planet", "2021-03-04")
    assert metadata.url == "https://planet.example/reviews/glass-harbour"


def test_definition_lists_headline_above_the_article_and_byline() -> None:
    page = f"""<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>
<div id="header"><h1>Still Sea</h1></div><div class="entry-content"><p>by Jane Roe &middot; March 3, 2020</p>
<dl><dt>Director</dt><dd>Anna Example</dd><dt>Cast</dt><dd>Bob Actor (Tom)</dd><dd>Carol Actress (Ann)</dd></dl>
<p>{PROSE * 3}</p><p>{PROSE * 3}</p></div></body></html>"""
    document = read_bytes(page.encode(), "page.xhtml")
    assert document.text.startswith(
        "Still Sea\n\nby Jane Roe · March 3, 2020\n\nDirector: Anna Example\nCast\nBob Actor (Tom)\nCarol Actress (Ann)\n"
    )
    assert [block.kind.value for block in document.blocks[:6]] == ["heading", "byline", *["credit"] * 4]
    span = document.metadata.published_span
    assert document.metadata.author == "Jane Roe"
    assert span is not None
    assert span.of(document.text) == "March 3, 2020"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a reader opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = PAGE.replace("<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "http://planet.example/x.dtd">')
    assert read_bytes(page.encode(), "page.html").blocks


def test_declared_charset_is_used() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="windows-1252"').replace("Bob Actor", "Bob “Café” Actor")
    assert "Bob “Café” Actor" in read_bytes(page.encode("cp1252"), "page.html").text
    assert "Bob “Café” Actor" in read_bytes(page.encode("utf-16"), "page.html").text


@pytest.mark.parametrize("charset", ["utf-8", "hex", "no-such-thing", "shift_jis"])
def test_wrong_charset_gets_a_message(charset: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{charset}"').encode() + b"\xff\xfe\xfd\x81"
    with pytest.raises(KgError) as caught:
        read_bytes(page, "page.html")
    assert caught.value.problem.code == "wrong-encoding"


BOMBS = {
    "deep divisions": ("<div>" * 100_000 + PROSE, "page-too-complex"),
    "deep lists": ("<ul><li>" * 20_000 + PROSE, "page-too-complex"),
    "deep spans": ("<p>" + "<span>" * 50_000 + PROSE, "page-too-complex"),
    "many elements": ("<a href='x'>y</a>" * 70_000, "page-too-complex"),
    "attributes": (f"<p {' '.join(f'a{i}=1' for i in range(50_000))}>{PROSE}</p>", "page-too-complex"),
    "no text": ("<p></p>", "no-article"),
    "script alone": (f"<script>var text = '{PROSE}';</script>", "no-article"),
}


@pytest.mark.parametrize(("body", "code"), BOMBS.values(), ids=BOMBS)
def test_pages_made_to_do_harm_get_a_message(body: str, code: str) -> None:
    with pytest.raises(KgError) as caught:
        read_bytes(f"<html><body>{body}</body></html>".encode(), "page.html")
    assert caught.value.problem.code == code


def test_entities_of_the_page_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    page = f'<!DOCTYPE html [<!ENTITY e0 "bomb">{entities}]><html><body><p>{PROSE * 9}&e9;</p></body></html>'
    assert "bombbomb" not in read_bytes(page.encode(), "page.html").text


def test_open_brackets_without_end_are_text() -> None:
    page = f"<html><body><article><p>{PROSE * 9}</p></article>{'<' * 100_000}</body></html>"
    assert PROSE.strip() in read_bytes(page.encode(), "page.html").text
