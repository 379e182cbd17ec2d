"""The names of a graph, read once for each of its editions, and what is found by them."""

from __future__ import annotations

import asyncio
import difflib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.names import fold_name
from kg.server.pages.editions import cache_of
from kg.server.pages.nodes import select
from kg.server.pages.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from starlette.requests import Request

    from kg.server.pages.nodes import Row
    from kg.server.pages.site import Site

MOST: Final = 250_000  # names; of a larger graph the others are not found by typing
NEAR: Final = 8  # similar names that are offered
_CANDIDATES: Final = 300  # names that share most with a mistyped one, and are compared letter by letter
_PIECE: Final = 3  # letters that names are compared by at first; one less in short ones
_SHORT: Final = 6  # letters
_HITS: Final = 20_000  # places where a piece of text stands; more are not looked at
_CUTOFF: Final = 0.6  # of likeness, from 0 to 1
_NAMES: Final = f"""
SELECT ?thing ?name ?preferred WHERE {{
  {{ ?thing a kg:Entity ; rdfs:label ?name BIND(true AS ?preferred) }}
  UNION {{ ?thing a kg:Entity ; skos:altLabel ?name BIND(false AS ?preferred) }}
  UNION {{ ?thing a kg:Document ; rdfs:label ?name BIND(true AS ?preferred) }}
  UNION {{ ?thing a kg:Document ; kg:fileName|kg:documentId ?name BIND(false AS ?preferred) }}
}} LIMIT {MOST}
"""
_LINKS: Final = f"""
SELECT ?thing (COUNT(?fact) AS ?links) WHERE {{
  {{ ?fact rdf:subject ?thing }} UNION {{ ?fact rdf:object ?thing FILTER(isIRI(?thing)) }}
}} GROUP BY ?thing ORDER BY DESC(?links) LIMIT {MOST}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that has names.

    Attributes:
        iri: of the thing.
        href: its page.
        label: its preferred name.
        names: its other names.
        kind: local name of its class.
        links: in how many facts it takes part.
    """

    iri: str
    href: str
    label: str
    names: tuple[str, ...]
    kind: str
    links: int


class Catalogue:
    """All names of an edition of the graph."""

    def __init__(self, entries: Sequence[Entry], base: str) -> None:
        """Take the entries, the most linked first, and the IRI that things stand below."""
        self.base = base
        self.entries = tuple(entries)
        self.by_iri = {entry.iri: entry for entry in self.entries}
        self._by_name: dict[str, Entry | None] = {}
        for entry in self.entries:
            for name in dict.fromkeys((entry.label, *entry.names)):
                self._by_name[name] = None if name in self._by_name else entry
        folded = [
            (fold_name(name), number)
            for number, entry in enumerate(self.entries)
            for name in (entry.label, *entry.names)
        ]
        self._owners = [number for name, number in folded]
        # One long text: the library searches it faster than a list of names can be gone through.
        self._text = "\n" + "\n".join(name for name, _ in folded) + "\n"
        self._starts = [0]
        for name, _ in folded:
            self._starts.append(self._starts[-1] + len(name) + 1)

    async def search(self, text: str) -> list[Entry]:
        """Give the things with a name that has the text in it, those that are called just so first."""
        return await asyncio.to_thread(self._search, text)

    async def similar(self, text: str) -> list[Entry]:
        """Give the things whose names look most like a text that nothing is called."""
        return await asyncio.to_thread(self.similar_now, text)

    def called(self, text: str) -> list[Entry]:
        """Give the things that are called just so; case, accents and punctuation do not matter."""
        folded = fold_name(text)
        if not folded:  # a name of signs alone
            return [entry for entry in self.entries if text and text in (entry.label, *entry.names)]
        return [self.entries[number] for number in self._owners_of(f"\n{folded}\n")]

    def with_words(self, text: str) -> list[Entry]:
        """Give the things that have the text in a name, as whole words."""
        folded = fold_name(text)
        needles = [f"{left}{folded}{right}" for left in "\n " for right in "\n "] if folded else []
        return [
            self.entries[number]
            for number in dict.fromkeys(owner for needle in needles for owner in self._owners_of(needle))
        ]

    def only(self, text: str) -> Entry | None:
        """Give the one thing that has exactly this name, None where there is none or are several."""
        return self._by_name.get(text)

    def most_linked(self, kind: str, count: int) -> list[Entry]:
        """Give the most linked things of one class."""
        found = (entry for entry in self.entries if entry.kind == kind and entry.links)
        return [entry for _, entry in zip(range(count), found, strict=False)]

    def _search(self, text: str) -> list[Entry]:
        folded = fold_name(text)
        if not folded:
            return [entry for entry in self.entries if text.strip() and text.strip() == entry.label]
        ranks: dict[int, int] = {}
        for rank, needle in enumerate((f"\n{folded}\n", f"\n{folded} ", f" {folded}", f"\n{folded}", folded)):
            for owner in self._owners_of(needle):
                ranks.setdefault(owner, rank)
        return [
            self.entries[number] for number, _ in sorted(ranks.items(), key=lambda pair: (pair[1], pair[0]))
        ]

    def similar_now(self, text: str) -> list[Entry]:
        """Give what `similar` gives, at once."""
        folded = fold_name(text)
        shared: Counter[int] = Counter()
        size = _PIECE if len(folded) > _SHORT else _PIECE - 1
        for piece in {folded[start : start + size] for start in range(max(1, len(folded) - size + 1))} - {""}:
            shared.update(set(self._lines_of(piece)))
        lines = [line for line, _ in shared.most_common(_CANDIDATES)]
        by_name: dict[str, int] = {}
        for line in lines:
            by_name.setdefault(self._name(line), self._owners[line])
        close = difflib.get_close_matches(folded, list(by_name), n=NEAR, cutoff=_CUTOFF)
        return [self.entries[number] for number in dict.fromkeys(by_name[name] for name in close)]

    def _owners_of(self, needle: str) -> Iterable[int]:
        return dict.fromkeys(self._owners[line] for line in self._lines_of(needle))

    def _lines_of(self, needle: str) -> Iterator[int]:
        """Give the numbers of the names that hold a piece of text, of very many the first."""
        at = self._text.find(needle)
        for _ in range(_HITS):
            line = bisect_right(self._starts, at) - 1
            if at < 0 or line >= len(self._owners):
                return
            yield line
            at = self._text.find(needle, at + 1)

    def _name(self, line: int) -> str:
        return self._text[self._starts[line] + 1 : self._starts[line + 1]]


async def catalogue_of(request: Request) -> Catalogue:
    """Give the names of the graph as it is now."""
    site = site_of(request)
    found: Catalogue = await cache_of(request).get(
        site.engine.edition, "catalogue", lambda: read_catalogue(site)
    )
    return found


async def read_catalogue(site: Site) -> Catalogue:
    """Read all names of the graph, in a thread of its own where that takes long."""
    kinds = await select(site.engine, _kinds_query(site))
    names, links = await select(site.engine, _NAMES), await select(site.engine, _LINKS)
    return await asyncio.to_thread(_catalogue, site, kinds, names, links)


def _kinds_query(site: Site) -> str:
    classes = [name for name in site.ontology.subclasses("Entity") if name != "Entity"]
    types = " ".join(f"kg:{name}" for name in [*classes, "Document"])
    return f"SELECT ?thing ?type WHERE {{ VALUES ?type {{ {types} }} ?thing a ?type }} LIMIT {2 * MOST}"


def _catalogue(site: Site, kinds: Sequence[Row], names: Sequence[Row], links: Sequence[Row]) -> Catalogue:
    types: dict[str, list[str]] = {}
    for row in kinds:
        types.setdefault(row["thing"].value, []).append(site.ontology.local(row["type"].value))
    counts = {row["thing"].value: int(row["links"].value) for row in links if "thing" in row}
    labels: dict[str, str] = {}
    others: dict[str, dict[str, None]] = {}
    for row in names:
        iri, name = row["thing"].value, row["name"].value
        if row["preferred"].value == "true" and iri not in labels:
            labels[iri] = name
        else:
            others.setdefault(iri, {})[name] = None
    entries = [
        Entry(
            iri,
            site.addresses.page(iri),
            label,
            tuple(sorted(name for name in others.get(iri, ()) if name != label)),
            site.ontology.most_specific(types[iri]) if iri in types else "Entity",
            counts.get(iri, 0),
        )
        for iri, label in labels.items()
    ]
    return Catalogue(sorted(entries, key=lambda entry: (-entry.links, entry.label, entry.iri)), site.base)
