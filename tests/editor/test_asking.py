"""The query page with its editor: typed, completed, run, shown, shared."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.editor.conftest import EXPECTED

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.editor.conftest import QueryPage, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("bundled")]

DIRECTED = 'SELECT ?work WHERE { ?who rdfs:label "Mira Tolvanen" ; kg:directorOf/rdfs:label ?work }'
MOMENT = 300  # milliseconds after which a list that has just opened takes keys
MANY = "SELECT ?a ?b WHERE {{ VALUES ?a {{ {} }} VALUES ?b {{ {} }} }}"


def offered(visit: QueryPage, text: str) -> Locator:
    return visit.page.get_by_role("option").filter(has_text=text).first


def test_a_typed_query_is_answered(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.write("SELECT ?work WHERE { ?who kg:directorOf ?work ")
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("ControlOrMeta+Enter")
    assert visit.rows() == [["work/harbour-lights"]]
    assert visit.page.locator("#answer td a").get_attribute("href") == "/colophon/work/harbour-lights"
    assert re.match(r"1 row in [\d,]+ ms", visit.page.locator(".sum").inner_text())
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith(visitor.server)] == []


def test_words_of_the_graph_are_completed_with_what_they_mean(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.write("SELECT * WHERE { ?who kg:dir")
    expect(offered(visit, "kg:directorOf")).to_be_visible()
    expect(visit.page.locator(".cm-completionInfo")).to_contain_text("directs the work")
    visit.page.wait_for_timeout(MOMENT)
    visit.page.keyboard.press("Enter")
    assert visit.text == "SELECT * WHERE { ?who kg:directorOf}"
    visit.page.keyboard.type(" ?wh")
    expect(offered(visit, "?who")).to_be_visible()
    visit.write("SELECT * WHERE { ?who a kg:")
    expect(offered(visit, "kg:Person")).to_be_visible()


def test_names_are_completed_as_text_and_as_things(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.write('SELECT * WHERE { ?who rdfs:label "tolv')
    offered(visit, "Mira Tolvanen").click()
    assert visit.text == 'SELECT * WHERE { ?who rdfs:label "Mira Tolvanen"}'
    visit.write("SELECT * WHERE { tolvan")
    expect(offered(visit, "Mira Tolvanen")).to_be_visible()
    offered(visit, "Mira Tolvanen").click()
    assert visit.text == "SELECT * WHERE { <https://w3id.org/colophon/person/mira-tolvanen>}"


def test_a_ready_question_is_run_and_changed(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.page.get_by_role("link", name="Who voices a character").click()
    assert {row[0] for row in visit.rows()} == {"Dana Whitlock", "Jonas Reuter", "Kenta Mori"}
    assert visit.page.url.endswith("/query?question=voices")
    assert '"Elias"' in visit.text
    visit.put(visit.text.replace('"Elias"', '"Signe"'))
    visit.run()
    expect(visit.page.locator("#answer tbody")).to_contain_text("Petra Lindqvist")
    visit.page.go_back()
    expect(visit.page.locator("#answer tbody")).to_contain_text("Jonas Reuter")
    assert '"Elias"' in visit.text
    assert visit.complaints == []


def test_what_is_wrong_is_told_and_marked(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.write("SELECT ?work WHERE { ?who kgg:directorOf ?work")
    visit.run()
    told = visit.page.get_by_role("alert")
    expect(told).to_contain_text("no prefix kgg: is known")
    expect(told).to_contain_text("^^^")
    expect(visit.page.locator(".cm-lintRange-error")).to_have_text("kgg:directorOf")
    visit.page.locator(".cm-lintRange-error").hover()
    expect(visit.page.locator(".cm-diagnosticText")).to_contain_text("did you mean kg:")
    visit.put("ASK { ?who kg:directorOf ?work }")
    expect(visit.page.locator(".cm-lintRange-error")).to_have_count(0)
    assert [text for text in visit.complaints if not EXPECTED.search(text)] == []


@pytest.mark.parametrize("script", [True, False])
def test_a_word_that_is_no_word_of_the_graph_gets_a_better_one(visitor: Visitor, *, script: bool) -> None:
    query = "SELECT ?work WHERE { ?who kg:directorof ?work }"
    visit = visitor.open(query=query, options={"java_script_enabled": script})
    hint = visit.page.locator("#answer .flaw")
    expect(hint).to_contain_text("did you mean kg:directorOf")
    expect(hint).to_contain_text("line 1, column 27")
    expect(visit.page.locator("#answer .nothing")).to_be_visible()
    assert visit.complaints == []


def test_a_ready_question_far_down_the_list_brings_the_editor_into_sight(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.page.locator("[data-question]").last.click()
    expect(visit.page.locator("#query-label")).to_be_in_viewport()


def test_mistakes_are_marked_while_nothing_is_run(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.put("SELECT ?work WHERE {\n  ?who kg:directorOf ?work .\n  ?work lable ?name\n}")
    expect(visit.page.locator(".cm-lintRange-error")).to_have_text("lable")
    expect(visit.page.locator("#answer > *")).to_have_count(0)


def test_a_link_brings_the_query_and_its_answer(visitor: Visitor) -> None:
    visit = visitor.open(query=DIRECTED)
    assert visit.text == DIRECTED
    assert visit.rows() == [["Harbour Lights"]]
    asked = [url for url in visit.requests if "/sparql" in url]
    assert asked == [], "the answer that came with the page is asked for again"
    visit.put(DIRECTED.replace("?work", "?title"))
    visit.run()
    expect(visit.page.locator("#answer th")).to_have_text("title")
    assert "title" in visit.page.url
    again = visitor.open(query=DIRECTED.replace("?work", "?title"))
    assert again.page.url == visit.page.url


def test_the_last_query_is_kept_until_one_starts_anew(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.put(DIRECTED)
    visit.run()
    visit.rows()
    visit.page.goto(f"{visitor.server}/query")
    visit.page.wait_for_selector("html[data-ready]", state="attached")
    assert visit.text == DIRECTED
    visit.page.get_by_role("link", name="Start anew").click()
    visit.page.wait_for_selector("html[data-ready]", state="attached")
    expect(visit.page.locator(".cm-line").first).to_contain_text("Press Run")


def test_ten_thousand_rows_are_sorted_and_filtered_without_waiting(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.put(MANY.format(" ".join(map(str, range(100))), " ".join(f'"n{n}"' for n in range(100))))
    visit.run()
    expect(visit.page.locator(".sum")).to_contain_text("10,000 rows")
    drawn = visit.page.locator("#answer tbody tr").count()
    assert drawn <= 400
    visit.page.get_by_role("button", name="Show 200 more").click()
    assert visit.page.locator("#answer tbody tr").count() > drawn
    spent = visit.page.evaluate(
        """() => { const start = performance.now();
        document.querySelectorAll('#answer th button')[0].click();
        document.querySelectorAll('#answer th button')[0].click();
        return performance.now() - start; }"""
    )
    assert visit.rows()[0][0] == "99"
    assert visit.page.locator("#answer th").first.get_attribute("aria-sort") == "descending"
    assert spent < 5000, "sorting 10,000 rows twice"
    visit.page.get_by_role("searchbox", name="Filter rows").fill("n42")
    expect(visit.page.locator(".sum")).to_contain_text("100 of 10,000 rows")


def test_yes_or_no_and_triples(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.put("ASK { ?who kg:directorOf ?work }")
    visit.run()
    expect(visit.page.locator(".verdict")).to_have_text("Yes")
    visit.put("CONSTRUCT { ?who rdfs:label ?name } WHERE { ?who kg:directorOf ?work ; rdfs:label ?name }")
    visit.run()
    expect(visit.page.locator("#answer th")).to_have_text(["subject", "predicate", "object"])
    assert visit.rows() == [["person/mira-tolvanen", "rdfs:label", "Mira Tolvanen"]]
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Turtle").click()
    assert "Mira Tolvanen" in Path(download.value.path()).read_text(encoding="utf-8")


def test_answers_are_saved_as_files(visitor: Visitor) -> None:
    query = """SELECT ?a ?b ?c WHERE { VALUES (?a ?b ?c) { ("=1+1, \\"x\\"" 7 <https://example.org/a>) ("é"@fi UNDEF true) } }"""
    visit = visitor.open(query=query)
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="CSV").click()
    text = Path(saved.value.path()).read_bytes().decode()
    rows = [["a", "b", "c"], ['\'=1+1, "x"', "7", "https://example.org/a"], ["é", "", "true"]]
    assert list(csv.reader(io.StringIO(text))) == rows
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="JSON").click()
    mine = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    theirs = visit.page.request.post(
        f"{visitor.server}/sparql",
        form={"query": query},
        headers={"Accept": "application/sparql-results+json"},
    ).json()
    assert mine == theirs


def test_a_long_query_can_be_stopped(visitor: Visitor) -> None:
    visit = visitor.open()
    pairs = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    visit.put(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pairs} }}")
    visit.run()
    visit.page.get_by_role("button", name="Stop").click()
    expect(visit.page.locator("#answer")).to_have_text("Stopped.")
    visit.put(DIRECTED)
    visit.run()
    assert visit.rows() == [["Harbour Lights"]]


def test_a_server_that_is_gone_is_told(visitor: Visitor) -> None:
    visit = visitor.open()
    visit.page.context.set_offline(offline=True)
    visit.put(DIRECTED)
    visit.run()
    expect(visit.page.get_by_role("alert")).to_contain_text("The server does not answer")


def hostile(visit: QueryPage) -> None:
    assert not visit.page.evaluate("'pwned' in window")
    assert [text for text in visit.complaints if not EXPECTED.search(text)] == []
    links = visit.page.evaluate("[...document.querySelectorAll('#answer a')].map(a => a.href)")
    assert [
        link for link in links if not link.startswith(("http://127.0.0.1", "https://", "http://plain"))
    ] == []


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_in_an_answer_acts(visitor: Visitor, *, script: bool) -> None:
    values = (
        '("<img src=x onerror=pwned=1>" <javascript:pwned=1>)'
        ' ("</textarea><script>pwned=1</script>" <data:text/html,hi>)'
        ' ("{{ 7*7 }} \\u202E" <https://w3id.org/colophon//example.net/x>)'
        ' ("x"@en <https://w3id.org/colophon/person/../../sparql>)'
        ' ("y" <http://plain.example/>)'
    )
    query = f"# </textarea><script>pwned=1</script>\nSELECT ?text ?iri WHERE {{ VALUES (?text ?iri) {{ {values} }} }}"
    visit = visitor.open(query=query, options={"java_script_enabled": script})
    hostile_links = visit.page.locator("#answer a[href^='javascript'], #answer a[href^='data']")
    expect(hostile_links).to_have_count(0)
    assert visit.page.locator("#answer tbody tr").count() == 5
    assert visit.page.locator("#answer td a[href^='//']").count() == 0
    expect(visit.page.locator("#answer tbody")).to_contain_text("<img src=x onerror=pwned=1>")
    expect(visit.page.locator("#answer tbody")).to_contain_text("javascript:pwned=1")
    expect(visit.page.locator("#answer tbody")).to_contain_text("{{ 7*7 }} \ufffd")
    if script:
        hostile(visit)
