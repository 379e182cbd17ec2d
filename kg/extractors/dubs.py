"""Which language a role is spoken in: said in the sentence, or by the first bracket of a list of roles."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from kg.language.lexicon import LANGUAGES

if TYPE_CHECKING:
    from kg.extractors.context import Context
    from kg.language.masking import Masked

LANGUAGE = "|".join(sorted(LANGUAGES))
_DUB = re.compile(
    rf"\b(?P<lang>{LANGUAGE})(?:-language)? (?:dub|dubbed|version|release|localisation|localization|track|voice cast|cast)\b",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    rf"\boriginal (?P<a>{LANGUAGE})\b|\((?P<b>{LANGUAGE})\)|\b(?P<c>{LANGUAGE})(?:-language)? (?:voice cast|original|audio)\b",
    re.IGNORECASE,
)


class Languages:
    """Which language a bare bracket means: what the first bracket of the list said holds for those behind it."""

    def __init__(self, context: Context) -> None:
        """Look at the brackets of one document."""
        self._context = context

    @cached_property
    def original(self) -> str:
        """Give the original language of the focus, as the document says it; "" where it does not."""
        match = _ORIGINAL.search(self._context.annotation.document.text)
        return LANGUAGES[next(g for g in match.groups() if g).casefold()] if match else ""

    def named_in(self, note: str) -> str:
        """Give the language that a note names ("in the English dub")."""
        match = _DUB.search(note)
        return LANGUAGES[match["lang"].casefold()] if match else ""

    def of_bracket(self, view: Masked, position: int) -> str:
        """Give the dub that the brackets of a passage stand for, "" where none says so before this place."""
        passages = [view.text[:position], *(v.text for v in self._context.before(view, 8) if _near(v, view))]
        for passage in passages:
            brackets = [m for m in re.finditer(r"\(([^()]*)\)", passage) if _DUB.search(m[1])]
            if brackets:
                return self.named_in(brackets[-1][1])
        return ""


def _near(earlier: Masked, later: Masked) -> bool:
    return later.sentence.span.start - earlier.sentence.span.end < _PASSAGE


_PASSAGE = 1500  # characters in which a list of roles is still the same list


def said_language(view: Masked) -> str:
    """Give the language that a sentence without brackets names for its cast."""
    if "(" in view.text:
        return ""
    match = _DUB.search(view.text)
    return LANGUAGES[match["lang"].casefold()] if match else ""
