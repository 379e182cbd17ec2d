"""Long and hostile texts are read in time that grows with their length: each of these took minutes when it did not."""

from __future__ import annotations

import pytest

from kg.extractors import extract
from kg.model import Entity
from kg.readers import read_bytes

_REVIEW = (
    "Salt Choir is a film that was directed by Ana Lima, and it is the best that we have seen this year in the cinema."
    " The film was shot by the sea, and it is about a choir that has lost its voice."
)


@pytest.mark.parametrize(
    "noise",
    [
        "\n" * 40_000,
        " " * 40_000,
        "." * 40_000 + "x",
        "?!" * 20_000,
        "(" * 40_000,
        "“" * 20_000,
        "A" * 40_000,
        "x" * 40_000,
        "-" * 40_000,
        "X’s " * 2_000,
        "12 " * 3_000,
        "and Ana Lima voices " * 1_000,
    ],
    ids=lambda noise: repr(noise[:4]),
)
def test_noise_is_passed_over(noise: str) -> None:
    text = f"{_REVIEW}\n\n{_REVIEW}\n\n{_REVIEW}\n\n{noise}\n\n{_REVIEW}"
    claims = extract(read_bytes(text.encode(), "noise.txt")).claims
    assert ("directorOf", "Ana Lima", "Salt Choir") in {
        (c.relation, c.subject.names[0], c.object.names[0])
        for c in claims
        if isinstance(c.subject, Entity) and isinstance(c.object, Entity)
    }


def test_many_paragraphs_say_what_one_says() -> None:
    claims = extract(read_bytes(f"{_REVIEW}\n\n".encode() * 300, "long.txt")).claims
    one = extract(read_bytes(_REVIEW.encode(), "short.txt")).claims
    said = {(c.relation, c.subject, c.object, c.qualifiers) for c in claims}
    assert said == {(c.relation, c.subject, c.object, c.qualifiers) for c in one}
    assert len(claims) == 300 * len(one)
