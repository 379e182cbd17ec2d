"""What all tests share: graphs to draw from, and the rule that nothing skips in silence under CI."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    Judgement,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Generator

NEEDED = ("browser", "comunica", "install", "virtuoso")

# How long an example takes says more about what else the machine does than about the code.
# For a thorough search: pytest --hypothesis-profile=thorough
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
settings.register_profile("thorough", settings.get_profile("kg"), max_examples=2000)
settings.load_profile("kg")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],  # noqa: ARG001 - pytest matches hooks by the names of their arguments
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a browser or installation test into a failure where CI=true."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("CI") == "true" and any(map(item.get_closest_marker, NEEDED)):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"under CI this test must run: {reason}"
    return report


# `st.from_type(KnowledgeGraph)` draws graphs with hostile text in every field that a document can fill.

ONTOLOGY = load_ontology()
HOSTILE = (
    '"', "'", '"""', "\\", "\\u0041", "\n", "\r\n", "\t", "\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\u202e", "\ufffe",
    "<script>alert(1)</script>", "]]>", "-->", "&amp;", "<", ">", "{", "}", "%", "%20", "%zz", "#", "?", "@en", "^^", " .",
    "=1+1", "+1", "-1", "@x", "|", ";", ",", "..", "/", "//", "a b", "é", "e\u0301", "アキラ", "𝔄", "\U000e0100", "\ue000", "",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=3).map("".join)
NAMES = TEXT.map(lambda text: text if text.strip() else f"{text}x")
SCORES = st.floats(0, 1)


@st.composite
def _documents(draw: st.DrawFn) -> list[tuple[DocumentRecord, str]]:
    """Draw documents with their texts."""
    found = []
    for name in draw(st.lists(NAMES, unique=True, min_size=1, max_size=3)):
        text = draw(TEXT.map(lambda text: f"{text} said so."))
        sha256 = hashlib.sha256(f"{name}|{text}".encode()).hexdigest()
        metadata = Metadata(
            title=draw(TEXT),
            author=draw(TEXT),
            publisher=draw(TEXT),
            published=draw(TEXT | st.sampled_from(("2026-01-25", "2026-01", "2026", "2026-99-99"))),
            published_span=draw(st.none() | _spans(text)),
            url=draw(TEXT | st.just("https://example.org/a?b=c#d")),
            language=draw(TEXT | st.just("en")),
        )
        record = DocumentRecord(f"document/{sha256}", name, sha256, draw(TEXT), draw(TEXT), metadata)
        found.append((record, text))
    return sorted(found, key=lambda pair: pair[0].path)


@st.composite
def _spans(draw: st.DrawFn, text: str) -> Span:
    """Draw a stretch of a text that is not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def _quotes(draw: st.DrawFn, fact: str, documents: list[tuple[DocumentRecord, str]]) -> tuple[Quote, ...]:
    """Draw the evidence of a fact."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        record, text = draw(st.sampled_from(documents))
        span = draw(_spans(text))
        quote = Quote(
            path=f"evidence/{hashlib.sha256(f'{fact}|{number}'.encode()).hexdigest()}",
            document=record.path,
            span=span,
            exact=span.of(text),
            prefix=text[max(0, span.start - 48) : span.start],
            suffix=text[span.end : span.end + 48],
            status=draw(st.sampled_from(Status)),
            confidence=draw(SCORES),
            extractor=draw(NAMES),
        )
        found.append(quote)
    return tuple(sorted(found, key=lambda quote: (quote.document, quote.span, quote.path)))


@st.composite
def _facts(
    draw: st.DrawFn, number: int, documents: list[tuple[DocumentRecord, str]], entities: list[str]
) -> Fact:
    """Draw a fact between things of the graph, or with a value."""
    relation = ONTOLOGY.properties[draw(st.sampled_from(sorted(ONTOLOGY.relations)))]
    paths = st.sampled_from(entities)
    words = {"version": ("original", "dub"), "stage": ("young", "adult"), "polarity": ("similar", "contrast")}
    values: dict[str, st.SearchStrategy[str]] = {
        key: TEXT | st.sampled_from(words.get(key, ("en", "stated")))
        for key in ("aspect", "critic", "language", "polarity", "region", "stage", "version")
    }
    values["platform"] = paths
    if relation.fact_class != "Comparison":  # there the work is the subject
        values["work"] = paths
    value = Literal(
        draw(TEXT),
        draw(TEXT | st.sampled_from(("PT128M", "P1D", "2026-02", "2026-02-30", "en", "1999"))),
        draw(st.sampled_from(("date", "gYearMonth", "gYear", "duration", "language", "string"))),
    )
    path = f"fact/{hashlib.sha256(str(number).encode()).hexdigest()}"
    return Fact(
        path=path,
        type=relation.fact_class,
        relation=relation.name,
        subject=draw(paths | st.sampled_from([record.path for record, _ in documents])),
        object=value if relation.literal else draw(paths),
        qualifiers=tuple(sorted(draw(st.fixed_dictionaries({}, optional=values)).items())),
        status=draw(st.sampled_from(Status)),
        confidence=draw(SCORES),
        evidence=draw(_quotes(path, documents)),
    )


@st.composite
def _graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """Draw a whole graph."""
    documents = draw(_documents())
    keys = st.builds(EntityKey, st.sampled_from([record.id for record, _ in documents]), NAMES)
    kinds = st.sampled_from(["person", "work", "character", "organization", "track"])
    paths = draw(st.lists(st.builds("{}/{}".format, kinds, NAMES), unique=True, min_size=1, max_size=4))
    entities = [
        ResolvedEntity(
            path=path,
            type=draw(st.sampled_from(ONTOLOGY.subclasses("Entity"))),
            label=draw(NAMES),
            names=tuple(sorted(draw(st.sets(NAMES, max_size=2)))),
            members=tuple(sorted(draw(st.sets(keys, max_size=2)))),
        )
        for path in sorted(paths)
    ]
    facts = [draw(_facts(number, documents, sorted(paths))) for number in range(draw(st.integers(0, 3)))]
    judgements = draw(
        st.sets(st.builds(Judgement, keys, keys, st.booleans(), SCORES, TEXT, NAMES), max_size=2)
    )
    return KnowledgeGraph(
        base=draw(st.sampled_from(("https://w3id.org/colophon/", "http://localhost/a#", "urn:kg:/"))),
        documents=tuple(record for record, _ in documents),
        entities=tuple(entities),
        facts=tuple(sorted(facts, key=lambda fact: fact.path)),
        judgements=tuple(
            sorted(judgements, key=lambda j: (j.left, j.right, j.same, j.author, j.score, j.reason))
        ),
    )


st.register_type_strategy(KnowledgeGraph, _graphs())
