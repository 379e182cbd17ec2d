"""The page on conformance gives the figures of the suites as they run here, and names what fails."""

from __future__ import annotations

import os
import re
from importlib.metadata import version

import pytest

from tests.conformance.cases import ABSENT, GROUPS, HERE, KNOWN, SUITES, cases
from tests.server.test_w3c_protocol import KNOWN_FAILURES, TESTS

PAGE = HERE.parents[1] / "docs" / "explanation" / "conformance.md"
MARKS = re.compile("(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
here = pytest.mark.skipif(not SUITES.is_dir(), reason=ABSENT)


def figures() -> str:
    """Give the figures in Markdown: a case passes unless it is listed, which the other tests here hold us to."""
    rows = [_row(title, folders) for title, folders in GROUPS.items()]
    rows.append(f"| Protocol over HTTP | {TESTS - len(KNOWN_FAILURES)} | {TESTS} |\n")
    table = "".join(["| suite | passed | of |\n|---|---|---|\n", *rows])
    reasons = "".join(f"| {name} | {reason} |\n" for name, reason in {**KNOWN, **KNOWN_FAILURES}.items())
    return (
        f"Measured with pyoxigraph {version('pyoxigraph')}.\n\n{table}\n"
        f"What fails, by folder and name of the test:\n\n| test | reason |\n|---|---|\n{reasons}"
    )


def _row(title: str, folders: tuple[str, ...]) -> str:
    names = [case.name for case in cases(*folders)]
    return f"| {title} | {sum(name not in KNOWN for name in names)} | {len(names)} |\n"


@here
@pytest.mark.reference
def test_the_page_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    made = MARKS.sub(lambda _: figures(), text)
    if os.environ.get("KG_GOLDEN") == "write":
        PAGE.write_text(made, encoding="utf-8")
        text = made
    assert text == made, "renew it with: make reference"


@here
def test_every_listed_failure_is_a_test_of_the_suites() -> None:
    names = {case.name for folders in GROUPS.values() for case in cases(*folders)}
    assert set(KNOWN) <= names


@here
def test_no_test_of_the_suites_is_left_out() -> None:
    """The protocols over HTTP have their tests beside the server."""
    folders = {path.parent.name for path in SUITES.glob("*/manifest.ttl")}
    elsewhere = {"protocol", "graph-store-protocol", "http-rdf-update", "service-description"}
    assert folders - elsewhere == {folder for group in GROUPS.values() for folder in group}
