"""The titles that a document shows by its form: above credits, in headlines, numbered in lists, defined at the opening."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language.lexicon import FUNCTION_WORDS, LANGUAGES, MONTHS, WORK_NOUNS, alternatives, words
from kg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Block, Document

_STILL = re.compile(r"(?:still|scene|image|shot|poster) (?:from|for|of) [‘'“\"]([^’'”\"\n]{1,60})[’'”\"]")
_TITLE_LINE = re.compile(r"^[\"“‘']?(?P<title>[^()\n]{1,80}?)[\"”’']?(?:\s*\((?P<alias>[^()\n]{1,80})\))?$")
_LABEL = re.compile(r"^[^\n:]{1,60}:|^(?:directed|written|produced) by ", re.IGNORECASE)
_LONGEST_TITLE = 9  # words


def title_lines(document: Document) -> Iterator[tuple[str, str]]:
    """Give (title, what stands in the bracket behind it) for each line that is the title above credits."""
    yield from _titled_by_origin(document)
    silent = {BlockKind.BOILERPLATE, BlockKind.BYLINE}
    blocks = [
        b for b in document.blocks if b.kind not in silent and not _ORIGIN.match(b.span.of(document.text))
    ]
    for at, (block, following) in enumerate(pairwise(blocks)):
        line = block.span.of(document.text)
        credit = following.kind is BlockKind.CREDIT and _LABEL.match(following.span.of(document.text))
        if not credit or _LABEL.match(line) or len(line.split()) > _LONGEST_TITLE or _in_credits(blocks, at):
            continue
        match = _TITLE_LINE.match(line)
        if match is not None and _is_title(match["title"]) and not _NAMES_CREDITS.search(line):
            yield _REVIEW_TAIL.sub("", match["title"]), match["alias"] or ""


def _titled_by_origin(document: Document) -> Iterator[tuple[str, str]]:
    """Give the title that stands above its other title or above where and when it was made."""
    blocks = [b for b in document.blocks if b.kind is not BlockKind.BOILERPLATE][:3]
    if len(blocks) < 2:  # noqa: PLR2004  # a line and what stands below it
        return
    line, below = (b.span.of(document.text).strip() for b in blocks[:2])
    match = _TITLE_LINE.match(line)
    if (
        match is None
        or len(line.split()) > _LONGEST_TITLE
        or not _is_title(match["title"])
        or _LABEL.match(line)
    ):
        return
    if _ORIGIN.match(below) or _ORIGIN_LONG.match(below) or _FACTS.match(below):
        yield match["title"], match["alias"] or ""
    elif below.startswith("(") and below.endswith(")") and len(below.split()) <= _LONGEST_TITLE:
        yield match["title"], below[1:-1]


# "15, 83 mins", "PG | 1h 39m | Drama": the facts of a film in a line.
_FACTS = re.compile(
    r"^(?:[\w+-]{1,6}[,|·] *)?(?:\d{2,3} ?min(?:ute)?s?\b|\d ?h(?:rs?|ours?)? ?\d{1,2})[^\n]{0,60}$",
    re.IGNORECASE,
)
_ORIGIN_LONG = re.compile(r"^[A-Z][^\n:.]{2,40}, (?:18|19|20)\d\d,[^\n]{0,40}$")
_NAMES_CREDITS = re.compile(
    r"\b(?:staff|cast|crew|credits|trailer|announced?|unveiled|reveal(?:s|ed))\b", re.IGNORECASE
)
_REVIEW_TAIL = re.compile(
    r"\s*[–—|:-]?\s*(?:the )?(?:(?:film|movie|anime|manga|book|game|tv|dvd|blu-ray|series) )?review$",
    re.IGNORECASE,
)
# "UK/Ireland, 2021", "Japan 1999": where and when, between the title and its credits.
_ORIGIN = re.compile(r"^[^\n:.]{2,50}?,? (?:18|19|20)\d\d(?:[–-]\d*)?$")


def _is_title(line: str) -> bool:
    """Say whether a line is written like a title: a capital or a digit first, capitals where words matter."""
    parts = [w for w in line.split() if w.casefold() not in FUNCTION_WORDS]
    capitals = sum(not w[0].islower() for w in parts)
    if re.search(r".[‘“\"]", line):
        return False
    return line[-1] not in ".,;:" and not line[0].islower() and capitals * 2 > len(parts)


def _in_credits(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a block stands inside a list of credits, where the next credit is no sign of a title."""
    return at > 1 and blocks[at].kind is BlockKind.CREDIT and blocks[at - 1].kind is BlockKind.CREDIT


DEFINITION = re.compile(
    rf"[\"“‘'*_]*(?P<title>(?-i:[^\W_a-z])[^\n;\"“”()]{{0,90}}?)[\"”’'*_]*(?: \([^()\n]*\))?,? (?:is|was|are) (?:an?|the) "
    rf"(?:(?!\b(?:who|that|which)\b)[^.;\n]){{0,90}}?\b(?:{alternatives(WORK_NOUNS['Film'] | WORK_NOUNS['Series'] | WORK_NOUNS['Game'] | WORK_NOUNS['Manga'] | WORK_NOUNS['Book'])})\b",
    re.IGNORECASE,
)


_PARTICIPLES = frozenset(
    {
        "written",
        "directed",
        "produced",
        "created",
        "animated",
        "adapted",
        "based",
        "set",
        "starring",
        "edited",
        "released",
        "scripted",
        "penned",
    }
)
# "Title, directed by Ana Lima, is ..."
_APPOSITION = re.compile(
    rf",\s(?:(?:also|co-)?\s?(?:{'|'.join(sorted(_PARTICIPLES))})|an?|from|by|with)\s.*$"
)
_OWNED = re.compile(
    r"^(?!(?:The|An?) )(?:[^\W_a-z][\w.-]* ){1,3}?[^\W_a-z][\w-]*[’']s (?=[^\W_a-z])"
)  # "Ana Lima’s Title"


def _defined_title(document: Document) -> Iterator[str]:
    """Give the title that opens an encyclopaedia's article: all that stands before "is a 1999 film"."""
    first = next((b for b in document.blocks if b.kind is BlockKind.PARAGRAPH), None)
    match = DEFINITION.match(document.text, first.span.start, first.span.end) if first else None
    if match is None:
        return
    title = _OWNED.sub("", _APPOSITION.sub("", match["title"]))
    parts = [w for w in title.split() if w.casefold() not in FUNCTION_WORDS]
    capitals = sum(not w[0].islower() for w in parts)
    opens = title.split()[0].casefold()
    sentence = opens in _SENTENCE_OPENERS and len(title.split()) == 1
    if (
        not sentence
        and capitals >= len(parts)
        and len(title.split()) <= _LONGEST_TITLE
        and ", " not in title[:_COMMA_TOO_EARLY]
        and not (", " in title and opens in _PARTICIPLES)
    ):
        yield title


_SENTENCE_OPENERS = frozenset({"it", "this", "that", "there", "here", "he", "she", "they", "we"})
_COMMA_TOO_EARLY = 3


_IN_HEADLINE = (
    re.compile(r"(?:^|[\s(])[‘“\"'](?P<title>[^‘’“”\"\n]{2,60}?(?:[’'](?!s\b)[^‘’“”\"\n]{1,30}?)?)[,.]?[’”\"'](?=[\s:,;.?!)]|$)"),
    re.compile(r"(?:^|[.:#\d] )(?P<title>[^\n()#:]{2,60}?) \((?:19|20)\d\d\)"),
    re.compile(r"^#*\s*(?P<title>[^\n:–—|]{2,60}?) (?:is|was|might be|may be) (?:the|an?) (?:[\w-]+ ){0,3}?(?:show|film|movie|series|anime|manga|game|book|novel|comic)\b"),
    re.compile(r"^(?P<title>[^\n–—|]{2,60}?) (?:gets|reveals|adds|unveils|shows|drops|announces) (?:its |a |an |the )?(?:[\w-]+ ){0,3}?(?:trailer|gameplay|staff|cast|visual|season|premiere|teaser|release date|anime|dub|opening|theme)\b", re.IGNORECASE),
    re.compile(r"\bthe (?P<title>(?:[A-Z][\w’'-]*)(?: (?:of |the |and )?[A-Z][\w’'-]*){0,5}) (?:movie|film|series|anime|game|show|adaptation)\b"),
    re.compile(r"^(?:(?:film|movie|anime|manga|book|game|tv|dvd|blu-ray|series) )?review: [‘“\"']?(?P<title>[^\n:–—|]{2,60}?)[’”\"']?(?= [–—|-] | \(|$)", re.IGNORECASE),
    re.compile(r"^[‘“\"']?(?P<title>[^\n:–—|]{2,60}?)[’”\"']?(?: \(\d{4}\))? (?:review|(?:film|movie|anime|manga|book|game|tv|blu-ray) review|trailer|TV anime|anime (?:film|series|adaptation)|live-action (?:film|series)|season \d+)\b", re.IGNORECASE),
)  # fmt: skip


def _headline_titles(document: Document) -> Iterator[str]:
    """Give the titles that a headline shows: in quotation marks, before a year, before or behind "Review"."""
    first = next((b for b in document.blocks if b.kind is BlockKind.HEADING), None)
    lines = dict.fromkeys((first.span.of(document.text) if first else "", document.metadata.title))
    for line in lines:
        for pattern in _IN_HEADLINE:
            yield from (m["title"].strip() for m in pattern.finditer(line) if _is_title(m["title"].strip()))


# "4. Name (1991)", "#7: Name": an entry of a list.
_ENTRY = re.compile(
    r"^[^\w\n]*(?:no\.? ?)?\d{1,3}[.):] +[‘“\"']?(?P<title>[^\n()]{1,60}?)[’”\"']?(?: \([^()\n]*\))?$",
    re.IGNORECASE,
)
_ENTRY_OF_YEAR = re.compile(r"^[‘“\"']?(?P<title>[^\n()]{1,60}?)[’”\"']? \((?:18|19|20)\d\d\)$")
# "Name (Oct 3). An original ...": an entry of a preview.
_PREVIEWED = re.compile(
    rf"^(?P<title>(?-i:[^\W_a-z])[^\n().]{{1,50}}?) \((?:{'|'.join(m[:3] for m in sorted(MONTHS))})[a-z]*\.? \d{{1,2}}[^()]*\)",
    re.IGNORECASE,
)


_SECTIONS = words(
    "synopsis cast crew staff credits notes contents introduction conclusion about production review verdict plot story"
    " music sound voices voice filmmakers director directors interview awards festival contact press technical premise"
    " new this week the and of in on for by with at from top best worst news tv film films series movies also out now"
)
_FEW = 2


def _headings_in_capitals(document: Document) -> frozenset[str]:
    """Give the headings in capitals that divide a list by titles: several, none of them the name of a section."""
    lines = [b.span.of(document.text) for b in document.blocks if b.kind is BlockKind.HEADING]
    named = [
        w
        for w in lines
        if w.isupper()
        and w[0].isalnum()
        and len(w.split()) <= _LONGEST_TITLE
        and not {x.casefold().strip(":!?") for x in w.split()} & (_SECTIONS - FUNCTION_WORDS)
    ]
    return frozenset(named) if len(named) >= _FEW else frozenset()


def _list_titles(document: Document) -> Iterator[str]:
    """Give the titles of the entries of a list article."""
    capitals = _headings_in_capitals(document)
    for block in document.blocks:
        line = block.span.of(document.text)
        patterns = (_ENTRY, _ENTRY_OF_YEAR) if block.kind is BlockKind.HEADING else (_PREVIEWED,)
        if block.kind is BlockKind.HEADING and line in capitals:
            yield line
        elif block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}:
            yield from (m["title"] for m in (p.match(line) for p in patterns) if m and _is_title(m["title"]))


# "NAME — Episode 9", "Name, volume 4, by X", "Name: some words": the first part of a headline may be the title.
_HEAD = re.compile(
    r"\s*(?:,? (?:vol(?:ume|\.)?|episodes?|ep\.?|season|chapter|part|issue|s\d+e?\d*)\b|\s[–—|-]\s|: |, by | \()",
    re.IGNORECASE,
)
_SHORT_HEADLINE = 8  # words


def _recurring_headline(document: Document) -> Iterator[str]:
    """Give the first line, or its first part, where the text below writes it again as a name."""
    first = next(
        (b for b in document.blocks if b.kind not in {BlockKind.BOILERPLATE, BlockKind.BYLINE}), None
    )
    if first is None or first.kind not in {BlockKind.HEADING, BlockKind.CREDIT}:
        return
    line, below = first.span.of(document.text), document.text[first.span.end :]
    match = _HEAD.search(line)
    for title in dict.fromkeys((line, line[: match.start()] if match else line)):
        parts = title.split()
        if (
            0 < len(parts) <= _SHORT_HEADLINE
            and _is_title(title)
            and any(w.isalpha() and w.casefold() not in FUNCTION_WORDS for w in parts)
        ):
            found = re.search(rf"(?<![\w’'-]){re.escape(title)}(?![\w’-])", below, re.IGNORECASE)
            if found is not None and not found[0].islower():
                yield title
                yield found[0]


def known_titles(document: Document) -> tuple[str, ...]:
    """Give the strings that the document shows to be titles: title lines with their other names, stills."""
    found: list[str] = [*_defined_title(document), *_headline_titles(document), *_list_titles(document)]
    found.extend(_recurring_headline(document))
    for title, alias in title_lines(document):
        found.append(title)
        if alias and alias.casefold() not in LANGUAGES and not re.match(r"\d", alias):
            found.append(alias)
    found.extend(match[1] for match in _STILL.finditer(document.text))
    return tuple(dict.fromkeys(found))
