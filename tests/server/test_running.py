"""Starting and ending `kg serve`, what it prints, and what it writes into its log."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.server.conftest import PATIENCE, TOKEN, running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Server

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e (!<urn:x>)* ?f }"


def refused(folder: Path, *options: str, token: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KG_TOKEN": token}
    environment.pop("KG_WORKSPACE", None)
    command = [sys.executable, "-m", "kg", "serve", *options]
    return subprocess.run(
        command, cwd=folder, env=environment, text=True, capture_output=True, check=False, timeout=PATIENCE
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(built: Path, number: int) -> None:
    with running(built) as server:
        assert server.query("ASK { }").status == 200
        assert server.end(number) == 0
    assert not any("Traceback" in line for line in server.log)


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


def test_the_addresses_are_printed(built: Path) -> None:
    with running(built) as server:
        assert server.process.stdout is not None
        line = server.process.stdout.readline()
    assert line == f"endpoint  http://127.0.0.1:{server.port}/sparql\n"


def test_a_port_that_is_taken_is_told(built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = refused(built, "--port", str(other.getsockname()[1]))
    assert done.returncode == 2
    assert "[port-taken]" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


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
def test_what_cannot_be_served_is_told(built: Path, options: list[str], token: str, code: str) -> None:
    done = refused(built, "--port", "0", *options, token=token)
    assert done.returncode == 2
    assert code in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_graph_there_is_nothing_to_serve(tmp_path: Path) -> None:
    done = refused(tmp_path, "--port", "0")
    assert done.returncode == 3
    assert "[no-graph]" in done.stderr
    assert "kg build" in done.stderr


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


def test_quiet_is_quiet(built: Path) -> None:
    with running(built, "--quiet") as server:
        server.query("ASK { }")
    assert server.log == []


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
