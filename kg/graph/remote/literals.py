"""Literals as other servers give them, brought back to the form in which Oxigraph holds them."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.graph.vocabulary import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_VERDICT: Final = "__ASK_RETVAL"  # the column in which Virtuoso answers ASK
_SECONDS: Final = re.compile(r"(-?)(\d+(?:\.\d+)?)")  # how Virtuoso writes a duration


@lru_cache(maxsize=65536)
def restored(literal: ox.Literal) -> ox.Literal:
    """Give a literal in the canonical form of its type: "1"^^xsd:boolean is "true", "6420.0"^^xsd:duration PT1H47M."""
    if literal.language:
        return literal
    if literal.datatype.value.endswith("#duration"):
        seconds = _SECONDS.fullmatch(literal.value)
        if seconds:
            literal = ox.Literal(f"{seconds[1]}PT{seconds[2]}S", datatype=literal.datatype)
    return canonical(literal)


def restored_triples(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Give triples with their literals in canonical form."""
    for triple in triples:
        value = triple.object
        if isinstance(value, ox.Literal):
            yield ox.Triple(triple.subject, triple.predicate, restored(value))
        else:
            yield triple


def restored_rows(body: bytes, given: Mapping[str, ox.NamedNode | ox.Literal] | None = None) -> bytes:
    """Give SPARQL results in JSON with their literals in canonical form. ValueError for what is no JSON.

    Args:
        body: the results.
        given: values for columns that the server filled with placeholders.
    """
    if not given and b'"datatype"' not in body and _VERDICT.encode() not in body:
        return body
    document = json.loads(body)
    columns, rows = document.get("head", {}).get("vars", ()), document.get("results", {}).get("bindings", ())
    if columns == [_VERDICT]:
        said = [row.get(_VERDICT, {}).get("value") for row in rows]
        return json.dumps({"head": {}, "boolean": "1" in said or "true" in said}).encode()
    filled = {name: _as_cell(term) for name, term in (given or {}).items() if name in columns}
    for row in rows:
        for cell in row.values():
            _restore_cell(cell)
        row.update(filled)
    return json.dumps(document).encode()


def _as_cell(term: ox.NamedNode | ox.Literal) -> dict[str, str]:
    """Give a term as SPARQL results in JSON have it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    language = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **language}


def _restore_cell(cell: dict[str, Any]) -> None:
    datatype, value = cell.get("datatype"), cell.get("value")
    if isinstance(datatype, str) and isinstance(value, str):
        found = restored(ox.Literal(value, datatype=ox.NamedNode(datatype)))
        cell.update(type="literal", value=found.value)
