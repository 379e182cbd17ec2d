"""What the engine answers is what the store says, in each format, short and long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.execution import Chunks, Engine, Reply, Task
from kg.graph import open_store
from kg.model import KgError
from kg.query import AnswerKind
from tests.execution.conftest import GRAPHS, SIZE, kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.execution.conftest import Kept

ALL = "SELECT * { ?s ?p ?o }"
ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def graph(shared_store: Path) -> Iterator[Kept]:
    with kept(shared_store) as found:
        yield found


def ask(graph: Kept, task: Task) -> tuple[Reply, bytes]:
    async def do(engine: Engine) -> tuple[Reply, bytes]:
        reply = await engine.answer(task)
        return reply, await reply.whole()

    return graph.run(do)


def count(graph: Kept, task: Task) -> int:
    return len(json.loads(ask(graph, task)[1])["results"]["bindings"])


def problem(graph: Kept, task: Task) -> KgError:
    with pytest.raises(KgError) as caught:
        ask(graph, task)
    return caught.value


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_what_the_store_says(shared_store: Path, graph: Kept, name: str) -> None:
    sparql = f"{ALL} ORDER BY ?s ?o LIMIT 5"
    reply, body = ask(graph, Task(sparql, row_format=name))
    result = open_store(shared_store).query(sparql)
    assert isinstance(result, ox.QuerySolutions)
    assert body == result.serialize(format=ROWS[name])
    assert (reply.kind, reply.format) == (AnswerKind.ROWS, name)
    assert isinstance(reply.body, bytes)


@pytest.mark.parametrize("name", TRIPLES)
def test_triples_are_what_the_store_says(shared_store: Path, graph: Kept, name: str) -> None:
    reply, body = ask(graph, Task("DESCRIBE <urn:thing:8>", triple_format=name))
    assert (reply.kind, reply.format) == (AnswerKind.TRIPLES, name)
    assert {str(quad) for quad in ox.parse(body, TRIPLES[name])} == {
        str(ox.Quad(quad.subject, quad.predicate, quad.object))
        for quad in open_store(shared_store).quads_for_pattern(ox.NamedNode("urn:thing:8"), None, None)
    }


def test_a_verdict_has_a_format_of_rows(graph: Kept) -> None:
    reply, body = ask(graph, Task("ASK { <urn:thing:0> ?p ?o }"))
    assert (reply.kind, reply.format, json.loads(body)["boolean"]) == (AnswerKind.VERDICT, "json", True)


def test_a_long_answer_comes_in_parts_and_whole(shared_store: Path, graph: Kept) -> None:
    reply, body = ask(graph, Task(ALL))
    assert not isinstance(reply.body, bytes)
    result = open_store(shared_store).query(ALL)
    assert isinstance(result, ox.QuerySolutions)
    assert body == result.serialize(format=ox.QueryResultsFormat.JSON)


def test_a_reader_that_waits_holds_the_process_back_and_loses_nothing(
    shared_store: Path, graph: Kept
) -> None:
    async def do(engine: Engine) -> int:
        reply = await engine.answer(Task("SELECT * { ?s ?p ?o . ?a <urn:p:3> ?b } LIMIT 100000"))
        assert not isinstance(reply.body, bytes)
        size = 0
        async for part in reply.body:
            size += len(part)
            await engine.answer(Task("ASK {}"))
        return size

    result = open_store(shared_store).query("SELECT * { ?s ?p ?o . ?a <urn:p:3> ?b } LIMIT 100000")
    assert isinstance(result, ox.QuerySolutions)
    assert graph.run(do) == len(result.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def test_who_stops_reading_leaves_the_process_to_others(graph: Kept) -> None:
    async def do(engine: Engine) -> None:
        for _ in range(4):  # twice as often as there are processes
            reply = await engine.answer(Task("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
            body: bytes | Chunks = reply.body
            assert not isinstance(body, bytes)
            await anext(body)
            await body.aclose()
            await body.aclose()
        await engine.answer(Task("ASK {}"))

    graph.run(do)


def test_prefixes_of_the_ontology_are_known_and_those_of_the_query_win(graph: Kept) -> None:
    assert count(graph, Task("SELECT * { ?s rdf:type ?t }")) == 0
    assert count(graph, Task("PREFIX rdf: <urn:p:> SELECT * { <urn:thing:8> rdf:1 ?t }")) == 1


def test_a_dataset_of_the_request_is_all_that_the_query_sees(graph: Kept) -> None:
    everywhere = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    assert count(graph, Task(ALL)) == SIZE + 1
    assert count(graph, Task(ALL, default_graphs=(GRAPHS[1],))) == SIZE // 2
    assert count(graph, Task(ALL, default_graphs=GRAPHS)) == SIZE + 1
    assert count(graph, Task(everywhere, default_graphs=(GRAPHS[1],))) == 0
    assert count(graph, Task(everywhere, named_graphs=(GRAPHS[1],))) == SIZE // 2
    assert count(graph, Task(ALL, named_graphs=(GRAPHS[1],))) == 0
    assert count(graph, Task(ALL, default_graphs=("urn:nowhere",))) == 0
    other = f"SELECT * FROM <{GRAPHS[0]}> {{ ?s ?p ?o }}"  # noqa: S608 - SPARQL, of a constant
    assert count(graph, Task(other, default_graphs=(GRAPHS[1],))) == SIZE // 2


def test_a_base_makes_relative_iris_whole(graph: Kept) -> None:
    assert count(graph, Task("SELECT * { <8> ?p ?o }", base="urn:thing:8")) == 0
    assert (
        b"http://example.org/a/b"
        in ask(graph, Task("SELECT (<b> AS ?x) {}", base="http://example.org/a/"))[1]
    )


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (Task("SELEC * {}"), "bad-query"),
        (Task("SELECT * { ?s no-such:thing ?o }"), "bad-query"),
        (Task("\ud800"), "bad-query"),
        (Task(""), "bad-query"),
        (Task("SELECT * {} \0"), "bad-query"),
        (Task("SELECT * {}", base="not an iri"), "bad-query"),
        (Task("SELECT * {}", default_graphs=("relative",)), "bad-query"),
        (Task("SELECT * {}", row_format="turtle"), "wrong-format"),
        (Task("SELECT * {}", substitutions=(("s", "<urn:a> <urn:b>"),)), "bad-value"),
        (Task("SELECT * {}", substitutions=(("s", "<urn:a> .\n<urn:b> <urn:c> <urn:d>"),)), "bad-value"),
        (Task("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), "query-outside"),
        (Task("INSERT DATA { <urn:a> <urn:b> <urn:c> }"), "bad-query"),
    ],
)
def test_what_is_wrong_is_told(graph: Kept, task: Task, code: str) -> None:
    error = problem(graph, task)
    assert error.problem.code == code
    assert error.problem.advice


def test_a_wrong_query_is_told_with_its_place(graph: Kept) -> None:
    assert problem(graph, Task("SELECT *\n{ ?s ?p }")).problem.place == "line 2, column 9"


def test_values_for_variables_are_terms_and_never_text_of_the_query(graph: Kept) -> None:
    async def do(engine: Engine) -> None:
        found = await engine.rows("SELECT ?s ?o { ?s ?p ?o }", s="<urn:thing:8>")
        assert [row["o"] for row in found] == ["urn:thing:352"]
        assert await engine.rows("SELECT ?s ?o { ?s ?p ?o }", o='"} DROP ALL {"') == ()

    graph.run(do)


def test_rows_leave_out_what_is_not_bound(graph: Kept) -> None:
    async def do(engine: Engine) -> tuple[dict[str, str], ...]:
        return await engine.rows("SELECT ?m ?n { ?s <urn:mark> ?m OPTIONAL { ?s <urn:none> ?n } }")

    assert graph.run(do) == ({"m": "first"},)
