"""The first page: how much there is, where to start, and how to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.server.pages.catalogue import catalogue_of
from kg.server.pages.editions import cache_of, of_the_edition
from kg.server.pages.facts import FactReader
from kg.server.pages.frame import NAME, render, site_title
from kg.server.pages.looks import KINDS
from kg.server.pages.nodes import select
from kg.server.pages.ready import FIRST, ready_questions
from kg.server.pages.site import site_of
from kg.writers.view.wording import load_wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.query import Question
    from kg.server.pages.catalogue import Entry
    from kg.server.pages.facts import FactShown
    from kg.server.pages.site import Site

MOST: Final = 6  # things of a kind
_EXAMPLES: Final = {
    "Who voices whom, and in which language": """\
SELECT ?performer ?character ?language WHERE {
  ?role a kg:VoiceRole ; kg:performer/rdfs:label ?performer ; kg:character/rdfs:label ?character .
  OPTIONAL { ?role kg:language ?language }
}
ORDER BY ?character ?performer""",
    "Who directed what": """\
SELECT ?director ?work WHERE {
  ?person kg:directorOf ?thing ; rdfs:label ?director .
  ?thing rdfs:label ?work
}
ORDER BY ?director ?work""",
    "Every fact with the sentence that says so": """\
SELECT ?subject ?relation ?object ?quote WHERE {
  ?fact rdf:subject/rdfs:label ?subject ; rdf:predicate ?relation ;
    rdf:object/rdfs:label ?object ; kg:evidence/oa:hasSelector/oa:exact ?quote
}
LIMIT 100""",
}


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page tells of a graph.

    Attributes:
        counts: of "Entity", "Fact", "Quote" and "Document".
        kinds: each with the number of its things and the most linked of them.
        documents: the first by title.
        example: a fact with its quote, None where there is none.
    """

    counts: dict[str, int]
    kinds: tuple[tuple[str, int, tuple[Entry, ...]], ...]
    documents: tuple[Entry, ...]
    example: FactShown | None


@of_the_edition
async def home(request: Request) -> Response:
    """Answer with the first page."""
    site = site_of(request)
    overview: Overview = await cache_of(request).get(
        site.engine.edition, "overview", lambda: _read(request, site)
    )
    questions = ready_questions(request).by_name
    return render(
        request,
        "home.html.j2",
        title=site_title(request),
        heading=_heading(request, overview),
        overview=overview,
        questions=_chosen(questions),
        questions_in_all=len(questions),
        examples=[
            (title, query, f"/query?{urlencode({'query': query})}") for title, query in _EXAMPLES.items()
        ],
        endpoint=f"{str(request.base_url).rstrip('/')}/sparql",
    )


async def _read(request: Request, site: Site) -> Overview:
    catalogue = await catalogue_of(request)
    counts = {name: await _count(site, f"?it a kg:{name}") for name in ("Entity", "Fact", "Document")}
    counts["Quote"] = await _count(site, "?fact kg:evidence ?it")
    numbers: dict[str, int] = {}
    for entry in catalogue.entries:
        numbers[entry.kind] = numbers.get(entry.kind, 0) + 1
    order = (*KINDS, *sorted(set(numbers) - {*KINDS, "Document"}))
    kinds = tuple(
        (name, numbers[name], tuple(catalogue.most_linked(name, MOST))) for name in order if name in numbers
    )
    documents = sorted(
        (entry for entry in catalogue.entries if entry.kind == "Document"), key=lambda one: one.label
    )
    return Overview(counts, kinds, tuple(documents[:MOST]), await _example(site))


def _chosen(questions: Mapping[str, Question]) -> list[Question]:
    """Give the questions of the first page: the user's own before those that come with the program."""
    own = [one for one in questions.values() if one.own][:MOST]
    return own + [questions[name] for name in FIRST if name in questions and not questions[name].own]


def _heading(request: Request, overview: Overview) -> str:
    """Name the page as the map does: by the title of the settings, else by what most is said of."""
    first = max(
        (entries[0] for _, _, entries in overview.kinds if entries), key=lambda one: one.links, default=None
    )
    titled = site_title(request) != NAME or first is None
    return site_title(request) if titled or first is None else load_wording()("page.title", name=first.label)


async def _count(site: Site, pattern: str) -> int:
    rows = await select(site.engine, f"SELECT (COUNT(?it) AS ?count) WHERE {{ {pattern} }}")
    return int(rows[0]["count"].value)


async def _example(site: Site) -> FactShown | None:
    """Give a fact that shows what the graph is like: a role where there is one."""
    for relation in (
        "?fact rdf:predicate kg:voices ; kg:language ?language .",
        "?fact rdf:predicate kg:directorOf .",
        "",
    ):
        rows = await select(
            site.engine,
            f"SELECT ?fact WHERE {{ {relation} ?fact kg:status kg:stated ; kg:evidence ?evidence }} LIMIT 1",
        )
        if rows:
            found = await FactReader(site).read([rows[0]["fact"].value], quotes=1)
            return found[0] if found else None
    return None
