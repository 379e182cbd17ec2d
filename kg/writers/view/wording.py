"""The words of the page in its language: one file a language, `language/<tag>.toml`."""

from __future__ import annotations

import functools
import gettext
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.model import KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEFAULT = "en"
ONTOLOGY = {"types", "relations", "inverse"}
"""Sections with words for what stands in the ontology."""
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one language.

    Attributes:
        language: BCP 47 tag.
        name: what the language calls itself.
        texts: by section and key, "card.close"; a text, or the forms of a plural by their CLDR name.
        plural: gives the name of the form for a number.
    """

    language: str
    name: str
    texts: Mapping[str, str | Mapping[str, str]]
    plural: Callable[[int], str]

    def __call__(self, key: str, **values: object) -> str:
        """Give a text with its values filled in; `count` chooses the form of a plural."""
        text = self.texts[key]
        if not isinstance(text, str):
            count = values.get("count", 0)
            text = text[self.plural(count if isinstance(count, int) else 0)]
        return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)

    def for_script(self) -> dict[str, object]:
        """Give what the page's script needs; words for types and relations come with the data."""
        texts = {key: text for key, text in self.texts.items() if key.partition(".")[0] not in ONTOLOGY}
        return {"language": self.language, "texts": texts}

    def get(self, key: str, default: str) -> str:
        """Give a text that has no values, or the default where the language has none of its own."""
        text = self.texts.get(key)
        return text if isinstance(text, str) else default


def languages() -> tuple[str, ...]:
    """Give the tags of the languages that the page speaks, sorted."""
    folder = files("kg.writers.view") / "language"
    return tuple(
        sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    )


@functools.cache
def load_wording(language: str = DEFAULT) -> Wording:
    """Give the texts of a language; "de-AT" is served by "de".

    Raises `KgError` that lists the languages for one that is not among them.
    """
    known = {tag.casefold(): tag for tag in languages()}
    wanted = language.replace("_", "-").casefold()
    tag = known.get(wanted) or known.get(wanted.partition("-")[0])
    if tag is None:
        offered = ", ".join(f"{tag} ({_read(tag)['name']})" for tag in languages())
        problem = Problem(
            "unknown-language", f"the view does not speak {language!r}", advice=f"it speaks {offered}"
        )
        raise KgError(problem)
    table = _read(tag)
    texts = {
        f"{section}.{key}": text
        for section, entries in table.items()
        if section not in {"name", "plural"}
        for key, text in entries.items()
    }
    forms, rule = table["plural"]["forms"], gettext.c2py(table["plural"]["rule"])
    return Wording(tag, table["name"], texts, lambda count: str(forms[rule(count)]))


def _read(tag: str) -> dict[str, Any]:
    text = (files("kg.writers.view") / "language" / f"{tag}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
