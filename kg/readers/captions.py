"""Captions: the line under a picture, and who the picture comes from."""

from __future__ import annotations

import re

_LONGEST = 500  # characters, alt text and caption together
_PICTURE = r"(?:Images?|Photos?|Picture|Photographs?|Stills?|Screenshots?|Screengrabs?|Illustrations?|Artwork|Graphic|IMAGE|PHOTO)"
# "Image: X", "Photo Credit: X", "Photo by X/Agency", "Courtesy of X", "Credit: X", up to the end of the line.
_CREDIT = re.compile(
    rf"(?:(?<![\w’'])|(?<=[.!?”\"’')\]]))[(\[|]{{0,2}}\s{{0,2}}(?:"
    rf"{_PICTURE}(?:\s+(?:[Cc]redits?|CREDIT|[Cc]ourtesy|[Ss]ource))?(?:\s+(?:[Oo]f|via))?(?:\s*[:©]|\s+\|)"
    rf"|{_PICTURE}\s+(?:by|via|courtesy(?:\s+of)?|from)\s+(?=[A-Z©])"
    rf"|{_PICTURE}\s+[Cc]redits?\s*$"
    r"|(?:Picture |Photo |Image )?Credit\s*:|Courtesy(?:\s+of|\s*:)\s*(?=[A-Z©]|$)|via\s+Getty\s+Images)"
    r"\s*(?P<owner>[^:]{0,90})$"
)
_OWN_WORDS = re.compile(
    r"(?:an?\s+|the\s+)?(?:official\s+|key\s+|promotional\s+|promo\s+)?"
    r"(?:still|scene|shot|image|picture|photo|screenshot|screengrab|screen grab|screen shot|poster|frame|key visual|visual|artwork)s?\s+"
    r"(?:from|of|for|in)\b.*",
    re.IGNORECASE,
)
_PEOPLE_SHOWN = re.compile(
    r"(?:from left|left to right|\(?(?:l-r|l to r|from l)\b|clockwise from|pictured|above|below|top|bottom)\b[^.]{0,20}[:,].*",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"[.!?]\s+[a-z]|[.!?]\s+\S+(?:\s+[a-z]+){2}")
_SHORT = 20  # words
_OWNER_WORDS = 12


def is_caption(words: str) -> bool:
    """Say whether a line is a picture's caption or credit, its alt text before it or not."""
    return has_picture_credit(words) or _describes_picture(words)


def has_picture_credit(words: str) -> bool:
    """Say whether a line ends with the credit of a picture: "... Image: X"."""
    match = _CREDIT.search(words)
    return (
        match is not None
        and not _DOTTED.search(match["owner"])
        and len(match["owner"].split()) <= _OWNER_WORDS
    )


def awaits_owner(words: str) -> bool:
    """Say whether a picture credit is cut off before the name: "Photo Credit:"."""
    match = _CREDIT.search(words) if len(words) <= _LONGEST else None
    return match is not None and not match["owner"].strip()


def _describes_picture(words: str) -> bool:
    """Say whether a short line says what a picture shows: "A still from X"."""
    if len(words.split()) > _SHORT:
        return False
    return (_OWN_WORDS.fullmatch(words) is not None and not words.endswith(".")) or (
        _PEOPLE_SHOWN.fullmatch(words) is not None
    )
