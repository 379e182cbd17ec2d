"""Each shape accepts what it should and finds the fault that its rejected example was planted with."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.ontology import OntologyProperty, load_ontology, ontology_folder
from kg.validation import check_shapes, load_shapes, shape_codes

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = load_ontology()
EXAMPLES = ontology_folder() / "examples"
ACCEPTED = sorted(EXAMPLES.glob("*/ok-*.ttl"))
REJECTED = sorted(EXAMPLES.glob("*/bad-*.ttl"))
CODES = shape_codes(load_shapes())
RELATION_CODES = {f"{name}-{end}" for name in ONTOLOGY.relations for end in ("subject", "object")}


@cache
def found_in(path: Path) -> set[str]:
    quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return {problem.code for problem in check_shapes(quads, ONTOLOGY)}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", ACCEPTED, ids=name)
def test_accepted_examples_have_no_problem(path: Path) -> None:
    assert found_in(path) == set()


@pytest.mark.parametrize("path", REJECTED, ids=name)
def test_rejected_examples_have_the_problem_they_are_named_after(path: Path) -> None:
    header = re.search(r"^# finds: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert header is not None, "a rejected example says in its head what is found"
    assert found_in(path) == set(header[1].split())
    assert path.stem.removeprefix("bad-") in found_in(path)


def test_each_shape_has_a_rejected_example() -> None:
    assert {path.stem.removeprefix("bad-") for path in REJECTED} == set(CODES) - RELATION_CODES


def test_each_class_with_rejected_examples_has_accepted_ones() -> None:
    assert {path.parent.name for path in REJECTED} == {path.parent.name for path in ACCEPTED}


def test_each_relation_has_a_shape_for_both_ends() -> None:
    assert set(CODES) >= RELATION_CODES


SOMETHING = ox.NamedNode("https://example.org/something")
OTHER = ox.NamedNode("https://example.org/other")
TYPE = ox.NamedNode(ONTOLOGY.expand("rdf:type"))
LABEL = ox.NamedNode(ONTOLOGY.expand("rdfs:label"))


def described(node: ox.NamedNode, type_: str) -> list[ox.Quad]:
    """Give a thing of a class of ours, as complete as its shapes want it."""
    quads = [ox.Quad(node, LABEL, ox.Literal("Something"))]
    quads += [ox.Quad(node, TYPE, ox.NamedNode(ONTOLOGY.iri(one))) for one in ONTOLOGY.ancestors(type_)]
    return quads


def codes_of(term: OntologyProperty, subject: str, object_: str) -> set[str]:
    relation = ox.NamedNode(ONTOLOGY.iri(term.name))
    quads = described(SOMETHING, subject)
    value: ox.NamedNode | ox.Literal = OTHER
    if object_ in ONTOLOGY.classes:
        quads += described(OTHER, object_)
    else:
        samples = {"date": "1958-05-09", "gYear": "1958", "gYearMonth": "1958-05", "duration": "PT2H8M"}
        value = ox.Literal(
            samples.get(object_, "7"), datatype=ox.NamedNode(ONTOLOGY.expand(f"xsd:{object_}"))
        )
    quads.append(ox.Quad(SOMETHING, relation, value))
    return {problem.code for problem in check_shapes(quads, ONTOLOGY)} & RELATION_CODES


@pytest.mark.parametrize("term", ONTOLOGY.relations.values(), ids=lambda term: term.name)
def test_the_shapes_of_a_relation_agree_with_its_domain_and_range(term: OntologyProperty) -> None:
    for subject in term.domain:
        for object_ in term.range:
            assert codes_of(term, subject, object_) == set()
    wrong = "integer" if term.literal else "Mention"
    assert codes_of(term, "Judgement", wrong) == {f"{term.name}-subject", f"{term.name}-object"}
