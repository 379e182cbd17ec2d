"""The trained encoder: from a text to names, types and scores of relations, on the CPU."""

from kg.encoder.heads import NamedAt, PairScores, RelationHead
from kg.encoder.pairs import FAMILY, POLARITIES, RELATIONS, TYPES
from kg.encoder.reading import WEIGHTS, Reading, TextEncoder, load_encoder

__all__ = [
    "FAMILY",
    "POLARITIES",
    "RELATIONS",
    "TYPES",
    "WEIGHTS",
    "NamedAt",
    "PairScores",
    "Reading",
    "RelationHead",
    "TextEncoder",
    "load_encoder",
]
