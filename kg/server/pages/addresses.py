"""Which page stands for an IRI, and which IRI a page stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes, urlencode, urlsplit

from kg.graph.iris import escape_part

if TYPE_CHECKING:
    from kg.ontology import Ontology

_ROUTES: Final = frozenset(
    (
        "documents",
        "questions",
        "query",
        "resource",
        "search",
        "sparql",
        "static",
        "store",
        "view",
        "vocabulary",
    )
)
"""First steps of the addresses that are no IRI's, which count where the base has no path of its own."""
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_PLACE: Final = re.compile(r"char=[0-9]{1,12},[0-9]{1,12}")
_IN_PATHS: Final = "/:@!$&'()*+,;=~%"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of the pages of one graph.

    Attributes:
        base: the IRI that the things of the graph stand below.
        ontology: whose terms have a page of their own.
    """

    base: str
    ontology: Ontology

    @property
    def root(self) -> str:
        """Give the path that the pages of things stand below; "" where the base is no address with a path."""
        parts = urlsplit(self.base)
        usable = parts.scheme in {"http", "https"} and self.base.endswith("/") and not parts.query
        return parts.path if usable and self.base == parts._replace(fragment="").geturl() else ""

    @property
    def vocabulary(self) -> str:
        """Give the path of the page of the terms."""
        return urlsplit(self.ontology.namespace).path or "/vocabulary"

    def page(self, iri: str) -> str:
        """Give the address of the page of an IRI; it works for any IRI."""
        if self.ontology.local(iri):
            return f"{self.vocabulary}#{self.ontology.local(iri)}"
        whole, mark, place = iri.partition("#")
        if mark and _PLACE.fullmatch(place):
            return f"{self.page(whole)}#{place}"
        path = self._path(iri)
        return path or f"/resource?{urlencode({'iri': iri}, errors='replace')}"

    def iri(self, raw_path: bytes) -> str:
        """Give the IRI of the data that a path of an address stands for; "" where it lies elsewhere.

        Each step is read by itself, so that an encoded slash stays one; bytes that are no UTF-8 give "".
        """
        try:
            steps = [unquote_to_bytes(step).decode() for step in raw_path.partition(b"?")[0].split(b"/")]
            root = [unquote_to_bytes(step).decode() for step in self.root.encode().split(b"/")]
        except UnicodeDecodeError:
            return ""
        if not self.root or steps[: len(root) - 1] != root[:-1]:
            return ""
        return self.base + "/".join(map(escape_part, steps[len(root) - 1 :]))

    def _path(self, iri: str) -> str:
        """Give the path of an IRI below the base, "" where none leads back to the same IRI."""
        if not self.root or not iri.startswith(self.base) or iri == self.base:
            return ""
        path = self.root + quote(iri[len(self.base) :], safe=_IN_PATHS, errors="replace")
        steps = path.split("/")
        moved = any(not step.strip(".") for step in _decoded(steps[1:]))  # browsers go upwards at two dots
        taken = self.root == "/" and steps[1] in _ROUTES
        return "" if moved or taken or self.iri(path.encode()) != iri else path


def is_iri(text: str) -> bool:
    """Say whether a text is an absolute IRI that may stand in a query."""
    return _IRI.fullmatch(text) is not None


def _decoded(steps: list[str]) -> list[str]:
    return [unquote_to_bytes(step).decode(errors="replace") for step in steps]
