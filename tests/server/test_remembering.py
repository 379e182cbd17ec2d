"""Answers that are remembered: those of the graph as it is, short ones, and not too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.execution import Reply
from kg.query import AnswerKind
from kg.server.protocol.remembering import LONGEST, ROOM, Remembered

if TYPE_CHECKING:
    from tests.serving import Server


def reply(body: bytes = b"{}") -> Reply:
    return Reply(AnswerKind.ROWS, "json", body)


def test_the_same_question_is_answered_at_once() -> None:
    remembered = Remembered()
    assert remembered.find("1", "a name") is None
    remembered.keep("1", "a name", reply())
    assert remembered.find("1", "a name") == reply()
    assert remembered.find("1", "another") is None


def test_nothing_is_remembered_of_another_edition() -> None:
    remembered = Remembered()
    assert remembered.find("1", "a name") is None
    remembered.keep("1", "a name", reply())
    assert remembered.find("2", "a name") is None
    remembered.keep("1", "a name", reply())  # by a request that began before the edition changed
    assert remembered.find("2", "a name") is None


def test_long_answers_are_not_remembered() -> None:
    remembered = Remembered()
    assert remembered.find("1", "a name") is None
    remembered.keep("1", "a name", reply(b"x" * (LONGEST + 1)))
    assert remembered.find("1", "a name") is None


def test_what_is_remembered_has_a_bound() -> None:
    remembered = Remembered()
    assert remembered.find("1", "") is None
    names = [str(number) for number in range(2 * ROOM // (LONGEST // 2))]
    for name in names:
        remembered.keep("1", name, reply(b"x" * (LONGEST // 2)))
        remembered.keep("1", name, reply(b"x" * (LONGEST // 2)))  # two asked at the same time
    known = [remembered.find("1", name) is not None for name in names]
    assert known == sorted(known)
    assert 0.9 * ROOM < sum(known) * (LONGEST // 2) <= ROOM


@pytest.mark.parametrize(
    "other",
    [{"format": "xml"}, {"default-graph-uri": "urn:x:none"}, {"named-graph-uri": "urn:x:none"}],
    ids=lambda it: next(iter(it)),
)
def test_what_is_asked_otherwise_has_another_answer(server: Server, other: dict[str, str]) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    first, second = server.query(sparql), server.query(sparql, **other)
    assert first.body != second.body
    assert first.headers["etag"] != second.headers["etag"]
    assert server.query(sparql).body == first.body


def test_what_changes_each_time_is_asked_each_time(server: Server) -> None:
    answers = {server.query("SELECT (STRUUID() AS ?id) { }", "text/csv").text for _ in range(3)}
    assert len(answers) == 3
    same = {server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text for _ in range(3)}
    assert len(same) == 1
