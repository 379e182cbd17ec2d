"""A workspace made by hand, with hostile names and crossing quotes, a server that shows it, and a browser."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.graph import as_quads, write_store
from kg.model import (
    Document,
    DocumentRecord,
    EntityKey,
    Extraction,
    Fact,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology
from kg.pipeline import Workspace
from kg.pipeline.state import DocumentState, dump_states
from tests.chromium import Contexts, Visit, chromium
from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.serving import Server

BASE = "https://w3id.org/colophon/"
PATIENCE = 60.0  # seconds: the machine may be busy with other tests
SCRIPT = "<script>alert(1)</script>"
SAMES = ("http://www.wikidata.org/entity/Q0", "https://example.org/?a=1&b=2", "javascript:alert(1)")


@dataclass
class Draft:
    """A graph in the making: texts by document, entities, facts whose quotes stand in the texts."""

    base: str = BASE
    texts: dict[str, str] = field(default_factory=dict)
    metadata: dict[str, Metadata] = field(default_factory=dict)
    entities: dict[str, ResolvedEntity] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)

    def document(self, name: str, text: str, metadata: Metadata | None = None) -> str:
        """Add a document; give its path."""
        self.texts[name] = text
        self.metadata[name] = metadata or Metadata()
        return f"document/{sha(text)}"

    def entity(self, path: str, type_: str, label: str, *names: str) -> str:
        """Add an entity that the first document names; give its path."""
        key = EntityKey(next(iter(self.texts)), path)
        self.entities[path] = ResolvedEntity(path, type_, label, tuple(sorted(names)), (key,))
        return path

    def fact(
        self,
        subject: str,
        relation: str,
        target: str | Literal,
        *quotes: tuple[str, str],
        status: Status = Status.STATED,
        confidence: float = 0.95,
        **qualifiers: str,
    ) -> str:
        """Add a fact; give its path. A quote is the document's name and words of its text."""
        path = f"fact/{sha(repr((subject, relation, target, sorted(qualifiers.items()))))}"
        kind = load_ontology().properties[relation].fact_class
        evidence = tuple(
            self._quote(f"{path}{number}", name, exact, status, confidence)
            for number, (name, exact) in enumerate(quotes)
        )
        pairs = tuple(sorted(qualifiers.items()))
        self.facts.append(Fact(path, kind, relation, subject, target, pairs, status, confidence, evidence))
        return path

    def _quote(self, seed: str, name: str, exact: str, status: Status, confidence: float) -> Quote:
        text = self.texts[name]
        start = text.index(exact)
        end = start + len(exact)
        return Quote(
            path=f"evidence/{sha(seed)}",
            document=f"document/{sha(text)}",
            span=Span(start, end),
            exact=exact,
            prefix=text[max(0, start - 48) : start],
            suffix=text[end : end + 48],
            status=status,
            confidence=confidence,
            extractor="rule <x>/1",
        )

    def graph(self) -> KnowledgeGraph:
        records = (
            DocumentRecord(
                f"document/{sha(text)}", name, sha(text), f"{name}.txt", "text", self.metadata[name]
            )
            for name, text in self.texts.items()
        )
        return KnowledgeGraph(
            base=self.base,
            documents=tuple(sorted(records, key=lambda record: record.path)),
            entities=tuple(sorted(self.entities.values(), key=lambda entity: entity.path)),
            facts=tuple(sorted(self.facts, key=lambda fact: fact.path)),
            judgements=(),
        )

    def write(self, folder: Path, more: tuple[ox.Quad, ...] = ()) -> None:
        """Write a workspace `out`, as a build would, and the settings beside it."""
        place = Workspace(folder / "out")
        states = []
        for name, text in self.texts.items():
            if name not in self.absent:
                found = Document(name, text, sha(text), (), self.metadata[name], f"{name}.txt")
                place.cache().put(sha(name), Extraction(found, (), ()))
            title = self.metadata[name].title
            states.append(DocumentState(name, f"{name}.txt", sha(text), sha(text), sha(name), title, 0))
        with place.changing() as new:
            write_store(new / "store", [*as_quads(self.graph(), load_ontology()), *more])
            (new / "documents.json").write_bytes(dump_states(states))
        if self.base != BASE:
            (folder / "kg.toml").write_text(f'base = "{self.base}"\n')


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


HERALD = (
    "Salt Harbour is a film by Rin Aldous.\n\n"
    "Ema Castellane voices Kaja as a child in the Japanese original, and Jo Tamsin voices her in English.\n\n"
    "Kaja and Brom are rivals from the first scene. It recalls Nine Lanterns in its calm.\n\n"
    "Rin Aldous may direct Redwing next. Quay Nine was never sold. It runs 98 minutes.\n"
)
HOSTILE = (
    "A text with </div><script>alert(1)</script> & \x00\x07\x1b[31m\x9b \u202egnp.exe\u202c "
    f"by {SCRIPT}'\"&amp; who made “%2e%2e”.\r\n\r\nIt ends {{{{ 7 * 7 }}}} here.\ufeff\ufffe\n"
)


def draft() -> Draft:
    """Draw a graph that has a bit of everything."""
    d = Draft()
    d.document(
        "herald",
        HERALD,
        Metadata(
            title="The Salt Harbour waits",
            author="Mina Okafor",
            publisher="The Evening Herald",
            published="2025-11-03",
            url="https://example.org/review?id=1&x=2",
            language="en",
        ),
    )
    d.document("hostile", HOSTILE, Metadata(title=f'{SCRIPT}"', url="javascript:alert(1)", author="</title>"))
    d.document("gone", "Ode Marlow wrote Slow Rivers in a year.", Metadata(title="A text that is not kept"))
    d.absent.add("gone")
    film = d.entity("work/salt-harbour", "Film", "Salt Harbour", "Shio no Minato")
    d.entity("work/salt-harbour-manga", "Manga", "Salt Harbour")
    redwing = d.entity("work/redwing", "Series", "Redwing")
    lanterns = d.entity("work/nine-lanterns", "Film", "Nine Lanterns")
    rivers = d.entity("work/slow-rivers", "Book", "Slow Rivers")
    rin = d.entity("person/rin-aldous", "Person", "Rin Aldous", "Aldous")
    ema = d.entity("person/ema-castellane", "Person", "Éma Castellane")
    jo = d.entity("person/jo-tamsin", "Person", "Jo Tamsin")
    ode = d.entity("person/ode-marlow", "Person", "Ode Marlow")
    kaja = d.entity("character/kaja", "Character", "Kaja")
    brom = d.entity("character/brom", "Character", "Old Brom", "Brom")
    quay = d.entity("organization/quay-nine", "Studio", "Studio Quay Nine", "Quay Nine")
    lumo = d.entity("organization/lumo", "Organization", "Lumo")
    d.entity(
        "work/unsaid", "Work", "A Very Long Title About the People Who Once Lived Beside the Lighthouse" * 3
    )
    bad = d.entity("person/a b/c#?%2F<x>", "Person", f"{SCRIPT}'\"&amp;", "\x00\x1b[31m\u202e")
    dots = d.entity("person/..", "Person", "Dots")
    d.entity("person//double", "Person", "Double")
    d.entity("work/アキラ", "Film", "アキラ")
    first = "Salt Harbour is a film by Rin Aldous"
    d.fact(rin, "directorOf", film, ("herald", first), ("herald", "film by Rin Aldous.\n\nEma"))
    d.fact(
        ema, "voices", kaja,
        ("herald", "Ema Castellane voices Kaja as a child in the Japanese original"),
        language="ja", stage="young", version="original", work=film,
    )  # fmt: skip
    d.fact(
        jo, "voices", kaja, ("herald", "Jo Tamsin voices her in English"),
        language="en", work=film, confidence=0.72,
    )  # fmt: skip
    d.fact(kaja, "characterIn", film, ("herald", "voices Kaja"))
    d.fact(kaja, "rivalOf", brom, ("herald", "Kaja and Brom are rivals"))
    d.fact(
        film, "comparedTo", lanterns, ("herald", "It recalls Nine Lanterns in its calm"),
        status=Status.OPINION, polarity="similar", aspect="its calm", critic="Mina Okafor",
    )  # fmt: skip
    d.fact(
        rin, "directorOf", redwing, ("herald", "Rin Aldous may direct Redwing next"),
        status=Status.RUMOURED, confidence=0.4,
    )  # fmt: skip
    d.fact(film, "distributedBy", quay, ("herald", "Quay Nine was never sold"), status=Status.NEGATED)
    d.fact(film, "runtime", Literal("98 minutes", "PT98M", "duration"), ("herald", "98 minutes"))
    d.fact(ode, "authorOf", rivers, ("gone", "Ode Marlow wrote Slow Rivers"))
    d.fact(bad, "directorOf", film, ("hostile", f"by {SCRIPT}'\"&amp; who made"))
    d.fact(dots, "directorOf", film, ("hostile", "who made “%2e%2e”"), status=Status.PLANNED)
    d.fact(lumo, "rivalOf", quay, ("hostile", "</div><script>alert(1)</script> & \x00\x07\x1b[31m\x9b"))
    return d


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the workspace; beside what a build writes the store has links to the same thing elsewhere."""
    folder = tmp_path_factory.mktemp("pages")
    same = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    film = ox.NamedNode(f"{BASE}work/salt-harbour")
    more = tuple(ox.Quad(film, same, ox.NamedNode(iri)) for iri in SAMES)
    note = ox.Quad(
        film, ox.NamedNode("http://www.w3.org/2004/02/skos/core#note"), ox.Literal(f"{SCRIPT} noted")
    )
    draft().write(folder, (*more, note))
    return folder


@pytest.fixture(scope="session")
def server(served: Path) -> Iterator[Server]:
    with running(served) as found:
        yield found


@pytest.fixture(scope="module")  # while it is open, no other loop of asyncio can run
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


class Visitor(Contexts):
    """Opens pages of the server and closes them again."""

    def __init__(self, browser: Browser, server: Server) -> None:
        super().__init__(browser)
        self.server = server

    def open(self, target: str, *, width: int = 1280, height: int = 800, **options: object) -> Visit:
        """Open a page; all that it asks of others is noted."""
        context = self.make((width, height), **options)
        context.set_default_timeout(1000 * PATIENCE)
        visit = Visit(context.new_page(), f"{self.server.address}/")
        visit.page.goto(self.server.address + target)
        return visit


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    with closing(Visitor(browser, server)) as visitor:
        yield visitor
