"""Credit lines: "Director: X", "Voice cast:", "A (B)" in a cast list, "Japan 1995", "83 mins"."""

from __future__ import annotations

import re

from kg.readers.labels import inner_labels, is_known_label, label_of, phrase_end, starts_with_label
from kg.readers.wording import ends_sentence, is_prose, is_title_like, lower_share

_LONGEST = 3000  # characters; the credits of key animation are long
_LONGEST_PIECES = 5000
_LONGEST_ROLE = 200  # characters
_LONGEST_FACT = 60
_SHORT = 14  # words
_ROLE_WORDS = 10
_FEW = 0.34  # share of words in lower case that a list of names may have
_SOME = 0.5
_SEVERAL = 2
_LABEL_WORDS = 4
_CAST_WORDS = (
    "cast|voices|starring|stars|voice cast|main cast|full cast|voice actors|the cast|cast list|cast and crew|cast & crew|"
    "credits|crew|staff|main staff|japanese cast|english cast|japanese voice cast|english voice cast|english dub cast|"
    "voice talent|featuring"
)
_CAST_WORD = re.compile(r"\b(?:cast|voices|starring|staff)\b", re.IGNORECASE)
_CAPITALISED = r"[^\W\d_a-z][\w.'’-]*"
_ROLE_AFTER_AS = re.compile(
    rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}} as (?:the )?{_CAPITALISED}(?: (?:of |the )?{_CAPITALISED}){{0,4}}(?: \([^()]*\))?"
)
_ROLE_BY_DASH = re.compile(
    rf"{_CAPITALISED}(?: (?:of |the )?[\w.'’-]+){{0,4}} [-–—] {_CAPITALISED}(?: {_CAPITALISED}){{1,3}}"
)
_ROLE_BY_DOTS = re.compile(
    rf"{_CAPITALISED}(?: [\w.,'’-]+){{0,6}} ?(?:\.{{3,}}|…+|·{{3,}}) ?{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}"
)
_ROLE_DESCRIBED = re.compile(
    rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}} (?:as|plays|voices|\.{{3,}}|…+|·{{3,}}) (?:the |an? |young )?[^.!?]{{2,80}}"
)
_CAST_PARTS = frozenset(
    ["main", "supporting", "recurring", "guest", "guests", "others", "other", "starring", "co-starring"]
) | {"special appearances", "main cast", "supporting cast", "guest stars", "main characters"}
_CAST_HEADS = frozenset(_CAST_WORDS.split("|"))
_ROLE_IN_BRACKETS = re.compile(
    r"(?P<name>(?:[^().:;]|\b\w{1,3}\.){2,60}?)\s*(?:\((?P<role>[^()]{1,60})\)?|(?<=\s)(?P<open>[^()\s]{2,30})\))\s*,?"
)
_ROLE_AFTER_SIGN = re.compile(
    r"(?:[^().:;]|\b\w{1,3}\.){2,50}?(?:\s+as\s+|\s*(?:\.{2,}|…+|·{2,})\s*|\s+[–—-]\s+|\s*:\s+|\s*\|\s*|\t+)[^.:;]{2,60}"
)
_RUNTIME = re.compile(
    r"(?:(?:runtime|running time|duration|length):?\s*)?(?:\d{1,3}\s*(?:min(?:ute)?s?\b\.?|m\b|['’′])|\d\s*h(?:(?:ou)?rs?)?\b\.?(?:\s*\d{1,2}\s*m(?:in(?:ute)?s?)?\b\.?)?)"
    r"(?:\s*[|,•·/(]?\s*[\w+.-]{1,12}\)?){0,3}",
    re.IGNORECASE,
)
_COUNTRY_NAMES = """Argentina Australia Austria Belgium Brazil Britain Bulgaria Canada Chile China Colombia Croatia Cuba Czechia
    Czechoslovakia Denmark Egypt England Estonia Finland France Georgia Germany Greece Hungary Iceland India Indonesia Iran
    Ireland Israel Italy Japan Kenya Korea Latvia Lebanon Lithuania Luxembourg Malaysia Mexico Morocco Netherlands Nigeria
    Norway Peru Philippines Poland Portugal Romania Russia Scotland Senegal Serbia Singapore Slovakia Slovenia Spain Sweden
    Switzerland Taiwan Thailand Tunisia Turkey UK Ukraine Uruguay US USA USSR Venezuela Vietnam Yugoslavia U.S. U.S.A. U.K.
    Kong Kingdom States"""
_COUNTRIES = frozenset(_COUNTRY_NAMES.split())
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?\s*[©®]?\.?")
_BAR = re.compile(r"\s*[|•·]\s*")
_TOPIC_STARTS = re.compile(r"(?:a|an|the|why|how|what|when|where|is|in|on|from)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\w['’]s?\s")
_CERTIFICATE = re.compile(
    r"(?:cert(?:ificate)?\.?:?\s*)?(?:U|PG|PG-?13|R|NC-?17|G|M|MA15\+|TV-\w{1,2}|1[2568]A?|A|UA|12A)(?:\s+cert(?:ificate)?\.?)?",
    re.IGNORECASE,
)


def is_credit(words: str) -> bool:
    """Say whether a line is a credit whatever stands around it: a known label, and names after it."""
    if len(words) > _LONGEST:
        return False
    if starts_with_label(words):
        return not is_prose(_value(words)) and not _value(words)[:1].islower()
    return _is_phrase_credit(words) or _is_bar_of_facts(words)


def _is_phrase_credit(words: str) -> bool:
    """Say whether a line is "Directed by X", with nothing after the names."""
    end = phrase_end(words)
    names = words[end:].rstrip(".")
    return bool(end) and _are_names(names) and not ends_sentence(names) and ". " not in names


def is_topic(words: str) -> bool:
    """Say whether a labelled line heads a section rather than credits anyone: "Music: A Wall of Sound"."""
    value = _value(words)
    possessive = _POSSESSIVE.search(value) is not None and "," not in value
    return possessive or _TOPIC_STARTS.match(value) is not None


def may_be_credit(words: str, *, after: bool, close: bool) -> bool:
    """Say whether a line is a credit if it stands beside one: a label of any kind, a country and year, a runtime.

    Only after a credit is a year alone one, since a title may be a number; and a line that follows `close` upon the
    credit may have any label: "With the participation of: X".
    """
    if len(words) > _LONGEST:
        return False
    if _is_phrase_credit(words) or (_is_bare_fact(words) and (after or not words.isdigit())):
        return True
    label = label_of(words)
    if not label or words.isupper() or not (close or is_title_like(label) or is_known_label(label)):
        return False
    return bool(_value(words)) and _are_names(_value(words))


def _is_bare_fact(words: str) -> bool:
    """Say whether a line is a runtime, a certificate, a year or countries, without a label."""
    if len(words) > _LONGEST_FACT:
        return False
    if any(form.fullmatch(words) for form in (_RUNTIME, _CERTIFICATE, _YEAR)):
        return True
    countries = [word for word in re.split(r"[\s/,–&-]+", _YEAR.sub("", words)) if word]
    return not _COUNTRIES.isdisjoint(countries) and lower_share(words) <= _FEW and not ends_sentence(words)


def _is_bar_of_facts(words: str) -> bool:
    """Say whether a line is facts with bars between, one of them a runtime: "PG | 1h 39min | Drama"."""
    parts = _BAR.split(words) if len(words) <= _LONGEST_ROLE else []
    return len(parts) > _SEVERAL and any(_RUNTIME.fullmatch(part) for part in parts)


def is_bare_label(words: str) -> bool:
    """Say whether a line is a label alone, the names of which stand below: "Executive Producer"."""
    label = words.rstrip(" :：")
    few = len(label) <= _LONGEST_FACT and len(label.split()) <= _LABEL_WORDS
    return few and is_title_like(label) and is_known_label(label) and label.lower() not in _CAST_HEADS


def are_names(words: str) -> bool:
    """Say whether a line may stand below a bare label: names without a label of their own."""
    return len(words) <= _LONGEST and not label_of(words) and not is_bare_label(words) and _are_names(words)


def is_cast_head(words: str) -> bool:
    """Say whether a line opens a list of a cast or staff: "Voice cast:", "Cast", "The new cast members are:"."""
    plain = words.rstrip(" :：").lower()
    if words.endswith(":") and len(words.split()) <= _SHORT and _CAST_WORD.search(words):
        return True
    return plain in _CAST_HEADS or (
        words.endswith(":") and bool(label_of(words)) and is_known_label(label_of(words))
    )


def is_cast_part(words: str) -> bool:
    """Say whether a line divides a cast list: "Supporting", "Special appearances"."""
    return words.rstrip(" :：").lower() in _CAST_PARTS


def is_cast_line(words: str) -> bool:
    """Say whether a line may stand in a cast list: "Jane Roe (Anna)", "Jane Roe as Anna", "Anna – Jane Roe"."""
    if len(words) > _LONGEST_ROLE or len(words.split()) > _SHORT or not words[0].isupper():
        return False
    if ends_sentence(words) and not words.endswith(")"):
        return False
    if _ROLE_BY_DOTS.fullmatch(words) or _ROLE_DESCRIBED.fullmatch(words):
        return True
    in_brackets = _ROLE_IN_BRACKETS.fullmatch(words)
    if in_brackets is not None:
        return lower_share(in_brackets["name"]) <= _FEW
    return _ROLE_AFTER_SIGN.fullmatch(words) is not None and lower_share(words) < _SOME


def is_bracketed_role(words: str) -> bool:
    """Say whether a line is "Jane Roe (Anna)" or "Jane Roe as Anna": forms that make a cast list without a heading."""
    if any(form.fullmatch(words) for form in (_ROLE_AFTER_AS, _ROLE_BY_DASH, _ROLE_BY_DOTS)):
        return True
    if len(words) > _LONGEST_ROLE or len(words.split()) > _ROLE_WORDS or not words[0].isupper():
        return False
    match = _ROLE_IN_BRACKETS.fullmatch(words)
    return match is not None and " " in match["name"] and lower_share(match["name"]) == 0


def credit_pieces(line: str) -> tuple[int, ...]:
    """Give where the parts of a line with several labels begin, the first 0; () where it has one credit at most.

    "Title Director: A Starring: B, C" is three parts; the first of them is a title.
    """
    if len(line) > _LONGEST_PIECES:
        return ()
    labels = inner_labels(line)
    if len(labels) < _SEVERAL or is_prose(line[: labels[0]]):
        return ()
    values = [line[a:b].partition(":")[2] for a, b in zip(labels, (*labels[1:], len(line)), strict=True)]
    if all(is_prose(value) for value in values):
        return ()
    return labels if not line[: labels[0]].strip() else (0, *labels)


def _value(words: str) -> str:
    """Give what stands after the label of a line."""
    label = label_of(words)
    return re.split(r"[:：]", words, maxsplit=1)[1].strip() if label else words


def _are_names(words: str) -> bool:
    """Say whether words read as a list of names: no sentence, and few words in lower case."""
    if is_prose(words) or not words[:1].isalnum() or words[:1].islower():
        return False
    return lower_share(words) <= _FEW
