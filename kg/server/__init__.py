"""The graph over HTTP: the SPARQL protocol, pages for people, and an editor for queries."""
