"""The prefixes of the ontology that a query needs: each that is given to the engine costs time with each query."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.ontology import load_ontology

_REMARKS: Final = re.compile(r"(?:\s*+#[^\r\n]*+[\r\n])*+")
_HEAD: Final = re.compile(
    r"(?:\s*+(?:PREFIX|prefix)\s++[\w-]*+:\s*+<[^<>]*+>)*+"
)  # in any other case: not at its quickest
_DECLARED: Final = re.compile(r"(?:PREFIX|prefix)\s+([\w-]*):\s*<[^<>]*>")


def needed_prefixes(sparql: str) -> dict[str, str]:
    """Give the prefixes that a query may use and does not declare at its head: each costs the engine time."""
    if "\\" in sparql:  # which may hide a letter
        return dict(load_ontology().prefixes)
    remarks = _REMARKS.match(sparql)
    head = _HEAD.match(sparql, remarks.end() if remarks else 0)
    return {name: space for mark, name, space in _undeclared(head[0] if head else "") if mark in sparql}


@lru_cache(maxsize=256)
def _undeclared(head: str) -> tuple[tuple[str, str, str], ...]:
    """Give the known prefixes that the head of a query does not declare, each with what a use of it begins with."""
    declared = set(_DECLARED.findall(head))
    known = load_ontology().prefixes.items()
    return tuple((f"{name}:", name, space) for name, space in known if name not in declared)
