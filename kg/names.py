"""Names: how spellings of one name are recognised, and how a name becomes part of an IRI."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼʻ`´＇"))
_VOICING: Final = frozenset("\u3099\u309a")  # without them two Japanese syllables would be one
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_SLUG: Final = 80  # characters; longer names are cut, and told apart by a hash

_COARSE: Final = {
    "Person": "person",
    "Character": "character",
    "Studio": "organization",
    "Organization": "organization",
    "Work": "work",
    "Film": "work",
    "Series": "work",
    "Manga": "work",
    "Book": "work",
    "Game": "work",
    "Play": "work",
    "Track": "track",
}


@lru_cache(maxsize=1 << 16)  # the same names come again in every document
def fold_name(name: str) -> str:
    """Reduce a name to what its spellings share: case, accents, punctuation and a leading "the" are gone.

    What is left are words of letters and digits with one space between them, composed as in NFC; "" where a
    name has neither letters nor digits. Folding twice changes nothing.
    """
    plain = _without_marks(_without_marks(name.translate(_APOSTROPHES)).casefold())
    words = _WORD.findall(unicodedata.normalize("NFC", plain).translate(_APOSTROPHES))
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def slugify(name: str) -> str:
    """Write a name as one part of an IRI: "The Red Balloon" gives "red-balloon".

    Letters of other scripts stay. A name without letters or digits gives a hash of its own, and so does the
    rest of a very long one, so that the result is never empty nor longer than 93 characters.
    """
    slug = fold_name(name).replace(" ", "-")
    if not slug:
        return f"x-{_digest(unicodedata.normalize('NFC', name).strip())}"
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return f"{slug[:_LONGEST_SLUG].rstrip('-')}-{_digest(slug)}"


def coarse_class(type_: str) -> str:
    """Give the class that stands in IRIs: "work" for "Film", since documents differ on the kind of a work.

    A type that is not among the built-in ones is a coarse class of its own.
    """
    return _COARSE.get(type_) or slugify(type_)


def mint_path(type_: str, name: str) -> str:
    """Give the readable path of an entity below the base IRI: "work/red-balloon"."""
    return f"{coarse_class(type_)}/{slugify(name)}"


def _without_marks(text: str) -> str:
    """Take away accents, and the characters that print nothing (soft hyphens, marks of direction)."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if letter in _VOICING or not (unicodedata.combining(letter) or unicodedata.category(letter) == "Cf")
    )


def _digest(text: str) -> str:
    """Give twelve hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
