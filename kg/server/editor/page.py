"""The page at /query. It works as a form; scripts put the editor in its place and answer without leaving it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse

from kg.model import KgError, Problem
from kg.query import check_terms
from kg.server.editor.answers import answer
from kg.server.editor.assets import BUNDLE, address, has_bundle
from kg.server.editor.cells import Wording
from kg.server.editor.names import known_names
from kg.server.editor.ready import as_queries
from kg.server.pages import render
from kg.server.pages.addresses import Addresses
from kg.server.pages.ready import in_order, ready_questions
from kg.server.refusals import headers_of, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.editor.answers import Shown
from kg.server.editor.ready import Ready

_LONGEST: Final = 20_000  # characters of a query whose words are looked at
FIRST: Final = """\
# People and the works they directed. Press Run.
SELECT ?person ?work WHERE {
  ?someone a kg:Person ; rdfs:label ?person ; kg:directorOf ?something .
  ?something rdfs:label ?work .
}
ORDER BY ?person"""


async def query_page(request: Request) -> Response:
    """Answer with the page; `query` is answered in it, `question` names the ready question to start from."""
    state = request.app.state
    known = await known_names(request, state.ontology)
    questions = as_queries(in_order(ready_questions(request).by_name), state.ontology, known)
    name = request.query_params.get("question", "")
    sparql = request.query_params.get("query", "")
    shown, flaw, status, headers = None, None, 200, {}
    try:
        sparql = sparql or _sparql_of(name, questions)
        shown = await _answer(request, sparql) if sparql else None
    except KgError as error:
        flaw, status = error.problem, status_of(error)
        headers = {key.decode(): value.decode() for key, value in headers_of(error)}
    return render(
        request,
        "query.html.j2",
        status=status,
        headers=headers,
        title="Query",
        sparql=sparql or FIRST,
        shown=shown,
        flaw=flaw,
        hints=check_terms(sparql, state.ontology) if shown and not shown.rows else (),
        questions=tuple(questions.values()),
        chosen=name,
        data=_data(request, questions),
        file=address,
    )


async def hints(request: Request) -> Response:
    """Answer with what is doubtful about the words of a query that is right: objects with code, message, place and advice."""
    sparql = request.query_params.get("query", "")
    found = check_terms(sparql, request.app.state.ontology) if len(sparql) <= _LONGEST else ()
    return JSONResponse([asdict(problem) for problem in found])


def _sparql_of(name: str, questions: Mapping[str, Ready]) -> str:
    if name and name not in questions:
        message = f"there is no ready question “{name[:80]}”"
        raise KgError(Problem("unknown-question", message, advice="choose one of the list"))
    return questions[name].sparql if name else ""


async def _answer(request: Request, sparql: str) -> Shown:
    state = request.app.state
    return await answer(state.engine, sparql, Wording(state.ontology, Addresses(state.base, state.ontology)))


def _data(request: Request, questions: Mapping[str, Ready]) -> dict[str, object]:
    """Give what the scripts of the page need to know."""
    state = request.app.state
    addresses = Addresses(state.base, state.ontology)
    return {
        "base": state.base,
        "root": addresses.root,
        "namespace": state.ontology.namespace,
        "vocabulary": addresses.vocabulary,
        "prefixes": dict(state.ontology.prefixes),
        "terms": address("terms.json"),
        "bundle": address(BUNDLE) if has_bundle() else "",
        "questions": {one.name: one.sparql for one in questions.values()},
    }
