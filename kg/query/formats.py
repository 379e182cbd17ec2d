"""Answers as text: CSV, TSV, JSON and XML as the W3C defines them, Turtle, HTML."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.model import KgError, Problem
from kg.ontology import load_ontology
from kg.query.answers import AnswerKind

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.query.answers import Answers, Term

ROW_FORMATS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
TRIPLE_FORMATS: Final = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "ttl": ox.RdfFormat.TURTLE,
}
FORMATS: Final = tuple(sorted({*ROW_FORMATS, *TRIPLE_FORMATS, "html"}))
_WEB: Final = ("http://", "https://")
_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Answers</title>
<style>
body {{ font-family: sans-serif; margin: 2em }}
table {{ border-collapse: collapse }}
td, th {{ border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top }}
</style>
</head>
<body>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}</tbody>
</table>
</body>
</html>
"""


def format_answers(answers: Answers, format_: str, ontology: Ontology | None = None, base: str = "") -> str:
    """Write answers in a format of `FORMATS`.

    Rows have CSV, TSV, JSON, XML and HTML; triples have Turtle, N-Triples, JSON-LD, RDF/XML and HTML; yes or no has
    JSON, XML and HTML, and one word in CSV and TSV. Raises `KgError` for a format that does not fit.
    """
    ontology = ontology or load_ontology()
    if format_ == "html":
        return _as_html(answers, ontology, base)
    if format_ in TRIPLE_FORMATS and answers.kind is AnswerKind.TRIPLES:
        return _as_triples(answers, format_, ontology)
    if format_ in ROW_FORMATS and answers.kind is not AnswerKind.TRIPLES:
        return _as_results(answers, format_)
    fitting = (*TRIPLE_FORMATS, "html") if answers.kind is AnswerKind.TRIPLES else (*ROW_FORMATS, "html")
    message = f"the format {format_!r} does not fit a query that gives {answers.kind}"
    raise KgError(Problem("wrong-format", message, advice=f"use {', '.join(fitting)} or table"))


def _as_results(answers: Answers, format_: str) -> str:
    if answers.kind is AnswerKind.VERDICT and format_ in {"csv", "tsv"}:  # of which the W3C says nothing
        return f"{str(answers.verdict).lower()}\n"
    document: dict[str, object] = {"head": {"vars": list(answers.variables)}}
    if answers.kind is AnswerKind.VERDICT:
        document = {"head": {}, "boolean": answers.verdict}
    else:
        document["results"] = {"bindings": [_as_binding(answers.variables, row) for row in answers.rows]}
    results = ox.parse_query_results(json.dumps(document), format=ox.QueryResultsFormat.JSON)
    text = (results.serialize(format=ROW_FORMATS[format_]) or b"").decode()
    return text if format_ in {"csv", "tsv"} else f"{text}\n"


def _as_binding(variables: tuple[str, ...], row: tuple[Term | None, ...]) -> dict[str, object]:
    return {name: _as_json(term) for name, term in zip(variables, row, strict=True) if term is not None}


def _as_json(term: Term) -> dict[str, object]:
    """Give a term as SPARQL 1.1 Query Results JSON has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _as_json(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype == ox.Literal("").datatype:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _as_triples(answers: Answers, format_: str, ontology: Ontology) -> str:
    prefixes = dict(ontology.prefixes) if format_ in {"ttl", "rdfxml"} else None
    try:
        data = ox.serialize(answers.triples, format=TRIPLE_FORMATS[format_], prefixes=prefixes)
    except (OSError, ValueError) as error:  # RDF/XML cannot have every IRI and every character
        message = f"the format {format_!r} cannot hold these triples: {error}"
        raise KgError(Problem("wrong-format", message, advice="use nt, ttl or jsonld")) from error
    text = (data or b"").decode()
    return text if not text or text.endswith("\n") else f"{text}\n"


def _as_html(answers: Answers, ontology: Ontology, base: str) -> str:
    head = "".join(f"<th>{html.escape(title)}</th>" for title in answers.headers)
    texts = answers.as_texts(ontology, base)
    cells = answers.cells or texts
    rows = (
        "".join(f"<td>{_linked(text, term)}</td>" for text, term in zip(row, terms, strict=True))
        for row, terms in zip(texts, cells, strict=True)
    )
    return _PAGE.format(head=head, rows="".join(f"<tr>{row}</tr>\n" for row in rows))


def _linked(text: str, term: object) -> str:
    """Give a cell, with a link where it is a web address; other IRIs could run something."""
    shown = html.escape(text)
    if isinstance(term, ox.NamedNode) and term.value.startswith(_WEB):
        return f'<a href="{html.escape(term.value)}" rel="noreferrer">{shown}</a>'
    return shown
