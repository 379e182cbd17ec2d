"""The whole pipeline: what every annotation holds, whatever the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.language import EnglishAnnotator, letter_of
from kg.language.masking import mask
from kg.model import BlockKind

if TYPE_CHECKING:
    from kg.language import Annotation
    from tests.language.conftest import Annotate, MakeDocument

_WORDS = st.sampled_from([
    "Ana", "Lima", "Ana Lima", "Glass Harbour", "the", "film", "manga", "directed by", "voiced by", "(", ")", "“", "”", "’s", ",",
    ". ", "and", "Netflix", "1999", "12", ":", "The", "of", "like", "!", "Studio Lantern", "\ue000X0\ue001", "é", "(1999)", "named",
])  # fmt: skip
_LINES = st.lists(
    st.tuples(st.sampled_from(list(BlockKind)), st.lists(_WORDS, min_size=1, max_size=14).map(" ".join)),
    max_size=7,
)


def _check(annotation: Annotation) -> None:
    text = annotation.document.text
    end = 0
    for sentence in annotation.sentences:
        assert sentence.block.span.contains(sentence.span)
        assert sentence.block.kind not in {BlockKind.BOILERPLATE, BlockKind.BYLINE}
        assert sentence.span.start >= end
        at = end = sentence.span.start
        for mention in sentence.mentions:
            assert sentence.span.contains(mention.span)
            assert mention.span.start >= at
            assert mention.span.of(text) in annotation.entities[mention.entity].names
            at = mention.span.end
        end = sentence.span.end
    assert all(key == entity.id for key, entity in annotation.entities.items())
    assert annotation.focus in {"", *annotation.entities}


@given(lines=_LINES)
def test_mentions_lie_in_their_sentences_and_are_names_of_their_entities(
    make_document: MakeDocument, lines: list[tuple[BlockKind, str]]
) -> None:
    document = make_document(*lines)
    annotation = EnglishAnnotator().annotate(document)
    _check(annotation)
    assert EnglishAnnotator().annotate(document) == annotation


@given(lines=_LINES)
def test_masked_sentences_have_a_placeholder_a_mention(
    make_document: MakeDocument, lines: list[tuple[BlockKind, str]]
) -> None:
    annotation = EnglishAnnotator().annotate(make_document(*lines))
    for sentence in annotation.sentences:
        view = mask(annotation.document.text, sentence, lambda m: letter_of(annotation, m))
        assert view.text.count("\ue000") == view.text.count("\ue001") == len(sentence.mentions)


def test_boilerplate_and_bylines_say_nothing(annotate: Annotate) -> None:
    annotation = annotate(
        (BlockKind.BYLINE, "By Ana Lima"), (BlockKind.BOILERPLATE, "More by Bo Ek"), "Here Cy Ahn directs."
    )
    assert [e.names for e in annotation.entities.values()] == [("Cy Ahn",)]


def test_a_heading_names_only_what_the_text_names_too(annotate: Annotate) -> None:
    annotation = annotate((BlockKind.HEADING, "Bold New Harbour Opens"), "Then came Ana Lima.")
    assert [e.names for e in annotation.entities.values()] == [("Ana Lima",)]


def test_the_label_of_a_credit_is_no_name(annotate: Annotate) -> None:
    annotation = annotate(
        (BlockKind.CREDIT, "Art Direction: Ana Lima"), (BlockKind.CREDIT, "Director: Bo Ek")
    )
    assert {e.names for e in annotation.entities.values()} == {("Ana Lima",), ("Bo Ek",)}


def test_a_title_and_a_character_of_the_same_name_are_two_things(annotate: Annotate) -> None:
    annotation = annotate(
        "The film Maude was directed by Ana Lima. The film Maude is short.",
        "A girl named Maude Baker runs. Her friend, Maude Baker, is voiced by Bo Ek.",
    )
    types = {e.type for e in annotation.entities.values() if any("Maude" in n for n in e.names)}
    assert {"Film", "Character"} <= types


def test_an_empty_document_is_annotated(annotate: Annotate) -> None:
    annotation = annotate()
    assert annotation.sentences == ()
    assert annotation.entities == {}
