"""Every term of the ontology tells what it means, and the questions about terms have the right answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import KgError, Status
from kg.ontology import OntologyClass, OntologyConcept, OntologyProperty, load_ontology, ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = load_ontology()
DATATYPES = {"string", "date", "gYearMonth", "gYear", "duration", "language", "decimal", "integer", "boolean"}
RELATIONS = {
    "adaptedFrom", "authorOf", "castMemberOf", "characterDesignerOf", "characterIn", "comparedTo", "composerOf",
    "directorOf", "distributedBy", "founderOf", "language", "mentorOf", "portrays", "producedBy", "producerOf",
    "publishedOn", "releaseDate", "rivalOf", "runtime", "screenwriterOf", "sequelOf", "streamingDate", "trackOf",
    "voices",
}  # fmt: skip
ALIGNED: list[OntologyClass | OntologyProperty] = [*ONTOLOGY.classes.values(), *ONTOLOGY.properties.values()]
TERMS: list[OntologyClass | OntologyProperty | OntologyConcept] = [
    *ALIGNED,
    *ONTOLOGY.concepts.values(),
]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_has_label_definition_and_example(
    term: OntologyClass | OntologyProperty | OntologyConcept,
) -> None:
    assert term.label
    assert term.definition.endswith(".")
    assert term.example.endswith((".", ".”"))


@pytest.mark.parametrize("term", ONTOLOGY.properties.values(), ids=lambda term: term.name)
def test_every_property_has_domain_range_and_inverse_label(term: OntologyProperty) -> None:
    known = {*ONTOLOGY.classes, *DATATYPES, "Property", "Class", "langString"}
    assert term.domain
    assert set(term.domain) <= known
    assert term.range
    assert set(term.range) <= known
    assert term.inverse_label


@pytest.mark.parametrize("term", ONTOLOGY.properties.values(), ids=lambda term: term.name)
def test_literal_properties_have_values_in_their_range(term: OntologyProperty) -> None:
    if term.literal:
        assert set(term.range) <= DATATYPES
    else:
        assert not set(term.range) & DATATYPES


def test_the_relations_are_those_of_the_annotation_guide() -> None:
    assert set(ONTOLOGY.relations) == RELATIONS


@pytest.mark.parametrize("relation", ONTOLOGY.relations.values(), ids=lambda term: term.name)
def test_every_relation_is_aligned_and_has_a_class_of_facts(relation: OntologyProperty) -> None:
    assert ONTOLOGY.is_a(relation.fact_class, "Fact")
    assert any(alignment.term.startswith("schema:") for alignment in relation.alignments)
    if relation.name != "comparedTo":  # Wikidata does not compare works
        assert any(alignment.term.startswith("wdt:") for alignment in relation.alignments)


def test_the_vocabulary_is_aligned_with_prov() -> None:
    aligned = {
        (term.name, alignment.term)
        for term in ALIGNED
        for alignment in term.alignments
        if alignment.term.startswith("prov:")
    }
    assert {
        ("adaptedFrom", "prov:wasDerivedFrom"),
        ("evidence", "prov:wasDerivedFrom"),
        ("extractor", "prov:wasAttributedTo"),
        ("Extractor", "prov:SoftwareAgent"),
        ("Document", "prov:Entity"),
    } <= aligned


def test_roles_and_comparisons_have_their_own_facts() -> None:
    classes = {name: term.fact_class for name, term in ONTOLOGY.relations.items()}
    assert {name for name, type_ in classes.items() if type_ == "VoiceRole"} == {"voices", "portrays"}
    assert {name for name, type_ in classes.items() if type_ == "Comparison"} == {"comparedTo"}


def test_only_rivals_are_symmetric() -> None:
    assert [name for name, term in ONTOLOGY.properties.items() if term.symmetric] == ["rivalOf"]


def test_each_status_of_a_claim_is_a_concept() -> None:
    assert {name for name, term in ONTOLOGY.concepts.items() if term.scheme == "Status"} == set(Status)


@pytest.mark.parametrize(
    ("type_", "ancestor", "expected"),
    [
        ("Film", "Work", True),
        ("Film", "Film", True),
        ("Film", "Entity", True),
        ("Work", "Film", False),
        ("Studio", "Organization", True),
        ("Track", "Work", False),
        ("VoiceRole", "Fact", True),
        ("Nonsense", "Work", False),
    ],
)
def test_subclasses_are_reflexive_and_transitive(type_: str, ancestor: str, *, expected: bool) -> None:
    assert ONTOLOGY.is_a(type_, ancestor) is expected


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "expected"),
    [
        ("directorOf", "Person", "Film", True),
        ("directorOf", "Film", "Person", False),
        ("voices", "Person", "Character", True),
        ("voices", "Person", "Film", False),
        ("producedBy", "Series", "Studio", True),
        ("releaseDate", "Film", "gYear", True),
        ("releaseDate", "Film", "duration", False),
        ("publishedOn", "Document", "date", True),
        ("nonsense", "Person", "Film", False),
    ],
)
def test_relations_allow_their_domain_and_range(
    relation: str, subject: str, object_: str, *, expected: bool
) -> None:
    assert ONTOLOGY.allows(relation, subject, object_) is expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["Work", "Film"], "Film"),
        (["Organization", "Studio", "Organization"], "Studio"),
        (["Film", "Series", "Series"], "Series"),
        (["Film", "Series"], "Film"),
        (["Work"], "Work"),
    ],
)
def test_the_most_specific_type_wins_then_the_most_frequent(types: list[str], expected: str) -> None:
    assert ONTOLOGY.most_specific(types) == expected
    assert ONTOLOGY.most_specific(reversed(types)) == expected


def test_expand_and_compress_are_inverse() -> None:
    for name in [*ONTOLOGY.classes, *ONTOLOGY.properties, *ONTOLOGY.concepts]:
        iri = ONTOLOGY.iri(name)
        assert ONTOLOGY.expand(ONTOLOGY.compress(iri)) == iri
        assert ONTOLOGY.local(iri) == name


def test_what_no_prefix_fits_stays_as_it_is() -> None:
    assert ONTOLOGY.compress("https://example.org/a") == "https://example.org/a"
    assert ONTOLOGY.compress(ONTOLOGY.namespace + "a b>") == ONTOLOGY.namespace + "a b>"
    with pytest.raises(KeyError, match="no known prefix"):
        ONTOLOGY.expand("nowhere:thing")


def test_a_name_that_is_no_term_is_refused() -> None:
    with pytest.raises(KeyError, match="no term"):
        ONTOLOGY.iri("directsOf")
    assert not ONTOLOGY.local(ONTOLOGY.namespace + "directsOf")


def test_the_base_of_the_data_is_apart_from_the_vocabulary() -> None:
    assert ONTOLOGY.base.endswith("/")
    assert ONTOLOGY.prefixes["kg"] == ONTOLOGY.namespace
    assert not ONTOLOGY.base.startswith(ONTOLOGY.namespace)


def test_an_empty_folder_is_no_ontology(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no-ontology"):
        load_ontology(tmp_path)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    tmp_path.joinpath("broken.ttl").write_text("@prefix a: <https://example.org/> .\na:b a:c .\n", "utf-8")
    with pytest.raises(KgError, match=r"broken\.ttl:2"):
        load_ontology(tmp_path)


def test_the_folder_is_that_of_the_source_tree() -> None:
    assert (ontology_folder() / "prefixes.ttl").is_file()
