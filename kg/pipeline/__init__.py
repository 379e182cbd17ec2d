"""Where the stages are joined: documents in, a workspace with a cited graph out."""

from kg.pipeline.build import NothingReadError, add, build, remove
from kg.pipeline.checking import validate_workspace
from kg.pipeline.claim_lines import claim_line, claim_record
from kg.pipeline.exporting import export, export_formats
from kg.pipeline.reading import extract_paths
from kg.pipeline.settings import Settings, load_settings, override
from kg.pipeline.summary import BuildSummary
from kg.pipeline.workspace import Workspace
from kg.pipeline.writing import replace_file, write_view

__all__ = [
    "BuildSummary",
    "NothingReadError",
    "Settings",
    "Workspace",
    "add",
    "build",
    "claim_line",
    "claim_record",
    "export",
    "export_formats",
    "extract_paths",
    "load_settings",
    "override",
    "remove",
    "replace_file",
    "validate_workspace",
    "write_view",
]
