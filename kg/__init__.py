"""Colophon: a knowledge graph of film and anime from what is written about them, each edge with its quote."""

__version__ = "0.1.0"
