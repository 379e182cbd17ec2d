"""The data model: frozen values that all other layers speak in. Imports the standard library alone."""

from kg.model.claim import Claim, Entity, Evidence, Extraction, Literal, Status
from kg.model.document import Block, BlockKind, Document, Metadata, Span
from kg.model.fact import DocumentRecord, Fact, KnowledgeGraph, Quote
from kg.model.problem import ExitCode, KgError, Problem
from kg.model.resolution import EntityKey, Judgement, Resolution, ResolvedEntity

__all__ = [
    "Block",
    "BlockKind",
    "Claim",
    "Document",
    "DocumentRecord",
    "Entity",
    "EntityKey",
    "Evidence",
    "ExitCode",
    "Extraction",
    "Fact",
    "Judgement",
    "KgError",
    "KnowledgeGraph",
    "Literal",
    "Metadata",
    "Problem",
    "Quote",
    "Resolution",
    "ResolvedEntity",
    "Span",
    "Status",
]
