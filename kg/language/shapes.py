"""What the shape of a name says about its type: digits and small words make a title, "Studios" a company."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.language.lexicon import (
    COMPANIES,
    COMPANY_WORDS,
    FUNCTION_WORDS,
    STUDIO_WORDS,
    words,
)


def shape_votes(name: str, *, quoted: bool) -> dict[str, float]:
    """Give the votes of a name's own shape: digits, colons, small words and marks make a title, "Studios" a company."""
    votes: defaultdict[str, float] = defaultdict(float)
    words = name.split()
    plain = [w.strip("!?,.:’'‘").casefold() for w in words]
    if name.casefold() in COMPANIES:
        votes["Organization"] += 4.0
    elif plain[0] == "studio" or (
        plain[-1] in STUDIO_WORDS and not any(w in _SMALL_WORDS for w in plain[:-1])
    ):
        votes["Studio"] += 2.5 if len(words) > 1 else 0.5
    elif plain[-1] in COMPANY_WORDS and len(words) > 1:
        votes["Organization"] += 1.5
    elif _is_title_shaped(name, words, plain):
        votes["Work"] += 1.2
    elif quoted and len(words) > 1:
        votes["Work"] += 0.8
    elif quoted:
        votes["Work"] += 0.4
    elif _is_person_shaped(words):
        votes["Person"] += 0.6
    return votes


# What a company's name may hold, although it may also open a sentence: "Nine Lanes Pictures", "Good Films".
_LONGEST_PERSON = 4  # words of a person's name
_LONGEST_PARTICLE = 3  # letters of "von"
_SMALL_WORDS = FUNCTION_WORDS - words(
    "one two three four five six seven eight nine ten first second third big little new old good great long same next"
)
# Function words that open a title, less those that open a name in some language ("Will", "Oh", "So").
_TITLE_OPENERS = FUNCTION_WORDS - words(
    "will may oh ah so an do go no he you young long art early best good big little bad even over come"
)
_PARTICLES = frozenset(
    {"de", "da", "di", "du", "del", "della", "dos", "van", "von", "der", "den", "ter", "bin", "al"}
)


def _is_title_shaped(name: str, parts: list[str], plain: list[str]) -> bool:
    digits = bool(re.search(r"\d", name))
    small = len(parts) > 1 and (
        any(w.islower() and w not in _PARTICLES for w in parts) or plain[0] in _TITLE_OPENERS
    )
    return (
        digits
        or ": " in name
        or name.endswith("!")
        or " & " in name
        or small
        or len(parts) > _LONGEST_PERSON
        or bool(re.search(r" [IVX]{2,}$", name))
    )


def _is_person_shaped(words: list[str]) -> bool:
    return 1 < len(words) <= _LONGEST_PERSON and all(
        re.fullmatch(r"[^\W\d_]\.?|(?:[^\W\d_]\.){1,3}|[^\W\d_][\w’'.-]*|de|da|van|von|no|del|la", w)
        and (w[0].isupper() or len(w) <= _LONGEST_PARTICLE)
        for w in words
    )
