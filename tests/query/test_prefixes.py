"""Prefixes that a query needs of the ontology: those that it uses and does not declare."""

from __future__ import annotations

import pytest

from kg.ontology import load_ontology
from kg.query.prefixes import needed_prefixes

OWN = "PREFIX kg: <urn:x:>\nprefix rdfs: <urn:y:>\n"
PATTERN = "SELECT * { ?a kg:directorOf ?b ; rdfs:label ?c }"


@pytest.mark.parametrize(
    "before", ["", "# a remark\n", "\n  # two\n# remarks: kg:x\r\n  ", " # with PREFIX oa: <urn:z:>\n"]
)
def test_what_the_head_declares_is_not_given_again(before: str) -> None:
    assert set(needed_prefixes(before + OWN + PATTERN)) <= {"oa"}
    assert set(needed_prefixes(before + PATTERN)) >= {"kg", "rdfs"}


@pytest.mark.parametrize(
    "sparql", ["", "#", "# PREFIX kg: <urn:x:>", "SELECT * { ?a ?b '# PREFIX kg: <urn:x:>' ; kg:x 1 }"]
)
def test_a_remark_declares_nothing(sparql: str) -> None:
    assert ("kg:" not in sparql) or "kg" in needed_prefixes(sparql)


def test_what_may_be_hidden_is_given() -> None:
    assert needed_prefixes("SELECT * { ?a \\u006Bg:directorOf ?b }") == load_ontology().prefixes
