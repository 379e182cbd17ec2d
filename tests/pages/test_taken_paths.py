"""Paths that are the server's own, where the graph's things stand at the root of their host."""

from __future__ import annotations

import pytest

from kg.ontology import load_ontology
from kg.server import editor, pages
from kg.server.app import ENDPOINTS, STORE
from kg.server.pages.addresses import Addresses

ROUTES = [route.path for route in (*editor.ROUTES, *pages.ROUTES)]
TAKEN = {path.split("/")[1].partition("{")[0] for path in (*ROUTES, *ENDPOINTS, STORE)} - {""}


@pytest.mark.parametrize("step", sorted(TAKEN))
def test_the_page_of_a_thing_is_at_no_path_of_the_server(step: str) -> None:
    addresses = Addresses("https://films.example/", load_ontology())
    assert addresses.page(f"https://films.example/{step}").startswith("/resource?")
    assert addresses.page("https://films.example/person/x") == "/person/x"
