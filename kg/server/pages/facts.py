"""Facts as pages show them: what they say in words, how sure that is, and the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.graph.vocabulary import QUALIFIERS
from kg.server.pages.nodes import Nodes
from kg.server.pages.wording import language_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.server.pages.nodes import Term
    from kg.server.pages.site import Site

QUOTES: Final = 12  # of one fact, on pages that show many
NAMES: Final = ("rdfs:label", "rdf:type")
DOUBTFUL: Final = frozenset({"rumoured", "negated", "opinion"})


@dataclass(frozen=True, slots=True)
class End:
    """A thing or a value, as it stands at an end of a fact or in a qualifier.

    Attributes:
        iri: of the thing; "" for a value.
        text: its name, or the value as printed.
        href: its page; "" for a value.
        kind: local name of its class; "" where it has none.
        normal: the value in its normal form, where that differs from what is printed.
    """

    iri: str
    text: str
    href: str = ""
    kind: str = ""
    normal: str = ""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What narrows a fact: "language", Japanese."""

    name: str
    value: End


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """A piece of evidence.

    Attributes:
        href: the page of the evidence.
        exact: the quote; prefix and suffix stand around it.
        document: where it stands.
        place: the address of its place in the document.
        start: offset of the first character.
        end: offset behind the last one.
        status: how it is said there.
        confidence: from 0 to 1.
        extractor: the rule or model that read it.
    """

    href: str
    prefix: str
    exact: str
    suffix: str
    document: End
    place: str
    start: int
    end: int
    status: str
    confidence: float
    extractor: End


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact in words.

    Attributes:
        iri: of the fact.
        href: its page.
        relation: local name; label: its words from subject to object; inverse: those from object to subject.
        subject: one end.
        object: the other.
        qualifiers: in the order of the vocabulary.
        status: over all documents.
        confidence: over all documents.
        doubtful: whether it is hedged, denied or held by somebody, and no plain triple.
        quotes: those that are shown.
        quotes_in_all: how many there are.
    """

    iri: str
    href: str
    relation: str
    label: str
    inverse: str
    subject: End
    object: End
    qualifiers: tuple[Qualifier, ...]
    status: str
    confidence: float
    doubtful: bool
    quotes: tuple[QuoteShown, ...]
    quotes_in_all: int


class FactReader:
    """Reads facts with all that a page shows of them."""

    def __init__(self, site: Site) -> None:
        """Know nothing yet."""
        self.site = site
        self.nodes = Nodes(site)

    async def read(self, iris: Sequence[str], quotes: int = QUOTES) -> tuple[FactShown, ...]:
        """Give facts in the order of their IRIs as given, each with so many quotes at most; 0 for none."""
        await self.nodes.load(iris)
        evidence = [one for iri in iris for one in islice(self._evidence(iri), quotes)]
        await self._load_evidence(evidence)
        ends = [term.value for iri in iris for term in self._things(iri)]
        await self.nodes.load([*ends, *(self.nodes.iri(one, "oa:hasSource") for one in evidence)], NAMES)
        return tuple(self._fact(iri, quotes) for iri in iris if self.nodes.known(iri))

    async def read_quotes(self, evidence: Sequence[str]) -> tuple[QuoteShown, ...]:
        """Give pieces of evidence by themselves."""
        await self._load_evidence(evidence)
        await self.nodes.load([self.nodes.iri(one, "oa:hasSource") for one in evidence], NAMES)
        return tuple(self._quote(one) for one in evidence if self.nodes.known(one))

    def end(self, term: Term) -> End:
        """Give a term as an end; it leads to a page where the graph says something of it."""
        if not term.is_iri:
            return End("", term.value)
        nodes, concept = self.nodes, self.site.ontology.concepts.get(self.site.ontology.local(term.value))
        text = concept.label if concept else nodes.label(term.value)
        ours = bool(self.site.ontology.local(term.value)) or nodes.known(term.value)
        return End(
            term.value, text, self.site.addresses.page(term.value) if ours else "", nodes.kind(term.value)
        )

    async def _load_evidence(self, evidence: Sequence[str]) -> None:
        await self.nodes.load(evidence)
        await self.nodes.load([self.nodes.iri(one, "oa:hasSelector") for one in evidence])
        await self.nodes.load([self.nodes.iri(one, "kg:extractor") for one in evidence], NAMES)

    def _evidence(self, fact: str) -> list[str]:
        return self.nodes.iris(fact, "kg:evidence")

    def _things(self, fact: str) -> list[Term]:
        predicates = ("rdf:subject", "rdf:object", *(f"kg:{name}" for name in QUALIFIERS))
        return [term for name in predicates for term in self.nodes.terms(fact, name) if term.is_iri]

    def _fact(self, iri: str, quotes: int) -> FactShown:
        nodes, ontology = self.nodes, self.site.ontology
        predicate = nodes.iri(iri, "rdf:predicate")
        relation = ontology.local(predicate)
        term = ontology.properties.get(relation)
        label = term.label if term else nodes.short(predicate)
        status = ontology.local(nodes.iri(iri, "kg:status")) or "stated"
        comparison = nodes.kind(iri) == "Comparison"
        shown = islice(self._evidence(iri), quotes)
        return FactShown(
            iri=iri,
            href=self.site.addresses.page(iri),
            relation=relation,
            label=label,
            inverse=(term.inverse_label or term.label) if term else label,
            subject=self._one_end(iri, "rdf:subject"),
            object=self._object(iri),
            qualifiers=tuple(self._qualifiers(iri, comparison=comparison)),
            status=status,
            confidence=nodes.number(iri, "kg:confidence"),
            doubtful=status in DOUBTFUL and not (status == "opinion" and comparison),
            quotes=tuple(sorted(map(self._quote, shown), key=_place)),
            quotes_in_all=len(self._evidence(iri)),
        )

    def _one_end(self, fact: str, predicate: str) -> End:
        found = self.nodes.terms(fact, predicate)
        return self.end(found[0]) if found else End("", "not said")

    def _object(self, fact: str) -> End:
        found = self.nodes.terms(fact, "rdf:object")
        if not found or found[0].is_iri:
            return self._one_end(fact, "rdf:object")
        normal = self.nodes.text(fact, "kg:normalForm") or found[0].value
        printed = self.nodes.text(fact, "kg:asPrinted") or found[0].value
        return End("", printed, normal="" if normal == printed else normal)

    def _qualifiers(self, fact: str, *, comparison: bool) -> list[Qualifier]:
        found = []
        for name in QUALIFIERS:
            if name == "work" and comparison:
                continue  # there it is the subject
            for term in self.nodes.terms(fact, f"kg:{name}"):
                end = self.end(term)
                if name == "language" and not term.is_iri:
                    end = End("", language_name(term.value))
                found.append(Qualifier(name, end))
        return found

    def _quote(self, evidence: str) -> QuoteShown:
        nodes, addresses = self.nodes, self.site.addresses
        selector, document = nodes.iri(evidence, "oa:hasSelector"), nodes.iri(evidence, "oa:hasSource")
        extractor = nodes.iri(evidence, "kg:extractor")
        start, end = (int(nodes.number(selector, name)) for name in ("oa:start", "oa:end"))
        return QuoteShown(
            href=addresses.page(evidence),
            prefix=nodes.text(selector, "oa:prefix"),
            exact=nodes.text(selector, "oa:exact"),
            suffix=nodes.text(selector, "oa:suffix"),
            document=End(document, nodes.label(document), addresses.page(document), "Document"),
            place=f"{addresses.page(document)}#char={start},{end}",
            start=start,
            end=end,
            status=self.site.ontology.local(nodes.iri(evidence, "kg:status")) or "stated",
            confidence=nodes.number(evidence, "kg:confidence"),
            extractor=End(extractor, nodes.label(extractor), addresses.page(extractor)),
        )


def _place(quote: QuoteShown) -> tuple[str, int, int]:
    return quote.document.iri, quote.start, quote.end
