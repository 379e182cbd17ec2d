"""Spellings: what two ways to write one name share, as keys that entities are looked up by.

The rules are general English ones (British and American endings, numerals, "&"), those of romanised
Japanese (long vowels, family name first) and of company names. They bring spellings together; whether
the entities are one is decided elsewhere.
"""

from __future__ import annotations

import re
from typing import Final

from kg.names import fold_name

# British ending, American ending. Where an ending also stands in words that have one spelling only, both
# sides of a comparison change alike, so that only words that differ in nothing else could meet.
_ENDINGS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[a-z]t)re(?=s?$)", "er"),  # metre, theatre, centre, spectre
        (r"^(fib|sab|somb|calib|meag|sepulch)re(?=s?$)", r"\1er"),
        (r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|ful|ite|able|er|hood|less|y$|ist)", "or"),  # colour
        (r"(?<=[a-z]{3})is(?=e$|ed$|er$|es$|ers$|ing$|ation|able)", "iz"),  # realise, organisation
        (r"(?<=[a-z]{2}l)ys(?=e$|ed$|er$|es$|ing$)", "yz"),  # analyse
        (r"(?<=[a-z]{3}og)ue(?=s?$)", ""),  # dialogue, catalogue
        (r"^(def|off|pret|lic)ence", r"\1ense"),
        (r"(?<=[a-z]{3}[aeiou])ll(?=ing$|ed$|ers?$|ous$)", "l"),  # travelling, marvellous
        (r"^(arch|p|medi|encyclop|an)ae", r"\1e"),  # archaeology, paediatric, encyclopaedia
        (r"^foet", "fet"),
        (r"^manoeuvre", "maneuver"),
    )
)
_WORDS: Final = {
    "grey": "gray", "greys": "grays", "mould": "mold", "plough": "plow", "cheque": "check",
    "programme": "program", "pyjamas": "pajamas", "moustache": "mustache", "aluminium": "aluminum",
    "sceptic": "skeptic", "sceptical": "skeptical", "sulphur": "sulfur", "wilful": "willful",
    "skilful": "skillful", "fulfil": "fulfill", "enrol": "enroll", "cosy": "cozy", "judgement": "judgment",
    "ageing": "aging", "towards": "toward", "afterwards": "afterward", "jewellery": "jewelry",
    "storey": "story", "kerb": "curb", "tyre": "tire", "axe": "ax", "mum": "mom", "versus": "vs", "and": "",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_ROMAN: Final = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
    "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
}  # fmt: skip

_ROMAJI: Final = re.compile(
    r"(?:(?:[kgnhbpmr]y|sh|ch|ts|[kgsztdnhbpmyrwfjv])?[aeiou]h?|n(?![aeiouy])|m(?=[bp])|t(?=ch)|([kstpgdbj])(?=\1))+"
)
_LONG_VOWELS: Final = (
    (re.compile(r"o(?:[ou]|h(?![aeiou]))"), "o"),  # Satou, Satoo, Satoh and Sato
    (re.compile(r"uu"), "u"),
    (re.compile(r"m(?=[bp])"), "n"),  # Shimbun and Shinbun
)
_COMPANY: Final = frozenset(
    {"studio", "studios", "inc", "ltd", "llc", "co", "corp", "corporation", "limited", "gmbh", "kk", "plc"}
)
_HONORIFICS: Final = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "madame", "colonel", "captain", "major", "general",
    "lieutenant", "sergeant", "officer", "agent", "inspector", "detective", "professor", "prof", "saint",
    "san", "kun", "chan", "sama", "sensei", "senpai",
})  # fmt: skip
_SEASON: Final = re.compile(
    r"[\s\-–—:,(]+(?:season (?:\d+|[ivx]+|one|two|three|four|five)|s\d+|(?:first|second|third|fourth|final) season)\)?$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\s*[(\[]((?:19|20)\d\d)[)\]]$")


def title_key(title: str) -> str:
    """Give what all spellings of a title share: "Theatre & Rumours II" and "Theater and Rumors 2"."""
    words = fold_name(title).split()
    spelt = [_americanize(word) for word in words]
    spelt[1:] = [_ROMAN.get(word, word) for word in spelt[1:]]
    return "".join(spelt) or "".join(words) or title.strip()


def person_words(name: str) -> tuple[str, ...]:
    """Give the words of a person's name, without titles and honorifics, long vowels written short."""
    words = fold_name(name).split()
    kept = [word for word in words if word not in _HONORIFICS] or words
    if all(_ROMAJI.fullmatch(word) for word in kept):
        kept = [_shorten(word) for word in kept]
    return tuple(kept)


def person_key(name: str) -> str:
    """Give what the ways to write a full name share; romanised Japanese ones also in either order."""
    words = person_words(name)
    if len(words) > 1 and all(_ROMAJI.fullmatch(word) for word in words):
        return " ".join(sorted(words))
    return "".join(words) or name.strip()


def organization_key(name: str) -> str:
    """Give what the ways to write a company share: "Studio Lantern", "Lantern", "Lantern Studios, Inc."."""
    words = fold_name(name).split()
    kept = [word for word in words if word not in _COMPANY and word != "and"]
    return " ".join(sorted(kept or words)) or name.strip()


def without_season(title: str) -> str:
    """Take the season from a series' title: all its seasons are one work."""
    return _SEASON.sub("", title) or title


def year_in_title(title: str) -> tuple[str, int | None]:
    """Split "Title (1988)" into the title and the year; a title that is a year stays whole."""
    found = _YEAR.search(title)
    if not found or not fold_name(title[: found.start()]):
        return title, None
    return title[: found.start()], int(found[1])


def main_title(title: str) -> str:
    """Give what stands before the colon or dash of a title with a subtitle, "" where there is none."""
    head, mark, tail = re.sub(r"\s+[–—-]\s+", ": ", title).partition(": ")
    return head if mark and tail.strip() else ""


def _americanize(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word]
    for pattern, replacement in _ENDINGS:
        word = pattern.sub(replacement, word)
    return word


def _shorten(word: str) -> str:
    for pattern, replacement in _LONG_VOWELS:
        word = pattern.sub(replacement, word)
    return word
