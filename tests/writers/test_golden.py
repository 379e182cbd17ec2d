"""What the files look like; `make golden` renews them, then read the difference."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.graph import as_quads, from_quads
from kg.ontology import load_ontology
from kg.writers import WRITERS
from kg.writers.turtle import trig_text, turtle_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import KnowledgeGraph

    Compare = Callable[[str, str], None]

ONTOLOGY = load_ontology()
VERSIONLESS = ("turtle", "ntriples", "rdfxml", "schema.org", "csv")  # the others tell the program's version


@pytest.mark.golden
@pytest.mark.parametrize("format_", VERSIONLESS)
def test_the_file_is_as_expected(format_: str, sample: KnowledgeGraph, compare: Compare) -> None:
    writer = WRITERS[format_]
    compare(f"sample{writer.suffix}", writer.write(sample, ONTOLOGY))


@pytest.mark.golden
def test_the_whole_graph_reads_as_expected(sample: KnowledgeGraph, compare: Compare) -> None:
    compare("sample.trig", trig_text(sample, ONTOLOGY, version="1.0"))


@pytest.mark.golden
def test_the_turtle_of_rdf12_reads_as_expected(sample: KnowledgeGraph, compare: Compare) -> None:
    compare("sample.rdf12.ttl", turtle_text(sample, ONTOLOGY, rdf12=True))


@pytest.mark.parametrize("format_", WRITERS)
def test_a_graph_that_was_read_back_gives_the_same_bytes(format_: str, sample: KnowledgeGraph) -> None:
    again = from_quads(as_quads(sample, ONTOLOGY), ONTOLOGY)
    assert WRITERS[format_].write(again, ONTOLOGY) == WRITERS[format_].write(sample, ONTOLOGY)


SCRIPT = """
import sys
import pyoxigraph as ox
from kg.graph import from_quads
from kg.ontology import load_ontology
from kg.writers import WRITERS
graph = from_quads(ox.parse(sys.stdin.buffer.read(), format=ox.RdfFormat.N_QUADS), load_ontology())
for writer in WRITERS.values():
    sys.stdout.buffer.write(writer.write(graph, load_ontology()).encode())
"""


def test_the_bytes_do_not_hang_on_how_python_hashes(sample: KnowledgeGraph) -> None:
    given = WRITERS["nquads"].write(sample, ONTOLOGY).encode()
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=given,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
