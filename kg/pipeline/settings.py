"""Settings: `kg.toml` beside the workspace, or `[tool.kg]` of a `pyproject.toml` there."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import KgError, Problem
from kg.pipeline.manner import Manner

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "KG_WORKSPACE"
STORE_VARIABLE = "KG_STORE"
DEFAULT_WORKSPACE = Path("out")
DEFAULT_DOCUMENTS = (Path("source_docs"),)
DEFAULT_QUESTIONS = Path("questions")
# An absolute IRI without the characters that RFC 3987 and SPARQL forbid in one.
BASE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*[/#]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file may say; the names of the fields are the keys.

    Attributes:
        workspace: the folder of the graph, relative to the settings file.
        documents: what `kg build` reads when no paths are given, relative to the settings file.
        base: the IRI that all things of the graph stand below, ending in "/" or "#"; "" for the ontology's own.
        title: the heading of the HTML view.
        jobs: how many processes may read documents; 0 for as many as there are processors.
        fast: documents are read by rules alone.
        min_confidence: the chance from which a fact is given, from 0 to 1; None for the default.
        questions: the folder of ready questions of the user's own, relative to the settings file.
        store: the URL of a SPARQL server that the graph is published on and read from; "" for the workspace alone.
        store_update: where that server takes updates; "" for the address that such servers have.
        store_graphs: where it takes whole graphs; "" as above.
        store_insecure: whether credentials may be sent to it without encryption.
    """

    workspace: Path = DEFAULT_WORKSPACE
    documents: tuple[Path, ...] = DEFAULT_DOCUMENTS
    base: str = ""
    title: str = ""
    jobs: int = 0
    fast: bool = False
    min_confidence: float | None = None
    questions: Path = DEFAULT_QUESTIONS
    store: str = ""
    store_update: str = ""
    store_graphs: str = ""
    store_insecure: bool = False

    @property
    def manner(self) -> Manner:
        """Give how documents are to be read."""
        return Manner(self.fast, self.min_confidence)


KEYS = tuple(field.name for field in fields(Settings))


EXPECTED = {
    "workspace": 'must be the name of a folder, as in workspace = "out"',
    "documents": 'must be a list of files and folders, as in documents = ["reviews"]',
    "base": 'must be an absolute IRI that ends in "/" or "#", as in base = "https://example.org/films/"',
    "title": 'must be a text, as in title = "My films"',
    "fast": "must be true or false",
    "min_confidence": "must be a number from 0 to 1",
    "questions": 'must be the name of a folder, as in questions = "questions"',
    "jobs": "must be a whole number, 0 or more",
    "store": 'must be a URL, as in store = "http://localhost:7878/query"',
    "store_update": 'must be a URL, as in store_update = "http://localhost:7878/update"',
    "store_graphs": 'must be a URL, as in store_graphs = "http://localhost:7878/store"',
    "store_insecure": "must be true or false",
}


def load_settings(
    workspace: Path | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    store: str | None = None,
) -> Settings:
    """Give the settings that hold here; `workspace` and `store` given as options win over variables and file.

    A `store` of "" is none. Raises `KgError` that names file and key for a setting that cannot be used.
    """
    variables = os.environ if environment is None else environment
    variable = variables.get(VARIABLE, "")
    chosen = workspace or (Path(variable) if variable else None)
    settings = _with_store(_read_folder(chosen.parent if chosen else Path()), variables.get(STORE_VARIABLE))
    settings = _with_store(settings, store)
    return replace(settings, workspace=chosen) if chosen else settings


def override(
    settings: Settings,
    base: str | None = None,
    jobs: int | None = None,
    *,
    fast: bool | None = None,
    min_confidence: float | None = None,
) -> Settings:
    """Give the settings with what the command line says instead. Raises `KgError` for a base that is no IRI."""
    if base is not None and not BASE_IRI.fullmatch(base):
        raise KgError(Problem("wrong-settings", f"--base {EXPECTED['base']}", advice="correct the option"))
    return replace(
        settings,
        base=settings.base if base is None else base,
        jobs=settings.jobs if jobs is None else jobs,
        fast=settings.fast if fast is None else fast,
        min_confidence=settings.min_confidence if min_confidence is None else min_confidence,
    )


def _with_store(settings: Settings, url: str | None) -> Settings:
    """Name another server; its other addresses in the file are those of the server in the file."""
    if url is None or url == settings.store:
        return settings
    return replace(settings, store=url, store_update="", store_graphs="", store_insecure=False)


def _read_folder(folder: Path) -> Settings:
    for name, section in (("kg.toml", ()), ("pyproject.toml", ("tool", "kg"))):
        path = folder / name
        if not path.is_file():
            continue
        table: object = _parse(path)
        for key in section:
            table = table.get(key) if isinstance(table, dict) else None
        if table is None:
            continue
        prefix = ".".join(section)
        if not isinstance(table, dict):
            raise _wrong(name, prefix, "must be a table")
        return _as_settings(table, folder, name, prefix)
    return _defaults(folder)


def _defaults(folder: Path) -> Settings:
    documents = tuple(folder / path for path in DEFAULT_DOCUMENTS)
    return Settings(documents=documents, questions=folder / DEFAULT_QUESTIONS)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KgError(
            Problem(
                "wrong-settings",
                f"this is not valid TOML: {error}",
                path.name,
                "correct the file, or remove it",
            )
        ) from error
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise KgError(Problem("wrong-settings", f"the file cannot be read: {reason}", path.name)) from error


def _as_settings(table: Mapping[str, object], folder: Path, file: str, prefix: str) -> Settings:
    settings = _defaults(folder)
    for key, value in table.items():
        where = f"{prefix}.{key}" if prefix else key
        match key, value:
            case "workspace", str() if value:
                settings = replace(settings, workspace=folder / value)
            case "questions", str() if value:
                settings = replace(settings, questions=folder / value)
            case "documents", list() if value and all(isinstance(item, str) and item for item in value):
                settings = replace(settings, documents=tuple(folder / item for item in value))
            case "base", str() if BASE_IRI.fullmatch(value):
                settings = replace(settings, base=value)
            case "jobs", int() if not isinstance(value, bool) and value >= 0:
                settings = replace(settings, jobs=value)
            case "fast" | "store_insecure", bool():
                settings = _with(settings, key, value)
            case "title" | "store" | "store_update" | "store_graphs", str():
                settings = _with(settings, key, value)
            case "min_confidence", int() | float() if not isinstance(value, bool) and 0 <= value <= 1:
                settings = replace(settings, min_confidence=float(value))
            case _:
                raise _wrong(file, where, EXPECTED[key]) if key in KEYS else _unknown(file, where, key)
    return settings


def _with(settings: Settings, key: str, value: str | bool) -> Settings:  # noqa: FBT001 - the value of a key
    change: dict[str, Any] = {key: value}  # the caller has checked that they fit
    return replace(settings, **change)


def _wrong(file: str, where: str, what: str) -> KgError:
    return KgError(Problem("wrong-settings", f"{where} {what}", file, "correct the value"))


def _unknown(file: str, where: str, key: str) -> KgError:
    near = difflib.get_close_matches(key, KEYS, n=1)
    advice = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(KEYS)}"
    return KgError(Problem("wrong-settings", f"{where} is no setting", file, advice))
