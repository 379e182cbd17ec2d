"""Queries that would never end, or take all memory, end with an error of their own, and the others go on."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.execution import Engine, Limits, Task
from kg.model import KgError
from tests.execution.conftest import code_of, kept, with_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.execution.conftest import Kept

MEMORY = 200 * 2**20
ANY = "(<urn:p:1>|<urn:p:2>|<urn:p:3>|<urn:p:4>|<urn:p:5>|<urn:p:6>|<urn:p:0>)"
BOMB = "SELECT (STRLEN(?t9) AS ?n) { BIND('aaaaaaaaaa' AS ?t0) " + " ".join(
    f"BIND(CONCAT({', '.join([f'?t{i}'] * 10)}) AS ?t{i + 1})" for i in range(9)
) + " }"  # fmt: skip
LONG = {
    "a path without an end": f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY}* ?b . ?b {ANY}* ?c . ?c {ANY}* ?d }}",
    "a product that is filtered": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = '') }",
    "a count of a product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a construction that gives nothing": "CONSTRUCT { ?a ?b ?x } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a regular expression": "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?a), '(a?){500}(b{500}){500}$')) }",
}
LARGE = {
    "sorting a product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "joining all texts": f"SELECT (GROUP_CONCAT(STR(?a); SEPARATOR='{'-' * 50000}') AS ?n) {{ ?a ?b ?c . ?d ?e ?f }}",
    "grouping a product": "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d",
    "a text of ten thousand million letters": BOMB,
}
DEEP = {
    "brackets": f"SELECT * {'{' * 50000}{'}' * 50000}",
    "expressions": f"SELECT ({'(' * 20000}1{')' * 20000} AS ?x) {{}}",
    "negations": f"SELECT * {{ FILTER({'!' * 50000}true) }}",
    "unions": f"SELECT * {{ {' UNION '.join(['{ ?s ?p ?o }'] * 20000)} }}",
    "steps": f"SELECT * {{ ?s {'/'.join(['<urn:p:1>'] * 20000)} ?o }}",
}


@pytest.fixture(scope="module")
def hasty(shared_store: Path) -> Iterator[Kept]:
    """Give an engine with little time."""
    with kept(shared_store, Limits(seconds=1, concurrent=1)) as found:
        yield found


@pytest.fixture(scope="module")
def narrow(shared_store: Path) -> Iterator[Kept]:
    """Give an engine with much time and little memory."""
    with kept(shared_store, Limits(seconds=200, concurrent=2, memory_bytes=MEMORY)) as found:
        yield found


@pytest.mark.parametrize("sparql", LONG.values(), ids=LONG)
def test_a_query_is_stopped_at_its_time_and_the_others_go_on(hasty: Kept, sparql: str) -> None:
    async def do(engine: Engine) -> str:
        begin = time.monotonic()
        code = await code_of(engine, sparql)
        assert time.monotonic() - begin >= 1
        for _ in range(3):
            await engine.rows("SELECT ?s { ?s <urn:mark> ?m }")
        return code

    assert hasty.run(do) == "query-timeout"


@pytest.mark.parametrize("sparql", LARGE.values(), ids=LARGE)
def test_a_query_that_takes_too_much_memory_ends_and_the_others_go_on(narrow: Kept, sparql: str) -> None:
    async def do(engine: Engine) -> str:
        code = await code_of(engine, sparql)
        await engine.rows("SELECT ?s { ?s <urn:mark> ?m }")
        return code

    assert narrow.run(do) == "query-memory"


@pytest.mark.parametrize("sparql", DEEP.values(), ids=DEEP)
def test_a_query_that_is_nested_too_deeply_is_refused(narrow: Kept, sparql: str) -> None:
    async def do(engine: Engine) -> str:
        code = await code_of(engine, sparql)
        await engine.rows("SELECT ?s { ?s <urn:mark> ?m }")
        return code

    assert narrow.run(do) == "query-too-deep"


def test_no_process_ever_holds_more_than_it_may(narrow: Kept) -> None:
    async def do(engine: Engine) -> int:
        peak = 0
        asked = asyncio.gather(
            *(code_of(engine, LARGE[name]) for name in ("sorting a product", "joining all texts"))
        )
        while not asked.done():
            peak = max(peak, *map(peak_of, engine.processes))
            await asyncio.sleep(0.02)
        assert await asked == ["query-memory"] * 2
        return peak

    assert MEMORY // 4 < narrow.run(do) <= MEMORY


def peak_of(pid: int) -> int:
    """Give the most memory, in bytes, that a process has ever held."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(found, default=0)


def test_an_answer_that_is_too_large_is_refused_where_it_is_found_out_early(shared_store: Path) -> None:
    async def do(engine: Engine) -> str:
        with pytest.raises(KgError) as caught:
            await engine.answer(Task("SELECT * { ?s ?p ?o }"))
        await engine.answer(Task("ASK {}"))
        return caught.value.problem.code

    assert with_engine(shared_store, do, Limits(answer_bytes=1000)) == "answer-too-large"


@pytest.fixture(scope="module")
def scant(shared_store: Path) -> Iterator[Kept]:
    """Give an engine with room for answers of some length."""
    with kept(shared_store, Limits(answer_bytes=300_000, concurrent=1)) as found:
        yield found


@pytest.mark.parametrize(("kind", "code"), [("scant", "answer-too-large"), ("hasty", "query-timeout")])
@pytest.mark.parametrize("form", ["SELECT *", "CONSTRUCT { ?a ?b ?f }"])
def test_a_long_answer_breaks_off_with_an_error(
    request: pytest.FixtureRequest, kind: str, code: str, form: str
) -> None:
    async def do(engine: Engine) -> str:
        reply = await engine.answer(Task(f"{form} {{ ?a ?b ?c . ?d ?e ?f }}", triple_format="ntriples"))
        assert not isinstance(reply.body, bytes)
        with pytest.raises(KgError) as caught:
            async for _ in reply.body:
                pass
        await engine.answer(Task("ASK {}"))
        return caught.value.problem.code

    engine: Kept = request.getfixturevalue(kind)
    assert engine.run(do) == code


def test_a_reader_that_never_comes_back_does_not_keep_the_process(hasty: Kept) -> None:
    async def do(engine: Engine) -> None:
        await engine.answer(Task("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        await engine.answer(Task("ASK {}"))

    hasty.run(do)
