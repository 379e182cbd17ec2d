"""IRIs of the data: a path below the base, escaped so that any text gives a valid IRI and comes back unchanged."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote

from kg.model import KgError, Problem, Span

_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_SIMPLE: Final = re.compile(r"[A-Za-z0-9_~-]+")  # as most are
_FIRST_OUTSIDE_ASCII: Final = 0xA0
_NOT_IN_IRIS: Final = range(
    0xE0000, 0xE1000
)  # tags and variation selectors: letters to Unicode, not to RFC 3987


def escape_path(path: str) -> str:
    """Write a path as it stands in an IRI: letters, digits and "-._~/" stay, all else is percent-encoded.

    A step of dots alone is encoded too, since programs that resolve IRIs take it for a way upwards.
    """
    return "/".join(map(_escape_step, path.split("/")))


def unescape_path(escaped: str) -> str:
    """Read a path back from an IRI: the inverse of `escape_path`."""
    return unquote(escaped, errors="strict")


def escape_part(text: str) -> str:
    """Write any text as one step of a path: as `escape_path`, the slash encoded too."""
    return _escape_step(text).replace("/", "%2F")


def mint_iri(base: str, path: str) -> str:
    """Give the IRI of a path of the graph: "work/akira" below the base."""
    return base + escape_path(path)


def path_of(base: str, iri: str) -> str:
    """Give the path that an IRI stands for; KgError where the IRI is not below the base."""
    if not iri.startswith(base):
        raise KgError(Problem("foreign-iri", f"{iri} does not lie below the base {base}"))
    return unescape_path(iri[len(base) :])


def mention_iri(base: str, document: str, entity: str) -> str:
    """Give the IRI of an entity as one document knows it."""
    return f"{base}mention/{escape_part(document)}/{escape_part(entity)}"


def mention_of(base: str, iri: str) -> tuple[str, str]:
    """Give the ids of document and entity that a mention's IRI stands for: the inverse of `mention_iri`."""
    head, _, rest = iri.removeprefix(base).partition("/")
    document, slash, entity = rest.partition("/")
    if not iri.startswith(base) or head != "mention" or not slash:
        raise KgError(Problem("foreign-iri", f"{iri} is no entity of a document below {base}"))
    return unescape_path(document), unescape_path(entity)


def selection_iri(document: str, span: Span) -> str:
    """Give the IRI of a stretch of a document: its IRI and a fragment as in RFC 5147, in characters.

    Where the document's IRI is a fragment itself, which cannot have another, a slash takes its place.
    """
    mark = "/" if "#" in document else "#"
    return f"{document}{mark}char={span.start},{span.end}"


def _escape_step(step: str) -> str:
    """Escape what stands between two slashes."""
    if _SIMPLE.fullmatch(step):
        return step
    if step and not step.strip("."):
        return "%2E" * len(step)
    return "".join(letter if _may_stand(letter) else quote(letter, safe="") for letter in step)


def _may_stand(letter: str) -> bool:
    """Say whether a character may stand in an IRI as it is."""
    if letter in _PLAIN:
        return True
    code = ord(letter)
    return (
        code >= _FIRST_OUTSIDE_ASCII and code not in _NOT_IN_IRIS and unicodedata.category(letter)[0] in "LMN"
    )
