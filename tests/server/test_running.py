"""Starting and ending `kg serve`, what it prints, and what it writes into its log."""

from __future__ import annotations

import signal
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from kg.cli import main
from tests.serving import TOKEN, running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serving import Server

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e (!<urn:x>)* ?f }"


@dataclass(frozen=True)
class Refusal:
    """How a command ended that started no server."""

    code: int
    text: str


class Refused(Protocol):
    """Runs `kg serve` in this process, which saves its start, where it is to end at once."""

    def __call__(self, folder: Path, *options: str, token: str = "") -> Refusal:
        """Say how it ended."""


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    def serve(folder: Path, *options: str, token: str = "") -> Refusal:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("KG_TOKEN", token)
        monkeypatch.delenv("KG_WORKSPACE", raising=False)
        code = main(["serve", *options])
        return Refusal(code, capsys.readouterr().err)

    return serve


def test_it_tells_its_addresses_and_ends_in_order(built: Path) -> None:
    with running(built) as server:
        assert server.process.stdout is not None
        assert server.process.stdout.readline() == f"endpoint  http://127.0.0.1:{server.port}/sparql\n"
        assert server.query("ASK { }").status == 200
        assert server.end(signal.SIGTERM) == 0
    assert not any("Traceback" in line for line in server.log)


def test_it_is_quiet_and_ends_at_the_keyboard(built: Path) -> None:
    with running(built, "--quiet") as server:
        assert server.query("ASK { }").status == 200
        assert server.end(signal.SIGINT) == 0
    assert server.log == []


def test_it_ends_soon_though_queries_run(built: Path) -> None:
    with running(built, "--timeout", "600") as server:
        askers = [threading.Thread(target=_ask_in_vain, args=(server,)) for _ in range(3)]
        for asker in askers:
            asker.start()
        time.sleep(1)
        begun = time.monotonic()
        assert server.end() == 0
        assert time.monotonic() - begun < 30  # 5 where nothing else runs, and 600 are allowed to a query
        for asker in askers:
            asker.join()
    assert not any("Traceback" in line for line in server.log)


def _ask_in_vain(server: Server) -> None:
    try:
        assert server.query(ENDLESS).status == 503
    except OSError:
        return


def test_a_port_that_is_taken_is_told(built: Path, refused: Refused) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = refused(built, "--port", str(other.getsockname()[1]))
    assert done.code == 2
    assert "[port-taken]" in done.text
    assert "--port" in done.text
    assert "Traceback" not in done.text


@pytest.mark.parametrize(
    ("options", "token", "code"),
    [
        (["--writable"], "", "[no-token]"),
        (["--writable"], "short", "[no-token]"),
        (["--cors", "example.org"], "", "[wrong-usage]"),
        (["--cors", "https://example.org/path"], "", "[wrong-usage]"),
        (["--host", "192.0.2.1"], "", "[port-taken]"),
        (["--host", "no such host"], "", "[port-taken]"),
    ],
)
def test_what_cannot_be_served_is_told(
    built: Path, refused: Refused, options: list[str], token: str, code: str
) -> None:
    done = refused(built, "--port", "0", *options, token=token)
    assert done.code == 2
    assert code in done.text
    assert "Traceback" not in done.text


def test_without_a_graph_there_is_nothing_to_serve(tmp_path: Path, refused: Refused) -> None:
    done = refused(tmp_path, "--port", "0")
    assert done.code == 3
    assert "[no-graph]" in done.text
    assert "kg build" in done.text


def test_a_request_is_a_line_of_the_log_without_its_query(built: Path) -> None:
    with running(built) as server:
        server.query("ASK { 'secret' }")
        server.ask("GET", "/nowhere%0a-at-all")
    lines = [line for line in server.log if line.startswith("GET ")]
    assert len(lines) == 2
    assert lines[0].startswith("GET /sparql 400 ")
    assert lines[0].split()[4] == "ms"
    assert lines[1].startswith("GET /nowhere%0a-at-all 404 ")
    assert "secret" not in "".join(server.log)


def test_the_log_holds_queries_on_request_and_nothing_that_steers_a_terminal(built: Path) -> None:
    with running(built, "--verbose") as server:
        server.query("SELECT *\n{ ?s ?p '\x1b[31m\u202e' }")
    (line,) = [line for line in server.log if line.startswith("GET /sparql")]
    assert line.rstrip().endswith(r"SELECT *\n{ ?s ?p '\x1b[31m\u202e' }")


def test_what_is_open_to_others_is_told(built: Path, here: Path) -> None:
    with running(built, "--host", "0.0.0.0") as server:  # noqa: S104 - to see the warning
        assert server.ask("GET", "/sparql?query=ASK%7B%7D", headers={"Host": "192.0.2.7:80"}).status == 200
    assert "can read the whole graph" in "".join(server.log)
    with running(here, "--writable", "--cors", "*") as server:
        pass
    log = "".join(server.log)
    assert "pages of all sites" in log
    assert "can change the graph" in log
    assert TOKEN not in log
