"""The ontology as values: classes, properties and prefixes, read from the Turtle files of `ontology/`."""

from kg.ontology.loading import load_ontology, ontology_folder
from kg.ontology.terms import Alignment, Ontology, OntologyClass, OntologyConcept, OntologyProperty

__all__ = [
    "Alignment",
    "Ontology",
    "OntologyClass",
    "OntologyConcept",
    "OntologyProperty",
    "load_ontology",
    "ontology_folder",
]
