"""What other sites, other names and hostile requests get: nothing, and no words about the inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.serving import WAYS, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

from tests.serving import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SITE = "https://example.org"
ASK = "/sparql?query=ASK%20%7B%7D"


@pytest.fixture(scope="module", params=WAYS)
def sharing(built: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(built, "--cors", SITE, "--allow-host", "films.example") as found:
        found.lends = request.param == "lent"
        yield found


def test_every_answer_carries_the_headers(server: Server) -> None:
    answers = [
        server.ask("GET", target, headers=headers)
        for target, headers in (
            (ASK, {}),
            ("/sparql", {}),
            ("/", {}),
            ("/nowhere-at-all", {}),
            ("/sparql?query=x", {}),
            (ASK, {"Host": "evil.example"}),
        )
    ]
    assert {answer.status for answer in answers} >= {200, 400, 404, 421}
    for answer in answers:
        inert = answer.headers["content-type"] in {
            "application/sparql-results+json",
            "text/turtle; charset=utf-8",
        }
        assert inert == (answer.status == 200 and answer is not answers[2])
        assert ("content-security-policy" in answer.headers) is not inert
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("query", "accept", "acts"),
    [
        ("ASK {}", "application/sparql-results+json", False),
        ("ASK {}", "text/csv", False),
        ("ASK {}", "text/tab-separated-values", False),
        ("ASK {}", "application/sparql-results+xml", True),
        ("ASK {}", "application/xml", True),
        ("ASK {", "text/csv", True),
        ("DESCRIBE <x:x>", "text/turtle", False),
        ("DESCRIBE <x:x>", "application/n-triples", False),
        ("DESCRIBE <x:x>", "application/ld+json", False),
        ("DESCRIBE <x:x>", "application/rdf+xml", True),
    ],
)
def test_what_a_browser_would_run_says_how_it_may_act(
    server: Server, query: str, accept: str, *, acts: bool
) -> None:
    headers = server.query(query, accept).headers
    assert ("default-src 'none'" in headers.get("content-security-policy", "")) is acts
    assert (headers.get("referrer-policy") == "no-referrer") is acts
    assert (headers.get("cross-origin-opener-policy") == "same-origin") is acts
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "localhost:8010", "127.0.0.1:1"]
)
def test_the_names_of_this_machine_are_answered(server: Server, host: str) -> None:
    assert server.ask("GET", ASK, headers={"Host": host}).status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("evil.example:8010", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("0.0.0.0", 421),  # noqa: S104 - a name in a header
        ("192.0.2.7", 421),
        ("localhost@evil.example", 400),
        ("", 400),
        ("localhost:8010x", 400),
        ("localhost:8010, evil.example", 400),
    ],
)
def test_other_names_are_not(server: Server, host: str, status: int) -> None:
    for target in (ASK, "/"):
        answer = server.ask("GET", target, headers={"Host": host})
        assert answer.status == status
        assert "true" not in answer.text


def test_a_name_that_was_allowed_is_answered(sharing: Server) -> None:
    assert sharing.ask("GET", ASK, headers={"Host": "films.example:443"}).status == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", "http://localhost:1"]
)
def test_a_page_of_another_site_cannot_post(server: Server, origin: str) -> None:
    answer = server.ask("POST", "/sparql", "query=ASK{}", {**FORM, "Origin": origin})
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.headers


def test_a_page_of_the_server_can(server: Server) -> None:
    own = f"http://127.0.0.1:{server.port}"
    assert server.ask("POST", "/sparql", "query=ASK{}", {**FORM, "Origin": own}).status == 200


def test_a_site_that_was_allowed_reads_answers(sharing: Server) -> None:
    answer = sharing.ask("POST", "/sparql", "query=ASK{}", {**FORM, "Origin": SITE})
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    other = sharing.ask("GET", ASK, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    assert "Origin" in other.headers["vary"]


def test_a_site_that_was_allowed_may_ask_first(sharing: Server) -> None:
    question = {
        "Origin": SITE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = sharing.ask("OPTIONS", "/sparql", headers=question)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == SITE
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    other = sharing.ask("OPTIONS", "/sparql", headers={**question, "Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers


def test_all_sites_may_be_allowed(built: Path) -> None:
    with running(built, "--cors", "*") as server:
        answer = server.ask("GET", ASK, headers={"Origin": "https://anything.example"})
        assert answer.headers["access-control-allow-origin"] == "https://anything.example"


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd",
        "/static/../../../pyproject.toml",
        "/static/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/%00",
        "/colophon/%ff%fe",
        "/sparql?query=%00",
        "/sparql?query=SELECT+*+%7B+?s+?p+%22%ED%A0%80%22+%7D",
        "/sparql?" + "&" * 5000,
        "/sparql?query=" + "(" * 20000,
        "/sparql?query=ASK%7B" + "%7B" * 2000,
        "//evil.example/sparql",
    ],
)
def test_hostile_addresses_are_refused_without_a_word_about_the_inside(server: Server, target: str) -> None:
    answer = server.ask("GET", target)
    assert 200 <= answer.status < 500
    assert not re.search(rb"Traceback|\.py|/root/|/home/|/work/|/tmp/|site-packages|root:x", answer.body)
    assert "evil.example" not in answer.headers.get("location", "")
    assert server.ask("GET", ASK).status == 200
