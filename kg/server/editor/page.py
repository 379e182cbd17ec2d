"""The page at /query. It works as a form; scripts put the editor in its place and answer without leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import KgError, Problem
from kg.query import load_questions
from kg.server.editor.answers import ROWS, answer
from kg.server.editor.assets import BUNDLE, address, has_bundle
from kg.server.editor.cells import Wording
from kg.server.editor.ready import Ready, as_ready
from kg.server.pages import render
from kg.server.pages.addresses import Addresses
from kg.server.refusals import headers_of, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.ontology import Ontology

FIRST: Final = """\
# Names of people and the works they made. Press Run, or Ctrl+Enter.
SELECT ?person ?work WHERE {
  ?someone a kg:Person ; rdfs:label ?person ; kg:directorOf ?something .
  ?something rdfs:label ?work .
}
ORDER BY ?person
"""


async def query_page(request: Request) -> Response:
    """Answer with the page; `query` is answered in it, `question` names the ready question to start from."""
    state = request.app.state
    asked, name = request.query_params.get("query", ""), request.query_params.get("question", "")
    ready = _ready_questions(state.ontology)
    chosen = ready.get(name)
    sparql = asked or (chosen.sparql if chosen else "")
    shown, flaw, status, headers = None, None, 200, {}
    try:
        if name and chosen is None:
            raise KgError(_unknown(name))
        if sparql:
            wording = Wording(state.ontology, Addresses(state.base, state.ontology))
            shown = await answer(state.engine, sparql, wording)
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
        answered=bool(sparql),
        shown=shown,
        most=ROWS,
        flaw=flaw,
        questions=tuple(ready.values()),
        chosen=name,
        data=_data(request),
        file=address,
    )


def _unknown(name: str) -> Problem:
    return Problem("unknown-question", f"there is no ready question “{name[:80]}”", advice="choose one of the list")


def _ready_questions(ontology: Ontology) -> Mapping[str, Ready]:
    return {name: as_ready(question, ontology) for name, question in load_questions().items()}


def _data(request: Request) -> dict[str, object]:
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
        "questions": {one.name: one.sparql for one in _ready_questions(state.ontology).values()},
    }
