"""Pages: the bytes of an HTML file to its tree, within bounds of time and memory."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html

from kg.model import KgError, Problem
from kg.readers.decoding import decode_utf8, refuse_binary

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_ELEMENTS = 60_000  # a long encyclopedia article has half of that
DEEPEST = 250  # libxml2 drops what lies below 256
MOST_ATTRIBUTES = 500  # of one element; comparing them takes time by their square
_ADVICE = "save the article's text as .txt or .md"

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # bytes
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def parse_page(data: bytes, source: str) -> HtmlElement:
    """Give the tree of an HTML page; nothing is fetched and no entity of its own is expanded.

    Raises `KgError` for a page that is empty, wrongly encoded, or made to take all time and memory.
    """
    text = decode_page(data, source)
    _refuse_attributes(text, source)
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(_XML_DECLARATION.sub("", text, count=1), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise KgError(
            Problem("no-article", f"the page cannot be parsed: {error}", source, _ADVICE)
        ) from error
    _refuse_shape(tree, source)
    return tree


def decode_page(data: bytes, source: str) -> str:
    """Give a page's characters by its mark, by the charset that it declares, or as UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, source)
    refuse_binary(data, source)
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    name = (declared.group(1) or declared.group(2)).decode("ascii") if declared else "utf-8"
    return _decode_as(data, _codec(name), source)


def _codec(name: str) -> str:
    """Give the codec for a declared charset; as browsers do, Latin-1 is read as Windows-1252, unknown ones as UTF-8."""
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return "utf-8"
    if codec.name in {"iso8859-1", "ascii"}:
        return "cp1252"
    # A page whose declaration could be read is no UTF-16, whatever it declares.
    return "utf-8" if codec.name.startswith("utf-16") or not codec._is_text_encoding else codec.name  # noqa: SLF001 - the only sign of codecs such as "hex"


def _decode_as(data: bytes, encoding: str, source: str) -> str:
    if encoding == "utf-8":
        return decode_utf8(data, source)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"the page declares {encoding} and is not: {error.reason} at offset {error.start}"
        raise KgError(Problem("wrong-encoding", message, source, "save it as UTF-8 and try again")) from None


def _refuse_attributes(text: str, source: str) -> None:
    """Raise `KgError` for an element with thousands of attributes, which parsing would take minutes for."""
    for piece in text.split("<"):
        if len(piece) > 2 * MOST_ATTRIBUTES and piece[0].isalpha():
            tag = _QUOTED.sub('""', piece).partition(">")[0]
            if len(tag.split()) > MOST_ATTRIBUTES and _is_tag(tag):
                raise KgError(
                    Problem(
                        "page-too-complex",
                        f"an element of the page has more than {MOST_ATTRIBUTES} attributes",
                        source,
                        _ADVICE,
                    )
                )


def _is_tag(tag: str) -> bool:
    """Tell a tag from a stretch of script or prose after a "<" sign: no sign of a program within."""
    return not any(sign in tag for sign in (";", "{", "("))


def _refuse_shape(tree: HtmlElement, source: str) -> None:
    """Raise `KgError` for too many elements, or elements in elements too deep."""
    depth = count = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST:
            message = f"the elements of the page are nested more than {DEEPEST} deep"
            raise KgError(Problem("page-too-complex", message, source, _ADVICE))
        if count > MOST_ELEMENTS:
            message = f"the page has more than {MOST_ELEMENTS} elements"
            raise KgError(Problem("page-too-complex", message, source, _ADVICE))
