"""A graph opened in Python and in notebooks: `kg.open("out")`."""

from kg.opened.evidence import Facts
from kg.opened.graph import OpenedGraph, open_graph
from kg.opened.questions import Questions
from kg.opened.rows import Rows
from kg.opened.triples import Triple, Triples
from kg.opened.view import View
from kg.query.values import IRI, BlankNode, Text

__all__ = [
    "IRI",
    "BlankNode",
    "Facts",
    "OpenedGraph",
    "Questions",
    "Rows",
    "Text",
    "Triple",
    "Triples",
    "View",
    "open_graph",
]
