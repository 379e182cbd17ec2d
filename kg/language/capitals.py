"""Runs of capitals: where a name that capitals show begins, and how far it reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.lexicon import (
    COMPANIES,
    COMPANY_WORDS,
    DATE_WORDS,
    DEMONYMS,
    FUNCTION_WORDS,
    JOBS,
    PEOPLE_NOUNS,
    PLACES,
    SAFE_CONNECTORS,
    STUDIO_WORDS,
    TITLE_CONNECTORS,
    alternatives,
    words,
)
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.tokens import Token

LONGEST = 12  # tokens of a name
_LONGEST_NUMBER = 5  # characters of one that is part of a title
_YEAR = re.compile(r"(?:18|19|20)\d\d$")
_JOINING = TITLE_CONNECTORS - {"and", "is", "at", "with", "an", "from"}  # where nothing else shows a title
_NO_TITLE_WORDS = words("a an the of and or i in on at by to from")
_PARTS = words(
    "season episode chapter volume part vol ep image photo credit storyline runtime cast",
)
# Capitalised words at the start of a sentence that name a part or a job, not a thing with a name.
_BREAKS = (
    JOBS
    | PEOPLE_NOUNS
    | _PARTS
    | words("distributor publisher licensor streamer broadcaster developer animators")
)
COMPANY = re.compile(rf"(?<!\w)(?:{alternatives(COMPANIES)})(?!\w)", re.IGNORECASE)
_FOREIGN_ARTICLES = words(
    "le la les un une der die das el los las il lo gli o os as",
)
_FOREIGN_CONNECTORS = words(
    "est une un le la les et à au aux des du de und der die das ist y el los las e il o do da em",
)
_TITLES_OF_PEOPLE = words(
    "captain colonel doctor king queen prince princess emperor detective agent sheriff judge father mother brother sister",
    " uncle aunt professor general major sergeant lieutenant inspector master lady lord sir mr mrs ms dr",
)
_SMALL_OR_DEMONYM = FUNCTION_WORDS | DEMONYMS
_OF_COMPANIES = STUDIO_WORDS | COMPANY_WORDS
_BEHIND_COUNTS = DEMONYMS | DATE_WORDS | _NO_TITLE_WORDS
_BEFORE_NUMBERS = DATE_WORDS | _PARTS
_LABELS = JOBS | words("cast starring director studio music runtime storyline plot")
_NO_NAMES = FUNCTION_WORDS | PLACES | DATE_WORDS | (_BREAKS - _TITLES_OF_PEOPLE)  # by themselves


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text that looks like a name.

    Attributes:
        span: where it stands.
        text: its characters.
        quoted: True inside quotation marks of its own.
        sentence_initial: True where its first capital may be that of the sentence.
    """

    span: Span
    text: str
    quoted: bool = False
    sentence_initial: bool = False


def capitalised_names(text: str, tokens: Sequence[Token]) -> Iterator[Name]:
    """Give the runs of capitalised words of a sentence."""
    at = 0
    opening = True  # only marks so far
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "mark":
            at += 1
            opening = opening or token.text in {":", "“", '"', "‘", "|", "•", "–", "—"}
            continue
        if _starts(text, tokens, at, opening=opening):
            last = _extend(text, tokens, at, opening=opening)
            first = _real_start(text, tokens, at, last, opening=opening)
            company = Span(token.start, tokens[first - 1].end) if first > at else None
            if company is not None and company.of(text).casefold() in COMPANIES:
                yield Name(company, company.of(text))
            name = _name(text, tokens, first, last, opening=opening and first == at)
            if name is not None:
                yield name
            at = last + 1
        else:
            at += 1
        opening = False


# What stands before a name at the start of a sentence and is no part of it; "Ghost" or "Dragon" may open a title.
_DESCRIBES = (
    JOBS
    | _PARTS
    | words(
        "protagonist antagonist hero heroine villain character newcomer teenager student rival classmate distributor publisher licensor broadcaster streamer"
    )
) - _TITLES_OF_PEOPLE
# Function words that open a title also at the start of a sentence, where a capital follows: "Nine Lives", "My Ferry".
_OPEN_TITLES = words(
    "one two three four five six seven eight nine ten first second third last my your our no all every nobody everybody"
    " everyone everything nothing never always goodbye go get see look take give come say tell let not good"
)


def _real_start(text: str, tokens: Sequence[Token], first: int, last: int, *, opening: bool) -> int:
    """Give the index of the first token behind what only describes the name: "Director", "Japanese", "Netflix"."""
    start = first
    while start < last:
        word = tokens[start].text.casefold()
        describes = (opening and _is_one_of(word, _DESCRIBES)) or (word in DEMONYMS and last - start > 1)
        if not describes or not tokens[start + 1].is_capitalised:
            break
        start += 1
    company = COMPANY.match(text, tokens[start].start, tokens[last].end)
    if company is None or company.end() >= tokens[last].end or tokens[last].text.casefold() in _OF_COMPANIES:
        return start
    return next((i for i in range(start, last + 1) if tokens[i].start >= company.end()), start)


def _is_one_of(word: str, nouns: frozenset[str]) -> bool:
    """Say whether a word is one of some nouns, in the singular or the plural."""
    return word in nouns or word.removesuffix("s") in nouns


def _starts(text: str, tokens: Sequence[Token], at: int, *, opening: bool) -> bool:
    token = tokens[at]
    word = token.text.casefold().replace("’", "'")
    if token.kind == "number":
        return _number_starts(text, tokens, at)
    if (
        not token.is_capitalised
        or word in _PARTS
        or (word in DATE_WORDS and not _is_first_name(text, tokens, at))
    ):
        return False
    if word in {"i", "i'm", "i've", "i'd", "i'll"}:
        return False
    if opening and word in FUNCTION_WORDS:
        following = _next_to(text, tokens, at)
        return (
            word in _OPEN_TITLES
            and following is not None
            and following.is_capitalised
            and following.text.casefold() not in _SMALL_OR_DEMONYM
        )
    return not (word in FUNCTION_WORDS and not _followed_by_capital(text, tokens, at))


def _is_first_name(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Say whether "April", "Jun" or "Summer" opens a name here: a capital follows, and no number is beside it."""
    following = _next_to(text, tokens, at)
    dated = at > 0 and tokens[at - 1].kind == "number"
    return (
        following is not None
        and following.is_capitalised
        and following.text.casefold() not in DATE_WORDS
        and not dated
    )


def _number_starts(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Say whether a number opens a title ("12 Winters", "1999: A Story"), not a date or a count."""
    number = tokens[at].text
    if text[tokens[at].end : tokens[at].end + 2] == ": " and at + 2 < len(tokens):
        return (
            tokens[at + 2].is_capitalised
            and bool(_YEAR.match(number))
            and _followed_by_capital(text, tokens, at + 2)
        )
    following = _next_to(text, tokens, at)
    before = tokens[at - 1].text.casefold() if at else ""
    return (
        following is not None
        and following.is_capitalised
        and following.text.casefold() not in _BEHIND_COUNTS
        and not _YEAR.match(number)
        and len(number) <= _LONGEST_NUMBER
        and before not in _BEFORE_NUMBERS
    )


def _followed_by_capital(text: str, tokens: Sequence[Token], at: int) -> bool:
    following = _next_to(text, tokens, at)
    if following is None:
        return False
    if following.is_capitalised or following.kind == "number":
        return True
    after = _next_to(text, tokens, at + 1)
    return following.text in TITLE_CONNECTORS and after is not None and after.is_capitalised


def _next_to(text: str, tokens: Sequence[Token], at: int) -> Token | None:
    """Give the next token where nothing but one space stands between."""
    if at + 1 < len(tokens) and text[tokens[at].end : tokens[at + 1].start] in {" ", "\u00a0"}:
        return tokens[at + 1]
    return None


def _extend(text: str, tokens: Sequence[Token], first: int, *, opening: bool) -> int:
    """Give the index of the last token of the name that starts at `first`."""
    numbered = tokens[first].kind == "number"
    title = numbered or (tokens[first].text.casefold() in FUNCTION_WORDS and not opening)
    foreign = tokens[first].text.casefold() in _FOREIGN_ARTICLES
    connectors = _FOREIGN_CONNECTORS if foreign else _JOINING if title else SAFE_CONNECTORS
    last = first
    while last - first < LONGEST:
        step = _step(text, tokens, first, last, connectors)
        if step == last:
            return last
        last = step
    return last


def _step(text: str, tokens: Sequence[Token], first: int, last: int, connectors: frozenset[str]) -> int:
    """Give the index that the name reaches one step further, or `last` where it ends."""
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is None or tokens[last].text.endswith("!!"):
        return last
    gap = text[tokens[last].end : following.start]
    if following.kind == "possessive" and connectors is _JOINING and _owns_next(text, tokens, last + 1):
        return last + 2
    if not gap:
        return last + _over_mark(text, tokens, first, last)
    if gap not in {" ", "\u00a0"}:
        return last
    if following.text == "&" and _ampersand_joins(tokens, first, last):
        return last + 2
    continues = _continues(tokens, last + 1, first)
    return last + 1 if continues else _over_connectors(text, tokens, last, connectors)


def _owns_next(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Say whether an "’s" stands inside a title that opened with an article: "in The Fox’s Wedding"."""
    behind = _next_to(text, tokens, at)
    return behind is not None and behind.is_capitalised


def _over_mark(text: str, tokens: Sequence[Token], first: int, last: int) -> int:
    """Give how many tokens a mark directly behind a name adds to it: itself, what follows a colon too, or none."""
    mark = tokens[last + 1]
    if mark.text in {"!!", "!", "+"} and _mark_belongs(text, mark):
        return 1
    return 2 if mark.text == ":" and _colon_joins(text, tokens, first, last) else 0


def _ampersand_joins(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether "&" stands inside a name ("Fox & Hare"), not between the full names of two people."""
    behind = tokens[last + 2 : last + 4]
    full = last > first and len(behind) > 1 and all(t.is_capitalised for t in behind)
    return bool(behind) and behind[0].is_capitalised and not full


def _mark_belongs(text: str, mark: Token) -> bool:
    """Say whether an exclamation mark is part of a name: the sentence goes on behind it."""
    rest = text[mark.end : mark.end + 2]
    if mark.text == "+":
        return True
    return bool(rest) and (rest[0] in ",;:)’'" or (rest[0] == " " and rest[1:2].islower()))


def _colon_joins(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a colon joins a title and its subtitle ("Name: The Rest"), not a label and its value."""
    if last + 2 >= len(tokens):
        return False
    after = tokens[last + 2]
    if text[tokens[last + 1].end : after.start] != " " or not (
        after.is_capitalised or _YEAR.match(tokens[last].text)
    ):
        return False
    words = {t.text.casefold() for t in tokens[first : last + 1]}
    if (first and tokens[first - 1].text == "(") or (
        last == first and tokens[first].text.isupper() and tokens[first].text.casefold() in FUNCTION_WORDS
    ):
        return False
    if not words.isdisjoint(_LABELS):
        return False
    if after.text.casefold() in FUNCTION_WORDS:
        return _followed_by_capital(text, tokens, last + 2)
    return True


def _continues(tokens: Sequence[Token], at: int, first: int) -> bool:
    token = tokens[at]
    if token.is_capitalised:
        return token.text.casefold() not in DATE_WORDS and token.text != "I"
    if token.kind == "number":
        return (
            not _YEAR.match(token.text)
            and len(token.text) <= _LONGEST_NUMBER + 2
            and _number_belongs(tokens, at, first)
        )
    return token.kind == "contracted"


def _number_belongs(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Say whether a number closes or continues a name ("Name 2"), not opens a measure ("Name 12 times")."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return at > first and (
        following is None
        or following.kind in {"mark", "possessive"}
        or following.text.casefold() in FUNCTION_WORDS
        or following.is_capitalised
    )


def _over_connectors(text: str, tokens: Sequence[Token], last: int, connectors: frozenset[str]) -> int:
    """Give the index of the capital behind up to three small words of a title, or `last`."""
    for width in (1, 2, 3):
        at = last + width
        if at + 1 >= len(tokens) or tokens[at].text not in connectors:
            return last
        if (
            text[tokens[at].end : tokens[at + 1].start] != " "
            or text[tokens[at - 1].end : tokens[at].start] != " "
        ):
            return last
        target = tokens[at + 1]
        if target.is_capitalised:
            word = target.text.casefold()
            place = word in PLACES and tokens[last + 1].text in {"in", "to", "from", "at", "on"}
            return at + 1 if word not in DATE_WORDS and not place else last
    return last


def _name(text: str, tokens: Sequence[Token], first: int, last: int, *, opening: bool) -> Name | None:
    words = [t for t in tokens[first : last + 1] if t.kind != "mark"]
    if not words:
        return None
    span = Span(tokens[first].start, tokens[last].end)
    name = span.of(text)
    folded = name.casefold()
    if len(words) == 1 and (
        folded.split("-")[0] in DEMONYMS or folded in _NO_NAMES or words[0].kind == "number"
    ):
        return None
    if folded in PLACES or (len(name) == 1 and not opening and not name.isalpha()):
        return None
    return Name(span, name, sentence_initial=opening)
