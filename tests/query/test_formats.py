"""Answers in each format, escaped as the format wants it."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import KgError
from kg.query import FORMATS, AnswerKind, Answers, format_answers, run

HOSTILE = '<script>alert("1")</script> & \'x\'\n"\\\t, ; =1+1'
PAIRS = "SELECT ?document ?title { ?document kg:documentId 'spiral' ; dcterms:title ?title }"


def rows_of(*texts: str) -> Answers:
    return Answers(AnswerKind.ROWS, ("text",), tuple((ox.Literal(text),) for text in texts))


class Cells(HTMLParser):
    """Gathers the texts of cells, and all tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.inside = False
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its interface
        self.tags.append(tag)
        self.inside = tag == "td"
        if self.inside:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


def cells_of(page: str) -> Cells:
    parser = Cells()
    parser.feed(page)
    parser.close()
    return parser


def test_csv_and_json_hold_the_whole_iri(films: ox.Store) -> None:
    answers = run(films, PAIRS)
    (row,) = csv.DictReader(io.StringIO(format_answers(answers, "csv")))
    (binding,) = json.loads(format_answers(answers, "json"))["results"]["bindings"]
    assert row["document"] == binding["document"]["value"]
    assert binding["document"]["type"] == "uri"
    assert row["title"] == binding["title"]["value"] == "A <b>Spiral</b> & more"


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"',;<>&"), max_size=30
    )
)
def test_any_text_survives_json_csv_and_html(text: str) -> None:
    answers = rows_of(text, HOSTILE)
    bindings = json.loads(format_answers(answers, "json"))["results"]["bindings"]
    assert [binding["text"]["value"] for binding in bindings] == [text, HOSTILE]
    rows = list(csv.reader(io.StringIO(format_answers(answers, "csv"), newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == [text, HOSTILE]
    page = cells_of(format_answers(answers, "html"))
    assert page.cells == [text, HOSTILE]
    assert "script" not in page.tags


def test_datatypes_and_languages_stand_in_json_xml_and_tsv() -> None:
    number = ox.Literal("0.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    answers = Answers(AnswerKind.ROWS, ("a", "b", "c"), ((number, ox.Literal("œuvre", language="fr"), None),))
    (binding,) = json.loads(format_answers(answers, "json"))["results"]["bindings"]
    assert binding["a"]["datatype"].endswith("#decimal")
    assert binding["b"]["xml:lang"] == "fr"
    assert "c" not in binding
    assert 'xml:lang="fr">œuvre<' in format_answers(answers, "xml")
    assert format_answers(answers, "tsv").splitlines()[1] == '0.5\t"œuvre"@fr\t'


def test_turtle_has_the_known_prefixes_and_reads_back(films: ox.Store) -> None:
    answers = run(films, "CONSTRUCT WHERE { ?s kg:directorOf ?o }")
    turtle = format_answers(answers, "ttl")
    assert "kg:directorOf" in turtle
    read = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    assert [quad.triple for quad in read] == list(answers.triples)


@pytest.mark.parametrize(
    ("format_", "word"),
    [("csv", "true"), ("tsv", "true"), ("json", "true"), ("xml", "true"), ("html", "yes")],
)
def test_yes_is_told_in_each_format(films: ox.Store, format_: str, word: str) -> None:
    assert word in format_answers(run(films, "ASK { ?s kg:directorOf ?o }"), format_)


@pytest.mark.parametrize(
    ("query", "format_"),
    [
        ("SELECT ?s { ?s ?p ?o }", "ttl"),
        ("ASK { ?s ?p ?o }", "ttl"),
        ("CONSTRUCT WHERE { ?s kg:directorOf ?o }", "csv"),
        ("SELECT ?s { ?s ?p ?o }", "docx"),
    ],
)
def test_a_format_that_does_not_fit_is_refused(films: ox.Store, query: str, format_: str) -> None:
    with pytest.raises(KgError, match="wrong-format"):
        format_answers(run(films, query), format_)


def test_all_formats_are_listed() -> None:
    assert set(FORMATS) == {"csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdfxml", "html"}


def test_no_rows_give_a_head_alone() -> None:
    assert format_answers(rows_of(), "csv") == "text\r\n"
    assert cells_of(format_answers(rows_of(), "html")).cells == []
