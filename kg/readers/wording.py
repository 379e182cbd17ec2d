"""The make of a line: does it look like names, like a title, like a sentence?"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\s,;/&()|]+")
_PARTICLE_WORDS = "de da del della di du la le van von der den el al bin ibn y e of the and for to feat"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# Words that titles and headings have and people's names have not.
_HEADING_WORDS = """
    a an the of and in on at for with from to by is are was were it its this that what why how who when where not no my our your
    review reviews interview interviews news film films movie movies anime manga series season episode chapter volume part
    introduction conclusion verdict summary synopsis plot story cast crew credits staff notes production release information
    trailer spoilers warning score rating final thoughts overview background legacy music animation characters themes contents
    update updates opinion feature features essay report preview guide list best worst top new year day night january february
    march april may june july august september october november december spring summer autumn fall winter
    monday tuesday wednesday thursday friday saturday sunday share comment comments reply related more
"""
_NOT_IN_NAMES = frozenset(_HEADING_WORDS.split())
_LAST_MARKS = ".!?…"
_CLOSERS = "\"'”’)]»*_"
_PROSE_WORDS = 6
_PROSE_SHARE = 0.55  # of words in lower case; names have few
_SENTENCE_SHARE = 0.4  # where the line also ends as a sentence
_CAPITAL_SHARE = 0.6  # of the longer words of a title
_LONGER = 3  # letters; shorter words may be articles and prepositions
_NAME_WORDS = range(2, 5)
_MOST_PEOPLE = 3
_LONGEST_NAMES = 120  # characters


def ends_sentence(words: str) -> bool:
    """Say whether a line ends as a sentence does, closing quotes and brackets aside."""
    return words.rstrip(_CLOSERS).endswith(tuple(_LAST_MARKS))


def lower_share(words: str) -> float:
    """Give the share of words that begin with a lower-case letter."""
    tokens = [token for token in _TOKEN.findall(words) if token[0].isalpha()]
    return sum(1 for token in tokens if token[0].islower()) / len(tokens) if tokens else 0.0


def is_prose(words: str) -> bool:
    """Say whether a line reads as a sentence rather than as names: "A boy finds a sword and must fight"."""
    if len(words.split()) < _PROSE_WORDS:
        return False
    return lower_share(words) >= (_SENTENCE_SHARE if ends_sentence(words) else _PROSE_SHARE)


def is_name(words: str) -> bool:
    """Say whether a line may be the name of one or two people: "Jane Roe", "JANE ROE and John Doe"."""
    if len(words) > _LONGEST_NAMES or not all(map(_is_name_word, words.replace(",", " , ").split())):
        return False
    people = [person.strip() for person in re.split(r"\sand\s|&|,", words)]
    return len(people) <= _MOST_PEOPLE and all(
        len(person.split()) in _NAME_WORDS and person[0].isupper() for person in people
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
    longer = [token for token in _TOKEN.findall(words) if sum(map(str.isalpha, token)) > _LONGER]
    if not longer:
        return words[:1].isupper() or words[:1].isdigit()
    capital = sum(1 for token in longer if not next(c for c in token if c.isalpha()).islower())
    return capital >= _CAPITAL_SHARE * len(longer)
