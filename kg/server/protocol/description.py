"""The service description: what the endpoint can do, as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.server.protocol.exchange import Exchange

_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
# Asked of the graph itself, since the graphs that it holds belong to the description.
_QUERY: Final = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
CONSTRUCT {{
  <{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage {languages} ;
    sd:resultFormat {formats} ;
    sd:feature sd:EmptyGraphs ;
    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
    sd:defaultDataset <{endpoint}#dataset> .
  <{endpoint}#dataset> a sd:Dataset ;
    sd:defaultGraph <{endpoint}#default-graph> ;
    sd:namedGraph ?named .
  <{endpoint}#default-graph> a sd:Graph .
  ?named a sd:NamedGraph ; sd:name ?name ; sd:graph ?graph .
  ?graph a sd:Graph .
}} WHERE {{
  {{ }} UNION {{ GRAPH ?name {{ }} BIND (BNODE() AS ?named) BIND (BNODE() AS ?graph) }}
}}
"""


def description(exchange: Exchange) -> str:
    """Give the query that describes the endpoint, under the address by which it was asked."""
    languages = ["sd:SPARQL11Query"]
    if exchange.state.options.writable:
        languages.append("sd:SPARQL11Update")
    return _QUERY.format(
        endpoint=exchange.address,
        languages=", ".join(languages),
        formats=", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS),
    )
