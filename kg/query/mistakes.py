"""What is wrong with a query, in words, with the place underlined."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from kg.ontology import Ontology

_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_WORD: Final = re.compile(r"<[^<>?=][^<>]*>|[^\s{}().;,]+|\S")
_WANTED: Final = re.compile(r'"((?:[^"\\]|\\.)+)"|\b([A-Z]{2,}(?: [A-Z]+)*)\b')
_UPDATES: Final = re.compile(r"(?i)\s*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b")
_QUERIES: Final = re.compile(r"(?i)\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b")
_SHOWN: Final = 8  # of the words that could stand there
_LINE: Final = 100  # characters of the query's line that are shown


def failed(reason: object) -> KgError:
    """Give the error for a query that the engine gave up."""
    problem = Problem("query-failed", f"the query cannot be answered: {reason}", advice="change the query")
    return KgError(problem, ExitCode.QUERY)


def explain(error: str, sparql: str, ontology: Ontology, *, update: bool = False) -> Problem:
    """Turn the parser's words into a problem: what, where, and what could stand there instead.

    Args:
        error: what the parser says.
        sparql: the text that it read.
        ontology: whose prefixes are known.
        update: whether the text was to be an update, not a query.
    """
    match = _PLACE.search(error)
    if match is None:
        return Problem(
            "bad-query", f"the {'update' if update else 'query'} is wrong: {error}", advice="correct it"
        )
    line, column, expected = int(match[1]), int(match[2]), match[3]
    lines = sparql.splitlines() or [""]
    text = lines[line - 1] if line <= len(lines) else ""
    other = (_QUERIES if update else _UPDATES).match(sparql)
    start, end = other.span(1) if other and line == 1 else _culprit(text, column - 1)
    word = text[start:end]
    message = _reason(word, expected)
    if other and not message:
        message = "the graph is changed here, not asked" if update else "the graph is asked here, not changed"
    message = message or _vaguely(word, "update" if update else "query")
    advice = "send it as a query" if update and other else _advise(word, expected, ontology)
    advice = f"{advice}\n{underline(text, start, end)}"
    return Problem("bad-query", message, f"line {line}, column {start + 1}", advice)


def _culprit(text: str, column: int) -> tuple[int, int]:
    """Give where the word stands that the parser stumbled over: at the column, or else before it."""
    words = [match.span() for match in _WORD.finditer(text)]
    for start, end in words:
        if start <= column < end:
            return start, end
    before = [span for span in words if span[1] <= column]
    return before[-1] if before else (len(text), len(text) + 1)


def _reason(word: str, expected: str) -> str:
    """Say what is wrong where the parser knows; "" else."""
    if "Prefix not found" in expected:
        return f"no prefix {word.partition(':')[0]}: is known"
    if "IRI parsing failed" in expected:
        return f"{word} is no valid IRI"
    if "variable that is unbound" in expected:
        return "the SELECT has a variable that the GROUP BY does not have, or that is nowhere in the query"
    return ""


def _vaguely(word: str, kind: str) -> str:
    return f"the {kind} cannot be understood at “{word}”" if word else f"the {kind} ends too early"


def _advise(word: str, expected: str, ontology: Ontology) -> str:
    if "Prefix not found" in expected:
        near = difflib.get_close_matches(word.partition(":")[0], ontology.prefixes, n=2)
        hint = f"did you mean {' or '.join(f'{prefix}:' for prefix in near)}? " if near else ""
        return f"{hint}known are {', '.join(ontology.prefixes)}; others need a PREFIX line"
    wanted = dict.fromkeys(quoted or keyword for quoted, keyword in _WANTED.findall(expected))
    wanted.pop("SELECT", None) if len(wanted) > 1 and "{" in expected else None
    shown = [text for text in wanted if not text.startswith("\\")][:_SHOWN]
    if shown in ([], ["OPTIONAL"]):  # what the parser says where it has no idea
        return "something is missing or too much, here or before"
    return f"there could stand {' or '.join(shown)}"


def underline(text: str, start: int, end: int) -> str:
    """Give the line with the culprit underlined; a long line is cut around it."""
    cut = max(0, start - _LINE // 2)
    text = text[cut : cut + _LINE].replace("\t", " ")
    width = max(1, min(end - cut, _LINE) - (start - cut))
    return f"    {text}\n    {' ' * (start - cut)}{'^' * width}"
