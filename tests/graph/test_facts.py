"""Facts: shared by documents, keyed by what distinguishes them, with status and confidence of their evidence."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.confidence import combined_confidence
from kg.graph.facts import build_graph
from kg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    Extraction,
    KgError,
    KnowledgeGraph,
    Literal,
    Metadata,
    Span,
    Status,
)
from kg.ontology import load_ontology
from kg.resolution import resolve

ONTOLOGY = load_ontology()
FILM = Entity("f", "Film", ("Glass Harbour",))
OTHER = Entity("o", "Film", ("Iron Tide",))
ADA = Entity("p", "Person", ("Ada Quill",))
MIKA = Entity("c", "Character", ("Mika Vance",))
RIVAL = Entity("d", "Character", ("Ansel Rook",))
LANTERN = Entity("s", "Organization", ("Lantern",))


def document(name: str, text: str = "", **metadata: str) -> Document:
    text = text or f"This is what {name} tells. " * 6
    return Document(name, text, hashlib.sha256(text.encode()).hexdigest(), (), Metadata(**metadata))  # type: ignore[arg-type]


def claim(  # noqa: PLR0913 - a claim has that many sides
    relation: str,
    subject: Entity | Document,
    object_: Entity | Literal,
    *,
    start: int = 60,
    status: Status = Status.STATED,
    confidence: float = 0.9,
    extractor: str = "rule",
    **qualifiers: str,
) -> Claim:
    """Make a claim whose quote still lacks its document; `said` fills it in."""
    evidence = Evidence("?", Span(start, start + 1), "?", extractor)
    return Claim(relation, subject, object_, evidence, status, confidence, tuple(sorted(qualifiers.items())))


def said(source: Document, *claims: Claim) -> Extraction:
    """Let a document say claims."""
    entities = {end.id: end for one in claims for end in (one.subject, one.object) if isinstance(end, Entity)}
    for extra in (FILM, LANTERN):
        entities[extra.id] = extra
    quoted = [
        replace(
            one,
            evidence=Evidence(
                source.id, one.evidence.span, one.evidence.span.of(source.text), one.evidence.extractor
            ),
        )
        for one in claims
    ]
    return Extraction(source, tuple(entities[id_] for id_ in sorted(entities)), tuple(quoted))


def graph_of(*extractions: Extraction) -> KnowledgeGraph:
    return build_graph(extractions, resolve(extractions), ONTOLOGY)


def test_documents_that_state_one_fact_share_it() -> None:
    graph = graph_of(
        said(document("a"), claim("directorOf", ADA, FILM)),
        said(document("b"), claim("directorOf", ADA, FILM)),
    )
    (fact,) = graph.facts
    assert (fact.type, fact.subject, fact.relation, fact.object) == (
        "Fact",
        "person/ada-quill",
        "directorOf",
        "work/glass-harbour",
    )
    assert [quote.document for quote in fact.evidence] == [record.path for record in graph.documents]
    assert fact.confidence == pytest.approx(0.99)
    assert graph.base == ONTOLOGY.base


def test_a_quote_carries_what_stands_around_it() -> None:
    text = "x" * 60 + "QUOTE" + "y" * 60
    source = document("a", text)
    one = claim("directorOf", ADA, FILM)
    one = replace(one, evidence=Evidence("a", Span(60, 65), "QUOTE", "rule"))
    ((quote,),) = (fact.evidence for fact in graph_of(Extraction(source, (FILM, ADA), (one,))).facts)
    assert (quote.prefix, quote.exact, quote.suffix) == ("x" * 48, "QUOTE", "y" * 48)


def test_the_end_of_a_text_shortens_what_stands_around() -> None:
    source = document("a", "QUOTE")
    one = replace(claim("directorOf", ADA, FILM), evidence=Evidence("a", Span(0, 5), "QUOTE", "rule"))
    ((quote,),) = (fact.evidence for fact in graph_of(Extraction(source, (FILM, ADA), (one,))).facts)
    assert (quote.prefix, quote.suffix) == ("", "")


def roles(*qualifiers: dict[str, str]) -> list[dict[str, str]]:
    """Give the qualifiers of the voice roles that come out of one document each."""
    role = claim("voices", ADA, MIKA)
    extractions = [
        said(document(f"d{place}"), replace(role, qualifiers=tuple(sorted({"work": "f", **one}.items()))))
        for place, one in enumerate(qualifiers)
    ]
    graph = graph_of(*extractions)
    assert sum(len(fact.evidence) for fact in graph.facts) == len(qualifiers)
    found = [dict(fact.qualifiers) for fact in graph.facts if fact.type == "VoiceRole"]
    assert all(one.pop("work") == "work/glass-harbour" for one in found)
    return sorted(found, key=str)


def test_a_role_without_details_is_evidence_for_the_one_that_has_them() -> None:
    assert roles({}, {"language": "ja", "stage": "adult"}) == [{"language": "ja", "stage": "adult"}]
    assert roles({}, {"language": "ja"}, {"language": "ja", "stage": "adult"}) == [
        {"language": "ja", "stage": "adult"}
    ]


def test_a_role_without_details_stays_open_between_two() -> None:
    assert roles({}, {"stage": "young"}, {"stage": "adult"}) == [{"stage": "adult"}, {"stage": "young"}, {}]


def test_details_that_contradict_are_two_roles() -> None:
    assert len(roles({"language": "ja"}, {"language": "en"})) == 2


def test_a_place_of_another_work_is_another_role() -> None:
    graph = graph_of(
        said(document("a"), claim("voices", ADA, MIKA, work="f")),
        said(document("b"), claim("voices", ADA, MIKA, work="o"), claim("characterIn", MIKA, OTHER)),
    )
    assert sorted(fact.qualifier("work") for fact in graph.facts if fact.type == "VoiceRole") == [
        "work/glass-harbour",
        "work/iron-tide",
    ]


def test_a_region_is_no_detail_to_be_filled_in() -> None:
    graph = graph_of(
        said(document("a"), claim("distributedBy", FILM, LANTERN)),
        said(document("b"), claim("distributedBy", FILM, LANTERN, region="Canada")),
    )
    assert sorted(fact.qualifier("region") for fact in graph.facts) == ["", "Canada"]


@pytest.mark.parametrize(
    ("metadata", "critic"),
    [
        ({"author": "Ivo Penn", "publisher": "The Gazette"}, "Ivo Penn"),
        ({"publisher": "The Gazette"}, "The Gazette"),
        ({}, "a"),
    ],
)
def test_a_comparison_is_its_critics(metadata: dict[str, str], critic: str) -> None:
    opinion = claim("comparedTo", FILM, OTHER, status=Status.OPINION, polarity="similar")
    (fact,) = graph_of(said(document("a", **metadata), opinion)).facts
    assert (fact.type, fact.qualifier("critic"), fact.qualifier("polarity")) == (
        "Comparison",
        critic,
        "similar",
    )


def test_a_critic_whom_the_text_names_comes_first() -> None:
    opinion = claim("comparedTo", FILM, OTHER, critic="Una Blake", polarity="contrast")
    (fact,) = graph_of(said(document("a", author="Ivo Penn"), opinion)).facts
    assert fact.qualifier("critic") == "Una Blake"


def test_critics_and_polarities_make_comparisons_of_their_own() -> None:
    graph = graph_of(
        said(document("a", author="Ivo Penn"), claim("comparedTo", FILM, OTHER, polarity="similar")),
        said(document("b", author="Una Blake"), claim("comparedTo", FILM, OTHER, polarity="similar")),
        said(document("c", author="Una Blake"), claim("comparedTo", FILM, OTHER, polarity="contrast")),
    )
    assert len(graph.facts) == 3


def test_a_comparison_keeps_its_direction_and_a_rivalry_is_written_once() -> None:
    graph = graph_of(
        said(document("a"), claim("comparedTo", OTHER, FILM), claim("rivalOf", MIKA, RIVAL)),
        said(document("b"), claim("rivalOf", RIVAL, MIKA), claim("comparedTo", FILM, OTHER)),
    )
    rivalries = [fact for fact in graph.facts if fact.relation == "rivalOf"]
    assert [(fact.subject, fact.object, len(fact.evidence)) for fact in rivalries] == [
        ("character/ansel-rook", "character/mika-vance", 2)
    ]
    assert {fact.subject for fact in graph.facts if fact.relation == "comparedTo"} == {
        "work/glass-harbour",
        "work/iron-tide",
    }


def test_a_literal_counts_by_its_value_and_is_shown_as_most_print_it() -> None:
    printed = [("20 May 1988", "a"), ("May 20, 1988", "b"), ("May 20, 1988", "c")]
    graph = graph_of(
        *(
            said(document(name), claim("releaseDate", FILM, Literal(text, "1988-05-20", "date")))
            for text, name in printed
        )
    )
    (fact,) = graph.facts
    assert fact.object == Literal("May 20, 1988", "1988-05-20", "date")
    assert len(fact.evidence) == 3


def test_a_documents_own_date_starts_from_the_document() -> None:
    source = document("a")
    (fact,) = graph_of(said(source, claim("publishedOn", source, Literal("2026", "2026", "gYear")))).facts
    assert fact.subject == f"document/{source.sha256}"


@pytest.mark.parametrize(
    ("statuses", "strongest"),
    [
        ((Status.RUMOURED, Status.PLANNED), Status.PLANNED),
        ((Status.PLANNED, Status.STATED), Status.STATED),
        ((Status.NEGATED, Status.RUMOURED), Status.RUMOURED),
        ((Status.NEGATED,), Status.NEGATED),
    ],
)
def test_the_strongest_evidence_gives_the_status(statuses: tuple[Status, ...], strongest: Status) -> None:
    extractions = [
        said(document(f"d{place}"), claim("directorOf", ADA, FILM, status=status))
        for place, status in enumerate(statuses)
    ]
    (fact,) = graph_of(*extractions).facts
    assert fact.status == strongest


def confidence(*evidence: tuple[str, Status, float]) -> float:
    extractions = [
        said(document(name), claim("directorOf", ADA, FILM, status=status, confidence=value))
        for name, status, value in evidence
    ]
    ((quotes),) = (fact.evidence for fact in graph_of(*extractions).facts)
    return combined_confidence(quotes)


def test_confidence_grows_with_documents_and_falls_with_denials() -> None:
    one = confidence(("a", Status.STATED, 0.6))
    two = confidence(("a", Status.STATED, 0.6), ("b", Status.STATED, 0.6))
    rumour = confidence(("a", Status.STATED, 0.6), ("b", Status.RUMOURED, 0.6))
    denied = confidence(("a", Status.STATED, 0.6), ("b", Status.NEGATED, 0.6))
    assert (one, two, rumour, denied) == (0.6, 0.84, 0.72, 0.42)
    assert confidence(("a", Status.NEGATED, 0.6)) == 0.6
    assert confidence(("a", Status.STATED, 1.0)) == 0.99


def test_sentences_of_one_document_do_not_add_up() -> None:
    source = document("a")
    (fact,) = graph_of(
        said(
            source,
            claim("directorOf", ADA, FILM, confidence=0.6),
            claim("directorOf", ADA, FILM, confidence=0.5, start=70),
        )
    ).facts
    assert len(fact.evidence) == 2
    assert fact.confidence == 0.6


def test_one_quote_read_twice_by_one_rule_counts_once() -> None:
    weak, sure = (claim("directorOf", ADA, FILM, confidence=value) for value in (0.4, 0.8))
    other = claim("directorOf", ADA, FILM, confidence=0.3, extractor="another rule")
    (fact,) = graph_of(said(document("a"), weak, sure, other)).facts
    assert sorted(quote.confidence for quote in fact.evidence) == [0.3, 0.8]


def test_one_text_under_two_names_is_one_document() -> None:
    text = "Ada Quill directed Glass Harbour, they say, and the harbour is of glass indeed."
    one, other = (said(document(name, text), claim("directorOf", ADA, FILM)) for name in "ab")
    graph = graph_of(one, other)
    assert [record.id for record in graph.documents] == ["a"]
    assert len(graph.facts[0].evidence) == 1


def test_an_unknown_relation_is_named_with_its_rule() -> None:
    with pytest.raises(KgError, match=r"caterer_of.*'rule'"):
        graph_of(said(document("a"), claim("caterer_of", ADA, FILM)))


def test_a_base_of_ones_own_stands_in_the_graph() -> None:
    one = said(document("a"), claim("directorOf", ADA, FILM))
    assert (
        build_graph([one], resolve([one]), ONTOLOGY, "https://example.org/kg/").base
        == "https://example.org/kg/"
    )


claims = st.lists(
    st.builds(
        claim,
        st.sampled_from(["directorOf", "authorOf", "composerOf"]),
        st.just(ADA),
        st.sampled_from([FILM, OTHER]),
        start=st.integers(0, 20),
        status=st.sampled_from(Status),
        confidence=st.floats(0, 1),
        extractor=st.sampled_from(["one", "two"]),
    )
    | st.builds(
        claim,
        st.sampled_from(["voices", "portrays"]),
        st.just(ADA),
        st.just(MIKA),
        start=st.integers(0, 20),
        work=st.just("f"),
        language=st.sampled_from(["", "ja", "en"]),
        stage=st.sampled_from(["", "young", "adult"]),
    )
    | st.builds(
        claim,
        st.sampled_from(["comparedTo"]),
        st.sampled_from([FILM, OTHER]),
        st.sampled_from([FILM, OTHER]),
        polarity=st.sampled_from(["", "similar", "contrast"]),
        aspect=st.sampled_from(["", "pace"]),
    )
    | st.builds(
        claim,
        st.just("releaseDate"),
        st.just(FILM),
        st.builds(Literal, st.sampled_from(["1988", "in 1988", "’88"]), st.just("1988"), st.just("gYear")),
    ),
    max_size=6,
)
corpora = st.lists(claims, min_size=1, max_size=4).map(
    lambda lists: [said(document(f"d{place}"), *found) for place, found in enumerate(lists)]
)


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_documents_and_claims_change_nothing(
    corpus: list[Extraction], random: object
) -> None:
    mixed = [replace(one, claims=tuple(reversed(one.claims))) for one in [*corpus, *corpus]]
    random.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert graph_of(*mixed) == graph_of(*corpus)


@given(corpora)
def test_every_claim_has_its_quote_and_every_quote_its_text(corpus: list[Extraction]) -> None:
    graph = graph_of(*corpus)
    texts = {f"document/{one.document.sha256}": one.document.text for one in corpus}
    quotes = [(fact.relation, quote) for fact in graph.facts for quote in fact.evidence]
    assert all(fact.evidence for fact in graph.facts)
    for _, quote in quotes:
        text = texts[quote.document]
        assert quote.span.of(text) == quote.exact
        assert (quote.prefix + quote.exact + quote.suffix) in text
    found = {
        (relation, quote.document, quote.span, quote.extractor, quote.status) for relation, quote in quotes
    }
    assert found == {
        (
            one.relation,
            f"document/{corpus_.document.sha256}",
            one.evidence.span,
            one.evidence.extractor,
            one.status,
        )
        for corpus_ in corpus
        for one in corpus_.claims
    }


@given(corpora)
def test_paths_are_unique_and_sorted(corpus: list[Extraction]) -> None:
    graph = graph_of(*corpus)
    for paths in ([fact.path for fact in graph.facts], [record.path for record in graph.documents]):
        assert paths == sorted(set(paths))
    values: dict[str, tuple[object, ...]] = {}
    for fact in graph.facts:
        assert 0 <= fact.confidence <= 0.99
        for quote in fact.evidence:
            shared = values.setdefault(
                quote.path, (quote.document, quote.span, quote.status, quote.confidence)
            )
            assert shared == (quote.document, quote.span, quote.status, quote.confidence)


@given(corpora)
def test_another_document_adds_and_takes_nothing_away(corpus: list[Extraction]) -> None:
    """But for roles: another document may say what they left open."""
    other = said(
        document("other"), claim("directorOf", ADA, FILM), claim("releaseDate", FILM, Literal("x", "y"))
    )
    before, after = graph_of(*corpus), graph_of(*corpus, other)
    quotes = {quote.path for fact in before.facts for quote in fact.evidence}
    assert {fact.path for fact in before.facts} <= {fact.path for fact in after.facts}
    assert quotes <= {quote.path for fact in after.facts for quote in fact.evidence}
