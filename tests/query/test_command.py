"""`kg query` as people run it: own questions, notes, long answers, and an end when it takes too long."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kg.cli.program import run
from kg.pipeline import Settings, Workspace, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Query = Callable[..., "Done"]

TEXT = "Harbour Lights (2019) is a film directed by Mira Tolvanen. Mira Tolvanen directed Harbour Lights in a year.\n"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
OWN = "# title: Who made films?\n# description: Names.\nSELECT ?name { ?who kg:directorOf [] ; rdfs:label ?name }\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a small graph, and a question of its own."""
    folder = tmp_path_factory.mktemp("query")
    (folder / "lights.txt").write_text(TEXT, encoding="utf-8")
    build([folder / "lights.txt"], Workspace(folder / "out"), Settings(fast=True))
    (folder / "questions").mkdir()
    (folder / "questions" / "makers.rq").write_text(OWN, encoding="utf-8")
    (folder / "questions" / "broken.rq").write_text("SELECT", encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Done:
    """What a command line that was run has printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def query(place: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Query:
    """Give what runs `kg query` in the folder; in this process, which saves half a second each time."""
    monkeypatch.chdir(place)
    for name in ("KG_WORKSPACE", "KG_STORE"):
        monkeypatch.delenv(name, raising=False)

    def query(*arguments: str) -> Done:
        code = run(["query", *arguments])
        out, err = (printed.decode().replace("\r\n", "\n") for printed in capfdbinary.readouterr())
        return Done(code, out, err)

    return query


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kg", "query", *arguments]


def query_apart(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kg query` as a process of its own, where the end of the process is on trial."""
    return subprocess.run(
        command(*arguments), cwd=place, capture_output=True, text=True, timeout=120, check=False
    )


def test_own_questions_are_listed_asked_and_shown(query: Query) -> None:
    listed = query("--list")
    assert "makers (yours)" in listed.stdout
    assert "left out: broken.rq, line 1: the head has no title [bad-question]" in listed.stderr
    assert listed.returncode == 0
    assert query("--ask", "makers", "--format", "csv").stdout == "name\nMira Tolvanen\n"
    assert query("--show", "makers").stdout == OWN


def test_the_list_in_json_is_for_programs(query: Query) -> None:
    listed = json.loads(query("--list", "--format", "json").stdout)
    own = [one for one in listed if one["own"]]
    assert [one["name"] for one in own] == ["makers"]
    voices = next(one for one in listed if one["name"] == "voices")
    assert voices["parameters"][0]["name"] == "character"


def test_a_folder_of_questions_can_be_named(query: Query, tmp_path: Path) -> None:
    (tmp_path / "others.rq").write_text(OWN, encoding="utf-8")
    listed = query("--list", "--questions", str(tmp_path))
    assert "others (yours)" in listed.stdout
    assert "makers" not in listed.stdout
    missing = query("--list", "--questions", "nowhere")
    assert missing.returncode == 2
    assert "no-such-file" in missing.stderr


def test_the_folder_stands_in_the_settings(
    place: Path, query: Query, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "others.rq").write_text(OWN, encoding="utf-8")
    (tmp_path / "kg.toml").write_text(
        f'workspace = "{place / "out"}"\nquestions = "asked"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert "others (yours)" in query("--list").stdout
    assert "Mira Tolvanen" in query("--ask", "others").stdout


@pytest.mark.parametrize("format_", ["table", "csv"])
def test_relative_iris_are_paths_of_the_graph(query: Query, format_: str) -> None:
    asked = "SELECT ?name { <work/harbour-lights> rdfs:label ?name }"
    assert "Harbour Lights" in query(asked, "--format", format_).stdout


def test_what_is_shown_can_be_run_and_changed(place: Path, query: Query) -> None:
    shown = query("--show", "who-made").stdout
    (place / "changed.rq").write_text(shown.replace("SELECT", "SELECT DISTINCT", 1), encoding="utf-8")
    assert query("--file", "changed.rq", "--format", "csv").returncode == 0


def test_an_unknown_term_is_a_note_and_the_answers_are_printed(query: Query) -> None:
    done = query("SELECT ?a { ?a kg:director ?b }", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "a\n")
    assert "note: line 1, column 16: the ontology has no term kg:director [unknown-term]" in done.stderr
    assert "did you mean kg:directorOf?" in done.stderr
    assert not query("SELECT ?a { ?a kg:director ?b }", "--quiet").stderr


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml", "html", "table"])
def test_rows_and_verdicts_have_each_format(query: Query, format_: str) -> None:
    assert "mira-tolvanen" in query("SELECT ?a { ?a kg:directorOf ?b }", "--format", format_).stdout
    verdict = query("ASK { ?a kg:directorOf ?b }", "--format", format_).stdout
    assert "yes" in verdict or "true" in verdict


@pytest.mark.parametrize("format_", ["ttl", "nt", "jsonld", "rdfxml", "html", "table"])
def test_triples_have_each_format(query: Query, format_: str) -> None:
    done = query("CONSTRUCT WHERE { ?a kg:directorOf ?b }", "--format", format_)
    assert "mira-tolvanen" in done.stdout
    assert not done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("SELECT ?a { ?a kg:directorOf ?b }",),
        ("CONSTRUCT WHERE { ?a kg:directorOf ?b }", "--format", "ttl"),
        ("--ask", "makers", "--format", "csv"),
    ],
)
def test_the_program_prints_the_same_and_ends_in_peace(
    place: Path, query: Query, arguments: tuple[str, ...]
) -> None:
    here, apart = query(*arguments), query_apart(place, *arguments)
    assert (apart.returncode, apart.stdout, apart.stderr) == (0, here.stdout, "")


def test_a_format_that_does_not_fit_is_told(query: Query) -> None:
    done = query("CONSTRUCT WHERE { ?a kg:directorOf ?b }", "--format", "csv")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: the format 'csv' does not fit a query that gives triples [wrong-format]",
        "  → use jsonld, nt, rdfxml, ttl, html or table",
    ]


@pytest.mark.parametrize("format_", ["table", "csv"])
def test_a_query_that_takes_too_long_is_ended(place: Path, format_: str) -> None:
    done = query_apart(place, ENDLESS, "--timeout", "0.5", "--format", format_)
    assert done.returncode == 5
    assert done.stderr.splitlines() == [
        "error: the query took more than 0.5 s and was stopped [query-timeout]",
        "  → ask for less, or give more time with --timeout",
    ]


@pytest.mark.parametrize("format_", ["table", "csv"])
def test_ctrl_c_ends_a_query_at_once(place: Path, format_: str) -> None:
    running = subprocess.Popen(
        command(ENDLESS, "--format", format_), cwd=place, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )  # fmt: skip
    try:
        _wait_until_busy(running)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    finally:
        running.kill()
        running.wait()
    assert running.returncode == 130
    assert told == "interrupted; the graph stays as it was\n"


def _wait_until_busy(running: subprocess.Popen[str]) -> None:
    """Wait until the process has a second thread that computes: the engine is at work."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and running.poll() is None:
        tasks = _tasks(running.pid)
        if any(ticks > 20 for ticks in tasks[1:]):
            return
        time.sleep(0.05)


def _tasks(pid: int) -> list[int]:
    """Give the processor time of each thread, in ticks; the main one first."""
    from pathlib import Path as Files  # noqa: PLC0415 - only where /proc is read

    found = []
    for task in sorted((Files("/proc") / str(pid) / "task").iterdir(), key=lambda path: int(path.name)):
        try:
            fields = (task / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # the thread has just ended
            continue
        found.append(int(fields[11]) + int(fields[12]))
    return found


def test_a_reader_that_goes_away_is_no_error(place: Path) -> None:
    # Nine times the statements of the graph are more than a pipe holds.
    running = subprocess.Popen(
        command("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--format", "csv"),
        cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline().startswith(b"a,b,c")
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(timeout=60) == 0
    running.stderr.close()
