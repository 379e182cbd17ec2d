"""Answers that are remembered: those of the graph as it is, short ones, and not too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.execution import Reply, Task
from kg.query import AnswerKind
from kg.server.protocol.remembering import LONGEST, ROOM, Remembered

if TYPE_CHECKING:
    from tests.serving import Server


def reply(body: bytes = b"{}") -> Reply:
    return Reply(AnswerKind.ROWS, "json", body)


def remember(remembered: Remembered, edition: str, task: Task, answer: Reply) -> None:
    assert remembered.find(edition, task) is None
    remembered.keep(edition, task, answer)


def test_the_same_question_is_answered_at_once() -> None:
    remembered, task = Remembered(), Task("ASK { }")
    remember(remembered, "1", task, reply())
    assert remembered.find("1", Task("ASK { }")) == reply()
    assert remembered.find("1", Task("ASK { }", row_format="xml")) is None
    assert remembered.find("1", Task("ASK { }", default_graphs=("urn:x:g",))) is None


def test_nothing_is_remembered_of_another_edition() -> None:
    remembered, task = Remembered(), Task("ASK { }")
    remember(remembered, "1", task, reply())
    assert remembered.find("2", task) is None
    remembered.keep("1", task, reply())  # by a request that began before the edition changed
    assert remembered.find("2", task) is None


def test_long_answers_are_not_remembered() -> None:
    remembered, task = Remembered(), Task("ASK { }")
    remember(remembered, "1", task, reply(b"x" * LONGEST))
    assert remembered.find("1", task) is None


def test_what_is_remembered_has_a_bound() -> None:
    remembered = Remembered()
    tasks = [Task(f"ASK {{ {number} }}") for number in range(2 * ROOM // (LONGEST // 2))]
    for task in tasks:
        remember(remembered, "1", task, reply(b"x" * (LONGEST // 2)))
    known = [remembered.find("1", task) is not None for task in tasks]
    assert known == sorted(known)
    assert 0 < sum(known) * (LONGEST // 2) <= ROOM


def test_what_changes_each_time_is_asked_each_time(server: Server) -> None:
    answers = {server.query("SELECT (STRUUID() AS ?id) { }", "text/csv").text for _ in range(3)}
    assert len(answers) == 3
    same = {server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text for _ in range(3)}
    assert len(same) == 1
