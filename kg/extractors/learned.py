"""Relations as the trained encoder scores them: a witness beside the rules, for what no rule has words for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.encoder import FAMILY, POLARITIES, RELATIONS, TYPES, NamedAt
from kg.encoder.pairs import ENDS
from kg.extractors.dubs import said_language
from kg.extractors.stages import stage_of
from kg.extractors.status import status_of
from kg.model import Claim, Evidence, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.encoder import Reading
    from kg.extractors.context import Context
    from kg.language.masking import Masked
    from kg.model import Entity

_LEAST = 0.01  # chance below which the encoder is silent
EXTRACTOR = "learned"
_EITHER_WAY = frozenset({"comparedTo", "rivalOf"})
_ROLES = frozenset({"voices", "portrays"})
_ABOUT_SUBJECT = frozenset({"adaptedFrom", "sequelOf", "comparedTo", "producedBy", "distributedBy"})


class _At(NamedTuple):
    """A mention: what it names, its sentence, and its number there."""

    entity: Entity
    view: Masked
    number: int


def extract_learned(context: Context) -> Iterator[Claim]:
    """Give the relations between the names of a document that the encoder finds at all likely."""
    reading = context.annotation.reading
    if reading is None:
        return
    mentions, places = _mentions(context, reading)
    scored = reading.head.score(reading, mentions)
    by_pair: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row, (subject, obj) in enumerate(zip(scored.subjects.tolist(), scored.objects.tolist(), strict=True)):
        by_pair[mentions[subject].entity, mentions[obj].entity].append(row)
    ids = {m.entity: at.entity.id for m, at in zip(mentions, places, strict=True)}
    trust = _trust(reading, mentions)
    context.opinion.asked.update((ids[subject], ids[obj]) for subject, obj in by_pair)
    context.opinion.trust.update((ids[number], chance) for number, chance in trust.items())
    context.opinion.focus.update((ids[number], chance) for number, chance in reading.focus(mentions).items())
    pooled_of = {pair: scored.scores[rows].max(axis=0) for pair, rows in by_pair.items()}
    for pair, rows in by_pair.items():
        logits, pooled = scored.scores[rows], pooled_of[pair]
        sure = trust[pair[0]] * trust[pair[1]]
        back = pooled_of.get(pair[::-1])
        families = tuple(
            FAMILY[places[side[rows[0]]].entity.type] for side in (scored.subjects, scored.objects)
        )
        for number, relation in enumerate(RELATIONS):
            chance = sure * float(1 / (1 + np.exp(-pooled[number])))
            if ENDS[relation] != families or chance < _LEAST:
                continue
            if relation in _EITHER_WAY and back is not None and back[number] > pooled[number]:
                continue
            best = rows[int(logits[:, number].argmax())]
            ends = places[scored.subjects[best]], places[scored.objects[best]]
            polarity = POLARITIES[int(scored.polarities[rows].mean(0).argmax())]
            yield _claim(context, relation, ends, chance, polarity)


def _trust(reading: Reading, mentions: list[NamedAt]) -> dict[int, float]:
    """Give for each entity the chance, by the encoder, that it is of the family of types that it was taken for."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for mention in mentions:
        chances = reading.chances_at(mention.start, mention.end)
        family = FAMILY[mention.type]
        found[mention.entity].append(
            sum(c for t, c in zip(TYPES, chances, strict=True) if FAMILY[t] == family)
        )
    return {entity: sum(chances) / len(chances) for entity, chances in found.items()}


def _mentions(context: Context, reading: Reading) -> tuple[list[NamedAt], list[_At]]:
    numbers: dict[str, int] = {}
    mentions, places = [], []
    for view in context.views:
        for index, mention in enumerate(view.sentence.mentions):
            entity = context.entity(mention)
            if entity.type in TYPES:
                number = numbers.setdefault(entity.id, len(numbers))
                sentence = reading.sentence_at(mention.span.start)
                mentions.append(NamedAt(mention.span.start, mention.span.end, number, entity.type, sentence))
                places.append(_At(entity, view, index))
    return mentions, places


def _claim(context: Context, relation: str, ends: tuple[_At, _At], chance: float, polarity: str) -> Claim:
    subject, obj = ends
    # What a text says of its own work, it says where it names the other one.
    here = obj if relation in _ABOUT_SUBJECT else subject
    view = here.view
    qualifiers = {}
    if relation == "comparedTo":
        qualifiers["polarity"] = polarity
    elif relation in _ROLES:
        qualifiers = {"language": said_language(view), "stage": _stage(obj)}
    document = context.annotation.document
    span = view.sentence.span
    return Claim(
        relation,
        subject.entity,
        obj.entity,
        Evidence(document.id, span, span.of(document.text), EXTRACTOR),
        _status(subject, obj, here),
        round(chance, 4),
        tuple(sorted((key, value) for key, value in qualifiers.items() if value)),
    )


def _status(subject: _At, obj: _At, here: _At) -> Status:
    """Say whether the sentence speaks of what is to come; denials and rumours the encoder has learned to pass over."""
    places = [at.view.placeholder(at.number) for at in (subject, obj) if at.view is here.view]
    start, end = min(p.start for p in places), max(p.end for p in places)
    planned = status_of(here.view.text, start, end) is Status.PLANNED
    return Status.PLANNED if planned else Status.STATED


def _stage(role: _At) -> str:
    """Give the stage of life that is said right before the name of a role: "the adult Anna"."""
    start = role.view.placeholder(role.number).start
    return stage_of(role.view.text[max(0, start - _CLOSE) : start])


_CLOSE = 12  # characters
