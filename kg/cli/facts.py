"""Facts and their quotes, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from kg.cli.console import one_line, printable
from kg.model import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Fact, KnowledgeGraph, Quote
    from kg.ontology import Ontology


class FactPrinter:
    """Knows the labels of a graph, to write its facts with."""

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology) -> None:
        """Take the graph and the vocabulary of its relations."""
        self.base = graph.base
        self.ontology = ontology
        self.entities = {entity.path: entity for entity in graph.entities}
        self.documents = {document.path: document for document in graph.documents}

    def label(self, end: str | Literal) -> str:
        """Give what stands for an end of a fact: a name, a title, a value."""
        if isinstance(end, Literal):
            return end.text if end.text == end.value else f"{end.text} ({end.value})"
        if end in self.entities:
            return self.entities[end].label
        if end in self.documents:
            return self.documents[end].metadata.title or self.documents[end].id
        return end

    def type(self, end: str | Literal) -> str:
        """Give the class of an end of a fact, "" for a value."""
        if isinstance(end, Literal):
            return ""
        return self.entities[end].type if end in self.entities else "Document"

    def sentence(self, fact: Fact) -> Text:
        """Write a fact as one line: subject, relation, object, and what qualifies it."""
        relation = self.ontology.properties[fact.relation].label
        text = Text.assemble(
            (one_line(self.label(fact.subject)), "bold"),
            (f" — {relation} → ", "dim"),
            (one_line(self.label(fact.object)), "bold"),
        )
        return text.append(self.qualifiers(fact))

    def qualifiers(self, fact: Fact) -> Text:
        """Write what qualifies a fact: " (in Paprika, ja, young) [stated, 0.97]"."""
        words = []
        for key, value in fact.qualifiers:
            named = one_line(self.label(value))
            words.append(f"in {named}" if key == "work" else f"{key} {named}")
        said = f" ({', '.join(words)})" if words else ""
        return Text(said).append(f" [{fact.status.value}, {fact.confidence:.2f}]", style="dim")

    def quotes(self, fact: Fact, indent: str = "  ") -> Iterator[Text]:
        """Write each piece of evidence in two lines: the quote in its context, and where it stands."""
        for quote in fact.evidence:
            yield Text.assemble(
                f"{indent}“",
                (_before(quote.prefix), "dim"),
                (one_line(quote.exact), "green"),
                (_after(quote.suffix), "dim"),
                "”",
            )
            yield Text(f"{indent}{self.place(quote)}", style="dim")

    def place(self, quote: Quote) -> str:
        """Say where a quote stands, who read it there, and how sure that is."""
        document = self.documents.get(quote.document)
        source = printable(document.source or document.id) if document else quote.document
        span = f"characters {quote.span.start} to {quote.span.end}"
        return f"{source}, {span}; {quote.extractor}, {quote.status.value}, {quote.confidence:.2f}"

    def end_record(self, end: str | Literal) -> dict[str, Any]:
        """Give an end of a fact as JSON values."""
        if isinstance(end, Literal):
            return {"text": end.text, "value": end.value, "datatype": end.datatype}
        return {"iri": self.base + end, "type": self.type(end), "label": self.label(end)}

    def record(self, fact: Fact) -> dict[str, Any]:
        """Give a fact with its evidence as JSON values."""
        return {
            "iri": self.base + fact.path,
            "relation": fact.relation,
            "subject": self.end_record(fact.subject),
            "object": self.end_record(fact.object),
            "qualifiers": {
                key: self.end_record(value) if value in self.entities else value
                for key, value in fact.qualifiers
            },
            "status": fact.status.value,
            "confidence": fact.confidence,
            "evidence": [self._quote_record(quote) for quote in fact.evidence],
        }

    def _quote_record(self, quote: Quote) -> dict[str, Any]:
        document = self.documents.get(quote.document)
        return {
            "document": document.id if document else quote.document,
            "exact": quote.exact,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "start": quote.span.start,
            "end": quote.span.end,
            "extractor": quote.extractor,
            "status": quote.status.value,
            "confidence": quote.confidence,
        }


def _before(text: str) -> str:
    """Show what stands before a quote, from its first whole word on."""
    words = printable(text).split()
    if not words:
        return ""
    shown = words[1:] if len(words) > 1 and not text[0].isspace() else words
    return "…" + " ".join(shown) + (" " if text[-1].isspace() else "")


def _after(text: str) -> str:
    """Show what stands after a quote, to its last whole word."""
    words = printable(text).split()
    if not words:
        return ""
    shown = words[:-1] if len(words) > 1 and not text[-1].isspace() else words
    return (" " if text[0].isspace() else "") + " ".join(shown) + "…"
