"""The graphs of a request are written into an update where its patterns begin, and nowhere else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.execution.datasets import confine
from kg.model import KgError

USING = " USING <urn:u> USING NAMED <urn:n> "


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 'WHERE {' }", "INSERT DATA { <urn:a> <urn:b> 'WHERE {' }"),
        ("CLEAR GRAPH <urn:where>", "CLEAR GRAPH <urn:where>"),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", f"DELETE {{ ?s ?p ?o }} {USING}WHERE {{ ?s ?p ?o }}"),
        ("INSERT{?s ?p ?o}WHERE{?s ?p ?o}", f"INSERT{{?s ?p ?o}}{USING}WHERE{{?s ?p ?o}}"),
        ("DELETE {} INSERT {} where {}", f"DELETE {{}} INSERT {{}} {USING}where {{}}"),
        ("DELETE WHERE { ?s ?p '}' }", f"DELETE {{ ?s ?p '}}' }}{USING}WHERE {{ ?s ?p '}}' }}"),
        ("DELETEWHERE{?s ?p ?o}", f"DELETE {{?s ?p ?o}}{USING}WHERE{{?s ?p ?o}}"),
        (
            "DELETE # WHERE\n WHERE { GRAPH ?g { ?s ?p ?o } } ; CLEAR ALL",
            f"DELETE # WHERE\n {{ GRAPH ?g {{ ?s ?p ?o }} }}{USING}WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} ; CLEAR ALL",
        ),
        (
            "PREFIX with: <urn:> INSERT {} WHERE { { SELECT * WHERE { ?s with:x ?o } } }",
            f"PREFIX with: <urn:> INSERT {{}} {USING}WHERE {{ {{ SELECT * WHERE {{ ?s with:x ?o }} }} }}",
        ),
        ("PREFIX using: <urn:> COPY using:a TO using:b", "PREFIX using: <urn:> COPY using:a TO using:b"),
    ],
)
def test_each_form_of_update(sparql: str, expected: str) -> None:
    assert confine(sparql, ["urn:u"], ["urn:n"]) == expected
    ox.Store().update(expected.replace("CLEAR GRAPH", "CLEAR SILENT GRAPH").replace("COPY", "COPY SILENT"))


@pytest.mark.parametrize(
    "sparql",
    [
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "with<urn:g>DELETE{?s ?p ?o}WHERE{?s ?p ?o}",
        "DELETE { ?s ?p ?o } USING <urn:g> WHERE { ?s ?p ?o }",
        "DELETE {} INSERT {} USING NAMED <urn:g> WHERE {}",
        "CLEAR ALL ; INSERT {} USING <urn:g> WHERE {}",
        "PREFIX e: <urn:> WITHe:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_graphs_of_its_own_are_refused(sparql: str) -> None:
    with pytest.raises(KgError) as caught:
        confine(sparql, ["urn:u"], [])
    assert caught.value.problem.code == "dataset-conflict"


PIECES = (
    "DELETE",
    "INSERT",
    "WHERE",
    "DATA",
    "{",
    "}",
    " ",
    "'",
    '"',
    "\\",
    "#",
    "\n",
    "<urn:a>",
    "?s",
    ";",
    "a:b",
    "DELETEWHERE",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_no_update_becomes_none(sparql: str) -> None:
    def is_update(text: str) -> bool:
        try:
            ox.Store().update(text, prefixes={"a": "urn:a:"})
        except SyntaxError:
            return False
        return True

    assert is_update(confine(sparql, ["urn:u"], ["urn:n"])) == is_update(sparql)
