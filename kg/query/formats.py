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

_RESULTS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
FORMATS: Final = ("csv", "html", "json", "tsv", "ttl", "xml")
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

    Rows have all but Turtle; triples have Turtle and HTML; yes or no has JSON, XML and HTML, and one word in CSV
    and TSV. Raises `KgError` for a format that does not fit.
    """
    ontology = ontology or load_ontology()
    if format_ == "html":
        return _as_html(answers, ontology, base)
    if format_ == "ttl" and answers.kind is AnswerKind.TRIPLES:
        return _as_turtle(answers, ontology)
    if format_ in _RESULTS and answers.kind is not AnswerKind.TRIPLES:
        return _as_results(answers, format_)
    fitting = ("html", "ttl") if answers.kind is AnswerKind.TRIPLES else (*_RESULTS, "html")
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
    if format_ == "json":
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    results = ox.parse_query_results(json.dumps(document), format=ox.QueryResultsFormat.JSON)
    return (results.serialize(format=_RESULTS[format_]) or b"").decode()


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


def _as_turtle(answers: Answers, ontology: Ontology) -> str:
    data = ox.serialize(answers.triples, format=ox.RdfFormat.TURTLE, prefixes=dict(ontology.prefixes))
    return (data or b"").decode()


def _as_html(answers: Answers, ontology: Ontology, base: str) -> str:
    head = "".join(f"<th>{html.escape(title)}</th>" for title in answers.headers)
    rows = (
        "".join(f"<td>{html.escape(text)}</td>" for text in row) for row in answers.as_texts(ontology, base)
    )
    return _PAGE.format(head=head, rows="".join(f"<tr>{row}</tr>\n" for row in rows))
