"""The terms of the vocabulary, as the editor completes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ontology import Ontology

Term = dict[str, str]
# What queries need of the vocabularies of others: most of it to get at names and at evidence.
_OTHERS: Final = (
    ("rdf:type", "property", "is a", "Says what kind of thing it is; the word a means the same."),
    ("rdf:subject", "property", "subject", "The thing that a fact is about."),
    ("rdf:predicate", "property", "predicate", "The relation that a fact states."),
    ("rdf:object", "property", "object", "The thing or the value that a fact says of its subject."),
    ("rdfs:label", "property", "name", "The preferred name of a thing."),
    ("skos:altLabel", "property", "other name", "Another name of a thing."),
    ("skos:definition", "property", "definition", "What a term of the vocabulary means."),
    ("oa:hasSelector", "property", "has selector", "Where in its document a quote stands."),
    ("oa:hasSource", "property", "has source", "The document that a quote is from."),
    ("oa:exact", "property", "exact", "The quote, word by word."),
    ("oa:start", "property", "start", "Where the quote begins, in characters of the document's text."),
    ("oa:end", "property", "end", "Where the quote ends."),
    ("dcterms:title", "property", "title", "The title of a document."),
    ("dcterms:creator", "property", "creator", "Who wrote a document."),
    ("xsd:date", "class", "date", "The type of dates, as in “2026-01-25”^^xsd:date."),
    ("xsd:duration", "class", "duration", "The type of durations, as in “PT106M”^^xsd:duration."),
    ("xsd:integer", "class", "whole number", "The type of whole numbers."),
)


def terms(ontology: Ontology) -> list[Term]:
    """Give all that can be completed: classes, properties, values of closed lists, prefixes."""
    return [*_ours(ontology), *(_term(*other) for other in _OTHERS), *_prefixes(ontology)]


def _ours(ontology: Ontology) -> Iterator[Term]:
    kinds = (
        ("class", ontology.classes.values()),
        ("property", ontology.properties.values()),
        ("value", ontology.concepts.values()),
    )
    for kind, found in kinds:
        for one in found:
            name = ontology.compress(ontology.namespace + one.name)
            yield _term(name, kind, one.label, one.definition)


def _prefixes(ontology: Ontology) -> Iterator[Term]:
    for prefix, namespace in ontology.prefixes.items():
        yield _term(f"{prefix}:", "prefix", namespace, "A prefix that is known without a PREFIX line.")


def _term(name: str, kind: str, label: str, definition: str) -> Term:
    return {"name": name, "kind": kind, "label": label, "definition": definition}
