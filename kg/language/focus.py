"""What a document is about: its main work, found by title line, headline and how often it is named."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language.lexicon import FUNCTION_WORDS, JOBS, LANGUAGES, WORK_NOUNS, alternatives, kind_of_noun
from kg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.language.grouping import Group
    from kg.model import Block, Document

_STILL = re.compile(r"(?:still|scene|image|shot|poster) (?:from|for|of) [‘'“\"]([^’'”\"\n]{1,60})[’'”\"]")
_TITLE_LINE = re.compile(r"^[\"“‘']?(?P<title>[^()\n]{1,80}?)[\"”’']?(?:\s*\((?P<alias>[^()\n]{1,80})\))?$")
_LABEL = re.compile(r"^[^\n:]{1,60}:|^(?:directed|written|produced) by ", re.IGNORECASE)
_LONGEST_TITLE = 9  # words
_THE_WORK = re.compile(
    rf"\b(?:the|this|that|its) (?:\w+ )?({alternatives(WORK_NOUNS['Film'] | WORK_NOUNS['Series'] | WORK_NOUNS['Game'] | WORK_NOUNS['Book'] | WORK_NOUNS['Manga'])})\b",
    re.IGNORECASE,
)
_OPENING = 600  # characters in which what is named counts double


def title_lines(document: Document) -> Iterator[tuple[str, str]]:
    """Give (title, what stands in the bracket behind it) for each line that is the title above credits."""
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
        if match is not None and _is_title(match["title"]):
            yield _REVIEW_TAIL.sub("", match["title"]), match["alias"] or ""


_REVIEW_TAIL = re.compile(
    r"\s*[–—|:-]?\s*(?:the )?(?:(?:film|movie|anime|manga|book|game|tv|dvd|blu-ray|series) )?review$",
    re.IGNORECASE,
)
# "UK/Ireland, 2021", "Japan 1999": where and when, between the title and its credits.
_ORIGIN = re.compile(r"^[^\n:.]{2,50}?,? (?:18|19|20)\d\d(?:[–-]\d*)?$")


def _is_title(line: str) -> bool:
    """Say whether a line is written like a title: a capital or a digit first, capitals where words matter."""
    words = [w for w in line.split() if w.casefold() not in FUNCTION_WORDS]
    capitals = sum(not w[0].islower() for w in words)
    return line[-1] not in ".,;:" and not line[0].islower() and capitals * 2 > len(words)


def _in_credits(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a block stands inside a list of credits, where the next credit is no sign of a title."""
    return at > 1 and blocks[at].kind is BlockKind.CREDIT and blocks[at - 1].kind is BlockKind.CREDIT


_DEFINITION = re.compile(
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
    match = _DEFINITION.match(document.text, first.span.start, first.span.end) if first else None
    if match is None:
        return
    title = _OWNED.sub("", _APPOSITION.sub("", match["title"]))
    words = [w for w in title.split() if w.casefold() not in FUNCTION_WORDS]
    capitals = sum(not w[0].islower() for w in words)
    opens = title.split()[0].casefold()
    sentence = opens in _SENTENCE_OPENERS and len(title.split()) == 1
    if (
        not sentence
        and capitals >= len(words)
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


def known_titles(document: Document) -> tuple[str, ...]:
    """Give the strings that the document shows to be titles: title lines with their other names, stills."""
    found: list[str] = [*_defined_title(document), *_headline_titles(document)]
    for title, alias in title_lines(document):
        found.append(title)
        if alias and alias.casefold() not in LANGUAGES and not re.match(r"\d", alias):
            found.append(alias)
    found.extend(match[1] for match in _STILL.finditer(document.text))
    return tuple(dict.fromkeys(found))


def find_focus(
    document: Document, groups: Mapping[str, Group], keys: Mapping[str, Sequence[int]], titles: frozenset[str]
) -> str:
    """Give the key of the group that the document is about, "" where no work stands out.

    Args:
        document: as read.
        groups: by key.
        keys: offsets of the mentions of each group.
        titles: keys of the strings in title lines.
    """
    if _is_about_something_else(document):
        return ""
    headline = _headline(document)
    scores: dict[str, float] = {}
    for key, group in groups.items():
        on_title = key in titles
        if group.family != "Work" and not on_title:
            continue
        offsets = keys.get(key, ())
        score = len(offsets) + sum(1 for o in offsets if o < _OPENING) + 6.0 * on_title
        score += 3.0 * any(form in headline for form in group.forms)
        scores[key] = score
    best = max(scores, key=lambda k: (scores[k], -groups[k].first, k), default="")
    return best if best and scores[best] >= _LEAST_FOCUS else ""


_LEAST_FOCUS = 2.0


_OTHER_SUBJECTS = JOBS | frozenset(
    "politician musician band company studio city town village term album song single comedian philosopher historian"
    " poet conductor scholar priest footballer athlete school university river festival magazine newspaper organization"
    " organisation group dynasty agency episode character".split()
)
_OBITUARY = re.compile(r"\b(?:dies|died|dead),? (?:at|aged) \d|\bhas died\b|\bobituary\b", re.IGNORECASE)
_BIOGRAPHY = re.compile(
    rf"[\"“‘'*_]*(?-i:[^\W_a-z])[^\n;.]{{0,60}}?(?:\s?\([^()\n]*\))?,? (?:is|was) (?:an?|the) (?:(?!\b(?:who|that|which|about|by)\b)[^.;\n]){{0,80}}?\b(?:{alternatives(_OTHER_SUBJECTS)})\b",
    re.IGNORECASE,
)


def _is_about_something_else(document: Document) -> bool:
    """Say whether a document opens like an article on a person, a band or a place, so that no work is its subject."""
    first = next((b for b in document.blocks if b.kind is BlockKind.PARAGRAPH), None)
    if first is None or any(True for _title in title_lines(document)):
        return False
    start, end = first.span.start, first.span.end
    if _DEFINITION.match(document.text, start, end):
        return False
    if _OBITUARY.search(document.text, 0, _OPENING):
        return True
    return _BIOGRAPHY.match(document.text, start, end) is not None


def _headline(document: Document) -> str:
    first = next((b for b in document.blocks if b.kind is BlockKind.HEADING), None)
    return f"{document.metadata.title}\n{first.span.of(document.text) if first else ''}"


def kinds_in_text(text: str) -> Counter[str]:
    """Count the kinds of work that a text calls its subject: "the film", "this series"."""
    counts: Counter[str] = Counter()
    for match in _THE_WORK.finditer(text):
        kind = kind_of_noun(match[1])
        if kind not in {"", "Work"} and not match[0].casefold().endswith(("season", "anime")):
            counts[kind] += 1
    if _SCREENED.search(text):
        counts["Film"] += 1
    if _PLAYED.search(text):
        counts["Game"] += 3
    return counts


def kind_of_work(votes: Mapping[str, float], text: str = "") -> str:
    """Give the kind of a work, by the votes around its name and, for the main work, by what the text calls it.

    Writing about a screen work names its source often; so a film or series needs less than a book or manga.
    """
    scores: dict[str, float] = {}
    for kind, count in kinds_in_text(text).items():
        scores[kind] = scores.get(kind, 0.0) + 0.5 * count
    for kind, weight in votes.items():
        if kind in SCREEN | PRINT:
            scores[kind] = scores.get(kind, 0.0) + weight
    for kind in SCREEN & scores.keys():
        scores[kind] *= _SCREEN_COUNTS
    return max(scores, key=lambda k: (scores[k], k), default="Work")


SCREEN = frozenset({"Film", "Series"})
PRINT = frozenset({"Manga", "Book", "Game", "Play"})
_SCREEN_COUNTS = 2.0
_PLAYED = re.compile(r"^\W*(?:developers?|platforms?|developed by)\s*:", re.IGNORECASE | re.MULTILINE)
_SCREENED = re.compile(
    r"^[^\w\n]*(?:director|directed by|running time|runtime)\s*:|\bscreenplay\b|\bcinematography\b|\bdirector [A-Z]|\b\d{2,3} min(?:ute)?s?\b",
    re.IGNORECASE | re.MULTILINE,
)


def is_animated(text: str, names: Sequence[str]) -> bool:
    """Say whether a text speaks of its subject as animation: animation is named, and not called live-action."""
    around = "|".join(re.escape(name) for name in names)
    if re.search(
        rf"live-action (?:\w+ ){{0,2}}(?:{around}|\w* ?adaptation|movie|film)", text
    ) and not re.search(rf"anim\w+ (?:\w+ ){{0,2}}(?:{around})", text):
        return False
    signs = re.findall(
        r"\b(?:anime|animated|animation|animators?|voice (?:cast|actors?|acting)|CG-animated)\b",
        text,
        re.IGNORECASE,
    )
    return bool(signs)
