"""The search: names, whatever their accents and case, and similar ones on a typo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse

from kg.server.pages.catalogue import catalogue_of
from kg.server.pages.editions import of_the_edition
from kg.server.pages.frame import render
from kg.server.pages.looks import KINDS, word
from kg.server.pages.paging import Paging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.pages.catalogue import Entry

PAGE: Final = 60
SUGGESTED: Final = 8
LONGEST: Final = 200  # characters of a name that somebody looks for


@of_the_edition
async def search(request: Request) -> Response:
    """Answer with what a text names, by kind; with `format=json` for the suggestions of the search box."""
    asked = request.query_params.get("q", "").strip()[:LONGEST]
    catalogue = await catalogue_of(request)
    found = await catalogue.search(asked) if asked else []
    similar = [] if found or not asked else await catalogue.similar(asked)
    if request.query_params.get("format") == "json":
        return JSONResponse([_suggestion(entry, asked) for entry in (found or similar)[:SUGGESTED]])
    counts: dict[str, int] = {}
    for entry in found:
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    chosen = request.query_params.get("kind", "")
    shown = [entry for entry in found if entry.kind == chosen] if chosen in counts else found
    paging = Paging.of(request, len(shown), PAGE)
    return render(
        request,
        "search.html.j2",
        title=f"“{asked}”" if asked else "Find a name",
        asked=asked,
        chosen=chosen if chosen in counts else "",
        counts=sorted(counts.items(), key=lambda pair: _rank(pair[0])),
        groups=_by_kind(shown[paging.offset : paging.offset + PAGE]),
        similar=similar,
        count=len(found),
        paging=paging,
    )


def _by_kind(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.kind, []).append(entry)
    return sorted(groups.items(), key=lambda pair: _rank(pair[0]))


def _rank(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind) if kind in KINDS else len(KINDS)), kind


def _suggestion(entry: Entry, asked: str) -> dict[str, str]:
    """Give what the search box shows of a name; the one that fits, where it is not the preferred one."""
    folded = asked.casefold()
    alias = (
        ""
        if folded in entry.label.casefold()
        else next((name for name in entry.names if folded in name.casefold()), "")
    )
    return {
        "iri": entry.iri,
        "label": entry.label,
        "alias": alias,
        "type": entry.kind,
        "kind": word(entry.kind),
        "href": entry.href,
    }
