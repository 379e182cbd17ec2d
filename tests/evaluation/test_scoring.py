"""Scoring: each rule of the matching, on a small set of annotated documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.evaluation import as_record, as_text, evaluate, read_gold
from kg.model import Claim, Document, Entity, Evidence, Extraction, KgError, Literal, Span, Status

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Anna Example directed The Glass Harbour from the manga of the same name by Tom Sample. It feels like Still Sea."
GOLD: dict[str, Any] = {
    "id": "harbour",
    "text": TEXT,
    "entities": [
        {"id": "anna", "type": "Person", "names": ["Anna Example", "Example"]},
        {"id": "tom", "type": "Person", "names": ["Tom Sample"]},
        {"id": "film", "type": "Film", "names": ["The Glass Harbour"]},
        {"id": "manga", "type": "Manga", "names": ["The Glass Harbour"]},
        {"id": "sea", "type": "Work", "names": ["Still Sea"]},
        {"id": "keeper", "type": "Character", "names": ["Kéeper"]},
    ],
    "facts": [
        {
            "relation": "directorOf",
            "subject": "anna",
            "object": "film",
            "evidence": "Anna Example directed The Glass Harbour",
        },
        {"relation": "authorOf", "subject": "tom", "object": "manga", "evidence": "by Tom Sample"},
        {
            "relation": "comparedTo",
            "subject": "film",
            "object": "sea",
            "evidence": "feels like Still Sea",
            "qualifiers": {"polarity": "similar"},
        },
        {
            "relation": "voices",
            "subject": "anna",
            "object": "keeper",
            "qualifiers": {"language": "en", "stage": "young"},
        },
        {"relation": "runtime", "subject": "film", "object": "101 minutes", "also": ["PT101M"]},
        {"relation": "publishedOn", "subject": "doc", "object": "2021-03-04"},
    ],
    "optional_facts": [{"relation": "directorOf", "subject": "tom", "object": "film"}],
}
ANNA = {"id": "p/anna", "type": "Person", "names": ["Anna Example"]}
TOM = {"id": "p/tom", "type": "Person", "names": ["Tom Sample"]}
FILM = {"id": "w/harbour", "type": "Film", "names": ["Glass Harbour"]}
MANGA = {"id": "w/harbour-manga", "type": "Manga", "names": ["The Glass Harbour"]}
SEA = {"id": "w/sea", "type": "Film", "names": ["Still Sea"]}
KEEPER = {"id": "c/keeper", "type": "Character", "names": ["keeper"]}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n\n", encoding="utf-8")
    return path


def claim(
    relation: str, subject: object, object_: object, quote: str = "Anna Example", **more: object
) -> dict[str, object]:
    start = TEXT.find(quote)
    evidence = {"exact": quote, "start": start, "end": start + len(quote)}
    return {
        "document": "harbour",
        "relation": relation,
        "subject": subject,
        "object": object_,
        "evidence": evidence,
        **more,
    }


def figures(gold: Path, *claims: dict[str, object]) -> tuple[int, int, int]:
    report = evaluate(gold, claims)
    return report.all.right, report.all.said, report.all.gold


def test_every_fact_found(gold: Path) -> None:
    report = evaluate(
        gold,
        [
            claim("directorOf", ANNA, FILM),
            claim("authorOf", TOM, MANGA, "Tom Sample"),
            claim("comparedTo", SEA, FILM, "Still Sea", qualifiers={"polarity": "contrast"}),
            claim("voices", ANNA, KEEPER, qualifiers={"language": "en", "stage": "young"}),
            claim("runtime", FILM, "PT101M"),
            claim("publishedOn", {"id": "d", "type": "Document", "names": ["x"]}, "2021-03-04T10:00:00Z"),
        ],
    )
    assert (report.all.precision, report.all.recall, report.all.f1, report.macro.f1) == (1.0, 1.0, 1.0, 1.0)
    assert {name: (tally.right, tally.of) for name, tally in report.below.items()} == {
        "exact": (6, 6),
        "telling": (3, 3),
        "types": (8, 9),
        "language": (1, 1),
        "stage": (1, 1),
        "polarity": (0, 1),
    }
    assert {name: (tally.right, tally.of) for name, tally in report.types.items()} == {
        "Character": (1, 1),
        "Film": (3, 3),
        "Manga": (1, 1),
        "Person": (3, 3),
        "Work": (0, 1),
    }
    assert not report.mistakes


def test_wrong_claims_count_once_and_repeated_right_ones_never(gold: Path) -> None:
    right, wrong = claim("directorOf", ANNA, FILM), claim("directorOf", ANNA, SEA)
    assert figures(gold, right, right, wrong, wrong) == (1, 2, 6)


def test_optional_facts_are_neither_right_nor_wrong(gold: Path) -> None:
    assert figures(gold, claim("directorOf", TOM, FILM)) == (0, 0, 6)


def test_entity_that_merges_two_is_wrong(gold: Path) -> None:
    merged = {"id": "p/x", "type": "Person", "names": ["Anna Example", "Tom Sample"]}
    assert figures(gold, claim("directorOf", merged, FILM)) == (0, 1, 6)


def test_film_and_manga_of_one_title_are_told_by_the_type(gold: Path) -> None:
    assert figures(gold, claim("directorOf", ANNA, MANGA)) == (0, 1, 6)


def test_direction_matters_but_for_comparisons(gold: Path) -> None:
    assert figures(gold, claim("directorOf", FILM, ANNA)) == (0, 1, 6)
    assert figures(gold, claim("comparedTo", SEA, FILM)) == (1, 1, 6)


def test_what_is_left_out(gold: Path) -> None:
    report = evaluate(
        gold,
        [
            claim("directorOf", ANNA, SEA, status="negated"),
            claim("directorOf", ANNA, SEA, status="rumoured"),
            claim("rivalOf", ANNA, SEA),
            {**claim("directorOf", ANNA, SEA), "document": "other"},
        ],
    )
    assert report.all.said == 0
    assert report.left_out == {"negated": 1, "rumoured": 1, "rivalOf": 1, "document other": 1}


def test_quote_at_wrong_offsets_is_not_exact(gold: Path) -> None:
    moved = claim("directorOf", ANNA, FILM)
    moved["evidence"] = {"exact": "Anna Example", "start": 1, "end": 13}
    report = evaluate(gold, [moved, {**moved, "evidence": None}])
    assert (report.below["exact"].right, report.below["exact"].of) == (0, 2)


def test_values_and_json_lines_give_the_same_report(gold: Path) -> None:
    anna, film = (
        Entity("p/anna", "Person", ("Anna Example",)),
        Entity("w/harbour", "Film", ("Glass Harbour",)),
    )
    document = Document("harbour", TEXT, "0", ())
    quote = Evidence("harbour", Span(0, 12), "Anna Example", "test")
    claims = (
        Claim("directorOf", anna, film, quote),
        Claim("voices", anna, film, quote, Status.NEGATED),
        Claim("runtime", film, Literal("101 minutes", "PT101M", "duration"), quote),
        Claim("publishedOn", document, Literal("2021-03-04", "2021-03-04", "date"), quote),
    )
    records = [
        claim("directorOf", ANNA, FILM),
        claim("voices", ANNA, FILM, status="negated"),
        claim("runtime", FILM, "101 minutes"),
        claim(
            "publishedOn", {"id": "document/harbour", "type": "Document", "names": ["harbour"]}, "2021-03-04"
        ),
    ]
    report = evaluate(gold, records)
    assert evaluate(gold, claims) == report
    assert evaluate(gold, [Extraction(document, (anna, film), claims)]) == report
    assert report.all.right == 3


def test_text_and_json(gold: Path) -> None:
    report = evaluate(gold, [claim("directorOf", ANNA, FILM), claim("directorOf", ANNA, SEA)])
    lines = as_text(report, mistakes=True).splitlines()
    assert lines[0].split() == ["relation", "P", "R", "F1", "right", "said", "gold"]
    assert "directorOf            0.500  1.000  0.667      1     2     1" in lines
    assert "all                   0.500  0.167  0.250      1     2     6" in lines
    assert "wrong  harbour: directorOf(anna example -> still sea)  «Anna Example»" in lines
    assert "missed harbour: authorOf(tom sample -> glass harbour)  «by Tom Sample»" in lines
    record = as_record(report, mistakes=True)
    assert record["directorOf"] == {
        "precision": 0.5,
        "recall": 1.0,
        "f1": 2 / 3,
        "right": 1,
        "said": 2,
        "gold": 1,
    }
    assert record["below"]["types"] == [2, 2]
    assert len(record["mistakes"]) == 6
    assert json.loads(json.dumps(record)) == record


def test_names_are_folded(gold: Path) -> None:
    for name in ("THE GLASS  HARBOUR", "Glass-Harbour", "glass hárbour!"):
        assert figures(gold, claim("directorOf", ANNA, {**FILM, "names": [name]})) == (1, 1, 6)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "gold.jsonl"),
        (b"{}\n", "gold.jsonl, line 1"),
        (b"\n[1]", "gold.jsonl, line 2"),
        (b"not json", "line 1"),
        (b"\xff", "gold.jsonl"),
    ],
)
def test_bad_gold_file_gets_a_message(tmp_path: Path, content: bytes, place: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(KgError) as caught:
        read_gold(path)
    assert caught.value.problem.code == "bad-gold"
    assert place in caught.value.problem.place


def test_missing_gold_file_and_claim_without_ends(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="bad-gold"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(KgError, match="a claim lacks subject, object"):
        evaluate(gold, [{"document": "harbour", "relation": "directorOf"}])
