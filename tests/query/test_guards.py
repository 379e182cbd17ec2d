"""No query and no update goes outside the graph, and none is refused for its strings, comments, IRIs or names."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.graph import memory_store
from kg.model import ExitCode, KgError
from kg.query import AnswerKind, refuse_outside, run
from kg.query.tokens import tokens

HERE = "http://127.0.0.1:9/"  # where nothing listens; the engine says so with an OSError before it tries
PROLOGUE = f"PREFIX ex: <{HERE}> PREFIX : <{HERE}> PREFIX service: <{HERE}> PREFIX load: <{HERE}>\n"
CALLS = (
    f"SELECT * {{ SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p ?o.SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1.5e3SERVICE<{HERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    "SELECT * { ?s ?p trueSERVICEex:a { ?s ?p ?o } }",
    "SELECT * { ?s ?p true.SERVICEex:a { ?s ?p ?o } }",
    "SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "SELECT * { SERVICESILENTex:a { ?s ?p ?o } }",
    "SELECT * { SERVICE:a { ?s ?p ?o } }",
    f"SELECT * {{ SERVICE # one\n # two\n SILENT\t<{HERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(1<2)SERVICE<{HERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<?o)SERVICE#>\n<{HERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<=?o#>'''\n)SERVICE <{HERE}>{{ ?s ?p ?o }} }} #'''",
    f"SELECT (?o<?o#>'''\nAS ?x) {{ ?s ?p ?o SERVICE <{HERE}>{{ ?s ?p ?o }} }} #'''",
    f"SELECT * {{ ?s ?p ('''a' ) SERVICE <{HERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 'a\\'b' SERVICE <{HERE}> {{ ?s ?p 'c' }} }}",
    f"SELECT * {{ ?s ?p '''it's''' . SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ # a comment\r SERVICE <{HERE}#a> {{ ?s ?p ?o }}\n }}",
    f"SELECT * {{ SERVI\\u0043E <{HERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\U00000053ERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    f"LOAD <{HERE}>",
    f"load<{HERE}>",
    "LOADex:a",
    "LOADSILENTex:a",
    "LOAD:a",
    f"LOAD SILENT <{HERE}> INTO GRAPH ex:g",
    f"LOAD # comment\n<{HERE}>",
    f"LO\\u0041D <{HERE}>",
    f"INSERT DATA {{ ex:a ex:b ex:c }} ;LOAD<{HERE}>",
    "CLEAR ALL;LOADex:a",
)
HARMLESS = (
    'SELECT * { ?service rdfs:label "SERVICE <a> { LOAD <b>" }',
    "SELECT * { ?s schema:service <http://example.org/SERVICE> }",
    "SELECT * { ?s ?p 'it is SERVICE' # SERVICE <a> {\n }",
    'SELECT * { ?s ?p """a "quoted" SERVICE <a> {""" }',
    "SELECT * { ?s schema:SERVICE ?o ; kg:in-service 'x'@service }",
    "SELECT * { ?s <http://example.org/#SERVICE> ?o . ?load ex:load load:a }",
    "SELECT * { GRAPH service:a { ?s service:p service:b } }",
    "SELECT * { GRAPH SERVICE:a { ?s a service:Thing OPTIONAL { ?s ?load ?o } } }",
    "SELECT ?load { VALUES ?service { service:a service:b } }",
    "DESCRIBE service:a load:b { ?s ?p ?o }",
    "DESCRIBE <http://example.org/> load:b",
    "SELECT * { ?s ?p ?o FILTER(?s != service:a && load:f(?o)) }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } # LOAD",
    "SELECT * { _:service ?p _:load.a }",
    "CLEAR GRAPH load:a ; COPY load:a TO load:b ; DROP SILENT GRAPH load:c",
    "WITH load:a DELETE { ?s ?p ?o } USING load:b USING NAMED load:c WHERE { ?s ?p ?o }",
    "PREFIX LOAD: <http://example.org/> INSERT DATA { load:a load:b 'LOAD <a>' }",
    "",
    "LOADED",
)


def is_refused(sparql: str) -> bool:
    try:
        refuse_outside(sparql)
    except KgError as error:
        return (error.problem.code, error.exit_code) == ("query-outside", ExitCode.QUERY)
    return False


def goes_outside(sparql: str) -> bool:
    """Say whether the engine, left alone, would ask another server."""
    store = ox.Store()
    store.update(f"INSERT DATA {{ <{HERE}a> <{HERE}b> 1 , true , 'x' }}")
    try:
        list(store.query(PROLOGUE + sparql))  # type: ignore[arg-type]  # a verdict has no rows: a TypeError, as below
    except OSError:
        return True
    except (SyntaxError, TypeError, RuntimeError, ValueError):
        pass
    try:
        store.update(PROLOGUE + sparql)
    except OSError:
        return True
    except (SyntaxError, RuntimeError, ValueError):
        pass
    return False


@pytest.mark.parametrize("sparql", CALLS)
def test_what_goes_outside_is_refused(sparql: str) -> None:
    assert is_refused(PROLOGUE + sparql)
    assert is_refused(sparql)


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_words_alone_are_harmless(sparql: str) -> None:
    assert not is_refused(PROLOGUE + sparql)


def test_most_of_these_calls_are_ones_that_the_engine_follows() -> None:
    assert sum(map(goes_outside, CALLS)) > len(CALLS) / 2


PIECES = st.sampled_from(
    [
        "SERVICE", "service ", "SILENT", "LOAD", "{", "}", "{ ?s ?p ?o }", "(", ")", "[", "]", ".", ";", ",", "<", "<=", ">", "<<", ">>",
        "#", "#>", "# '\n", "\n", " ", " ", " ", "'", '"', "'''", '"""', "\\'", "\\", "?s ?p ?o", "?s ?p 1", "?s ?p true", "?o", "?o<",
        f"<{HERE}>", f"<{HERE}#'>", "ex:a", "ex:", ":a", "a", "_:b", "@en", "^^", "'x'", "FILTER(", "BIND(", "AS ?x)", "VALUES ?x {",
        "VALUES (?x) {", "OPTIONAL {", "NOT EXISTS {", "SELECT * {", "SELECT (?o<", "GROUP BY", "HAVING(", "ORDER BY (", "GRAPH", "UNION",
        "FILTER ex:f(", "IF(", "IN (", "\\u0053", "-", "1.", "e5", "|", "/", "!", "=", "&&", "$x", "true",
    ]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=6))
@example(["FILTER(", "?o<", "?o", "#>", "'''", "\n", ")"], [])
@example(["?s ?p ?o", "FILTER(", "?o<", "?o", ")"], ["#>", "\n"])
def test_whatever_stands_around_a_call_does_not_hide_it(before: list[str], between: list[str]) -> None:
    """The engine itself is asked whether it would go outside: then the text must have been refused."""
    call = f"SERVICE{''.join(between)}<{HERE}> {{ ?s ?p ?o }}"
    for sparql in (
        f"SELECT * {{ ?s ?p ?o {''.join(before)}{call} }}",
        f"SELECT * {{ {''.join(before)} {call} }} #'''",
        f"{''.join(before)} LOAD {''.join(between)}<{HERE}>",
    ):
        if goes_outside(sparql):
            assert is_refused(PROLOGUE + sparql)


# A text whose tokens are known, since it is written from them: the words stand in every kind that is no call.
WORDS = st.sampled_from(["SERVICE", "service", "Load", "LOAD SILENT", "SERVICE <http://example.org/> {", "x"])
LETTERS = st.sampled_from(["service", "SERVICE", "load", "LOAD", "x"])


def literals() -> st.SearchStrategy[str]:
    quotes = st.sampled_from(["'", '"', "'''", '"""'])
    inside = st.lists(
        WORDS | st.sampled_from(["#", "<", ">", "\\'", '\\"', "\\\\", "\\n", "{", "é"]), max_size=5
    )
    tags = st.sampled_from(["", "@service", "@en-load", "^^ex:load", f"^^<{HERE}service>"])
    return st.builds(lambda quote, text, tag: f"{quote}{' '.join(text)}{quote}{tag}", quotes, inside, tags)


TERMS = st.one_of(
    LETTERS.map("?{}".format),
    LETTERS.map("ex:{}".format),
    LETTERS.map(f"<{HERE}#'{{}}>".format),
    st.sampled_from(["service:a", "load:b", "service:", "_:service"]),
)
VERBS = st.one_of(
    LETTERS.map("?{}".format),
    LETTERS.map("ex:{}".format),
    st.sampled_from(["a", "service:p", f"<{HERE}load>"]),
)
SPACES = st.sampled_from([" ", "\n", "\t", " # SERVICE <a> { LOAD <b> '\n", ' # """\r\n'])
PATTERNS = st.one_of(
    st.tuples(TERMS, VERBS, TERMS | literals(), st.just(".")),
    st.tuples(st.just("FILTER"), st.just("("), TERMS.filter(lambda term: term[0] != "_"), st.sampled_from(["<", ">=", "="]), st.just("ex:load"), st.just(")")),
    st.tuples(st.just("GRAPH"), st.sampled_from(["service:a", "?load"]), st.just("{"), TERMS, VERBS, TERMS, st.just("}")),
)  # fmt: skip


@given(st.lists(PATTERNS, max_size=4), st.data())
def test_no_text_is_refused_for_its_strings_comments_iris_variables_and_names(
    patterns: list[tuple[str, ...]], data: st.DataObject
) -> None:
    written = ["SELECT", "*", "{", *(token for pattern in patterns for token in pattern), "}"]
    text = "".join(f"{token}{data.draw(SPACES)}" for token in written)
    assert not is_refused(PROLOGUE + text)
    cut = "".join(token.text for token in tokens(text))
    assert cut == "".join(written)


@pytest.mark.parametrize(
    "hostile",
    [
        "service" + "'''\\" * 20_000,
        "service" + "\"'" * 20_000,
        "service" + '"\\' * 20_000,
        "service" + "<" * 20_000,
        "service" + "<a" * 20_000,
        "service" + "(" * 20_000,
        "service" + ":." * 20_000,
        "service" + "a." * 20_000,
        "service" + "#'\n" * 20_000,
    ],
)
def test_long_hostile_texts_are_read_in_one_go(hostile: str) -> None:
    start = time.process_time()
    is_refused(hostile)
    assert time.process_time() - start < 20


def test_a_query_without_the_words_costs_next_to_nothing() -> None:
    sparql = "SELECT ?name { ?director kg:directorOf [] ; rdfs:label ?name }"
    start = time.process_time()
    for _ in range(10_000):
        refuse_outside(sparql)
    assert (time.process_time() - start) / 10_000 < 50e-6


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK " + "{" * 20_000 + "}" * 20_000,
        "ASK { FILTER" + "(" * 20_000 + "1" + ")" * 20_000 + " }",
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "ASK { {}" + " UNION {}" * 20_000 + " }",
        "ASK { ?a " + "/".join(["kg:voices"] * 20_000) + " ?b }",
        "ASK " + "{ ?a ?b [ ?c " * 2_000 + "1" + " ] }" * 2_000,
    ],
)
def test_what_would_break_the_engine_is_refused(sparql: str) -> None:
    with pytest.raises(KgError) as caught:
        run(memory_store(), sparql)
    assert caught.value.problem.code == "query-too-deep"


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK " + "{" * 100 + "}" * 100,
        "ASK { VALUES (?a ?b) { " + "(1 2) " * 20_000 + "} }",
        "ASK { VALUES ?a { " + "<http://example.org/a/b/c/d> " * 5_000 + "} }",
        'ASK { FILTER("' + "{(/|!" * 5_000 + '" = "") }',
        "ASK { {}" + " UNION {}" * 500 + " }",
    ],
)
def test_long_queries_that_the_engine_bears_are_answered(sparql: str) -> None:
    assert run(memory_store(), sparql).kind == AnswerKind.VERDICT
