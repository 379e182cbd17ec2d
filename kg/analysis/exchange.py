"""The network as GraphML and GEXF, for Gephi, yEd, Cytoscape and the like."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.analysis.network import as_network
from kg.graph import mint_iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Fact, KnowledgeGraph

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, not even escaped."""


def graphml_text(graph: KnowledgeGraph) -> str:
    """Write the network as GraphML: entities with IRI, label, type, names; facts with relation, quotes, documents."""
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(_plain(graph))
    return _text(writer.xml)


def gexf_text(graph: KnowledgeGraph, positions: Mapping[str, tuple[float, float]] | None = None) -> str:
    """Write the network as GEXF 1.2, with the places of the map where they are given.

    Args:
        graph: the knowledge graph.
        positions: of `layout`; without them the reading program lays the network out.
    """
    network = _plain(graph)
    for node, attributes in network.nodes(data=True):
        if positions and node in positions:
            x, y = positions[node]
            attributes["viz"] = {
                "position": {"x": x, "y": -y, "z": 0.0}
            }  # GEXF counts upwards, the page down
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop(
            "lastmodifieddate", None
        )  # the day of writing: the same graph is to give the same bytes
    return _text(writer.xml)


def _text(root: ET.Element) -> str:
    ET.indent(root)
    stream = io.BytesIO()
    ET.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)
    return stream.getvalue().decode("utf-8") + "\n"


def _plain(graph: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Give the network with attributes that both formats can hold: clean strings and numbers."""
    titles = {record.path: record.metadata.title or record.id for record in graph.documents}
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in sorted(graph.entities, key=lambda entity: entity.path):
        plain.add_node(
            _clean(entity.path),
            label=_clean(entity.label),
            type=_clean(entity.type),
            names=_clean(" | ".join(entity.names)),
            iri=mint_iri(graph.base, entity.path),
        )
    fact: Fact
    for subject, target, key, fact in as_network(graph).edges(keys=True, data="fact"):
        plain.add_edge(_clean(subject), _clean(target), key=_clean(key), **_edge(fact, graph.base, titles))
    return plain


def _edge(fact: Fact, base: str, titles: Mapping[str, str]) -> dict[str, str | float]:
    sources = dict.fromkeys(titles.get(quote.document, quote.document) for quote in fact.evidence)
    return {
        "label": _clean(fact.relation),
        "relation": _clean(fact.relation),
        "status": fact.status.value,
        "confidence": fact.confidence,
        "qualifiers": _clean("; ".join(f"{key}={value}" for key, value in fact.qualifiers)),
        "quotes": _clean(" | ".join(quote.exact for quote in fact.evidence)),
        "documents": _clean(" | ".join(sources)),
        "iri": mint_iri(base, fact.path),
    }


def _clean(text: str) -> str:
    """Replace what XML cannot hold by the sign for an unknown character."""
    return _NOT_XML.sub("\ufffd", text)
