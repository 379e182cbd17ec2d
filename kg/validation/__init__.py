"""Validation: the graph against the shapes of the ontology, and each quote against the text that it is from."""

from kg.validation.check import validate
from kg.validation.quotes import check_quotes
from kg.validation.shapes import check_shapes, load_shapes, shape_codes

__all__ = ["check_quotes", "check_shapes", "load_shapes", "shape_codes", "validate"]
