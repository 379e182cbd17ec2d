"""How pages word numbers, and how they show text that may hold anything."""

from __future__ import annotations

from typing import Final

_SURE: Final = (
    (0.95, "almost certain"),
    (0.85, "very likely"),
    (0.7, "likely"),
    (0.5, "more likely than not"),
)
_PICTURES: Final = 0x2400
_KEPT: Final = "\n\t"
_TURNING: Final = (0x061C, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that change the direction of what follows: they can make a text read as what it is not."""
_SHOWN: Final = {
    **{code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in _KEPT},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(_TURNING, "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys((0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}


def harmless(text: object) -> str:
    """Show control characters as pictures of themselves, so that none acts; line ends of any system are line ends."""
    return str(text).replace("\r\n", "\n").translate(_SHOWN)


def confidence_in_words(number: float) -> str:
    """Say how sure something is, from "almost certain" down to "unlikely"."""
    return next((words for least, words in _SURE if number >= least), "unlikely")


def counted(count: int, one: str, many: str = "") -> str:
    """Give a number with its word: "1 fact", "1,204 facts"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


_LANGUAGES: Final = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_name(tag: str) -> str:
    """Give what a language is called, from its tag; the tag itself for one that is not known here."""
    name = _LANGUAGES.get(tag.partition("-")[0].lower())
    if name is None:
        return tag
    return name if "-" not in tag else f"{name} ({tag})"


def opening(text: str) -> str:
    """Give a text as it opens a sentence: with a capital letter."""
    return text[:1].upper() + text[1:]


def before(text: str) -> str:
    """Show what stands before a quote on one line, from its first whole word on."""
    words = text.split()
    if not words:
        return ""
    shown = words[1:] if len(words) > 1 and not text[0].isspace() else words
    return f"…{' '.join(shown)}{' ' if text[-1].isspace() else ''}"


def after(text: str) -> str:
    """Show what stands behind a quote on one line, up to its last whole word."""
    words = text.split()
    if not words:
        return ""
    shown = words[:-1] if len(words) > 1 and not text[-1].isspace() else words
    return f"{' ' if text[0].isspace() else ''}{' '.join(shown)}…"
