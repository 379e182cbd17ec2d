"""How a sentence says something: stated, planned, rumoured or denied."""

from __future__ import annotations

import re

import pytest

from kg.extractors.status import status_of


def _status(text: str) -> str:
    """Give the status of what stands between square brackets."""
    match = re.search(r"\[(.*)\]", text)
    assert match is not None
    return str(status_of(text.replace("[", "").replace("]", ""), match.start(), match.end() - 2))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The film [was directed by Ana Lima] in 1999.", "stated"),
        ("In the film [Ana Lima voices Wren] with ease.", "stated"),
        ("Nobody had a will; the film [was directed by Ana Lima].", "stated"),
        ("Fans will love how [Ana Lima voices Wren].", "stated"),
        ("It was not a hit, but then again it was never meant to be one. [Ana Lima directed it].", "stated"),
        ("The film [will be directed by Ana Lima].", "planned"),
        ("[Ana Lima is set to direct the film].", "planned"),
        ("The upcoming film [is directed by Ana Lima].", "planned"),
        ("[Ana Lima has been cast as Wren].", "planned"),
        ("The film [was reportedly directed by Ana Lima].", "rumoured"),
        ("[Ana Lima is in talks to direct the film].", "rumoured"),
        ("It is rumoured that [Ana Lima voices Wren].", "rumoured"),
        ("[Ana Lima might voice Wren] one day.", "rumoured"),
        ("For a time [Ana Lima was being considered to play Wren].", "rumoured"),
        ("The film [was not directed by Ana Lima].", "negated"),
        ("[Ana Lima never played Wren].", "negated"),
        ("[Ana Lima turned down the chance to play Wren].", "negated"),
        ("[Ana Lima refuses to play Wren].", "negated"),
        ("That [Ana Lima directed it] is false.", "negated"),
        ("There is no [English dub].", "negated"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert _status(text) == status
