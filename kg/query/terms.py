"""Terms of a query that no vocabulary has, or that stand where they say nothing: the query is right and its answer empty."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.model import Problem
from kg.ontology import load_ontology
from kg.query.mistakes import underline
from kg.query.positions import Position, uses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ontology import Ontology, OntologyProperty
    from kg.query.positions import Use

# All terms of vocabularies that do not grow, by the prefix they have in the ontology.
_CLOSED: Final = {
    "rdf": "type Property Statement subject predicate object first rest nil List Seq Bag Alt value langString HTML "
    "XMLLiteral JSON PlainLiteral CompoundLiteral dirLangString language direction reifies",
    "rdfs": "Class Resource Literal Datatype Container ContainerMembershipProperty subClassOf subPropertyOf label "
    "comment domain range seeAlso isDefinedBy member Proposition",
    "skos": "Concept ConceptScheme Collection OrderedCollection prefLabel altLabel hiddenLabel notation note "
    "definition example scopeNote changeNote editorialNote historyNote broader narrower related broaderTransitive "
    "narrowerTransitive semanticRelation broadMatch narrowMatch relatedMatch exactMatch closeMatch mappingRelation "
    "inScheme hasTopConcept topConceptOf member memberList",
}
_ITEM: Final = re.compile(r"_[1-9][0-9]*")  # rdf:_1
_ENDINGS: Final = ("of", "by", "in", "to", "on", "with", "from")
_SHOWN: Final = 3
_CLOSE: Final = 0.75
_TELLING: Final = 4  # letters that a longer name is known by


def check_terms(sparql: str, ontology: Ontology | None = None) -> tuple[Problem, ...]:
    """Give what is doubtful about the terms of a query, in the order of the query; each term once.

    Such a query is legal and is answered, though mostly with nothing. The problems have the codes "unknown-term" for a term
    that its vocabulary does not have, "misplaced-term" for a class that stands as a relation or a relation that stands as a
    class, and "other-namespace" for a vocabulary whose IRI differs in http and https. Their place is the line and column,
    their advice what could be meant, with the place underlined.

    Args:
        sparql: a query or an update; one that cannot be understood has no terms to check from there on.
        ontology: the packaged one where it is None.
    """
    ontology = ontology or load_ontology()
    found: dict[tuple[str, str], Problem] = {}
    for use in uses(sparql, ontology.prefixes):
        problem = _check(use, sparql, ontology)
        if problem:
            found.setdefault((use.iri, problem.code), problem)
    return tuple(found.values())


def _check(use: Use, sparql: str, ontology: Ontology) -> Problem | None:
    if use.iri.startswith(ontology.namespace) and use.iri != ontology.namespace:
        return _check_ours(use, sparql, ontology)
    for prefix, namespace in ontology.prefixes.items():
        if use.iri.startswith(namespace):
            return _check_closed(use, sparql, ontology, prefix)
        other = re.sub("^http(s?):", lambda match: "http:" if match[1] else "https:", namespace)
        if use.iri.startswith(other) and other != namespace:
            meant = f"did you mean {prefix}:{use.iri.removeprefix(other)}, which is <{namespace}…>?"
            return Problem(
                "other-namespace", f"nothing here stands below <{other}>", *_at(use, sparql, meant)
            )
    return None


def _check_ours(use: Use, sparql: str, ontology: Ontology) -> Problem | None:
    name = use.iri.removeprefix(ontology.namespace)
    if not ontology.local(use.iri):
        message = f"the ontology has no term {ontology.compress(use.iri)}"
        return Problem("unknown-term", message, *_at(use, sparql, _suggest(name, use.position, ontology)))
    shown = ontology.compress(use.iri)
    if use.position is Position.RELATION and name not in ontology.properties:
        advice = f"as in: ?thing a {shown}" if name in ontology.classes else "it can be an object only"
        return Problem("misplaced-term", f"{shown} is no relation", *_at(use, sparql, advice))
    if use.position is Position.CLASS and name not in ontology.classes:
        return Problem("misplaced-term", f"{shown} is no class", *_at(use, sparql, f"as in: ?a {shown} ?b"))
    return None


def _check_closed(use: Use, sparql: str, ontology: Ontology, prefix: str) -> Problem | None:
    local = use.iri.removeprefix(ontology.prefixes[prefix])
    known = _CLOSED.get(prefix, "").split()
    if not known or not local or local in known or _ITEM.fullmatch(local):
        return None
    same = {f"{other}:{name}": name for other, names in _CLOSED.items() for name in names.split()}
    meant = [term for term, name in same.items() if name.casefold() == local.casefold()]
    meant += [f"{prefix}:{name}" for name in difflib.get_close_matches(local, known, n=_SHOWN, cutoff=_CLOSE)]
    message = f"the vocabulary has no term {prefix}:{local}"
    return Problem(
        "unknown-term", message, *_at(use, sparql, _did_you_mean(meant) or "see its documentation")
    )


def _at(use: Use, sparql: str, advice: str) -> tuple[str, str]:
    """Give the place of a term, and the advice with the term underlined."""
    start = use.token.start
    line_start = sparql.rfind("\n", 0, start) + 1
    line_end = sparql.find("\n", start)
    line = sparql[line_start : line_end if line_end >= 0 else len(sparql)]
    column = start - line_start
    place = f"line {sparql.count(chr(10), 0, start) + 1}, column {column + 1}"
    return place, f"{advice}\n{underline(line, column, column + len(use.token.text))}"


def _suggest(name: str, position: Position, ontology: Ontology) -> str:
    """Give what could be meant by a name that the ontology does not have."""
    wanted = _fold(name)
    index = _index(ontology)
    near = difflib.get_close_matches(wanted, index, n=_SHOWN, cutoff=_CLOSE)
    near += [key for key in index if len(wanted) >= _TELLING and wanted in key]
    found = dict.fromkeys(local for key in dict.fromkeys([wanted, *near]) for local in index.get(key, ()))
    fitting = [local for local in found if _fits(local, position, ontology)] or list(found)
    meant = _did_you_mean([ontology.compress(ontology.iri(local)) for local in fitting])
    return (
        f"{meant}{_direction(fitting[0], ontology)}"
        if meant
        else "see the terms in: docs/reference/ontology.md"
    )


def _fits(local: str, position: Position, ontology: Ontology) -> bool:
    if position is Position.OTHER:
        return True
    return local in (ontology.classes if position is Position.CLASS else ontology.properties)


def _direction(local: str, ontology: Ontology) -> str:
    """Say what a relation goes from and to: who writes kg:director may have the film first."""
    term = ontology.relations.get(local)
    if term is None or not term.domain or not term.range or term.literal:
        return ""
    return f" It goes from {' or '.join(term.domain)} to {' or '.join(term.range)}"


def _did_you_mean(terms: list[str]) -> str:
    shown = list(dict.fromkeys(terms))[:_SHOWN]
    return f"did you mean {' or '.join(shown)}?" if shown else ""


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _index(ontology: Ontology) -> Mapping[str, Mapping[str, None]]:
    """Give local names by what people may call their terms, the surest first."""
    relations = ontology.properties.items()
    terms = [(name, name) for name in (*ontology.properties, *ontology.classes, *ontology.concepts)]
    terms += [(term.label, name) for name, term in relations]
    terms += [(term.label, name) for name, term in ontology.classes.items()]
    terms += [(_shortened(name), name) for name in ontology.properties]
    terms += [(term.inverse_label, name) for name, term in relations]
    terms += [(other, name) for name, term in relations for other in _other_names(term)]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, name in terms:
        if key:
            found[_fold(key)][name] = None
    return found


def _shortened(name: str) -> str:
    """Give a name without its last word: "director" for directorOf."""
    words = re.findall("[A-Z]?[a-z0-9]+", name)
    return "".join(words[:-1]) if _fold(words[-1]) in _ENDINGS else ""


def _other_names(term: OntologyProperty) -> list[str]:
    """Give a relation's names in other vocabularies, those that are words."""
    names = [one.term.partition(":") for one in term.alignments]
    return [local for prefix, _, local in names if not prefix.startswith("wd")]
