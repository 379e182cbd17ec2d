"""The page's scripts and styles, inlined, and the policy that lets these and nothing else run.

The script is written as ES modules, so that each can be read and type-checked alone. A page that
opens from the disk cannot import, so each becomes a function here that hands its exports to the next.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from importlib.resources import files

MODULES = (
    "data",
    "wording",
    "store",
    "elements",
    "theme",
    "words",
    "shapes",
    "facets",
    "address",
    "reach",
    "visible",
    "labels",
    "focus",
    "naming",
    "look",
    "route",
    "gliding",
    "map",
    "picture",
    "saving",
    "copies",
    "quotes",
    "overview",
    "picker",
    "steps",
    "scope",
    "card",
    "legend",
    "filters",
    "search",
    "keys",
    "download",
    "listing",
    "main",
)
"""The modules of the page's script; each imports only from those before it."""

SWITCH = 'document.documentElement.classList.remove("no-script");'
"""Runs before anything is shown, so that the long list of facts is not laid out where the map is to stand."""

STYLES = ("colours", "page", "map", "card", "copy", "filter", "list")
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|const|class) (\w+))", re.MULTILINE)


@functools.cache
def script() -> str:
    """Give the page's own script as one strict function."""
    joined = "\n".join(_module(name, _read(f"script/{name}.js")) for name in MODULES)
    return _inline(f'(() => {{\n"use strict";\nconst modules = {{}};\n{joined}\n}})();')


def _module(name: str, source: str) -> str:
    """Turn an ES module into a function of its own, so that its names stay its own."""
    exported = ", ".join(match.group(2) for match in _EXPORT.finditer(source))
    body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = modules.\2;", source)).strip()
    return f"modules.{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


@functools.cache
def library() -> str:
    """Give vis-network, as pyvis carries it."""
    path = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return _inline(path.read_text(encoding="utf-8"))


@functools.cache
def style() -> str:
    """Give the page's styles."""
    return "\n".join(_read(f"style/{name}.css").strip() for name in STYLES)


def template() -> str:
    """Give the source of the page's template."""
    return _read("view.html.j2")


def policy() -> str:
    """Give the Content-Security-Policy: our scripts and styles by their hashes, and no connection to anywhere."""
    scripts = " ".join(_source(text) for text in (SWITCH, library(), script()))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_source(style())}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _inline(text: str) -> str:
    """Refuse a script that would end its own element."""
    if "</script" in text.lower() or "<!--" in text:
        message = "a script that stands in a page may not hold '</script' or '<!--'"
        raise ValueError(message)
    return text


def _read(name: str) -> str:
    return (files("kg.writers.view") / name).read_text(encoding="utf-8")
