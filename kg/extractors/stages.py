"""At which stage of a character's life a role is: "the adult Anna", "young Bo"."""

from __future__ import annotations

import re

from kg.language.lexicon import STAGE_WORDS, alternatives

_STAGE = re.compile(rf"(?<![\w-])(?:{alternatives(frozenset(STAGE_WORDS))})(?![\w-])", re.IGNORECASE)


def stage_of(words: str) -> str:
    """Give the stage of life that some words name, "" for none."""
    match = _STAGE.search(words)
    return STAGE_WORDS[match[0].casefold()] if match else ""


def without_stage(words: str) -> str:
    """Give the words less those that name a stage of life."""
    return _STAGE.sub("", words)
