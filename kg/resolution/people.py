"""People: full names tell them apart; a surname alone needs a work that both documents speak of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.resolution.alike import block_by_name, join_alike, name_judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import EntityKey
    from kg.resolution.clusters import Clusters
    from kg.resolution.record import Record
    from kg.resolution.surroundings import Surroundings

# Crafts whose masters may be known by one word: two documents mean the same by it, where nobody bears it
# as part of a full name.
_CRAFTS: Final = ("directorOf", "authorOf", "composerOf", "screenwriterOf", "characterDesignerOf")


def join_people(clusters: Clusters, records: Iterable[Record], around: Surroundings) -> None:
    """Join the people of all documents: by full name, then by short forms and names of one word."""
    people = [record for record in records if record.coarse == "person"]
    join_short_within(clusters, people)
    join_alike(clusters, block_by_name(people))
    _join_names_in_other_order(clusters, people, around)
    _join_short_across(clusters, people, around)
    _join_single_names(clusters, people, around)


def join_short_within(clusters: Clusters, records: Iterable[Record]) -> None:
    """Join a name of one word to the one full name of the same document that holds it."""
    by_word: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    short = []
    for record in records:
        for words in record.forms.words:
            for word in set(words):
                by_word[record.key.document, word].append(record)
        if not record.forms.full:
            short.append(record)
    for record in short:
        fits = {
            other.key: other for word in record.forms.context for other in by_word[record.key.document, word]
        }
        if len(fits) == 1:
            (other,) = fits.values()
            clusters.join(
                record.key, other.key, short_judgement(record, other, 0.85, "in one text"), within=True
            )


def short_judgement(record: Record, other: Record, score: float, sign: str) -> tuple[str, float, str]:
    """Give rule, score and reason of a join by a short form."""
    return "short-name", score, f"“{record.names[0]}” is short for “{other.names[0]}”, {sign}"


def _join_names_in_other_order(clusters: Clusters, people: list[Record], around: Surroundings) -> None:
    """Join full names of the same words in another order, or with middle names more, over a common work."""
    blocks: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in people:
        for words in record.forms.words:
            for words_alike in {tuple(sorted(words)), (words[0], words[-1])}:
                blocks[words_alike].append(record)
    for words_alike in sorted(blocks):
        kept: list[Record] = []
        for record in clusters.one_each(blocks[words_alike]):
            fits = [
                other for other in kept if _are_variants(record, other) and around.share_work(record, other)
            ]
            reason = (
                f"“{record.names[0]}” and “{fits[0].names[0]}” differ in order or middle names only"
                if fits
                else ""
            )
            if len(fits) != 1 or not clusters.join(record.key, fits[0].key, ("name-order", 0.85, reason)):
                kept.append(record)


def _are_variants(record: Record, other: Record) -> bool:
    """Say whether some full names have the same words in another order, or one has more in its middle."""
    return any(
        sorted(left) == sorted(right)
        or (
            (left[0], left[-1]) == (right[0], right[-1])
            and (set(left) <= set(right) or set(right) <= set(left))
        )
        for left in record.forms.words
        for right in other.forms.words
    )


def _join_short_across(clusters: Clusters, people: list[Record], around: Surroundings) -> None:
    """Join a surname or given name to the one person of that name who is linked to a work of its text."""
    bearers = _bearers(clusters, people, around)
    for record in without_full_name(clusters, people):
        near = [
            other
            for word in sorted(record.forms.context)
            for other in _bearers_near(clusters, bearers, word, record, around)
            if not clusters.refusal(record.key, other.key)
        ]
        fits = clusters.one_each(near)
        linked = [other for other in fits if around.share_claimed_work(record, other)]
        chosen = linked or fits
        if len(chosen) == 1:
            sign = "linked to the same work" if linked else "the only such name in texts on one work"
            judgement = short_judgement(record, chosen[0], 0.85 if linked else 0.75, sign)
            clusters.join(record.key, chosen[0].key, judgement)


def _join_single_names(clusters: Clusters, people: list[Record], around: Surroundings) -> None:
    """Join names of one word that bear no full name anywhere near: over a common work, or one craft."""
    bearers = _bearers(clusters, people, around)
    in_full_names = {
        word for record in people for words in record.forms.words for word in (words[0], words[-1])
    }
    by_place: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in people:
        for word in sorted(record.forms.context):
            near = _bearers_near(clusters, bearers, word, record, around)
            if len(near) <= int(bool(record.forms.full)):
                for work in around.works_near(record):
                    by_place[word, f"work {work}"].append(record)
            for craft in _CRAFTS if word not in in_full_names else ():
                if record.others(craft, is_subject=True):
                    by_place[word, f"craft {craft}"].append(record)
    for place in sorted(by_place):
        sign = "both stand beside the same work" if place[1].startswith("work") else "both have one craft"
        first, *others = clusters.one_each(by_place[place])
        for record in others:
            rule, score, reason = name_judgement(first, record)
            clusters.join(first.key, record.key, (rule, round(score - 0.1, 2), f"{reason}; {sign}"))


def _bearers(
    clusters: Clusters, people: Iterable[Record], around: Surroundings
) -> dict[tuple[str, EntityKey], list[Record]]:
    """Give the people whose full name begins or ends with a word, for each work that their texts name."""
    found: defaultdict[tuple[str, EntityKey], list[Record]] = defaultdict(list)
    for record in people:
        for words in record.forms.words:
            for word in {words[0], words[-1]}:
                for work in around.works_near(record):
                    found[word, work].append(record)
    return {place: clusters.one_each(records) for place, records in found.items()}


def _bearers_near(
    clusters: Clusters,
    bearers: Mapping[tuple[str, EntityKey], list[Record]],
    word: str,
    record: Record,
    around: Surroundings,
) -> list[Record]:
    """Give the people of that name in texts on the works of the record's text, each once."""
    works = sorted(around.works_near(record))
    return clusters.one_each(other for work in works for other in bearers.get((word, work), ()))


def without_full_name(clusters: Clusters, records: Iterable[Record]) -> Iterator[Record]:
    """Give the records whose cluster has no full name as yet."""
    for record in records:
        if not clusters.profile(record.key).has_full_name:
            yield record
