"""What a writer is: a function from the graph to a text, with a name and a word on what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import KnowledgeGraph
    from kg.ontology import Ontology

    Write = Callable[[KnowledgeGraph, Ontology], str]


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that the graph can be written in.

    To add one, write a function of a graph and an ontology that gives the whole text, and put it into `WRITERS`. The
    same graph must give the same text: no time, no path, no order of chance. Names and quotes come from documents:
    whatever stands in them must come out as text.

    Attributes:
        name: what people type: "turtle".
        suffix: of the file's name: ".ttl".
        media_type: for the web: "text/turtle".
        description: what is in it, for whom; one line.
        text: writes the graph.
        text12: writes it with the triple terms of RDF 1.2, None where the format has none.
    """

    name: str
    suffix: str
    media_type: str
    description: str
    text: Write
    text12: Write | None = None

    def write(self, graph: KnowledgeGraph, ontology: Ontology, *, rdf12: bool = False) -> str:
        """Give the graph in this format; write it to a file as UTF-8 with its line ends unchanged.

        KgError where RDF 1.2 is asked for and the format has no form of it.
        """
        if not rdf12:
            return self.text(graph, ontology)
        if self.text12 is None:
            raise KgError(Problem("no-rdf12", f"{self.name} has no RDF 1.2 form", advice="leave out --rdf12"))
        return self.text12(graph, ontology)
