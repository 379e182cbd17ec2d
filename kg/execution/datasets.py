"""An update that is confined to some graphs, as the protocol's parameters ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import ExitCode, KgError, Problem
from kg.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.query.tokens import Token

_OWN: Final = ("USING", "WITH")


def confine(sparql: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    """Write USING and USING NAMED into each operation of an update that has a pattern.

    `DELETE WHERE {…}` can have none, so it becomes `DELETE {…} USING … WHERE {…}`, which says the same.

    Args:
        sparql: SPARQL Update.
        using: absolute IRIs of graphs that make up the default graph.
        using_named: absolute IRIs of graphs that GRAPH may name.

    Raises:
        KgError: `dataset-conflict`, where the update has USING or WITH of its own.
    """
    clauses = [f"USING <{iri}>" for iri in using] + [f"USING NAMED <{iri}>" for iri in using_named]
    parts, position = [], 0
    for start, end, text in _changes(sparql, f" {' '.join(clauses)} "):
        parts += [sparql[position:start], text]
        position = end
    return "".join((*parts, sparql[position:]))


def _changes(sparql: str, clauses: str) -> Iterator[tuple[int, int, str]]:
    """Give what is to be written in place of what: from, to, text."""
    depth, found = 0, list(tokens(sparql))
    for index, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}")
        if depth or token.kind not in {"word", "name"}:
            continue
        before = found[index - 1] if index else None
        word = token.text.upper()
        if _is_own(token, before):
            raise _conflict()
        if word == "DELETEWHERE" or (word == "WHERE" and before and before.text.upper() == "DELETE"):
            pattern = _braces(sparql, found[index + 1 :])
            begin = f"DELETE {pattern}" if word == "DELETEWHERE" else pattern
            yield token.start, token.end, f"{begin}{clauses}WHERE"
        elif word == "WHERE":
            yield token.start, token.start, clauses


def _is_own(token: Token, before: Token | None) -> bool:
    """Say whether a token is USING or WITH; the engine takes them without space before a prefixed name too."""
    if token.kind == "name":
        named = before is not None and before.kind == "word"  # as after GRAPH, TO, PREFIX
        return not named and token.text.upper().startswith(_OWN)
    return token.text.upper().startswith(_OWN)


def _braces(sparql: str, found: Sequence[Token]) -> str:
    """Give the text in the braces that open here; "{}" where there are none, which the engine then finds wrong."""
    depth = 0
    for token in found:
        depth += (token.text == "{") - (token.text == "}")
        if depth <= 0:
            return sparql[found[0].start : token.end] if token.text == "}" else "{}"
    return "{}"


def _conflict() -> KgError:
    problem = Problem(
        "dataset-conflict",
        "the update names its graphs itself (USING or WITH), and the request names some too",
        advice="name them in one of the two",
    )
    return KgError(problem, ExitCode.QUERY)
