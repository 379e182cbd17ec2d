"""Questions about several names, each of which means several things."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.pages.conftest import Draft
from tests.serving import running

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ("a", "b", "c", "d", "e", "f", "g")
TWINS = 12


def test_of_very_many_combinations_some_are_asked(tmp_path: Path) -> None:
    draft = Draft()
    draft.document("crew", "Twelve people of the crew are called Lin Ode.")
    for number in range(TWINS):
        draft.entity(f"person/lin-ode-{number}", "Person", "Lin Ode")
    draft.write(tmp_path)
    question = tmp_path / "questions" / "twins.rq"
    question.parent.mkdir()
    head = [f"# parameter: {place} | Person | somebody | Lin Ode" for place in PLACES]
    given = " ".join(f"?given_{place}" for place in PLACES)
    types = " ".join(f"?given_{place} a kg:Person ." for place in PLACES)
    lines = ["# title: Who are they?", "# description: All.", *head, f"SELECT {given} WHERE {{ {types} }}"]
    question.write_text("\n".join(lines))
    with running(tmp_path) as server:
        asked = urlencode(dict.fromkeys(PLACES, "Lin Ode"))
        answer = server.get(f"/questions/twins?{asked}&format=csv", Accept="text/csv")
    assert answer.status == 200
    assert len(answer.text.splitlines()) == 1 + TWINS


def test_an_answer_of_very_many_rows_is_refused_and_the_server_goes_on(tmp_path: Path) -> None:
    draft = Draft()
    draft.document("crew", "Lin Ode is called Lin Ode.")
    draft.entity("person/lin-ode", "Person", "Lin Ode")
    draft.write(tmp_path)
    question = tmp_path / "questions" / "everything.rq"
    question.parent.mkdir()
    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } LIMIT 100000"
    question.write_text(f"# title: What is there?\n# description: All.\n{query}\n")
    with running(tmp_path) as server:
        answer = server.get("/questions/everything?ask=1")
        assert (answer.status, "larger than 8 MiB" in answer.text) == (400, True)
        assert server.get("/").status == 200
