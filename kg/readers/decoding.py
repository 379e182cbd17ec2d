"""Decoding: bytes of a file to its text, with a message for what is no text in UTF-8."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

from kg.model import KgError, Problem

MAX_BYTES = 10_000_000  # a file that is larger gets a message; a novel has about 1,000,000

_ADVICE = "save it as UTF-8 and try again"
_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (such as .docx, .odt or .epub)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)
_HEAD = 4096  # bytes in which a NUL tells a binary file
_CONTROL_SHARE = 0.02
_ONLY_WINDOWS = range(0x80, 0xA0)  # quotes and dashes there, control characters in Latin-1
_GUESS_FROM = 1_000_000  # bytes


def decode_utf8(data: bytes, source: str) -> str:
    """Give the text of a file in UTF-8: every character of it, a byte order mark and line ends as they are.

    It is what `open(source, encoding="utf-8", newline="")` reads, so that others can check offsets.
    Raises `KgError` for a file that is empty, binary or in another encoding.
    """
    refuse_binary(data, source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KgError(_not_utf8(data, error.start, source)) from None
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u3000"):
        raise KgError(
            Problem(
                "empty-document", "the file holds white space alone", source, "put the article's text into it"
            )
        )
    control = sum(
        count
        for letter, count in Counter(text[:_HEAD]).items()
        if unicodedata.category(letter) == "Cc" and letter not in "\t\r\n\f\v"
    )
    if control > _CONTROL_SHARE * min(len(text), _HEAD):
        raise KgError(_binary("a binary file", source))
    return text


def refuse_binary(data: bytes, source: str) -> None:
    """Raise `KgError` for bytes that no reader takes: none, UTF-16, an archive, a picture."""
    if not data:
        raise KgError(
            Problem("empty-document", "the file is empty", source, "put the article's text into it")
        )
    for mark, name in _WIDE:
        if data.startswith(mark):
            raise KgError(Problem("wrong-encoding", f"the file is {name}, not UTF-8", source, _ADVICE))
    for mark, name in _MAGIC:
        if data.startswith(mark):
            raise KgError(_binary(name, source))
    if b"\x00" in data[:_HEAD]:
        raise KgError(_zeros(data, source))


def refuse_size(size: int, source: str, limit: int = MAX_BYTES) -> None:
    """Raise `KgError` for a file of more bytes than the limit."""
    if size > limit:
        message = f"the file has {size / 1e6:.1f} MB, and the limit is {limit / 1e6:.1f} MB"
        raise KgError(Problem("document-too-large", message, source, "divide it, one article a file"))


def _binary(name: str, source: str) -> Problem:
    advice = "save its text as .txt, .md or .html"
    return Problem("binary-document", f"the file is {name}, not text", source, advice)


def _zeros(data: bytes, source: str) -> Problem:
    """Tell UTF-16 without a mark from a binary file: every other byte of it is 0."""
    head = data[:_HEAD]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) > 0.3 * len(head) / 2 and min(zeros) < 0.05 * len(head) / 2:
        return Problem("wrong-encoding", "the file seems to be UTF-16, not UTF-8", source, _ADVICE)
    return _binary("a binary file", source)


def _not_utf8(data: bytes, offset: int, source: str) -> Problem:
    """Say which byte is wrong, in which line, and what the encoding may be."""
    line = data.count(b"\n", 0, offset) + 1
    advice = f"it may be {_guess(data)}; {_ADVICE}"
    message = f"the file is not UTF-8: byte 0x{data[offset]:02x} at offset {offset}"
    return Problem("wrong-encoding", message, f"{source}, line {line}", advice)


def _guess(data: bytes) -> str:
    """Name the single-byte encoding that bytes outside UTF-8 suggest."""
    letters_of_windows = any(byte in _ONLY_WINDOWS for byte in data[:_GUESS_FROM])
    return "Windows-1252" if letters_of_windows else "Latin-1 or Windows-1252"
