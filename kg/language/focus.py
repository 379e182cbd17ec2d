"""What a document is about: its main work, found by title line, headline and how often it is named."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language.headlines import DEFINITION, title_lines
from kg.language.lexicon import JOBS, WORK_NOUNS, alternatives, kind_of_noun
from kg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.language.grouping import Group
    from kg.model import Document

_THE_WORK = re.compile(
    rf"\b(?:the|this|that|its) (?:\w+ )?({alternatives(WORK_NOUNS['Film'] | WORK_NOUNS['Series'] | WORK_NOUNS['Game'] | WORK_NOUNS['Book'] | WORK_NOUNS['Manga'])})\b",
    re.IGNORECASE,
)
_OPENING = 600  # characters in which what is named counts double


def find_focus(
    document: Document,
    groups: Mapping[str, Group],
    keys: Mapping[str, Sequence[int]],
    titles: frozenset[str],
    learned: Mapping[str, float],
) -> str:
    """Give the key of the group that the document is about, "" where no work stands out.

    Args:
        document: as read.
        groups: by key.
        keys: offsets of the mentions of each group.
        titles: keys of the strings in title lines.
        learned: chances of groups by a trained encoder; empty where there is none.
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
        score += _LEARNED * learned.get(key, 0.0)
        scores[key] = score
    best = max(scores, key=lambda k: (scores[k], -groups[k].first, k), default="")
    return best if best and scores[best] >= _LEAST_FOCUS else ""


_LEAST_FOCUS = 2.0
_LEARNED = 8.0


_OTHER_SUBJECTS = JOBS | frozenset(
    [
        "politician",
        "musician",
        "band",
        "company",
        "studio",
        "city",
        "town",
        "village",
        "term",
        "album",
        "song",
        "single",
        "comedian",
        "philosopher",
        "historian",
        "poet",
        "conductor",
        "scholar",
        "priest",
        "footballer",
        "athlete",
        "school",
        "university",
        "river",
        "festival",
        "magazine",
        "newspaper",
        "organization",
        "organisation",
        "group",
        "dynasty",
        "agency",
        "episode",
        "character",
    ]
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
    if DEFINITION.match(document.text, start, end):
        return False
    if _OBITUARY.search(document.text, 0, _OPENING):
        return True
    return _BIOGRAPHY.match(document.text, start, end) is not None


def _headline(document: Document) -> str:
    first = next((b for b in document.blocks if b.kind is BlockKind.HEADING), None)
    return f"{document.metadata.title}\n{first.span.of(document.text) if first else ''}"


def kinds_in_text(text: str) -> Counter[str]:
    """Count the kinds of work that a text calls its subject: "the film", "this series"."""
    return Counter(dict(_kinds_in(text)))


@lru_cache(maxsize=8)  # the whole text is asked about more than once
def _kinds_in(text: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    if not text:
        return ()
    for match in _THE_WORK.finditer(text):
        kind = kind_of_noun(match[1])
        if kind not in {"", "Work"} and not match[0].casefold().endswith(("season", "anime")):
            counts[kind] += 1
    if _SCREENED.search(text):
        counts["Film"] += 1
    if _PLAYED.search(text):
        counts["Game"] += 3
    return tuple(counts.items())


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
_PLAYED = re.compile(r"^[^\w\n]*(?:developers?|platforms?|developed by)\s*:", re.IGNORECASE | re.MULTILINE)
_SCREENED = re.compile(
    r"^[^\w\n]*(?:director|directed by|running time|runtime)\s*:|\bscreenplay\b|\bcinematography\b|\bdirector [A-Z]|\b\d{2,3} min(?:ute)?s?\b",
    re.IGNORECASE | re.MULTILINE,
)


def is_animated(text: str, names: Sequence[str]) -> bool:
    """Say whether a text speaks of its subject as animation: animation is named, and not called live-action."""
    if not _ANIMATED.search(text):
        return False
    if "live-action " not in text:
        return True
    around = "|".join(re.escape(name) for name in names)
    acted = re.search(rf"live-action (?:\w+ ){{0,2}}(?:{around}|\w* ?adaptation|movie|film)", text)
    return not acted or bool(re.search(rf"anim\w+ (?:\w+ ){{0,2}}(?:{around})", text))


_ANIMATED = re.compile(
    r"\b(?:anime|animated|animation|animators?|voice (?:cast|actors?|acting)|CG-animated|hand-drawn|stop-motion|claymation|storyboards?|isekai)\b",
    re.IGNORECASE,
)
