"""Front matter: the keys and values that a Markdown file begins with."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 20_000  # characters
_OPENING = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.|\+\+\+)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?")
_ITEM = re.compile(r"\s*-\s+(?P<value>\S.*)")


def read_front_matter(text: str) -> tuple[Mapping[str, str], int]:
    """Give the values of a file's front matter by their keys in lower case, and where the front matter ends.

    It is YAML's `key: value` between lines of `---`, lists included and joined by commas, or TOML between lines of
    `+++`; anything more is passed over. Without front matter the answer is empty and 0.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST) if opening else None
    if opening is None or closing is None:
        return {}, 0
    inside = text[opening.end() : closing.start()]
    return (_toml(inside) if opening["fence"] == "+++" else _yaml(inside)), closing.end()


def _toml(inside: str) -> dict[str, str]:
    try:
        table = tomllib.loads(inside)
    except tomllib.TOMLDecodeError:
        return {}
    return {key.lower(): _flat(value) for key, value in table.items()}


def _flat(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    return "" if isinstance(value, dict) else " ".join(str(value).split())


def _yaml(inside: str) -> dict[str, str]:
    values: dict[str, str] = {}
    key = ""
    for line in inside.splitlines():
        pair, item = _KEY.fullmatch(line), _ITEM.fullmatch(line)
        if pair is not None:
            key = pair["key"].lower()
            values[key] = _unquoted(pair["value"] or "")
        elif key and not values[key] and line.startswith((" ", "\t")) and item is None:
            values[key] = " ".join(line.split())  # the first line of a folded text
        elif item is not None and key:
            values[key] = ", ".join(filter(None, (values[key], _unquoted(item["value"]))))
    return values


def _unquoted(value: str) -> str:
    """Give a value without quotes, brackets of a list and comment."""
    plain = value.strip()
    if plain[:1] == "[" and plain[-1:] == "]":
        return ", ".join(filter(None, (_unquoted(item) for item in plain[1:-1].split(","))))
    if len(plain) > 1 and plain[0] in "\"'" and plain[-1] == plain[0]:
        return plain[1:-1].replace('\\"', '"').replace("''", "'")
    return plain.split(" #", 1)[0].strip() if plain[:1] not in {"|", ">"} else ""
