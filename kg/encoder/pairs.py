"""Which mentions may stand in which relation, and what is known of such a pair beside its words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

TYPES = (
    "Person", "Character", "Film", "Series", "Manga", "Book", "Game", "Play", "Work", "Studio", "Organization", "Track",
)  # fmt: skip
RELATIONS = (
    "directorOf", "screenwriterOf", "authorOf", "composerOf", "characterDesignerOf", "producerOf", "castMemberOf",
    "voices", "portrays", "characterIn", "adaptedFrom", "sequelOf", "comparedTo", "producedBy", "distributedBy",
    "founderOf", "rivalOf", "mentorOf", "trackOf",
)  # fmt: skip
POLARITIES = ("similar", "contrast", "neutral")
_P, _C, _W, _S, _T = "Person", "Character", "Work", "Company", "Track"
FAMILY = {
    t: {"Person": _P, "Character": _C, "Studio": _S, "Organization": _S, "Track": _T}.get(t, _W)
    for t in TYPES
}
ENDS = {
    **dict.fromkeys(RELATIONS[:7], (_P, _W)),
    "voices": (_P, _C), "portrays": (_P, _C), "characterIn": (_C, _W), "adaptedFrom": (_W, _W), "sequelOf": (_W, _W),
    "comparedTo": (_W, _W), "producedBy": (_W, _S), "distributedBy": (_W, _S), "founderOf": (_P, _S),
    "rivalOf": (_C, _C), "mentorOf": (_C, _C), "trackOf": (_T, _W),
}  # fmt: skip
ALLOWED = frozenset(ENDS.values())
_DISTANCES = np.array([-80, -40, -20, -10, -5, 0, 5, 10, 20, 40, 80])
_SENTENCES = np.array([-3, -2, -1, 0, 1, 2])
FEATURES = {
    "subject": len(TYPES), "object": len(TYPES), "distance": len(_DISTANCES) + 1, "sentences": len(_SENTENCES) + 1,
    "between": 5, "opening": 4, "subject_count": 4, "object_count": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A mention in a window.

    Attributes:
        entity: number of the entity in the document.
        type: its type, a number in `TYPES`.
        start: first piece in the window.
        end: behind the last one.
        sentence: number of the sentence in the document.
    """

    entity: int
    type: int
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of mentions of one window, an element of each array for a pair.

    Attributes:
        subjects: numbers of the places of subjects.
        objects: those of objects.
        features: a column for each of `FEATURES`.
    """

    subjects: NDArray[np.int64]
    objects: NDArray[np.int64]
    features: NDArray[np.int64]


def pair_up(places: Sequence[Place], lead: int = 0) -> Candidates:
    """Pair each mention with the nearest mention of each other entity that its type lets it relate to.

    Args:
        places: the mentions of a window.
        lead: pieces of the opening before it; two mentions in there are a pair of the first window alone.
    """
    by_entity: dict[int, list[int]] = {}
    for number, place in enumerate(places):
        by_entity.setdefault(place.entity, []).append(number)
    works = sorted(p.start for p in places if FAMILY[TYPES[p.type]] == _W)
    counts = {
        entity: int(np.searchsorted(_COUNTS, len(mine), side="right")) for entity, mine in by_entity.items()
    }
    found: dict[tuple[int, int], None] = {}
    for one, mine in by_entity.items():
        for other, theirs in by_entity.items():
            kinds = (FAMILY[TYPES[places[mine[0]].type]], FAMILY[TYPES[places[theirs[0]].type]])
            if one == other or kinds not in ALLOWED:
                continue
            for number in mine:
                found[number, _nearest(places, number, theirs)] = None
            for number in theirs:
                found[_nearest(places, number, mine), number] = None
    found = {(s, o): None for s, o in found if max(places[s].start, places[o].start) >= lead}
    subjects = np.array([s for s, _ in found], dtype=np.int64)
    objects = np.array([o for _, o in found], dtype=np.int64)
    features = np.array(
        [
            (*_features(places, s, o, works), counts[places[s].entity], counts[places[o].entity])
            for s, o in found
        ],
        dtype=np.int64,
    )
    return Candidates(subjects, objects, features.reshape(-1, len(FEATURES)))


def _nearest(places: Sequence[Place], number: int, others: Iterable[int]) -> int:
    here = places[number]
    return min(
        others, key=lambda o: (abs(places[o].sentence - here.sentence), abs(places[o].start - here.start), o)
    )


def _features(places: Sequence[Place], subject: int, obj: int, works: Sequence[int]) -> tuple[int, ...]:
    one, other = places[subject], places[obj]
    low, high = min(one.start, other.start), max(one.start, other.start)
    between = max(0, bisect_left(works, high) - bisect_left(works, low + 1))
    firsts = (one.start <= _OPENING) + 2 * (other.start <= _OPENING)
    return (
        one.type,
        other.type,
        int(np.searchsorted(_DISTANCES, other.start - one.start)),
        int(np.searchsorted(_SENTENCES, other.sentence - one.sentence)),
        min(between, FEATURES["between"] - 1),
        firsts,
    )


_OPENING = 12  # pieces
_COUNTS = np.array([2, 3, 5])  # mentions from which a count falls into the next class
