"""Requests that are known by their headers: the query is read as the endpoint reads it, and nothing else is taken for one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.execution import Limits, Task
from kg.execution.attendant import Heard
from kg.execution.desk import Desk
from kg.ontology import load_ontology
from kg.server.attending import Attendant
from kg.server.habits import Habits
from kg.server.hire import hire
from kg.server.options import Options, Telling
from kg.server.protocol.parameters import read_asked
from kg.server.protocol.replying import _begin_known_name, is_unsteady, name_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

    from kg.execution.outlet import Outlet

HEADERS = b"Host: localhost\r\nAccept: text/csv\r\n\r\n"
ROWS = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"vary", b"Accept"),
        (b"etag", b'W/"1"'),
        (b"x-half", b"50 %d"),
        (b"content-type", b"text/csv; charset=utf-8"),
        (b"content-length", b"3"),
    ],
}
TASK = Task("ASK {}", "csv", "", "https://x.example/")


def written(query: bytes, headers: bytes = HEADERS, method: bytes = b"GET", version: bytes = b"1.1") -> bytes:
    return method + b" /sparql?query=" + query + b" HTTP/" + version + b"\r\n" + headers


@pytest.fixture(scope="module")
def habits() -> Habits:
    found = Habits()
    found.learn(written(b"ASK%7B%7D"), TASK, ROWS)
    return found


@given(
    query=st.text(max_size=60),
    escape=st.sampled_from([quote, quote_plus, lambda text: quote(text, safe="/:?=,;()!$'@*~")]),
)
def test_the_query_is_the_one_that_the_endpoint_reads(
    habits: Habits, query: str, escape: Callable[[str], str]
) -> None:
    try:
        escaped = escape(query).encode()
    except UnicodeEncodeError:  # half a character
        return
    known = habits.recognize(written(escaped))
    assert (known is None) == is_unsteady(query)
    if known is not None:
        assert known[1] == query == read_asked(b"query=" + escaped).query
        assert known[0].form == TASK[1:]


PIECES = (
    *(
        b"%",
        b"%4",
        b"%C3%A4",
        b"%FF",
        b"%00",
        b"%0A",
        b"%20",
        b"+",
        b"=",
        b"&",
        b"#",
        b" ",
        b"\r\n",
        b"\\",
        b"\xff",
    ),
    *(b"ASK%7B%7D", b"now(", b"x", b" HTTP/1.1\r\n", b" RTSP/1.1\r\n", HEADERS),
)


@given(query=st.lists(st.sampled_from(PIECES), max_size=6).map(b"".join))
def test_what_is_no_plain_query_is_not_known(habits: Habits, query: bytes) -> None:
    known = habits.recognize(written(query))
    if known is not None:
        assert not {*query} & {*b' \r\n\t&#\x00"<>{}'}
        assert query.isascii()
        assert read_asked(b"query=" + query).query == known[1]


@pytest.mark.parametrize(
    "request_",
    [
        written(b"ASK%7B%7D", b"Host: evil.example\r\nAccept: text/csv\r\n\r\n"),
        written(b"ASK%7B%7D", HEADERS[:-2]),
        written(b"ASK%7B%7D", HEADERS + b"G"),
        written(b"ASK%7B%7D", HEADERS + written(b"ASK%7B%7D")),
        written(b"ASK%7B%7D", method=b"POST"),
        written(b"ASK%7B%7D", version=b"1.0"),
        written(b"ASK%7B%7D&format=json"),
        written(b"ASK%7B%7D&query=x"),
        written(b"ASK%7B%7D").replace(b"?query=", b"?update="),
        written(b"ASK%FF"),
        written(b"SELECT%20(NOW()%20AS%20%3Fx)%20%7B%7D"),
        b"",
        b"\r\n" + written(b"ASK%7B%7D"),
    ],
)
def test_another_request_is_not_known(habits: Habits, request_: bytes) -> None:
    assert habits.recognize(written(b"ASK%7B%7D")) is not None
    assert habits.recognize(request_) is None


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (written(b"ASK%7B%7D", b"If-None-Match: *\r\n\r\n"), ROWS),
        (written(b"ASK%7B%7D", b"Host: x\r\nIF-NONE-match: *\r\n\r\n"), ROWS),
        (written(b"ASK%7B%7D&format=csv"), ROWS),
        (written(b"ASK%7B%7D", b"X: " + b"x" * 5000 + b"\r\n\r\n"), ROWS),
        (written(b"ASK%7B%7D", method=b"HEAD"), ROWS),
        (written(b"ASK%7B%7D", method=b"POST"), ROWS),
        (written(b"ASK%7B%7D").replace(b" HTTP", b" RTSP"), ROWS),
        (written(b"ASK%7B%7D"), {**ROWS, "status": 400}),
        (written(b"ASK%7B%7D"), {**ROWS, "headers": ROWS["headers"][:-1]}),  # type: ignore[index]
        (written(b"ASK%7B%7D"), {**ROWS, "headers": ROWS["headers"][2:]}),  # type: ignore[index]
        (written(b"ASK%7B%7D"), {**ROWS, "headers": [*ROWS["headers"], (b"content-type", b"text/turtle")]}),  # type: ignore[misc]
    ],
)
def test_from_other_requests_and_answers_nothing_is_learnt(
    request_: bytes, answer: dict[str, object]
) -> None:
    habits = Habits()
    habits.learn(request_, TASK, answer)
    _, _, headers = request_.partition(b".1\r\n")
    assert habits.recognize(written(b"ASK%7B%7D", headers)) is None


@pytest.mark.parametrize(
    "version", [b" RTSP/1.1", b" ICE/1.1", b" HTTP/1.0", b"%20HTTP/1.1\r\nX: x", b"\tHTTP/1.1", b""]
)
def test_headers_within_a_header_are_not_learnt(version: bytes) -> None:
    """Else one client could decide how others are answered."""
    habits = Habits()
    begin = b"GET /sparql?query=ASK%7B%7D" + version + b"\r\n"
    habits.learn(
        begin + b"Accept: text/csv\r\nOrigin: https://evil.example\r\nX: HTTP/1.1\r\n" + HEADERS, TASK, ROWS
    )
    assert habits.recognize(written(b"ASK%7B%7D")) is None


def test_the_head_of_an_answer_is_that_of_the_first_but_for_date_name_and_length(habits: Habits) -> None:
    known = habits.recognize(written(b"ASK%7B%7D"))
    assert known is not None
    lines = known[0].begin("abc", 17).split(b"\r\n")
    assert lines[0] == b"HTTP/1.1 200 OK"
    assert lines[1].startswith(b"date: ")
    assert lines[2:] == [
        b"vary: Accept",
        b'etag: W/"abc"',
        b"x-half: 50 %d",
        b"content-type: text/csv; charset=utf-8",
        b"content-length: 17",
        b"",
        b"",
    ]


def test_not_all_are_remembered_for_ever() -> None:
    habits = Habits()
    for number in range(500):
        headers = b"Host: localhost\r\nX: %d\r\n\r\n" % number
        habits.learn(written(b"ASK%7B%7D", headers), TASK, ROWS)
        assert habits.recognize(written(b"ASK%7B%7D", headers)) is not None
    kept = [
        number
        for number in range(500)
        if habits.recognize(written(b"ASK%7B%7D", b"Host: localhost\r\nX: %d\r\n\r\n" % number))
    ]
    assert len(kept) <= 64


class CountingDesk(Desk):
    """Counts the queries."""

    asked = 0

    def answer(self, task: Task, outlet: Outlet) -> None:
        self.asked += 1
        super().answer(task, outlet)


def test_the_endpoint_is_run_where_an_answer_is_no_plain_one_and_the_engine_asked_once(built: Path) -> None:
    told = json.loads(json.dumps(hire(Options(telling=Telling.QUERIES), "https://x.example/").told))
    attendant = Attendant(told)
    desk = CountingDesk(Limits(), load_ontology())
    desk.open("one", str((built / "out" / "store").resolve()))
    runs = []
    door = attendant.door

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        runs.append(scope["query_string"])
        await door(scope, receive, send)

    attendant.door = counted
    guest = attendant.greet()
    sent: list[bytes] = []
    queries = {
        "SELECT (1 AS ?n) {}": 1,
        "SELECT (2 AS ?n) {}": 0,
        "ASK {}": 0,
        "CONSTRUCT WHERE { ?s ?p ?o }": 1,
        "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000": 1,
        "SELECT * {": 1,
        "SELECT (3 AS ?n) {}": 0,
    }
    for number, (query, times) in enumerate(queries.items(), 1):
        before = len(runs)
        assert guest.hear(written(quote(query).encode(), b"Host: localhost\r\n\r\n")) is Heard.REQUEST
        assert guest.answer(desk, sent.append)
        assert len(runs) - before == times, query
        assert desk.asked == number
        assert guest.hear(written(quote(query).encode(), b"Host: localhost\r\n\r\n")) is Heard.REQUEST
        assert guest.answer(desk, sent.append)
        desk.asked = number  # an error, or a long answer, was asked for again
    lines = attendant.lines().decode().splitlines()
    assert [line.split()[2] for line in lines].count("400") == 2
    assert len(lines) == 2 * len(queries)
    assert b"".join(sent).count(b"HTTP/1.1 200 OK") == 2 * (len(queries) - 1)


def test_graphs_of_a_task_are_not_kept() -> None:
    before = _begin_known_name.cache_info().currsize
    names = {
        name_answer("one", TASK._replace(default_graphs=(f"urn:x:{number}" * 1000,))) for number in range(5)
    }
    assert len(names) == 5
    assert _begin_known_name.cache_info().currsize == before
