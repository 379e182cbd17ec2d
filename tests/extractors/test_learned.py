"""Whatever the shipped encoder claims of a text, its quotes stand there and the ontology allows it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from kg.encoder import RELATIONS, load_encoder
from kg.extractors import extract, witness
from kg.extractors.learned import EXTRACTOR, extract_learned
from kg.language import EnglishAnnotator
from kg.model import Claim, Document, Entity, Extraction, Status
from kg.ontology import load_ontology
from kg.readers import read_bytes

ONTOLOGY = load_ontology()
TEXTS = {
    "film": (
        "# The Salt Orchard\n\n"
        "With The Salt Orchard, Ilvane Tressock has made the saddest film of the year. Adapted from the novel by"
        " Dorrit Quellan, it follows Maren Oake, a beekeeper, whom Bettina Sorrow plays without a false note.\n\n"
        "Oake’s brother Tam, played by Jonas Wyke, comes home to sell the farm. The music of Perrin Aldous says what"
        " the two cannot. Where Tressock’s debut, The Lantern Year, was loud, this one whispers. It was produced by"
        " Greyheron Pictures.\n"
    ),
    "anime": (
        "# Review: Clockwork Kestrel\n\n"
        "Clockwork Kestrel is an anime series from Studio Hazelmoth, directed by Renji Okuvara and written by Sae"
        " Tominari. It is based on the manga by Haru Mizukane.\n\n"
        "Kestrel, voiced by Aya Fennimori, trains under Master Brann (Goro Ishitave), and her rival Sable is voiced"
        " in English by Tess Marlowen. Umi Kanzaroh composed the score, and “Rust and Feather” is its opening"
        " theme. In the second season of Clockwork Kestrel, Brann will return.\n"
    ),
    "credits": (
        "# Night Ferry to Orsk\n\n"
        "Director: Lotte Vandrel\n"
        "Screenplay: Emil Harrowgate, Ines Corvo\n"
        "Cast: Nils Abernath (Captain Doyle), Rosa Thimble (Wren)\n"
        "Distributor: Tidewater Releasing\n\n"
        "Night Ferry to Orsk is a sequel to Night Ferry to Lund. It isn’t directed by Emil Harrowgate, who is"
        " rumoured to direct the next one. Vandrel founded the studio Coldharbour in 1998, and as Doyle, Abernath is"
        " as stern as Piet Gallow was in The Iron Pilot.\n"
    ),
}  # fmt: skip


@pytest.fixture(params=sorted(TEXTS))
def document(request: pytest.FixtureRequest) -> Document:
    return _document(str(request.param))


def _document(name: str) -> Document:
    return read_bytes(TEXTS[name].encode(), f"{name}.md")


@cache
def _annotator() -> EnglishAnnotator:
    return EnglishAnnotator(load_encoder())


def _learned(document: Document) -> list[Claim]:
    """Give all that the encoder says of a document, before rules are heard and anything is weighed."""
    return list(extract_learned(witness(document, _annotator())[0]))


def _extract(document: Document, least: float | None = None) -> Extraction:
    return extract(document, _annotator(), least)


def test_the_encoder_has_something_to_say(document: Document) -> None:
    assert _learned(document)
    assert any(c.relation in RELATIONS for c in _extract(document).claims)


def test_without_an_encoder_nothing_is_learned(document: Document) -> None:
    assert not list(extract_learned(witness(document)[0]))


def test_every_quote_stands_at_its_offsets_in_one_block(document: Document) -> None:
    for claim in (*_learned(document), *_extract(document).claims):
        span = claim.evidence.span
        assert claim.evidence.document == document.id
        assert claim.evidence.exact == document.text[span.start : span.end]
        assert claim.evidence.exact.strip()
        assert any(block.span.contains(span) for block in document.blocks)


def test_every_quote_of_the_encoder_names_an_end_of_its_claim(document: Document) -> None:
    for claim in _learned(document):
        ends = [end for end in (claim.subject, claim.object) if isinstance(end, Entity)]
        assert len(ends) == 2
        assert any(name in claim.evidence.exact for end in ends for name in end.names)


def test_the_ontology_allows_every_claim(document: Document) -> None:
    learned = _learned(document)
    assert {c.evidence.extractor for c in learned} == {EXTRACTOR}
    kept = [c for c in _extract(document).claims if c.evidence.extractor == EXTRACTOR]
    for claim in (*learned, *kept):
        assert claim.relation in RELATIONS
        assert isinstance(claim.subject, Entity)
        assert isinstance(claim.object, Entity)
        assert claim.subject.id != claim.object.id
        assert ONTOLOGY.allows(claim.relation, claim.subject.type, claim.object.type)
        assert claim.status in {Status.STATED, Status.PLANNED, Status.OPINION}


def test_the_encoder_makes_each_statement_once(document: Document) -> None:
    said = [(c.relation, c.subject, c.object) for c in _learned(document)]
    assert len(said) == len(set(said))


def test_nobody_both_voices_and_portrays_a_character(document: Document) -> None:
    pairs: dict[str, set[tuple[object, object]]] = {"voices": set(), "portrays": set()}
    for claim in _extract(document).claims:
        if claim.relation in pairs and claim.status not in {Status.NEGATED, Status.RUMOURED}:
            pairs[claim.relation].add((claim.subject, claim.object))
    assert not pairs["voices"] & pairs["portrays"]


def test_the_same_text_gives_the_same_claims(document: Document) -> None:
    assert _learned(document) == _learned(document)
    once, twice = (extract(document, EnglishAnnotator(load_encoder())) for _ in range(2))
    assert once == twice == _extract(document)


def test_what_was_read_before_does_not_count() -> None:
    alone = {name: _extract(_document(name)) for name in sorted(TEXTS)}
    assert {name: _extract(_document(name)) for name in sorted(TEXTS, reverse=True)} == alone


def test_a_higher_cut_leaves_out_and_adds_nothing(document: Document) -> None:
    at = [_extract(document, least).claims for least in (0.1, 0.4, 0.7, 0.95)]
    for more, fewer in pairwise(at):
        assert set(fewer) <= set(more)
        assert [c for c in more if c in fewer] == list(fewer)
