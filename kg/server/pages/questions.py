"""The ready questions as forms, and their answers as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.query import find_question
from kg.server.pages.answering import ask
from kg.server.pages.catalogue import catalogue_of
from kg.server.pages.downloads import as_csv, as_json
from kg.server.pages.editions import of_the_edition
from kg.server.pages.fields import example_of, fields_of
from kg.server.pages.frame import render
from kg.server.pages.paging import Paging
from kg.server.pages.ready import ready_questions
from kg.server.pages.site import site_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.query import Question
    from kg.server.pages.answering import Answered
    from kg.server.pages.catalogue import Catalogue
    from kg.server.pages.nodes import Term
    from kg.server.pages.site import Site

PAGE: Final = 200  # rows
_LONGEST: Final = 300  # characters of a value


@of_the_edition
async def questions(request: Request) -> Response:
    """Answer with the list of the ready questions."""
    ready = ready_questions(request)
    found = ready.by_name.values()
    return render(
        request,
        "questions.html.j2",
        title="Ready questions",
        problems=ready.problems,
        about=[one for one in found if one.parameters],
        whole=[one for one in found if not one.parameters],
    )


@of_the_edition
async def question(request: Request) -> Response:
    """Answer a ready question: its form, and below it what the graph says; as CSV or JSON with `format`."""
    site, catalogue = site_of(request), await catalogue_of(request)
    asked = find_question(request.path_params["name"], ready_questions(request).by_name)
    given = {one.name: request.query_params.get(one.name, "").strip()[:_LONGEST] for one in asked.parameters}
    told = any(given.values()) or "ask" in request.query_params
    answered = await ask(site, catalogue, asked, given) if told or not asked.parameters else None
    download = request.query_params.get("format", "")
    if answered and not answered.problems and download in {"csv", "json"}:
        return as_csv(asked.name, answered) if download == "csv" else as_json(asked.name, answered)
    paging = Paging.of(request, len(answered.rows), PAGE) if answered else None
    status = 400 if answered and answered.problems and told else 200
    return render(
        request,
        "question.html.j2",
        status=status,
        title=asked.title,
        question=asked,
        fields=fields_of(asked, given, answered.problems if answered else {}, site, catalogue),
        answered=answered,
        rows=_shown(site, catalogue, answered, paging) if answered and paging else [],
        paging=paging,
        downloads=_downloads(asked, given),
        example=_example(asked, site, catalogue),
    )


def _downloads(asked: Question, given: dict[str, str]) -> list[tuple[str, str]]:
    values = {name: value for name, value in given.items() if value} | {"ask": "1"}
    page = f"/questions/{asked.name}"
    return [
        (name, f"{page}?{urlencode(values | {'format': key})}")
        for name, key in (("CSV", "csv"), ("JSON", "json"))
    ]


def _example(asked: Question, site: Site, catalogue: Catalogue) -> str:
    """Give the address of the question with an example, "" where there is none."""
    parameters = [one for one in asked.parameters if one.required] or list(asked.parameters[:1])
    values = {one.name: example_of(one, site, catalogue) for one in parameters}
    return f"/questions/{asked.name}?{urlencode(values)}" if values and all(values.values()) else ""


def _shown(
    site: Site, catalogue: Catalogue, answered: Answered, paging: Paging
) -> list[list[tuple[str, str]]]:
    """Give the rows of a page: text and address of each cell."""
    rows = answered.rows[paging.offset : paging.offset + PAGE]
    return [
        [_cell(site, catalogue, name, term) for name, term in zip(answered.columns, row, strict=True)]
        for row in rows
    ]


def _cell(site: Site, catalogue: Catalogue, column: str, term: Term | None) -> tuple[str, str]:
    """Give a cell: things, and names that one thing alone has, lead to their page."""
    if term is None:
        return "", ""
    if term.is_iri:
        known = catalogue.by_iri.get(term.value)
        text = known.label if known else site.ontology.compress(term.value).removeprefix(site.base)
        return text, site.addresses.page(term.value)
    if column == "quote":
        return term.value, ""
    if column == "relation" and term.value in site.ontology.properties:
        return site.ontology.properties[term.value].label, site.addresses.page(site.ontology.iri(term.value))
    known = catalogue.only(term.value)
    return (known.label if known and known.kind == "Document" else term.value), known.href if known else ""
