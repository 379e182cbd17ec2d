"""The files of the ontology read the same everywhere, and use no term of ours that is not declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from kg.ontology import load_ontology, ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = load_ontology()
FOLDER = ontology_folder()
TURTLE = sorted(FOLDER.rglob("*.ttl"))
QUERIES = sorted(FOLDER.rglob("*.rq"))
PLANTED = {"admires", "perhaps"}  # faults of rejected examples


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_rdflib_and_oxigraph_read_the_same(path: Path) -> None:
    ours = ox.Dataset(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    theirs = rdflib.Graph().parse(data=path.read_text(encoding="utf-8"), format="turtle")
    again = ox.Dataset(ox.parse(theirs.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES))
    for dataset in (ours, again):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert len(ours) == len(again)
    assert {quad.predicate for quad in ours} == {quad.predicate for quad in again}


@pytest.mark.parametrize("path", [*TURTLE, *QUERIES], ids=name)
def test_terms_of_ours_are_declared(path: Path) -> None:
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', path.read_text(encoding="utf-8"))
    used = set(re.findall(r"\bkg:(\w+)", text))
    declared = {*ONTOLOGY.classes, *ONTOLOGY.properties, *ONTOLOGY.concepts}
    assert used - declared <= (PLANTED if path.stem.startswith("bad-") else set())


@pytest.mark.parametrize("path", QUERIES, ids=name)
def test_prefixes_of_queries_are_known(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    used = set(re.findall(r"(?<![\w?<])([a-z]+):(?=\w)", re.sub(r'"[^"\n]*"', '""', "\n".join(lines))))
    assert used <= set(ONTOLOGY.prefixes)


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_prefixes_of_files_are_those_of_the_ontology(path: Path) -> None:
    declared = re.findall(r"^@prefix (\w+): <([^>]+)>", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert all(ONTOLOGY.prefixes.get(prefix, space) == space for prefix, space in declared)
