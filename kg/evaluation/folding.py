"""Folding of names for evaluation: spellings that an annotator takes for the same compare equal."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATE_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)t.*")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’")


def fold(name: str) -> str:
    """Give a name's letters and digits without case and accents, a leading "the" gone, a time cut off its date.

    It is not `kg.names.fold_name`: figures stay comparable from version to version only if this never changes.
    """
    marked = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter)).casefold()
    date = _DATE_AND_TIME.match(plain)
    words = _WORD.findall((date.group(1) if date else plain).translate(_APOSTROPHES))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def fold_all(names: Iterable[str]) -> frozenset[str]:
    """Give the folded names that something is left of."""
    return frozenset(folded for folded in map(fold, names) if folded)
