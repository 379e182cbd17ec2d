"""Where the stages are joined: documents in, a workspace with a cited graph out.

What is exported here is imported when it is first used: a command that only reads the graph need not wait for the
stages that build one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline.building import NothingReadError, add, build, remove
    from kg.pipeline.checking import validate_source
    from kg.pipeline.claim_lines import claim_line, claim_record
    from kg.pipeline.exporting import export, export_formats
    from kg.pipeline.manner import Manner
    from kg.pipeline.publishing import check_server, publish_workspace
    from kg.pipeline.reading import extract_paths
    from kg.pipeline.settings import Settings, load_settings, override
    from kg.pipeline.source import ListedDocument, LocalSource, Source, open_source
    from kg.pipeline.summary import BuildSummary
    from kg.pipeline.workspace import Workspace
    from kg.pipeline.writing import replace_file, view_page, write_view

__all__ = [
    "BuildSummary",
    "ListedDocument",
    "LocalSource",
    "Manner",
    "NothingReadError",
    "Settings",
    "Source",
    "Workspace",
    "add",
    "build",
    "check_server",
    "claim_line",
    "claim_record",
    "export",
    "export_formats",
    "extract_paths",
    "load_settings",
    "open_source",
    "override",
    "publish_workspace",
    "remove",
    "replace_file",
    "validate_source",
    "view_page",
    "write_view",
]

_HOMES = {
    "BuildSummary": "summary",
    "ListedDocument": "source",
    "LocalSource": "source",
    "Manner": "manner",
    "NothingReadError": "building",
    "Settings": "settings",
    "Source": "source",
    "Workspace": "workspace",
    "add": "building",
    "build": "building",
    "check_server": "publishing",
    "claim_line": "claim_lines",
    "claim_record": "claim_lines",
    "export": "exporting",
    "export_formats": "exporting",
    "extract_paths": "reading",
    "load_settings": "settings",
    "open_source": "source",
    "override": "settings",
    "publish_workspace": "publishing",
    "remove": "building",
    "replace_file": "writing",
    "validate_source": "checking",
    "view_page": "writing",
    "write_view": "writing",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
