"""Servers that fail, lie, send elsewhere or never end: each gives an error that says so, and no secret gets out."""

from __future__ import annotations

import threading
import time
import traceback
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.graph import RemoteStore, find_server, from_store
from kg.model import ExitCode, KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASE = "https://example.org/films/"
SECRET = "do-not-tell"  # noqa: S105 - what must not get out
TOKEN = {"KG_STORE_TOKEN": SECRET}
LOGIN = {"KG_STORE_USER": "librarian", "KG_STORE_PASSWORD": SECRET}
JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'


class Handler(BaseHTTPRequestHandler):
    """Gives the answer that the test wants, whatever is asked."""

    server: Broken

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.server.seen.append((self.path, self.headers.get("Authorization", ""), self.rfile.read(length)))
        self.server.answer(self)

    do_GET = do_POST  # noqa: N815 - as above

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        del format, args

    def reply(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Broken(ThreadingHTTPServer):
    """A server on this machine that does what a test says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str, bytes]] = []
        self.answer: Callable[[Handler], None] = lambda handler: handler.reply(200, JSON, YES)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


@pytest.fixture
def broken() -> Iterator[Broken]:
    with Broken() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(broken: Broken, environment: dict[str, str] | None = None, seconds: float = 60.0) -> KgError:
    server = replace(find_server(broken.url), seconds=seconds, answer_bytes=100_000)
    with pytest.raises(KgError) as raised:
        RemoteStore(server, BASE, environment or {}).query("ASK { ?s ?p ?o }")
    assert raised.value.problem.place == broken.url
    assert SECRET not in str(raised.value)
    let_go(raised.value)
    return raised.value


def let_go(error: BaseException | None) -> None:
    """Empty the frames that an error remembers: the engine's values in them may be dropped in this thread alone."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize(
    ("status", "kind", "body", "code", "words"),
    [
        (401, "text/plain", b"", "store-refused", "401"),
        (403, "text/plain", b"not you", "store-refused", "not you"),
        (404, "text/html", b"<html><h1>Not Found</h1>", "store-failed", "nothing that does this"),
        (405, "text/plain", b"", "store-failed", "405"),
        (413, "text/plain", b"", "store-failed", "length"),
        (429, "text/plain", b"", "store-failed", "busy"),
        (500, "text/plain", b"Virtuoso 22023 Error\nSR353", "store-failed", "Virtuoso 22023 Error SR353"),
        (503, "text/html", b"<html>", "store-failed", "busy"),
        (200, "text/html", b"<html>sign in</html>", "store-failed", "page for browsers"),
        (200, "", b"", "store-failed", "no kind"),
        (200, "image/png", b"\x89PNG", "store-failed", "image/png"),
        (
            200,
            JSON,
            b'{"head": {"vars": ["s"]}, "results": {"bindings": [',
            "store-failed",
            "holds no answers",
        ),
        (
            200,
            JSON,
            b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}',
            "store-failed",
            "holds no answers",
        ),
        (200, JSON, b"[1, 2]", "store-failed", "holds no answers"),
        (200, JSON, b'["datatype"]', "store-failed", "holds no answers"),
        (
            200,
            JSON,
            b'{"head": {"vars": 3}, "results": {"bindings": ["datatype"]}}',
            "store-failed",
            "no answers",
        ),
        (200, JSON, b"\xff\xfe\x00", "store-failed", "holds no answers"),
        (200, JSON, b" " * 200_000, "store-answer-too-large", "longer than"),
        (400, "text/plain", b"no such function\x1b[31m", "query-failed", "no such function"),
    ],
)
def test_an_answer_that_is_none_is_told(  # noqa: PLR0913, PLR0917 - the columns of the table above
    broken: Broken, status: int, kind: str, body: bytes, code: str, words: str
) -> None:
    broken.answer = lambda handler: handler.reply(status, kind, body)
    error = ask(broken, TOKEN)
    assert error.problem.code == code
    assert words in error.problem.message
    assert "\n" not in error.problem.message
    assert error.exit_code in {ExitCode.REMOTE, ExitCode.QUERY}


def test_half_an_answer_is_no_answer(broken: Broken) -> None:
    def half(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(YES)
        handler.close_connection = True

    broken.answer = half
    assert ask(broken).problem.code == "store-unreachable"


def test_a_server_that_keeps_silent_is_left(broken: Broken) -> None:
    broken.answer = lambda _: time.sleep(3)
    error = ask(broken, seconds=0.3)
    assert (error.problem.code, error.exit_code) == ("store-timeout", ExitCode.REMOTE)


def test_an_answer_that_never_ends_is_left(broken: Broken) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        try:
            for _ in range(600):
                handler.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:  # who asked has gone
            return

    broken.answer = drip
    assert ask(broken, seconds=0.15).problem.code == "store-timeout"


def test_no_server_at_all_is_told(broken: Broken) -> None:
    url = broken.url.replace(str(broken.server_port), "9")  # the port of "discard", where nobody listens
    with pytest.raises(KgError) as raised:
        RemoteStore(find_server(url), BASE, {}).query("ASK { ?s ?p ?o }")
    let_go(raised.value)
    assert raised.value.problem.code == "store-unreachable"


def test_a_redirect_to_another_host_is_not_followed(broken: Broken) -> None:
    with Broken() as other:
        target = f"http://localhost:{other.server_port}/sparql?token={SECRET}"
        broken.answer = lambda handler: handler.reply(307, "text/plain", b"", Location=target)
        error = ask(broken, TOKEN)
        assert "sends on to http://localhost" in error.problem.message
        assert other.seen == []


def test_a_redirect_within_the_server_is_followed_but_not_in_circles(broken: Broken) -> None:
    def once(handler: Handler) -> None:
        if handler.path == "/sparql":
            handler.reply(308, "text/plain", b"", Location="/elsewhere")
        else:
            handler.reply(200, JSON, YES)

    broken.answer = once
    store = RemoteStore(find_server(broken.url), BASE, TOKEN)
    assert bool(store.query("ASK { ?s ?p ?o }"))
    assert {header for _, header, _ in broken.seen} == {f"Bearer {SECRET}"}
    assert [body for path, _, body in broken.seen if path == "/elsewhere"]
    broken.answer = lambda handler: handler.reply(307, "text/plain", b"", Location=f"{handler.path}x")
    assert "in circles" in ask(broken).problem.message


@pytest.mark.parametrize("target", ["", "http://[::1", "http://h:x/", "//", "javascript:alert(1)"])
def test_a_redirect_to_what_is_no_url_is_an_error(broken: Broken, target: str) -> None:
    broken.answer = lambda handler: handler.reply(302, "text/plain", b"", Location=target)
    assert ask(broken, TOKEN).problem.code in {"store-failed", "store-unreachable"}


def test_basic_credentials_are_sent_at_once_to_this_machine(broken: Broken) -> None:
    RemoteStore(find_server(broken.url), BASE, LOGIN).query("ASK { ?s ?p ?o }")
    assert {header.split()[0] for _, header, _ in broken.seen} == {"Basic"}


def test_a_graph_that_is_cut_short_is_an_error(broken: Broken) -> None:
    literal = '{"type": "literal", "value": "%s"}'
    number = literal.replace("}", ', "datatype": "http://www.w3.org/2001/XMLSchema#integer"}') % 12
    node = '{"type": "uri", "value": "https://example.org/s"}'

    def some(handler: Handler) -> None:
        asked = handler.server.seen[-1][2]
        if asked.startswith(b"query=ASK"):
            handler.reply(200, JSON, YES)
        elif b"COUNT" in asked:
            handler.reply(
                200,
                JSON,
                f'{{"head": {{"vars": ["n"]}}, "results": {{"bindings": [{{"n": {number}}}]}}}}'.encode(),
            )
        else:
            row = f'{{"s": {node}, "p": {node}, "o": {literal % "x"}}}'
            handler.reply(
                200,
                JSON,
                f'{{"head": {{"vars": ["s", "p", "o"]}}, "results": {{"bindings": [{row}]}}}}'.encode(),
            )

    broken.answer = some
    with pytest.raises(KgError) as raised:
        from_store(RemoteStore(find_server(broken.url), BASE, {}))
    let_go(raised.value)
    assert raised.value.problem.code == "store-incomplete"


def test_a_query_that_is_wrong_is_never_sent(broken: Broken) -> None:
    store = RemoteStore(find_server(broken.url), BASE, {})
    with pytest.raises(SyntaxError):
        store.query("SELECT ?s WHERE { ?s a ")
    for query in (
        "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "ASK { \\u0053ERVICE ?s { ?s ?p ?o } }",
    ):
        with pytest.raises((KgError, SyntaxError)):
            store.query(query)
    assert broken.seen == []


@pytest.mark.parametrize(
    "form", ["SELECT ?s WHERE { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"]
)
def test_what_a_hostile_server_gives_stays_data(broken: Broken, form: str) -> None:
    broken.answer = lambda handler: handler.reply(200, "application/n-triples", b"<a> <b> <c>")
    with pytest.raises(KgError) as raised:
        RemoteStore(find_server(broken.url), BASE, {}).query(form)
    let_go(raised.value)


def test_terms_come_back_as_terms_of_oxigraph(broken: Broken) -> None:
    body = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "typed-literal", "value": "5400.0", "datatype": "http://www.w3.org/2001/XMLSchema#duration"}}]}}'

    def answer(handler: Handler) -> None:
        handler.reply(200, JSON, YES if handler.server.seen[-1][2].startswith(b"query=ASK") else body)

    broken.answer = answer
    rows = RemoteStore(find_server(broken.url), BASE, {}).query("SELECT ?s WHERE { ?s ?p ?o }")
    assert isinstance(rows, ox.QuerySolutions)
    ((value,),) = [tuple(row) for row in rows]
    assert str(value) == '"PT1H30M"^^<http://www.w3.org/2001/XMLSchema#duration>'
