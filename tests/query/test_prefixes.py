"""Prefixes that a query uses and does not declare: those of the ontology are known."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ontology import load_ontology
from kg.query.prefixes import query_store

OWN = "PREFIX kg: <urn:x:>\nprefix rdfs: <urn:y:>\n"
PATTERN = "SELECT * { ?a kg:directorOf ?b ; rdfs:label ?c }"
KNOWN = load_ontology().prefixes


def answers(sparql: str) -> int:
    """Ask a store in which our terms have one answer and those of OWN two."""
    store = ox.Store()
    for count, (kg, rdfs) in enumerate(((KNOWN["kg"], KNOWN["rdfs"]), ("urn:x:", "urn:y:")), 1):
        for number in range(count):
            subject = ox.NamedNode(f"urn:a{number}")
            store.add(ox.Quad(subject, ox.NamedNode(f"{kg}directorOf"), ox.NamedNode("urn:b")))
            store.add(ox.Quad(subject, ox.NamedNode(f"{rdfs}label"), ox.Literal("A")))
    found = query_store(store, sparql)
    assert isinstance(found, ox.QuerySolutions)
    return len(list(found))


@pytest.mark.parametrize(
    "before", ["", "# a remark\n", "\n  # two\n# remarks: kg:x\r\n  ", " # with PREFIX oa: <urn:z:>\n"]
)
def test_those_of_the_query_win_wherever_it_declares_them(before: str) -> None:
    assert answers(before + OWN + PATTERN) == 2
    assert answers(before + PATTERN) == 1


@pytest.mark.parametrize("own", ["PREFIX kg: <urn:x:>\n", "prefix oa: <urn:z:>\n", "pReFiX oa: <urn:z:>\n"])
def test_who_declares_some_need_not_declare_all(own: str) -> None:
    pattern = "SELECT * { ?a kg:directorOf ?b }" if "kg" in own else PATTERN
    assert answers(own + pattern) == 1 + ("kg" in own)


@pytest.mark.parametrize("mark", ["# PREFIX kg: <urn:x:>\n", "# prefix\n"])
def test_a_remark_declares_nothing(mark: str) -> None:
    assert answers(mark + PATTERN) == 1


def test_what_is_wrong_is_told_with_the_known_prefixes() -> None:
    with pytest.raises(SyntaxError, match=r"3:38\b"):
        answers(OWN + "SELECT * { ?a oa:exact ?b ; nowhere:x ?c }")


def test_few_are_given_to_the_engine() -> None:
    given: list[dict[str, str] | None] = []

    class Store:
        def query(
            self, sparql: str, /, prefixes: dict[str, str] | None = None, **_: object
        ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
            given.append(prefixes)
            return ox.Store().query(sparql, prefixes=prefixes)

    query_store(Store(), OWN + PATTERN)
    query_store(Store(), PATTERN)
    assert given == [None, {name: KNOWN[name] for name in ("kg", "rdfs")}]
