"""Answers as files."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from kg.server.pages.answering import Answered
    from kg.server.pages.nodes import Term


def as_csv(name: str, answered: Answered) -> Response:
    """Give an answer as SPARQL's CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(answered.columns)
    writer.writerows([term.value if term else "" for term in row] for row in answered.rows)
    return _file(name, "csv", text.getvalue(), "text/csv; charset=utf-8")


def as_json(name: str, answered: Answered) -> Response:
    """Give an answer as SPARQL's JSON."""
    rows = [
        {column: _cell(term) for column, term in zip(answered.columns, row, strict=True) if term}
        for row in answered.rows
    ]
    found = {"head": {"vars": list(answered.columns)}, "results": {"bindings": rows}}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return _file(name, "json", text, "application/sparql-results+json")


def _cell(term: Term) -> dict[str, str]:
    parts = {"type": term.kind, "value": term.value, "datatype": term.datatype, "xml:lang": term.language}
    return {key: part for key, part in parts.items() if part or key == "value"}


def _file(name: str, ending: str, text: str, kind: str) -> Response:
    plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_"))
    headers = {"Content-Disposition": f'inline; filename="{plain or "answer"}.{ending}"'}
    return Response(text.encode("utf-8", "replace"), headers=headers, media_type=kind)
