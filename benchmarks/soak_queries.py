"""Queries that mean harm: without end, without measure, without bottom."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from soak_wire import PATIENCE, ask, exchange, request

if TYPE_CHECKING:
    import random

HALF: Final = 0.5
PREFIX: Final = "PREFIX kg: <https://w3id.org/colophon/ontology#> "


def endless_path(port: int, dice: random.Random) -> list[str]:
    """Ask for all that is linked with all by any number of steps, twice."""
    way = f"(kg:castMemberOf|^kg:castMemberOf|kg:comparedTo{'|^kg:comparedTo' * dice.randint(0, 1)})*"
    sparql = f"{PREFIX}SELECT (COUNT(*) AS ?n) WHERE {{ ?a {way} ?b . ?b {way} ?c . ?c {way} ?d }}"
    return [ask(port, sparql, lent=dice.random() < HALF)]


def hungry(port: int, dice: random.Random) -> list[str]:
    """Ask for what needs more memory than there is: all pairs, sorted or in one text."""
    pairs = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    return [
        ask(
            port,
            dice.choice(
                (
                    f"SELECT * WHERE {{ {pairs} }} ORDER BY ?a ?d ?g",
                    f"SELECT DISTINCT ?a ?d ?g WHERE {{ {pairs} }}",
                    f"SELECT (GROUP_CONCAT(?f) AS ?all) WHERE {{ {pairs} }}",
                )
            ),
            lent=dice.random() < HALF,
        )
    ]


def huge_answer(port: int, dice: random.Random) -> list[str]:
    """Ask for all pairs, and read them."""
    return [ask(port, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }", lent=dice.random() < HALF)]


def gone(port: int, dice: random.Random) -> list[str]:
    """Ask for much and go away at once, or in the middle of the answer."""
    target = f"/sparql?query={quote('SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }')}"
    for _ in range(5):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
                connection.sendall(request(port, target))
                if dice.random() < HALF:
                    connection.recv(dice.randint(1, 100_000))
        except OSError:
            return ["closed"]
    return ["gone"]


def nested(port: int, dice: random.Random) -> list[str]:
    """Send queries of many levels."""
    depth = dice.choice((500, 5_000, 100_000))
    sparql = dice.choice(
        (
            "SELECT * WHERE " + "{" * depth + "?s ?p ?o" + "}" * depth,
            "SELECT * WHERE { ?s ?p ?o FILTER(" + "(" * depth + "1" + ")" * depth + ") }",
            "SELECT * WHERE { ?s ?p ?o FILTER(" + "!" * depth + "?o) }",
            "SELECT * WHERE { ?s " + "(" * depth + "<a:b>" + ")*" * depth + " ?o }",
            "SELECT * WHERE { ?s ?p " + "[ ?p " * depth + "1" + "]" * depth + " }",
            "SELECT * WHERE { ?s ?p " + "(" * depth + ")" * depth + " }",
        )
    )
    return [
        exchange(
            port,
            request(port, "/sparql", sparql.encode(), headers={"Content-Type": "application/sparql-query"}),
        )
    ]
