"""Updates: who may send them, that all see them at once, and that no build loses them."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.parse
from typing import TYPE_CHECKING

import pytest

from tests.serving import RIGHT, WAYS, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

from tests.serving import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-update"}
TITLE = "<urn:x:film> <urn:x:title> 'Paper Lanterns'"


@pytest.fixture(scope="module", params=WAYS)
def writable(
    built: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("updates")
    import_workspace(built, folder)
    with running(folder, "--writable") as found:
        found.lends = request.param == "lent"
        yield found


def import_workspace(built: Path, folder: Path) -> None:
    subprocess.run(["cp", "-r", str(built / "out"), str(built / "texts"), str(folder)], check=True)


def kg(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "KG_WORKSPACE"}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=False)


def holds(server: Server, triple: str) -> bool:
    return server.query(f"ASK {{ {triple} }}").text.endswith('"boolean":true}')


def test_an_update_is_seen_by_whoever_asks_next(writable: Server) -> None:
    before = writable.query("ASK { }").headers["etag"]
    for number in range(10):
        triple = f"<urn:x:film> <urn:x:number> {number}"
        assert writable.update(f"INSERT DATA {{ {triple} }}").status == 204
        assert holds(writable, triple)
    assert writable.query("ASK { }").headers["etag"] != before


def test_an_update_comes_as_a_form_too(writable: Server) -> None:
    body = urllib.parse.urlencode({"update": f"INSERT DATA {{ {TITLE} }}"})
    assert writable.ask("POST", "/sparql", body, {**FORM, **RIGHT}).status == 204
    assert holds(writable, TITLE)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong-token"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic " + RIGHT["Authorization"].partition(" ")[2]},
        {"Authorization": RIGHT["Authorization"] + "x"},
        {"Authorization": "Bearer \xff\xfe"},
    ],
)
def test_without_the_token_nothing_is_changed(writable: Server, headers: Mapping[str, str]) -> None:
    form = urllib.parse.urlencode({"update": "INSERT DATA { <urn:x:a> <urn:x:b> 'changed' }"})
    answers = [
        writable.ask("POST", "/sparql", form, {**FORM, **headers}),
        writable.ask(
            "POST", "/sparql", "INSERT DATA { <urn:x:a> <urn:x:b> 'changed' }", {**DIRECT, **headers}
        ),
    ]
    assert [answer.status for answer in answers] == [401, 401]
    assert answers[0].headers["www-authenticate"].startswith("Bearer")
    assert not holds(writable, "<urn:x:a> <urn:x:b> 'changed'")


def test_a_server_that_was_not_told_to_changes_nothing(server: Server) -> None:
    answer = server.update(f"INSERT DATA {{ {TITLE} }}")
    assert answer.status == 403
    assert "--writable" in answer.text
    assert not holds(server, TITLE)


@pytest.mark.parametrize(
    ("update", "words"),
    [("INSERT DATA {", "line 1"), ("LOAD <http://192.0.2.1/>", "["), ("ASK { }", "[")],
)
def test_wrong_updates_are_told(writable: Server, update: str, words: str) -> None:
    answer = writable.update(update)
    assert answer.status == 400
    assert words in answer.text


def test_an_update_in_two_parts_is_done_wholly_or_not_at_all(writable: Server) -> None:
    triple = "<urn:x:half> <urn:x:done> true"
    assert (
        writable.update(
            f"INSERT DATA {{ {triple} }} ; CREATE GRAPH <urn:x:g> ; CREATE GRAPH <urn:x:g>"
        ).status
        == 400
    )
    assert not holds(writable, triple)


def test_other_commands_see_the_update(writable: Server) -> None:
    writable.update(f"INSERT DATA {{ {TITLE} }}")
    done = kg(writable.folder, "query", f"ASK {{ {TITLE} }}")
    assert done.stdout.strip() in {"yes", "true"}, done.stderr


def test_builds_wait_for_the_end_and_then_keep_what_was_changed(built: Path, tmp_path: Path) -> None:
    import_workspace(built, tmp_path)
    with running(tmp_path, "--writable") as server:
        server.update(f"INSERT DATA {{ {TITLE} }}")
        refused = kg(tmp_path, "build", "texts", "--fast")
        assert refused.returncode == 3
        assert "[workspace-busy]" in refused.stderr
    done = kg(tmp_path, "build", "texts", "--fast")
    assert done.returncode == 0, done.stderr
    assert "out/edited.nq" in done.stdout + done.stderr
    assert "Paper Lanterns" in (tmp_path / "out" / "edited.nq").read_text(encoding="utf-8")


def test_one_server_changes_a_workspace(writable: Server) -> None:
    second = kg(writable.folder, "serve", "--writable", "--port", "0")
    assert second.returncode != 0


def test_a_new_build_is_seen(built: Path, tmp_path: Path) -> None:
    import_workspace(built, tmp_path)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with running(tmp_path) as server:
        before = server.query(count, "text/csv")
        (name, *_) = sorted(path.name for path in (tmp_path / "texts").iterdir())
        (tmp_path / "texts" / name).unlink()
        assert kg(tmp_path, "build", "texts", "--fast").returncode == 0
        after = server.query(count, "text/csv")
        assert int(after.text.split()[1]) < int(before.text.split()[1])
        assert after.headers["etag"] != before.headers["etag"]
