"""How much faster Oxigraph is than rdflib's own store on a graph of this shape: loading, writing, asking.

Run: python benchmarks/rdf.py [roles]
All is measured in one run on one machine, so that the ratios mean something; the times alone do not.
"""

from __future__ import annotations

import sys
import time
import warnings
from typing import TYPE_CHECKING

import rdflib

from kg.graph import as_quads, memory_store, rdflib_dataset
from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    KnowledgeGraph,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology
from kg.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable

QUERIES = {
    "one work": 'SELECT ?who WHERE { ?work rdfs:label "Work 7" . ?role kg:work ?work ; kg:performer/rdfs:label ?who }',
    "quotes of a person": 'SELECT ?quote WHERE { ?person rdfs:label "Person 3" . ?role kg:performer ?person ; '
    "kg:evidence/oa:hasSelector/oa:exact ?quote }",
    "roles in English": 'SELECT ?who ?whom WHERE { ?role kg:language "en" ; kg:performer ?who ; kg:character ?whom }',
    "roles a person": "SELECT ?who (COUNT(?role) AS ?n) WHERE { ?role kg:performer ?who } GROUP BY ?who",
    "words in quotes": 'SELECT ?quote WHERE { ?place oa:exact ?quote FILTER(CONTAINS(?quote, "99")) }',
}


def sample(roles: int) -> KnowledgeGraph:
    """Give a graph of voice roles, ten to a document."""
    documents = {f"document/{number:064x}": str(number) for number in range(roles // 10 + 1)}
    entities: dict[str, ResolvedEntity] = {}
    facts = []
    for number in range(roles):
        names = {"person": number % (roles // 8), "character": number, "work": number % (roles // 20)}
        paths = {kind: f"{kind}/{index}" for kind, index in names.items()}
        for kind, index in names.items():
            label = f"{kind.capitalize()} {index}"
            key = EntityKey(str(number // 10), paths[kind])
            entities.setdefault(
                paths[kind], ResolvedEntity(paths[kind], kind.capitalize(), label, (), (key,))
            )
        quote = f"Person {names['person']} voices Character {number} in Work {names['work']}"
        start = 100 * (number % 10)
        evidence = Quote(
            f"evidence/{number:024x}",
            f"document/{number // 10:064x}",
            Span(start, start + len(quote)),
            quote,
            "",
            "",
            Status.STATED,
            0.9,
            "voice",
        )
        facts.append(
            Fact(
                f"fact/{number:024x}",
                "VoiceRole",
                "voices",
                paths["person"],
                paths["character"],
                (("language", "en" if number % 2 else "ja"), ("work", paths["work"])),
                Status.STATED,
                0.9,
                (evidence,),
            )
        )
    return KnowledgeGraph(
        load_ontology().base,
        tuple(
            DocumentRecord(path, name, path[-64:], name, "text", Metadata())
            for path, name in documents.items()
        ),
        tuple(entities[path] for path in sorted(entities)),
        tuple(facts),
        (),
    )


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Give the seconds of processor time that something takes, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def report(what: str, theirs: float, ours: float) -> None:
    """Print one line."""
    print(f"{what:22} {theirs * 1000:10.1f} {ours * 1000:10.1f} {theirs / ours:8.1f}")


def main(roles: int) -> None:
    """Measure both on the same graph."""
    warnings.simplefilter("ignore", DeprecationWarning)
    ontology = load_ontology()
    graph = sample(roles)
    text = WRITERS["nquads"].write(graph, ontology)
    print(f"{roles} roles, {text.count(chr(10))} quads; milliseconds, and how many times faster\n")
    print(f"{'':22} {'rdflib':>10} {'Colophon':>10} {'ratio':>8}")
    plain = rdflib.Dataset(default_union=True)
    seconds, _ = timed(lambda: plain.parse(data=text, format="nquads"))
    mine, store = timed(lambda: memory_store(as_quads(graph, ontology)))
    report("load", seconds, mine)
    seconds, _ = timed(lambda: plain.serialize(format="trig"))
    mine, _ = timed(lambda: WRITERS["trig"].write(graph, ontology))
    report("write TriG", seconds, mine)
    fast = rdflib_dataset(store, ontology)  # type: ignore[arg-type]  # what memory_store gave
    for name, query in QUERIES.items():
        seconds, theirs = timed(
            lambda query=query: len(list(plain.query(query, initNs=dict(ontology.prefixes))))
        )
        mine, ours = timed(lambda query=query: len(list(fast.query(query))))
        assert theirs == ours, (name, theirs, ours)
        report(name, seconds, mine)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
