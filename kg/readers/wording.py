"""The make of a line: does it look like names, like a title, like a sentence?"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\s,;/&()|]+")
_PARTICLES = frozenset(
    "de da del della di du la le van von der den el al bin ibn y e of the and for to feat".split()
)
# Words that titles and headings have and people's names have not.
_NOT_IN_NAMES = frozenset(
    """
    a an the of and in on at for with from to by is are was were it its this that what why how who when where not no my our your
    review reviews interview interviews news film films movie movies anime manga series season episode chapter volume part
    introduction conclusion verdict summary synopsis plot story cast crew credits staff notes production release information
    trailer spoilers warning score rating final thoughts overview background legacy music animation characters themes contents
    update updates opinion feature features essay report preview guide list best worst top new year day night january february
    march april may june july august september october november december spring summer autumn fall winter
    monday tuesday wednesday thursday friday saturday sunday share comment comments reply related more
    """.split()
)
_LAST_MARKS = ".!?…"
_CLOSERS = "\"'”’)]»*_"
PROSE_WORDS = 6


def ends_sentence(words: str) -> bool:
    """Say whether a line ends as a sentence does, closing quotes and brackets aside."""
    return words.rstrip(_CLOSERS).endswith(tuple(_LAST_MARKS))


def lower_share(words: str) -> float:
    """Give the share of words that begin with a lower-case letter."""
    tokens = [token for token in _TOKEN.findall(words) if token[0].isalpha()]
    return sum(1 for token in tokens if token[0].islower()) / len(tokens) if tokens else 0.0


def is_prose(words: str) -> bool:
    """Say whether a line reads as a sentence rather than as names: "A boy finds a sword and must fight"."""
    count = len(words.split())
    if count < PROSE_WORDS:
        return False
    return lower_share(words) >= (0.4 if ends_sentence(words) else 0.55)


def is_name(words: str) -> bool:
    """Say whether a line may be the name of one or two people: "Jane Roe", "JANE ROE and John Doe"."""
    tokens = words.replace(",", " , ").split()
    if not 2 <= len(tokens) <= 7 or any(not _is_name_word(token) for token in tokens):
        return False
    people = re.split(r"\s+and\s+|\s*&\s*|\s*,\s*", words)
    return len(people) <= 3 and all(
        2 <= len(person.split()) <= 4 and person[0].isupper() for person in people
    )


def _is_name_word(token: str) -> bool:
    """Say whether a word may stand in a person's name or join two."""
    if token.lower() in {"and", "&", ","}:
        return True
    if token.lower().strip(".") in _NOT_IN_NAMES:
        return False
    letters = token.replace(".", "").replace("-", "").replace("’", "").replace("'", "")
    return letters.isalpha() and (token[0].isupper() or token in _PARTICLES) and "." not in token[2:-1]


def is_title_like(words: str) -> bool:
    """Say whether a line is written as titles are: most longer words begin with a capital, or all are capitals."""
    longer = [token for token in _TOKEN.findall(words) if sum(map(str.isalpha, token)) > 3]
    if not longer:
        return words[:1].isupper() or words[:1].isdigit()
    capital = sum(1 for token in longer if not next(c for c in token if c.isalpha()).islower())
    return capital / len(longer) >= 0.6
