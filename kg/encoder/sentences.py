"""Where sentences begin, as far as the encoder needs it: coarsely, by marks and line breaks."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[.!?…]['\"”’)\]]*\s+(?=[^a-z\s])|\n+")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|Vol|Inc|Ltd|Co)|(?<!\w)[A-Z])\.\s+$")


def sentence_starts(text: str) -> list[int]:
    """Give the offsets at which sentences begin, the first of them 0."""
    starts = [0]
    starts += [
        m.end()
        for m in _BREAK.finditer(text)
        if "\n" in m[0] or not _ABBREVIATION.search(text[max(0, m.start() - 6) : m.end()])
    ]
    return starts
