"""A graph made by hand, with invented names, and a browser to look at its page."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from kg.analysis import layout
from kg.model import (
    DocumentRecord,
    EntityKey,
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
from kg.writers.view import Edition, html_view
from tests.chromium import Contexts, Visit, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@dataclass
class Sketch:
    """A graph in the making: entities by path, documents as sentences, facts with the quote in `[brackets]`."""

    entities: dict[str, ResolvedEntity] = field(default_factory=dict)
    documents: list[tuple[str, Metadata]] = field(default_factory=list)
    sentences: dict[str, list[str]] = field(default_factory=dict)
    pending: list[tuple[Fact, tuple[tuple[str, str], ...]]] = field(default_factory=list)

    def document(self, name: str, metadata: Metadata) -> None:
        self.documents.append((name, metadata))
        self.sentences[name] = []

    def entity(self, path: str, type_: str, label: str, *names: str) -> str:
        self.entities[path] = ResolvedEntity(
            path, type_, label, tuple(sorted(names)), (EntityKey("d", path),)
        )
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
        """Add a fact; give its path. A quote is the document's name and a sentence with the quote in brackets."""
        for name, sentence in quotes:
            plain = sentence.replace("[", "").replace("]", "")
            if plain not in self.sentences[name]:
                self.sentences[name].append(plain)
        path = f"fact/{sha(repr((subject, relation, target, sorted(qualifiers.items()))))}"
        kind = load_ontology().properties[relation].fact_class
        pairs = tuple(sorted(qualifiers.items()))
        self.pending.append(
            (Fact(path, kind, relation, subject, target, pairs, status, confidence, ()), quotes)
        )
        return path

    def graph(self) -> KnowledgeGraph:
        texts = {name: " ".join(sentences) for name, sentences in self.sentences.items()}
        records = {
            name: DocumentRecord(
                f"document/{sha(texts[name])}", name, sha(texts[name]), f"{name}.txt", "text", meta
            )
            for name, meta in self.documents
        }
        facts = [
            replace(fact, evidence=evidence(fact, quotes, texts, records)) for fact, quotes in self.pending
        ]
        return KnowledgeGraph(
            base="https://example.org/",
            documents=tuple(sorted(records.values(), key=lambda record: record.path)),
            entities=tuple(sorted(self.entities.values(), key=lambda entity: entity.path)),
            facts=tuple(sorted(facts, key=lambda fact: fact.path)),
            judgements=(),
        )


def evidence(
    fact: Fact,
    quotes: tuple[tuple[str, str], ...],
    texts: dict[str, str],
    records: dict[str, DocumentRecord],
) -> tuple[Quote, ...]:
    """Find the quotes of a fact in the texts."""
    found = []
    for number, (name, sentence) in enumerate(quotes):
        text = texts[name]
        start = text.index(sentence.replace("[", "").replace("]", "")) + sentence.index("[")
        exact = sentence[sentence.index("[") + 1 : sentence.index("]")]
        end = start + len(exact)
        found.append(
            Quote(
                path=f"evidence/{sha(fact.path + str(number))}",
                document=records[name].path,
                span=Span(start, end),
                exact=exact,
                prefix=text[max(0, start - 48) : start],
                suffix=text[end : end + 48],
                status=fact.status,
                confidence=fact.confidence,
                extractor="test-rule",
            )
        )
    return tuple(found)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def sketch() -> Sketch:  # noqa: PLR0915  a list of facts, not a program
    """Draw a graph that has a bit of everything."""
    s = Sketch()
    s.document(
        "herald",
        Metadata(
            title="The Salt Harbour waits for its tide",
            author="Mina Okafor",
            publisher="The Evening Herald",
            published="2025-11-03",
            url="https://example.org/review?id=1&x=2",
        ),
    )
    s.document(
        "letters",
        Metadata(
            title="Notes on a harbour", author="Teo Lindqvist", publisher="Frame Letters", published="2025-12"
        ),
    )
    s.document("credits", Metadata())
    film = s.entity("work/the-salt-harbour", "Film", "The Salt Harbour", "Salt Harbour", "Shio no Minato")
    manga = s.entity("work/the-salt-harbour-manga", "Manga", "The Salt Harbour")
    redwing = s.entity("work/redwing", "Series", "Redwing")
    lanterns = s.entity("work/nine-lanterns", "Film", "Nine Lanterns")
    slow = s.entity("work/slow-rivers", "Book", "Slow Rivers")
    song = s.entity("track/low-water", "Track", "Low Water")
    game = s.entity("work/harbour-days", "Game", "Harbour Days")
    play = s.entity("work/the-pilots-wife", "Play", "The Pilot’s Wife")
    work = s.entity(
        "work/a-very-long-title",
        "Work",
        "A Very Long Title About the People Who Once Lived Beside the Old Lighthouse",
    )
    rin = s.entity("person/rin-aldous", "Person", "Rin Aldous", "Aldous")
    ema = s.entity("person/ema-castellane", "Person", "Ema Castellane")
    jo = s.entity("person/jo-tamsin", "Person", "Jo Tamsin")
    piet = s.entity("person/piet-varga", "Person", "Piet Varga")
    lea = s.entity("person/lea-brandt", "Person", "Léa Brandt")
    ode = s.entity("person/ode-marlow", "Person", "Ode Marlow")
    una = s.entity("person/una-friis", "Person", "Una Friis")
    sami = s.entity("person/sami-halla", "Person", "Sami Halla")
    kaja = s.entity("character/kaja", "Character", "Kaja")
    brom = s.entity("character/brom", "Character", "Old Brom", "Brom")
    iris = s.entity("character/iris", "Character", "Iris")
    captain = s.entity("character/the-captain", "Character", "the Captain")
    quay = s.entity("organization/quay-nine", "Studio", "Studio Quay Nine", "Quay Nine")
    meridian = s.entity("organization/meridian", "Organization", "Meridian Pictures")
    stream = s.entity("organization/lumo", "Organization", "Lumo")
    s.entity("person/nobody", "Person", "Ada Without Links")
    director = "[Rin Aldous, who directed The Salt Harbour], trusts silence."
    s.fact(
        rin,
        "directorOf",
        film,
        ("herald", director),
        ("letters", "[Aldous’s The Salt Harbour] is a film of small tides."),
        ("credits", "[Director: Rin Aldous]"),
        confidence=0.99,
    )
    s.fact(rin, "screenwriterOf", film, ("credits", "[Written by Rin Aldous and Ema Castellane]"))
    s.fact(ema, "screenwriterOf", film, ("credits", "[Written by Rin Aldous and Ema Castellane]"))
    s.fact(
        ema,
        "authorOf",
        manga,
        ("herald", "It adapts [Ema Castellane’s manga of the same name], long out of print."),
    )
    s.fact(
        film,
        "adaptedFrom",
        manga,
        ("herald", "[It adapts Ema Castellane’s manga of the same name], long out of print."),
    )
    s.fact(jo, "composerOf", film, ("letters", "[Jo Tamsin’s score] comes and goes like weather."))
    s.fact(
        piet,
        "voices",
        kaja,
        ("herald", "[Kaja (Piet Varga)] keeps the ferry books."),
        language="ja",
        stage="adult",
        work=film,
    )
    s.fact(
        una,
        "voices",
        kaja,
        ("letters", "[Una Friis voices Kaja in the English dub], and she is wonderful."),
        language="en",
        work=film,
        version="dub",
    )
    s.fact(
        sami,
        "voices",
        kaja,
        ("letters", "[As a girl Kaja is played by Sami Halla]."),
        stage="young",
        work=film,
        confidence=0.81,
    )
    s.fact(lea, "voices", brom, ("herald", "[Léa Brandt lends Old Brom] a voice of gravel."), work=film)
    s.fact(
        ode,
        "voices",
        iris,
        ("herald", "[Iris, voiced by Ode Marlow], sees it first."),
        language="ja",
        work=film,
    )
    for actor in (piet, una, sami, lea, ode):
        s.fact(
            actor,
            "castMemberOf",
            film,
            ("credits", "[With Piet Varga, Una Friis, Sami Halla, Léa Brandt, Ode Marlow]"),
        )
    for character in (kaja, brom, iris, captain):
        s.fact(
            character,
            "characterIn",
            film,
            ("herald", "[Kaja, Iris, Old Brom and the Captain share one boat in The Salt Harbour]."),
        )
    s.fact(kaja, "rivalOf", iris, ("herald", "[Kaja and Iris have been rivals] since school."))
    s.fact(brom, "mentorOf", kaja, ("letters", "[Brom teaches Kaja] how to read the water."))
    s.fact(film, "producedBy", quay, ("credits", "[Production: Studio Quay Nine]"))
    s.fact(film, "distributedBy", meridian, ("herald", "[Meridian Pictures releases the film] in March."))
    s.fact(
        film,
        "distributedBy",
        stream,
        ("letters", "[It will stream on Lumo] later in the year."),
        status=Status.PLANNED,
        confidence=0.7,
    )
    s.fact(
        film,
        "comparedTo",
        lanterns,
        ("herald", "[It has the patience of Nine Lanterns] and none of its gloom."),
        status=Status.OPINION,
        polarity="similar",
        critic="Mina Okafor",
        aspect="patience",
    )
    s.fact(
        film,
        "comparedTo",
        redwing,
        ("letters", "[Unlike Redwing, it never raises its voice]."),
        status=Status.OPINION,
        polarity="contrast",
        critic="Teo Lindqvist",
    )
    s.fact(
        film,
        "comparedTo",
        slow,
        ("letters", "[I kept thinking of Slow Rivers]."),
        status=Status.OPINION,
        polarity="neutral",
        critic="Teo Lindqvist",
        confidence=0.62,
    )
    s.fact(
        film,
        "comparedTo",
        work,
        (
            "letters",
            "[There is something of A Very Long Title About the People Who Once Lived Beside the Old Lighthouse in it].",
        ),
        status=Status.OPINION,
        polarity="similar",
    )
    s.fact(
        song,
        "trackOf",
        film,
        (
            "letters",
            "[“Low Water” plays over the end of The Salt Harbour].",
        ),
    )
    s.fact(
        game,
        "adaptedFrom",
        film,
        ("herald", "[A game of the film, Harbour Days, is to follow]."),
        status=Status.PLANNED,
    )
    s.fact(
        jo,
        "directorOf",
        redwing,
        ("letters", "[Jo Tamsin is in talks to direct Redwing’s next season]."),
        status=Status.RUMOURED,
        confidence=0.4,
    )
    s.fact(
        quay,
        "distributedBy",
        meridian,
        ("letters", "[Quay Nine was never sold to Meridian]."),
        status=Status.NEGATED,
        confidence=0.5,
    )
    s.fact(
        lea,
        "portrays",
        iris,
        ("letters", "[Léa Brandt was Iris on the stage], in The Pilot’s Wife."),
        work=play,
    )
    s.fact(iris, "characterIn", play, ("letters", "Léa Brandt was [Iris on the stage, in The Pilot’s Wife]."))
    s.fact(una, "founderOf", quay, ("credits", "[Studio Quay Nine, founded by Una Friis]"))
    s.fact(film, "runtime", Literal("98 minutes", "PT98M", "duration"), ("credits", "[98 minutes]"))
    s.fact(
        film,
        "releaseDate",
        Literal("6 March 2026", "2026-03-06", "date"),
        ("herald", "Meridian Pictures opens it on [6 March 2026]."),
    )
    bellweather, ottoline = (
        s.entity("work/bellweather", "Film", "Bellweather"),
        s.entity("person/ottoline-grey", "Person", "Ottoline Grey"),
    )
    s.fact(
        ottoline, "directorOf", bellweather, ("letters", "[Ottoline Grey’s Bellweather] opens the same week.")
    )
    return s


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    return sketch().graph()


@pytest.fixture(scope="session")
def page_file(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("view") / "graph.html"
    path.write_text(html_view(graph, load_ontology(), layout(graph), "The Salt Harbour"), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Give the texts of the documents, by their paths."""
    drawn = sketch()
    joined = (" ".join(sentences) for sentences in drawn.sentences.values())
    return {f"document/{sha(text)}": text for text in joined}


@pytest.fixture(scope="session")
def full_file(graph: KnowledgeGraph, texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page that holds the texts of its documents too."""
    path = tmp_path_factory.mktemp("view") / "full.html"
    page = html_view(graph, load_ontology(), layout(graph), "The Salt Harbour", Edition(texts=texts))
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture(scope="module")  # while it is open, no other loop of asyncio can run
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


class Opened(Visit):
    """A page that was opened without network."""

    def click_on(self, kind: str, path: str) -> None:
        """Click a node or a line of the map, where it is drawn."""
        at = self.page.evaluate("([kind, path]) => colophon.pointOf(kind, path)", [kind, path])
        self.page.mouse.click(at["x"], at["y"])


class Visitor(Contexts):
    """Opens pages and closes them again."""

    def open(
        self,
        path: Path,
        fragment: str = "",
        *,
        width: int = 1280,
        height: int = 800,
        script: str = "",
        **options: object,
    ) -> Opened:
        context = self.make((width, height), **options)
        context.set_offline(offline=True)
        if script:
            context.add_init_script(script)
        visit = Opened(context.new_page(), path.as_uri())
        visit.page.goto(path.as_uri() + fragment)
        if options.get("java_script_enabled", True):
            visit.page.wait_for_selector("body[data-ready]", state="attached")
        return visit


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    with closing(Visitor(browser)) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of a graph of 600 names, each linked to one before it and to a neighbour."""
    s = Sketch()
    s.document("long", Metadata(title="A long list"))
    s.sentences["long"].append("Each of them knows the other.")
    people = [s.entity(f"character/c{number:04}", "Character", f"Number {number}") for number in range(600)]
    for number in range(1, 600):
        quote = ("long", "Each of them [knows] the other.")
        s.fact(people[number], "rivalOf", people[number * 7919 % number], quote)
        s.fact(people[number], "mentorOf", people[number - 1], quote)
    graph = s.graph()
    path = tmp_path_factory.mktemp("view") / "large.html"
    path.write_text(html_view(graph, load_ontology(), layout(graph)), encoding="utf-8")
    return path
