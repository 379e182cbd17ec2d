"""Long answers are written as they are found: their number does not decide how much memory they take."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.model import KgError
from kg.query import format_answers, run, write_answers

if TYPE_CHECKING:
    import pyoxigraph as ox

MEASURE = """
import resource, sys
import pyoxigraph as ox
from kg.query import write_answers
store = ox.Store()
node = ox.NamedNode
store.bulk_extend(ox.Quad(node(f"x:{number}"), node("x:p"), ox.Literal("x" * 20)) for number in range(1000))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
with open("/dev/null", "wb") as file:
    write_answers(store, "SELECT ?a ?c { ?a ?p ?b . ?c ?p ?d } LIMIT 1000", sys.argv[1], file)
    before = peak()
    write_answers(store, "SELECT ?a ?c { ?a ?p ?b . ?c ?p ?d }", sys.argv[1], file)
print(peak() - before)
"""


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml"])
def test_a_million_rows_take_no_memory(format_: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, format_], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 50  # MB; gathered they take some 900


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml", "html"])
@pytest.mark.parametrize("query", ["SELECT ?a ?b { ?a kg:directorOf ?b }", "ASK { ?a kg:directorOf ?b }", "SELECT ?a { ?a kg:rivalOf kg:Film }"])  # fmt: skip
def test_written_and_gathered_answers_are_the_same(films: ox.Store, query: str, format_: str) -> None:
    file = io.BytesIO()
    write_answers(films, query, format_, file)
    assert file.getvalue().decode() == format_answers(run(films, query), format_)


def test_a_mistake_has_its_words_and_writes_nothing(films: ox.Store) -> None:
    file = io.BytesIO()
    with pytest.raises(KgError, match="bad-query"):
        write_answers(films, "SELECT * {", "csv", file)
    with pytest.raises(KgError, match="wrong-format"):
        write_answers(films, "CONSTRUCT WHERE { ?a ?b ?c }", "csv", file)
    assert not file.getvalue()


def test_what_fails_while_it_is_read_has_its_words(films: ox.Store) -> None:
    with pytest.raises(KgError, match="query-failed"):
        write_answers(films, "SELECT (<x:f>(?a) AS ?b) { ?a ?p ?o }", "csv", io.BytesIO())
