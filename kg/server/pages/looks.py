"""The look and the words of kinds of things: those of the HTML view."""

from __future__ import annotations

import functools

from kg.ontology import load_ontology
from kg.writers.view.palette import LOOKS, OTHER, Look, look_of
from kg.writers.view.wording import load_wording

_DOCUMENT = Look("other", "M-.8 -1.1H.3L.8 -.6V1.1H-.8Z")


@functools.cache
def look(kind: str) -> Look:
    """Give the colour and the outline of a kind of things."""
    if kind == "Document":
        return _DOCUMENT
    return look_of(kind, load_ontology()) if kind else OTHER


@functools.cache
def word(name: str) -> str:
    """Give what people call a class, a qualifier or a status."""
    ontology = load_ontology()
    term = ontology.classes.get(name) or ontology.concepts.get(name)
    return term.label if term else load_wording().get(f"qualifier.{name}", name)


KINDS = tuple(LOOKS)
"""The kinds of things, in the order in which pages tell them."""
