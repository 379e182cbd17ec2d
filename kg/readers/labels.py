"""Labels of credits: the words before the colon in "Director: X", "Voice cast: A, B"."""

from __future__ import annotations

import re

# The word that a label ends with (or stands before "by" or "of"). What one person or company does for a work, and
# what is said of a work in a line of its own.
_ROLE_WORDS = """
    director directors writer writers screenwriter screenwriters scriptwriter scriptwriters screenplay script teleplay
    story author authors creator creators mangaka novelist playwright illustrator illustrators artist artists
    producer producers production productions composer composers music score soundtrack songs lyrics lyricist
    cinematographer cinematography photography camera operator operators editor editors editing
    designer designers design designs animator animators animation layout layouts storyboard storyboards
    supervisor supervisors coordinator co-ordinator manager management planning composition adaptation
    mixer mixers mixing effects opticals titles colour color setting drawings backgrounds laboratory publicist publicists
    translator translators translation narrator narration choreography costume costumes makeup casting
    studio studios company companies distributor distributors distribution publisher publishers licensor licensee
    broadcaster network platform platforms label
    cast starring stars star actors voices featuring
    runtime length duration certificate certification rating rated cert classification
    country countries language languages genre genres year format episodes seasons volumes chapters
    release released premiere premiered airdate aired airs
    title storyline
"""
ROLES = frozenset(_ROLE_WORDS.split())

# Labels of more than a role: the whole label, in lower case.
_PHRASE_LIST = """
    dir|scr|prod|running time|run time|release date|air date|original run|also known as|alternative title|original title|
    english title|japanese title|native title|where to watch|available on|streaming on|watch on|in cinemas|out now|age rating|
    production notes by|main cast|with|from|©|copyright holder|in association with|vod|dvd|blu-ray|us release|uk release|
    director of photography|directors of photography|head writer|source material|source|status|serialized in|serialised in|
    english dub|japanese dub|english cast|japanese cast
"""
PHRASES = frozenset(phrase.strip() for phrase in _PHRASE_LIST.split("|"))

_VERBS = """
    directed written produced created edited composed scored animated illustrated adapted based designed licensed
    distributed published translated narrated performed drawn storyboarded co-directed co-written shot
"""
_BY_VERBS = frozenset(_VERBS.split())
_ARTICLES = "the a an this that these those my our your his her its their why how what who one no"
_NO_LABEL = frozenset(_ARTICLES.split())
_BY = r"(?:by|from|of|for|at|on|in)"
# Words that may stand before a role, inside one line of several labels: "Ken Loach Executive Producers: X".
_MODIFIERS = (
    "executive|co-?|associate|assistant|line|chief|art|animation|character|characters|sound|voice|original|main|lead|key|"
    "series|music|english|japanese|supporting|production|release|general|supervising|mechanical|background|special|visual"
)
_LABEL = re.compile(r"(?P<label>[^:：|]{1,70}?)\s*(?:\([^():]{1,40}\)\s*)?[:：](?:\s|$)|©\s*:")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|©")
_ROLE_CHOICE = "|".join(sorted((re.escape(word) for word in ROLES), key=lambda word: (-len(word), word)))
_PHRASE_CHOICE = "|".join(sorted((re.escape(word) for word in PHRASES), key=lambda word: (-len(word), word)))
# A known label inside a line; the first letter is a capital, which is checked apart from the rest.
_INNER = re.compile(
    rf"(?<![^\s|;•·/])(?=(?-i:[A-Z©]))(?:(?:{_MODIFIERS})[ -]?){{0,4}}(?:{_PHRASE_CHOICE}|{_ROLE_CHOICE})"
    rf"(?: {_BY}(?: [a-z]+){{0,3}})?(?:\s*\([^():]{{1,30}}\))?\s*[:：](?=\s)",
    re.IGNORECASE,
)
_WITHOUT_COLON = re.compile(
    rf"(?:(?:[A-Z][\w-]*|and|&)\s+){{0,3}}(?:{'|'.join(sorted(_BY_VERBS))}|{_ROLE_CHOICE}) by\s+(?=\S)|(?:starring|featuring the voices of)\s+(?=\S)",
    re.IGNORECASE,
)
_MOST_WORDS = 8
_SEVERAL = 2


def label_of(words: str) -> str:
    """Give what stands before the first colon of a line if it may be a label, "" otherwise."""
    match = _LABEL.match(words)
    if match is None:
        return ""
    label = (match.group("label") or "©").strip()
    return label if 0 < len(label.split()) <= _MOST_WORDS and not label.endswith((".", "!", "?")) else ""


def is_known_label(label: str) -> bool:
    """Say whether a label is one that credits use, in any spelling: "Co-Director", "Based on the novel by"."""
    plain = " ".join(label.lower().replace("_", " ").split())
    if plain in PHRASES:
        return True
    found = _WORD.findall(plain)
    if not found or found[0] in _NO_LABEL:
        return False
    if found[-1] in {"by", "from", "of"}:
        return label[:1].isupper() and (found[0] in _BY_VERBS or not ROLES.isdisjoint(found))
    return _core(found[-1]) in ROLES or found[0] == "©" or (_core(found[0]) in ROLES and found[1:2] == ["of"])


def _core(word: str) -> str:
    """Give what a compound word ends with: "co-director" is a director."""
    return word if word in ROLES else word.rsplit("-", 1)[-1]


def starts_with_label(words: str) -> bool:
    """Say whether a line begins with a known label and a colon."""
    label = label_of(words)
    return bool(label) and is_known_label(label)


def phrase_end(words: str) -> int:
    """Give where the names begin in "Directed by X", "Music by X", "Starring X"; 0 for other lines."""
    match = _WITHOUT_COLON.match(words)
    return match.end() if match and words[0].isupper() else 0


def inner_labels(line: str) -> tuple[int, ...]:
    """Give where each known label begins in a line that holds several of them."""
    if line.count(":") + line.count("：") < _SEVERAL:
        return ()
    return tuple(match.start() for match in _INNER.finditer(line))
