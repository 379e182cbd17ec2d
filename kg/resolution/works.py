"""Works: one title may be a film, a series and a book; documents differ on kinds, and shorten titles."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.resolution.alike import block_by_name, choose, join_alike, name_judgement
from kg.resolution.clusters import PAGE, SCREEN
from kg.resolution.spelling import main_title, title_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.resolution.alike import Blocks
    from kg.resolution.clusters import Clusters
    from kg.resolution.record import Record

# Claims that a text makes of a work that it is about, not of one that it mentions in passing.
_TREATED: Final = frozenset({
    "castMemberOf", "characterIn", "composerOf", "screenwriterOf", "characterDesignerOf", "producerOf",
    "trackOf", "distributedBy", "producedBy", "adaptedFrom", "sequelOf", "language", "runtime", "releaseDate",
})  # fmt: skip
# The side of a claim that only a screen work takes, or only a printed one.
_ON_SCREEN: Final = frozenset({
    ("directorOf", False), ("castMemberOf", False), ("composerOf", False), ("characterDesignerOf", False),
    ("producerOf", False), ("screenwriterOf", False), ("adaptedFrom", True), ("trackOf", False),
})  # fmt: skip
_ON_PAGE: Final = frozenset({("authorOf", False), ("adaptedFrom", False)})


def join_works(clusters: Clusters, records: Iterable[Record]) -> None:
    """Join the works of all documents by title, kind and what is claimed of them."""
    works = [record for record in records if record.coarse == "work"]
    blocks = block_by_name(works)
    for kind in sorted({record.type for record in works} - {"Work"}):
        join_alike(clusters, _of_kind(blocks, kind))
    _join_film_and_series(clusters, blocks)
    _join_unspecific(clusters, blocks)
    join_alike(clusters, _of_kind(blocks, "Work"))
    _join_short_titles(clusters, works)


def is_treated(record: Record) -> bool:
    """Say whether a document is about the work; the kind of a work named in passing is often a guess."""
    return any(bond.relation in _TREATED for bond in record.bonds) or bool(record.years)


def _of_kind(blocks: Blocks, kind: str) -> Blocks:
    chosen = {key: [record for record in block if record.type == kind] for key, block in blocks.items()}
    return {key: block for key, block in chosen.items() if len(block) > 1}


def _join_film_and_series(clusters: Clusters, blocks: Blocks) -> None:
    """Join a film and a series of one first title, where one of them is only named in passing.

    No document may hold both. A title that is only a second name on one side is no sign: the film of a
    series carries the series' name.
    """
    for key, block in blocks.items():
        first = [record for record in block if title_key(record.names[0]) == key]
        sides = [clusters.one_each(r for r in first if r.type == kind) for kind in sorted(SCREEN)]
        if [len(side) for side in sides] != [1, 1]:
            continue
        film, series = sides[0][0], sides[1][0]
        if all(any(map(is_treated, clusters.profile(side.key).members)) for side in (film, series)):
            continue
        reason = f"“{film.names[0]}” is named as a film and as a series, one of them in passing"
        clusters.join(film.key, series.key, ("kind-in-passing", 0.7, reason), any_kind=True)


def _join_unspecific(clusters: Clusters, blocks: Blocks) -> None:
    """Join a work whose kind a document leaves open to the only one that it can be."""
    for block in blocks.values():
        specific = clusters.one_each(record for record in block if record.type != "Work")
        for record in (record for record in block if record.type == "Work"):
            fits = [other for other in specific if not clusters.refusal(record.key, other.key)]
            fits = _fitting_roles(clusters, record, fits)
            best = choose(clusters, record, fits) if fits else None
            if best is not None:
                rule, score, reason = name_judgement(record, best)
                reason += f"; a {best.type} is the only kind that fits"
                clusters.join(record.key, best.key, (rule, round(score - 0.08, 2), reason))


def _fitting_roles(clusters: Clusters, record: Record, fits: list[Record]) -> list[Record]:
    """Keep the candidates whose kind suits the claims: what is directed is no book."""
    if len(fits) < 2:  # noqa: PLR2004 - one candidate leaves nothing to choose
        return fits
    roles = {(bond.relation, bond.is_subject) for bond in record.bonds}
    for signs, others, kinds in ((_ON_SCREEN, _ON_PAGE, SCREEN), (_ON_PAGE, _ON_SCREEN, PAGE)):
        if roles & signs and not roles & others:
            return [other for other in fits if clusters.profile(other.key).kinds & kinds] or fits
    return fits


def _join_short_titles(clusters: Clusters, works: list[Record]) -> None:
    """Join a main title or short form to the one full title with which a claim connects it."""
    by_short: defaultdict[str, list[Record]] = defaultdict(list)
    for record in works:
        for short in _short_titles(record) - record.forms.full:
            by_short[short].append(record)
    longer = {short: clusters.one_each(block) for short, block in by_short.items()}
    for key, block in block_by_name(works).items():
        for record in clusters.one_each(block) if key in longer else ():
            fits = [other for other in longer[key] if _may_be_short_for(clusters, record, other)]
            if len(fits) == 1:
                reason = (
                    f"“{record.names[0]}” is short for “{fits[0].names[0]}”, and both are linked to one name"
                )
                clusters.join(record.key, fits[0].key, ("short-title", 0.75, reason))


def _may_be_short_for(clusters: Clusters, record: Record, other: Record) -> bool:
    return (
        clusters.find(record.key) != clusters.find(other.key)
        and not clusters.refusal(record.key, other.key)
        and clusters.affinity(record.key, other.key) > 0
    )


def _short_titles(record: Record) -> set[str]:
    heads = {title_key(main_title(name)) for name in record.names if main_title(name)}
    return heads | record.forms.short
