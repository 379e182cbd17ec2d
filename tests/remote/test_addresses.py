"""Addresses that follow from the one for queries, and credentials that go nowhere else and not in the clear."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.program import run
from kg.graph import find_server
from kg.graph.remote.credentials import find_credentials
from kg.graph.remote.server import is_loopback, show_url
from kg.model import KgError
from kg.pipeline import Settings, load_settings, open_source

if TYPE_CHECKING:
    from pathlib import Path

LOGIN = {"KG_STORE_USER": "librarian", "KG_STORE_PASSWORD": "do-not-tell"}


@pytest.mark.parametrize(
    ("query", "update", "graphs"),
    [
        ("http://localhost:7878/query", "http://localhost:7878/update", "http://localhost:7878/store"),
        ("http://localhost:8010/sparql", "http://localhost:8010/sparql", ""),
        ("http://h:8890/sparql-auth", "http://h:8890/sparql-auth", "http://h:8890/sparql-graph-crud-auth"),
        ("http://h:3030/films/query", "http://h:3030/films/update", "http://h:3030/films/data"),
        ("http://h:3030/films/sparql", "http://h:3030/films/update", "http://h:3030/films/data"),
        (
            "http://h:7200/repositories/films",
            "http://h:7200/repositories/films/statements",
            "http://h:7200/repositories/films/rdf-graphs/service",
        ),
        ("https://h/some/endpoint", "https://h/some/endpoint", ""),
    ],
)
def test_addresses_follow_from_that_of_queries(query: str, update: str, graphs: str) -> None:
    server = find_server(query)
    assert (server.update, server.graphs) == (update, graphs)


def test_addresses_that_are_told_win() -> None:
    server = find_server("http://h/query", "http://h/u", "http://h/g")
    assert (server.update, server.graphs) == ("http://h/u", "http://h/g")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:7878",
        "ftp://h/x",
        "http://",
        "http:///x",
        "http://h:99999/",
        "http://h /x",
        "http://h/\n",
        "http://[::1/x",
    ],
)
def test_what_is_no_url_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(KgError) as raised:
        find_server(url)
    assert raised.value.problem.code == "bad-store-url"


def test_a_url_with_a_password_is_refused_and_not_shown() -> None:
    with pytest.raises(KgError) as raised:
        find_server("http://librarian:do-not-tell@localhost/sparql?key=do-not-tell#do-not-tell")
    assert raised.value.problem.code == "bad-store-url"
    assert "do-not-tell" not in str(raised.value)
    assert "KG_STORE_PASSWORD" in raised.value.problem.advice


@given(st.text())
def test_any_text_is_a_url_or_an_error(text: str) -> None:
    with contextlib.suppress(KgError):
        find_server(text)
    show_url(text)


@pytest.mark.parametrize(
    "url", ["http://example.org/sparql", "http://10.0.0.1/sparql", "http://localhost.example.org/sparql"]
)
def test_credentials_do_not_cross_a_network_in_the_clear(url: str) -> None:
    for environment in (LOGIN, {"KG_STORE_TOKEN": "do-not-tell"}):
        with pytest.raises(KgError) as raised:
            find_credentials(find_server(url), environment)
        assert raised.value.problem.code == "store-insecure"
        assert "do-not-tell" not in str(raised.value)
        assert find_credentials(replace(find_server(url), insecure=True), environment)
        assert find_credentials(find_server(url.replace("http:", "https:")), environment)
    assert find_credentials(find_server(url), {}) is None


def test_an_address_for_updates_in_the_clear_counts_too() -> None:
    server = find_server("https://example.org/sparql", update="http://example.org/update")
    with pytest.raises(KgError):
        find_credentials(server, LOGIN)


@pytest.mark.parametrize(
    "environment", [{"KG_STORE_USER": "a"}, {"KG_STORE_PASSWORD": "b"}, {"KG_STORE_TOKEN": "a\nb"}]
)
def test_credentials_that_cannot_be_meant_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(KgError) as raised:
        find_credentials(find_server("http://localhost/sparql"), environment)
    assert raised.value.problem.code == "wrong-settings"


def test_this_machine_is_known() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "a.localhost")))
    assert not any(map(is_loopback, ("", "example.org", "0.0.0.0", "10.0.0.1", "localhost.example.org")))  # noqa: S104 - no address to listen on


def test_option_wins_over_variable_and_variable_over_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg.toml").write_text(
        'store = "http://file/query"\nstore_update = "http://file/u"\nstore_insecure = true\n'
    )
    file, variable, option = (
        load_settings(environment={}),
        load_settings(environment={"KG_STORE": "http://variable/query"}),
        load_settings(environment={"KG_STORE": "http://variable/query"}, store="http://option/query"),
    )
    assert (file.store, file.store_update, file.store_insecure) == (
        "http://file/query",
        "http://file/u",
        True,
    )
    assert (variable.store, variable.store_update, variable.store_insecure) == (
        "http://variable/query",
        "",
        False,
    )
    assert option.store == "http://option/query"
    assert not load_settings(environment={"KG_STORE": "http://variable/query"}, store="").store


def test_a_url_alone_opens_a_source_and_sends_nothing() -> None:
    source = open_source("http://localhost:9/query")
    assert (source.shown, source.workspace, source.documents()) == ("http://localhost:9/query", None, ())
    with pytest.raises(KgError):
        open_source(Settings(store="nonsense"))


def test_a_build_for_a_server_that_cannot_be_is_stopped_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Harbour Lights is a 2019 film directed by Mira Tolvanen.\n")
    assert run(["build", "a.txt", "--fast", "--store", "http://u:p@localhost/query"]) == 2
    assert "bad-store-url" in capfd.readouterr().err
    assert not (tmp_path / "out").exists()
    assert run(["build", "a.txt", "--fast", "--store", "http://localhost:9/query"]) == 6
    assert "store-unreachable" in capfd.readouterr().err
    assert (tmp_path / "out" / "graph.ttl").exists()  # built, though not published
