"""Records as numbers: windows of pieces with the tags that each may have, the mentions in them and the pairs of these."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.encoder.decoding import BEGIN, INSIDE, TAGS
from kg.encoder.decoding import OUTSIDE as NO_NAME
from kg.encoder.pairs import ENDS, FAMILY, POLARITIES, RELATIONS, TYPES, Candidates, Place, pair_up
from kg.encoder.pieces import split_pieces, windows_of
from kg.encoder.sentences import sentence_starts
from training.records import OPTIONAL, OUTSIDE, SURE

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from kg.encoder.pieces import Pieces, Window
    from training.records import Named, Record

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

_MISTYPED = 0.15  # chance, for each mention, that its entity is given another type
_CAPITALS = (1, 2, 3)  # numbers of `kg.encoder.pieces` for words with a capital


@dataclass(frozen=True)
class Sample:
    """A window with what is to be learned from it.

    Attributes:
        record: it is of.
        ids: numbers of the pieces, (pieces,).
        cases: how their words are written, (pieces,).
        words: numbers of their words, (pieces,).
        allowed: tags that each piece may have, (pieces, TAGS); a row of none where nothing is to be learned.
        spans: mentions of entities as (first piece, behind the last, entity), a row for each of `places`.
        typed: names of known types as (first piece, behind the last), (names, 2).
        kinds: types that each of these may have, (names, TYPES).
        places: mentions of entities.
        pairs: of the places; none where relations are not annotated.
    """

    record: Record
    ids: Ints
    cases: Ints
    words: Ints
    allowed: Bools
    spans: Ints
    typed: Ints
    kinds: Bools
    places: tuple[Place, ...]
    pairs: Candidates | None


class _Seen(NamedTuple):
    """The names that a window shows, as in `Sample`."""

    places: tuple[Place, ...]
    typed: Ints
    kinds: Bools


def samples_of(record: Record, tokenizer: Tokenizer, rng: random.Random | None = None) -> list[Sample]:
    """Give the windows of a record.

    Args:
        record: what to learn from.
        tokenizer: of the encoder.
        rng: where given, some kinds of works and companies that the pairs are told are wrong, as they will be.
    """
    pieces = split_pieces(tokenizer, record.text)
    allowed = allowed_tags(record, pieces)
    stops = sentence_starts(record.text)
    found = []
    for window in windows_of(pieces, record.text):
        seen = _seen(record, pieces, window, stops)
        places = seen.places if rng is None else _mistyped(seen.places, rng)
        found.append(_sample(record, pieces, window, allowed, seen._replace(places=places)))
    return found


def _sample(record: Record, pieces: Pieces, window: Window, allowed: Bools, seen: _Seen) -> Sample:
    """Put a sample together; the opening before a window teaches no tags."""
    rows = allowed[window.index].copy()
    rows[: window.lead] = False
    spans = [(place.start, place.end, place.entity) for place in seen.places]
    return Sample(
        record=record,
        ids=pieces.ids[window.index],
        cases=pieces.cases[window.index],
        words=pieces.words[window.index],
        allowed=rows,
        spans=np.array(spans, dtype=np.int64).reshape(-1, 3),
        typed=seen.typed,
        kinds=seen.kinds,
        places=seen.places,
        pairs=pair_up(seen.places, window.lead) if record.related and seen.places else None,
    )


def allowed_tags(record: Record, pieces: Pieces) -> Bools:
    """Give the tags that each piece may have, (pieces, TAGS): the first of each word, unless nothing is known of it."""
    first = np.append(True, pieces.words[1:] != pieces.words[:-1])
    allowed = np.zeros((len(pieces), TAGS), dtype=bool)
    allowed[first, NO_NAME] = True
    if record.only:  # what stands with a capital may be a name that nobody annotated
        allowed[np.isin(pieces.cases, _CAPITALS)] = False
    for named in record.named:
        inside = _inside(named, pieces.starts, pieces.ends)
        allowed[inside] = False
        if len(inside) and named.types:
            _allow(allowed, inside[first[inside]], named.types)
    return allowed


def _allow(allowed: Bools, words: Ints, types: Sequence[str]) -> None:
    """Mark in place what the words of a name may be tagged, from the first piece of each."""
    allowed[words, NO_NAME] = OUTSIDE in types
    if set(types) != {OUTSIDE}:
        allowed[words, INSIDE] = True
        allowed[words[:1], INSIDE] = False
        allowed[words[:1], BEGIN] = True


def _inside(named: Named, starts: Ints, ends: Ints) -> Ints:
    """Give the numbers of the pieces of a name, given the offsets of all; ends of lines are of none."""
    return np.flatnonzero((starts >= named.start) & (ends <= named.end) & (ends > starts))


def _mistyped(places: tuple[Place, ...], rng: random.Random) -> tuple[Place, ...]:
    """Give some entities another type of the same family."""
    other = {
        p.entity: rng.choice([k for k, t in enumerate(TYPES) if FAMILY[t] == FAMILY[TYPES[p.type]]])
        for p in places
        if rng.random() < _MISTYPED
    }
    return tuple(replace(p, type=other.get(p.entity, p.type)) for p in places)


def _seen(record: Record, pieces: Pieces, window: Window, stops: list[int]) -> _Seen:
    """Give the names that lie in a window as a whole, and in one stretch of it."""
    starts, ends = pieces.starts[window.index], pieces.ends[window.index]
    places: list[Place] = []
    typed: list[tuple[int, int]] = []
    kinds: list[list[bool]] = []
    for named in record.named:
        inside = _inside(named, starts, ends)
        if not len(inside) or inside[-1] - inside[0] + 1 != len(inside):
            continue
        start, end = int(inside[0]), int(inside[-1]) + 1
        if named.types and OUTSIDE not in named.types:
            typed.append((start, end))
            kinds.append([t in named.types for t in TYPES])
        if named.entities:
            entity = named.entities[0]
            kind = TYPES.index(record.types[entity])
            places.append(Place(entity, kind, start, end, bisect_right(stops, named.start)))
    rows = np.array(typed, dtype=np.int64).reshape(-1, 2)
    return _Seen(tuple(places), rows, np.array(kinds, dtype=bool).reshape(-1, len(TYPES)))


def target_of(record: Record, subject: int, obj: int) -> tuple[Floats, Floats, int]:
    """Give what a pair of entities is to be scored.

    Returns:
        Labels and weights, 0 or 1, (RELATIONS,) each, and the number of the polarity or -1. A weight is 0 where a
        relation does not fit the two, is not annotated, or where readers may differ.
    """
    families = (FAMILY[record.types[subject]], FAMILY[record.types[obj]])
    labels = np.zeros(len(RELATIONS), dtype=np.float32)
    weights = np.zeros(len(RELATIONS), dtype=np.float32)
    polarity = -1
    for number, relation in enumerate(RELATIONS):
        if ENDS[relation] != families or (record.only and relation not in record.only):
            continue
        weight, said = record.facts.get((relation, subject, obj), (0.0, ""))
        if weight == 0.0 and relation == "comparedTo" and (relation, obj, subject) in record.facts:
            continue  # who is likened to whom is a matter of the page, not of the words
        weights[number] = weight != OPTIONAL
        labels[number] = weight == SURE
        if said:
            polarity = POLARITIES.index(said)
    return labels, weights, polarity
