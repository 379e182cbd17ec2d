"""The page of the reference that lists every term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.ontology.terms import Ontology, OntologyClass, OntologyConcept, OntologyProperty

_HEAD: Final = """# Ontology

Every term of `ontology/`, as the files there define it. The page is generated: `make reference`.

Terms have the prefix `kg:`, which stands for `{namespace}`. Data stand under `{base}` where no setting says
otherwise. *Matches* are ties to schema.org, Wikidata, PROV-O, Web Annotation and SKOS: `inverseOf` reads the other
term backwards.
"""


def ontology_page(ontology: Ontology) -> str:
    """Give the page in Markdown: prefixes, classes, relations, other properties, closed lists."""
    relations = ontology.relations.values()
    others = [term for term in ontology.properties.values() if not term.fact_class]
    sections = (
        _HEAD.format(namespace=ontology.namespace, base=ontology.base),
        _prefixes(ontology),
        _section("Classes", "What things are.", map(_class, _in_depth(ontology))),
        _section("Relations", "What facts say; each is an easy triple too.", map(_property, relations)),
        _section("Other properties", "What roles, comparisons and evidence have.", map(_property, others)),
        _section("Values", "The closed lists.", _values(ontology)),
    )
    return "\n".join(sections)


def _prefixes(ontology: Ontology) -> str:
    rows = "".join(f"| `{prefix}:` | `{space}` |\n" for prefix, space in ontology.prefixes.items())
    return f"## Prefixes\n\nQueries know these without a PREFIX line.\n\n| prefix | namespace |\n|---|---|\n{rows}"


def _section(title: str, about: str, entries: Iterable[str]) -> str:
    return f"## {title}\n\n{about}\n\n" + "\n".join(entries)


def _in_depth(ontology: Ontology, parent: str = "") -> Iterator[OntologyClass]:
    """Give the classes, each followed by its subclasses."""
    for term in ontology.classes.values():
        if (parent in term.parents) if parent else not term.parents:
            yield term
            yield from _in_depth(ontology, term.name)


def _class(term: OntologyClass) -> str:
    parents = ", ".join(f"[{parent}](#{parent.lower()})" for parent in term.parents)
    return _entry(term, {"a kind of": parents})


def _property(term: OntologyProperty) -> str:
    both = " or ".join(term.domain), " or ".join(term.range)
    notes = {
        "from": both[0],
        "to": both[1],
        "backwards": term.inverse_label,
        "holds": "both ways" if term.symmetric else "",
        "its facts are": f"[{term.fact_class}](#{term.fact_class.lower()})" if term.fact_class else "",
    }
    return _entry(term, notes)


def _entry(term: OntologyClass | OntologyProperty, notes: dict[str, str]) -> str:
    told = [f"{title}: {text}" for title, text in notes.items() if text]
    if term.alignments:
        told.append("matches: " + ", ".join(f"{one.relation} `{one.term}`" for one in term.alignments))
    lines = "".join(f"- {text}\n" for text in told)
    body = f"*{term.label}.* {term.definition}\nExample: {term.example}\n"
    return f"### {term.name}\n\n{body}" + (f"\n{lines}" if lines else "")


def _values(ontology: Ontology) -> Iterator[str]:
    schemes = dict.fromkeys(concept.scheme for concept in ontology.concepts.values())
    for scheme in schemes:
        rows = "".join(_value(one) for one in ontology.concepts.values() if one.scheme == scheme)
        yield f"### {scheme} values\n\n| value | meaning | example |\n|---|---|---|\n{rows}"


def _value(concept: OntologyConcept) -> str:
    return f"| `kg:{concept.name}` | {concept.definition} | {concept.example} |\n"
