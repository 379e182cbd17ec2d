"""Documents and evidence in RDF: Web Annotation for the place of a quote, PROV-O for who read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph.iris import escape_part, selection_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.description import Description
    from kg.model import DocumentRecord, Fact, Quote

EXTRACTORS: Final = "extractor/"
_DATES: Final = {
    "date": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    "gYearMonth": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
    "gYear": re.compile(r"[0-9]{4}"),
}


def describe_document(record: DocumentRecord, writer: Description) -> Iterator[ox.Quad]:
    """Give what is known of a document; its text is not part of the graph."""
    node, words, shown = writer.node(record.path), writer.words, record.metadata
    yield from writer.types(node, "Document")
    yield writer.quad(node, words.label, ox.Literal(shown.title or record.id))
    yield from writer.text(node, words.other("dcterms:title"), shown.title)
    yield from writer.text(node, words.other("dcterms:creator"), shown.author)
    yield from writer.text(node, words.other("dcterms:publisher"), shown.publisher)
    if shown.published:
        yield writer.quad(node, words.other("dcterms:issued"), _date(shown.published, writer))
    yield from writer.text(node, words.other("dcterms:language"), shown.language)
    if shown.url:
        yield writer.quad(node, words.other("schema:url"), words.typed(shown.url, "anyURI"))
    yield writer.quad(node, words.ours("documentId"), ox.Literal(record.id))
    yield from writer.text(node, words.ours("fileName"), record.source)
    yield from writer.text(node, words.ours("reader"), record.format)
    yield writer.quad(node, words.ours("sha256"), ox.Literal(record.sha256))
    if shown.published_span:
        span = shown.published_span
        yield writer.quad(node, words.ours("dateStart"), words.typed(str(span.start), "integer"))
        yield writer.quad(node, words.ours("dateEnd"), words.typed(str(span.end), "integer"))


def describe_evidence(fact: Fact, quote: Quote, writer: Description, version: str) -> Iterator[ox.Quad]:
    """Give one quote of a fact: where it stands, how it is said, how sure it is, and who read it."""
    node, words = writer.node(quote.path), writer.words
    document = writer.node(quote.document)
    selector = ox.NamedNode(selection_iri(document.value, quote.span))
    extractor = ox.NamedNode(f"{writer.base}{EXTRACTORS}{escape_part(quote.extractor)}")
    yield writer.quad(writer.node(fact.path), words.ours("evidence"), node)
    yield from writer.types(node, "Evidence")
    yield writer.quad(node, words.type, words.other("oa:SpecificResource"))
    yield writer.quad(node, words.other("oa:hasSource"), document)
    yield writer.quad(node, words.other("oa:hasSelector"), selector)
    yield writer.quad(node, words.ours("status"), words.ours(quote.status.value))
    yield writer.quad(node, words.ours("confidence"), words.decimal(quote.confidence))
    yield writer.quad(node, words.ours("extractor"), extractor)
    yield writer.quad(node, words.other("prov:wasAttributedTo"), extractor)
    yield from _selector(selector, quote, writer)
    yield from _extractor(extractor, quote.extractor, version, writer)


def _selector(node: ox.NamedNode, quote: Quote, writer: Description) -> Iterator[ox.Quad]:
    """Give the place of a quote in two ways: by its words, and by its offsets in characters."""
    words = writer.words
    yield writer.quad(node, words.type, words.other("oa:TextQuoteSelector"))
    yield writer.quad(node, words.type, words.other("oa:TextPositionSelector"))
    yield writer.quad(node, words.other("oa:exact"), ox.Literal(quote.exact))
    yield from writer.text(node, words.other("oa:prefix"), quote.prefix)
    yield from writer.text(node, words.other("oa:suffix"), quote.suffix)
    yield writer.quad(node, words.other("oa:start"), words.typed(str(quote.span.start), "integer"))
    yield writer.quad(node, words.other("oa:end"), words.typed(str(quote.span.end), "integer"))


def _extractor(node: ox.NamedNode, name: str, version: str, writer: Description) -> Iterator[ox.Quad]:
    """Give the rule or model that read a quote, as a software agent."""
    words = writer.words
    yield from writer.types(node, "Extractor")
    yield writer.quad(node, words.type, words.other("prov:SoftwareAgent"))
    yield writer.quad(node, words.label, ox.Literal(name))
    yield from writer.text(node, words.other("schema:softwareVersion"), version)


def _date(text: str, writer: Description) -> ox.Literal:
    """Give a date with the type that its form has; text where it has none of the forms."""
    for datatype, form in _DATES.items():
        if form.fullmatch(text):
            return writer.words.typed(text, datatype)
    return ox.Literal(text)
