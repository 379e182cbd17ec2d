"""The language pipeline: from a document to sentences, mentions and typed entities."""

from kg.language.annotation import Annotation, Annotator, Mention, Sentence
from kg.language.english import EnglishAnnotator, letter_of

__all__ = ["Annotation", "Annotator", "EnglishAnnotator", "Mention", "Sentence", "letter_of"]
