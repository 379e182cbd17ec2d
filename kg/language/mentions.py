"""Where names stand: stretches of text that look like the name of a person, a character, a work or a company.

Capitals decide, with what the document itself shows: a string in quotation marks, a title line, a headline, the same
string in the middle of another sentence. Types are another step (`typing` of the names, `kg.language.cues`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.language.capitals import COMPANY, LONGEST, Name, capitalised_names
from kg.language.lexicon import (
    COMPANIES,
    JOBS,
    TITLE_CONNECTORS,
)
from kg.language.strings import Strings
from kg.language.titles import recurring_titles
from kg.language.tokens import tokenize
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_QUOTED = re.compile(
    r"(?<!\w)(?:“([^“”\n]{1,80})”|\"([^\"\n]{1,80})\"|‘([^‘’\n]{2,60})’(?!\w)|'([^'\n]{2,60})'(?!\w))"
)
_SURE_TO_BE_NAMES = re.compile(
    r"[’'‘][sS]\s|\s\((?:[^\W\d_]|(?:18|19|20)\d\d)|,\s(?:a|an|the|who|whose)\s|\s[a-z]+ly\s[a-z]+ed\s"
    r"|\s(?:is|was|were|are|has been)\s(?:voiced|played|portrayed|directed|written|created|produced|released|animated|founded)\s"
)
_IN_CAST = re.compile(
    r"\s[–—-]\s[^\W\d_a-z][\w.'’-]*\s[^\W\d_a-z]"
)  # "Anna – Jane Roe", on a line of its own


def find_names(text: str, sentences: Sequence[Span], known: Iterable[str] = ()) -> tuple[Name, ...]:
    """Find the names in the sentences of a document.

    Args:
        text: of the document.
        sentences: spans in order.
        known: strings that the document shows to be names (its title line), found wherever they stand.

    Returns:
        Names in order, without overlap.
    """
    if not sentences:
        return ()
    found: list[Name] = []
    known_names = Strings(n for n in (*known, *recurring_titles(text)) if len(n) > 1)
    for sentence in sentences:
        fixed = [
            *(Name(span, span.of(text)) for span in known_names.find(text, sentence)),
            *_quoted_names(text, sentence),
            *_companies(text, sentence),
        ]
        taken = _without_overlap(fixed)
        tokens = list(tokenize(text, sentence))
        loose = capitalised_names(text, tokens)
        found.extend(_without_overlap([*taken, *(name for name in loose if not _hits(name, taken))]))
    return tuple(_supported(text, found))


def _companies(text: str, sentence: Span) -> Iterator[Name]:
    """Give the services and broadcasters whose names hold a mark that would end a name ("TV+")."""
    if text.find("+", sentence.start, sentence.end) < 0:
        return
    for match in COMPANY.finditer(text, sentence.start, sentence.end):
        if match[0].endswith("+") and match[0][0].isupper():
            yield Name(Span(match.start(), match.end()), match[0])


def _quoted_names(text: str, sentence: Span) -> Iterator[Name]:
    """Give what stands in quotation marks with the capitals of a title."""
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        group = next(g for g in range(1, 5) if match[g] is not None)
        inner = match[group].strip().rstrip(",.;")
        if inner and _is_title_case(inner) and not _is_label(inner):
            start = text.index(inner, match.start(group))
            yield Name(Span(start, start + len(inner)), inner, quoted=True)


def _is_label(inner: str) -> bool:
    """Say whether a quotation is a line of credits: "Director: Ana Lima"."""
    label, colon, _ = inner.partition(": ")
    return bool(colon) and label.casefold() in JOBS


def _is_title_case(inner: str) -> bool:
    parts = [t for t in tokenize(inner) if t.kind in {"word", "initials", "number"}]
    if (
        not parts
        or len(parts) > LONGEST
        or inner[-1] in "?.…"
        or not (parts[0].is_capitalised or parts[0].kind == "number")
    ):
        return False
    if len(parts) == 1:
        return parts[0].is_capitalised
    if parts[0].text.casefold() in {"i", "it", "we", "you", "he", "she"}:
        return False
    small = [
        t
        for t in parts
        if not t.is_capitalised and t.kind == "word" and t.text.casefold() not in TITLE_CONNECTORS
    ]
    return not small and any(t.is_capitalised for t in parts[1:])


def _hits(name: Name, taken: Sequence[Name]) -> bool:
    return any(name.span.overlaps(other.span) for other in taken)


def _without_overlap(names: Iterable[Name]) -> list[Name]:
    """Keep the longer of two names that overlap."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (-(n.span.end - n.span.start), n.span.start)):
        if not _hits(name, kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.span)


def _supported(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Leave out capitals at the start of a sentence that nothing else in the document shows to be a name."""
    certain = {n.text for n in names if not n.sentence_initial}
    parts = {word for name in certain for word in (name.split()[0], name.split()[-1])}
    counts = Counter(n.text for n in names)
    lower = Strings(n.text.casefold() for n in names if n.sentence_initial)
    uncertain = {span.of(text) for span in lower.find_all(text, Span(0, len(text)))}
    for name in names:
        shown = not name.sentence_initial or " " in name.text or name.text in certain or name.text in parts
        shown = shown or (name.text.casefold() in COMPANIES and name.text.casefold() not in uncertain)
        if shown or (
            name.text.casefold() not in uncertain and _looks_like_name(text, name, counts[name.text])
        ):
            yield name


def _looks_like_name(text: str, name: Name, count: int) -> bool:
    """Say whether what follows a capital at the start of a sentence makes it a name."""
    rest = text[name.span.end : name.span.end + 40]
    if _IN_CAST.match(rest) and text.endswith("\n", 0, name.span.start):
        return True
    if _SURE_TO_BE_NAMES.match(rest) or "-" in name.text:
        return not name.text.endswith(("ing", "ly", "ed"))
    return count > 1 and not name.text.endswith(("ing", "ly", "ed")) and bool(re.match(r"\s[a-z]+\s|,", rest))
