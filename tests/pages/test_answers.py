"""What the server answers: forms of a page, marks of editions, questions, search, and hostile addresses."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pyoxigraph as ox
import pytest

from tests.pages.conftest import BASE, HERALD, HOSTILE, PATIENCE, SCRIPT, Draft, sha
from tests.serving import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serving import Server

FILM = "/colophon/work/salt-harbour"
DOCUMENT = f"/colophon/document/{sha(HERALD)}"
FORMS = {
    "text/turtle": ("ttl", ox.RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", ox.RdfFormat.JSON_LD),
    "application/n-triples": ("nt", ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", ox.RdfFormat.RDF_XML),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def triples(body: bytes, form: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, format=form)}


def test_a_browser_gets_a_page_and_a_program_the_same_in_triples(server: Server) -> None:
    page = server.get(FILM, accept=BROWSER)
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-location"] == f"{FILM}?format=html"
    found = {}
    for kind, (key, form) in FORMS.items():
        answer = server.get(FILM, accept=kind)
        assert answer.headers["content-type"].startswith(kind)
        assert "Accept" in answer.headers["vary"]
        assert answer.headers["content-location"] == f"{FILM}?format={key}"
        assert server.get(f"{FILM}?format={key}", accept=BROWSER).body == answer.body
        assert f'href="{FILM}?format={key}"' in page.text or key == "rdf"
        found[kind] = triples(answer.body, form)
    (said,) = {frozenset(one) for one in found.values()}
    film = ox.NamedNode(f"{BASE}work/salt-harbour")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    assert ox.Triple(film, label, ox.Literal("Salt Harbour")) in said
    exact = ox.NamedNode("http://www.w3.org/ns/oa#exact")
    assert ox.Literal("Salt Harbour is a film by Rin Aldous") in {
        triple.object for triple in said if triple.predicate == exact
    }, "the evidence of its facts belongs to it"


def test_what_nobody_offers_is_refused_and_says_what_there_is(server: Server) -> None:
    answer = server.get(FILM, accept="application/pdf")
    assert answer.status == 406
    assert "text/turtle" in answer.text
    assert server.get(f"{FILM}?format=docx").status == 406
    assert server.get(f"{FILM}?format=turtle").body == server.get(f"{FILM}?format=ttl").body


def test_a_document_in_triples_is_its_whole_graph(server: Server) -> None:
    said = triples(server.get(DOCUMENT, accept="application/n-triples").body, ox.RdfFormat.N_TRIPLES)
    assert sum(triple.predicate.value.endswith("#exact") for triple in said) >= 9


def test_head_gives_the_headers_of_get(server: Server) -> None:
    for target in (
        "/",
        FILM,
        f"{FILM}?format=ttl",
        "/documents",
        "/search?q=kaja",
        "/view",
        "/static/site.css",
    ):
        get, head = server.get(target), server.get(target, "HEAD")
        assert (head.status, head.body) == (get.status, b"")
        assert head.headers["content-type"] == get.headers["content-type"]
        assert head.headers["etag"] == get.headers["etag"]


def test_who_has_it_already_is_told_so_until_the_graph_changes(tmp_path: Path) -> None:
    draft = Draft()
    draft.document("one", "Ann Lee made Dawn.")
    ann = draft.entity("person/ann-lee", "Person", "Ann Lee")
    draft.write(tmp_path)
    with running(tmp_path) as server:
        first = server.get("/colophon/person/ann-lee")
        mark = first.headers["etag"]
        again = server.get("/colophon/person/ann-lee", if_none_match=mark)
        assert (again.status, again.body) == (304, b"")
        turtle = server.get("/colophon/person/ann-lee", accept="text/turtle", if_none_match=mark)
        assert turtle.status == 200, "another form is another thing"
        dawn = draft.entity("work/dawn", "Film", "Dawn")
        draft.fact(ann, "directorOf", dawn, ("one", "Ann Lee made Dawn"))
        draft.write(tmp_path)
        newer = again
        end = time.monotonic() + PATIENCE
        while newer.status != 200 and time.monotonic() < end:  # a new build is noticed a moment later
            time.sleep(0.05)
            newer = server.get("/colophon/person/ann-lee", if_none_match=mark)
        assert newer.status == 200
        assert "Dawn" in newer.text
        assert "Dawn" in server.get("/search?q=dawn").text


def test_the_page_of_a_thing_tells_both_directions_with_all_that_qualifies(server: Server) -> None:
    text = server.get("/colophon/character/kaja").text
    for words in ("Voiced by", "Character in", "Rival of", "Japanese", "young", "original", "likely, 0.72"):
        assert words in text
    assert f'href="{DOCUMENT}#char=' in text
    film = server.get(FILM).text
    for words in (
        "Directed by",
        "Runtime",
        "98 minutes",
        "PT98M",
        "Voices, in this work",
        "Shio no Minato",
        "its calm",
    ):
        assert words in film
    assert 'data-status="negated"' in film
    assert "Hedged, denied or held by someone" in film
    assert 'href="http://www.wikidata.org/entity/Q0"' in film
    assert 'href="javascript:' not in film
    assert "noted" in film


def test_a_quote_leads_to_its_place_in_the_document(server: Server) -> None:
    film = server.get(FILM).text
    (place,) = set(re.findall(rf'href="{DOCUMENT}#(char=0,[0-9]+)"', film))
    text = server.get(DOCUMENT).text
    assert f'<mark id="{place}"' in text
    assert "Salt Harbour is a <mark" in text.replace("&#39;", "'") or "film by Rin Aldous" in text


def test_a_document_without_its_text_shows_its_quotes(server: Server) -> None:
    page = server.get(f"/colophon/document/{sha('Ode Marlow wrote Slow Rivers in a year.')}").text
    assert "The text is not at hand" in page
    assert 'id="char=0,28"' in page


def test_hostile_texts_are_shown_and_do_not_act(server: Server) -> None:
    targets = ["/", "/documents", f"/colophon/document/{sha(HOSTILE)}", FILM, "/search?q=script"]
    targets += [
        "/search?q=" + quote(SCRIPT),
        "/questions/roles-of?performer=" + quote(SCRIPT),
        "/" + quote(SCRIPT),
    ]
    targets += ["/resource?iri=" + quote(f"urn:x:{SCRIPT}"), f"/questions/{quote(SCRIPT)}"]
    for target in targets:
        answer = server.get(target)
        assert SCRIPT.encode() not in answer.body, target
        assert "\u202e" not in answer.text
        assert b"\x00" not in answer.body
        assert b"\x1b" not in answer.body
    assert "{{ 7 * 7 }}" in server.get(f"/colophon/document/{sha(HOSTILE)}").text


@pytest.mark.parametrize(
    "path",
    ["person/a b/c#?%2F<x>", "person/..", "person//double", "work/アキラ"],
)
def test_things_with_odd_paths_have_pages(server: Server, path: str) -> None:
    from kg.graph import mint_iri  # noqa: PLC0415

    answer = server.get(f"/resource?{urlencode({'iri': mint_iri(BASE, path)})}")
    if answer.status == 303:
        answer = server.get(answer.headers["location"])
    assert answer.status == 200
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "target",
    [
        "/colophon/..%2f..%2fetc%2fpasswd",
        "/colophon/%2e%2e/%2e%2e/etc/passwd",
        "/colophon/../../etc/passwd",
        "/colophon/person/%00",
        "/colophon/person/%ff%fe",
        "/colophon/person/%ed%a0%80",
        "/colophon/person/%",
        "/colophon/person/%zz",
        "//evil.example/",
        "//",
        "/colophon//",
        "/colophon/" + "a" * 6000,
        "/colophon/" + "a/" * 2000,
        "/static/..%2fpage.css",
        "/static/%2e%2e/frame.py",
        "/static/",
        "/resource",
        "/resource?iri=",
        "/resource?iri=%00",
        "/resource?iri=%ff",
        "/resource?iri=urn:a%20b",
        "/resource?iri=" + "urn:" + "a" * 6000,
        "/resource?iri=" + quote("urn:x> ?p ?o } #"),
        "/colophon/" + quote("x> ?p ?o } #"),
        "/view/x",
        "/view?around=urn:nobody",
        "/colophon/fact/none",
        "/.git/config",
        "/%F0%9F%92%A9",
    ],
)
def test_addresses_of_nothing_get_a_page_that_says_so(server: Server, target: str) -> None:
    answer = server.get(target)
    assert answer.status in {400, 404}
    assert "Traceback" not in answer.text
    assert server.get("/").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/search?q=" + "%00%ff%ed%a0%80",
        "/search?q=" + "a" * 5000,
        "/search?q=*&kind=x&page=-1",
        "/search?page=99999999999999999999",
        f"{FILM}?relation=voices&way=within&page=9",
        f"{FILM}?relation=%00&way=zzz",
        f"{DOCUMENT}?page=zzz",
        "/documents?page=7",
        "/view?around=%00",
        "/questions/voices?character=",
        "/questions/voices?unknown=1",
    ],
)
def test_odd_parameters_do_no_harm(server: Server, target: str) -> None:
    assert server.get(target).status == 200


def test_an_unknown_thing_gets_similar_names(server: Server) -> None:
    answer = server.get("/colophon/person/rin-aldus")
    assert answer.status == 404
    assert 'href="/colophon/person/rin-aldous"' in answer.text
    assert (
        server.get("/colophon/person/rin-aldus", accept="text/turtle")
        .headers["content-type"]
        .startswith("text/plain")
    )


def test_the_search_minds_neither_accents_nor_case_and_forgives_a_typo(server: Server) -> None:
    assert "/colophon/person/ema-castellane" in server.get("/search?q=EMA%20cast").text
    assert "/colophon/person/ema-castellane" in server.get("/search?q=castelane").text
    assert "Did you mean" in server.get("/search?q=castelane").text
    assert "/colophon/work/salt-harbour" in server.get("/search?q=shio").text
    both = server.get("/search?q=salt").text
    assert "salt-harbour-manga" in both
    assert "salt-harbour-manga" not in server.get("/search?q=salt&kind=Film").text
    found = json.loads(server.get("/search?q=aldous&format=json").body)
    assert found[0]["href"] == "/colophon/person/rin-aldous"
    assert found[0]["iri"] == f"{BASE}person/rin-aldous"


def test_a_ready_question_is_a_form_and_its_answer_a_table(server: Server) -> None:
    form = server.get("/questions/voices").text
    assert '<option value="Kaja">' in form
    assert '<option value="young"' in form
    page = server.get("/questions/voices?character=kaja&language=&stage=").text
    assert "2 answers" in page
    assert 'href="/colophon/person/ema-castellane"' in page
    assert "1 answer" in server.get("/questions/voices?character=kaja&language=en").text
    assert "1 answer" in server.get("/questions/voices?character=kaja&stage=young&language=ja").text


def test_the_query_behind_an_answer_gives_the_same(server: Server) -> None:
    page = server.get("/questions/voices?character=kaja&language=en").text
    (link,) = re.findall(r'href="(/query\?[^"]*)"', page)
    query = parse_qs(urlsplit(link.replace("&amp;", "&")).query)["query"][0]
    answer = server.get(f"/sparql?{urlencode({'query': query})}", accept="application/sparql-results+json")
    rows = json.loads(answer.body)["results"]["bindings"]
    assert [row["performer"]["value"] for row in rows] == ["Jo Tamsin"]


def test_answers_come_as_files_too(server: Server) -> None:
    target = "/questions/voices?character=kaja"
    rows = list(csv.reader(io.StringIO(server.get(f"{target}&format=csv").text)))
    assert rows[0][0] == "performer"
    assert [row[0] for row in rows[1:]] == ["Jo Tamsin", "Éma Castellane"]
    found = json.loads(server.get(f"{target}&format=json").body)
    assert [row["performer"]["value"] for row in found["results"]["bindings"]] == [
        "Jo Tamsin",
        "Éma Castellane",
    ]


def test_a_name_of_two_things_asks_about_both(server: Server) -> None:
    page = server.get("/questions/who-made?work=salt%20harbour").text
    assert "Rin Aldous" in page


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/questions/voices?character=kaia", "Did you mean “Kaja”?"),
        ("/questions/voices?character=kaja&stage=old", "This is one of"),
        ("/questions/voices?language=en", "Give the character&#39;s name."),
        ("/questions/low-confidence?below=abc", "This is a number"),
    ],
)
def test_what_is_wrong_with_a_value_stands_at_its_field(server: Server, target: str, words: str) -> None:
    answer = server.get(target)
    assert answer.status == 400
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_an_unknown_question_is_told(server: Server) -> None:
    answer = server.get("/questions/voise")
    assert answer.status == 404
    assert "did you mean voices" in answer.text


def test_questions_of_the_user_s_own_are_asked_too_as_their_files_are_now(tmp_path: Path) -> None:
    draft = Draft()
    draft.document("one", "Ann Lee made Dawn.")
    draft.entity("person/ann-lee", "Person", "Ann Lee")
    draft.write(tmp_path)
    with running(tmp_path) as server:
        assert server.get("/questions/everybody").status == 404
        folder = tmp_path / "questions"
        folder.mkdir()
        query = "SELECT ?name WHERE { ?who a kg:Person ; rdfs:label ?name }"
        (folder / "everybody.rq").write_text(f"# title: Who is there?\n# description: All.\n{query}\n")
        (folder / "broken.rq").write_text("# title: <b>Broken\nSELECT")
        assert "Ann Lee" in server.get("/questions/everybody").text
        listed = server.get("/questions").text
        assert "Who is there?" in listed
        assert "broken.rq" in listed
        assert "Who is there?" in server.get("/").text


def test_every_ready_question_shows_a_page(server: Server) -> None:
    names = re.findall(r'href="/questions/([a-z-]+)"', server.get("/questions").text)
    assert len(names) > 25
    for name in names:
        assert server.get(f"/questions/{name}").status == 200, name


def test_the_map_has_a_policy_of_its_own(server: Server) -> None:
    answer = server.get("/view")
    policy = answer.headers["content-security-policy"]
    assert "sha256-" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    part = server.get(f"/view?around={quote(f'{BASE}character/kaja')}").text
    assert "Jo Tamsin" in part
    assert "Slow Rivers" not in part
    said = server.get(f"/view?document={quote(BASE)}document/{sha(HERALD)}").text
    assert "Jo Tamsin" in said
    assert "Slow Rivers" not in said


def test_the_vocabulary_stands_at_its_own_address(server: Server) -> None:
    page = server.get("/colophon/ontology").text
    assert 'id="voices"' in page
    assert 'id="negated"' in page
    turtle = server.get("/colophon/ontology", accept="text/turtle")
    assert ox.NamedNode("https://w3id.org/colophon/ontology#voices") in {
        triple.subject for triple in triples(turtle.body, ox.RdfFormat.TURTLE)
    }


def test_a_graph_whose_base_has_no_path_has_pages_too(tmp_path: Path) -> None:
    draft = Draft(base="urn:films:/")
    path = draft.document("one", "Ann Lee made Dawn.")
    ann, dawn = draft.entity("person/ann-lee", "Person", "Ann Lee"), draft.entity("work/dawn", "Film", "Dawn")
    draft.fact(ann, "directorOf", dawn, ("one", "Ann Lee made Dawn"))
    draft.write(tmp_path)
    with running(tmp_path) as server:
        home = server.get("/").text
        (link,) = set(re.findall(r'href="(/resource\?iri=[^"]*ann-lee)"', home))
        page = server.get(link)
        assert page.status == 200
        assert "Director of" in page.text
        place = f"/resource?{urlencode({'iri': 'urn:films:/' + path})}#char=0,17"
        assert f'href="{place}"' in page.text
        assert 'id="char=0,17"' in server.get(place.partition("#")[0]).text
        assert server.get(link + "&format=nt").headers["content-location"] == f"{link}&format=nt"


def test_a_long_document_and_a_thing_with_many_facts_are_shown_in_parts(tmp_path: Path) -> None:
    draft = Draft()
    sentences = [f"Ann Lee made film number {number} in a year of much rain." for number in range(1200)]
    filler = "Nothing more is said of it than this. " * 45
    text = "\n\n".join(f"{sentence} {filler}" for sentence in sentences)
    assert len(text) > 2_000_000
    path = draft.document("long", text)
    ann = draft.entity("person/ann-lee", "Person", "Ann Lee")
    for number, sentence in enumerate(sentences):
        film = draft.entity(f"work/film-{number}", "Film", f"Film {number}")
        draft.fact(ann, "directorOf", film, ("long", sentence))
    draft.write(tmp_path)
    with running(tmp_path) as server:
        page = server.get(f"/colophon/{path}")
        assert page.status == 200
        assert page.text.count("<mark id=") == 1000
        assert f"{filler.strip()}" in page.text
        assert server.get(f"/colophon/{path}?page=2").text.count("<mark id=") == 200
        person = server.get("/colophon/person/ann-lee").text
        assert person.count('class="fact"') == 12
        rest = server.get("/colophon/person/ann-lee?relation=directorOf&way=from&page=24").text
        assert rest.count('class="fact"') == 50
