"""The graph as a network: its layout, its shortest paths, who is central, which groups there are."""

from kg.analysis.contradictions import contradictions
from kg.analysis.exchange import gexf_text, graphml_text
from kg.analysis.layout import layout
from kg.analysis.network import as_network
from kg.analysis.paths import Path, Step, shortest_path
from kg.analysis.statistics import Centrality, Community, Statistics, statistics

__all__ = [
    "Centrality",
    "Community",
    "Path",
    "Statistics",
    "Step",
    "as_network",
    "contradictions",
    "gexf_text",
    "graphml_text",
    "layout",
    "shortest_path",
    "statistics",
]
