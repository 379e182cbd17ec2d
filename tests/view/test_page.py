"""The page as text: complete without a script, the same each time, with nothing that could run or be asked for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from kg.analysis import layout
from kg.model import KnowledgeGraph
from kg.ontology import load_ontology
from kg.writers.view import assets, html_view
from kg.writers.view.content import web_address
from kg.writers.view.palette import LOOKS, OTHER, look_of

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = KnowledgeGraph("https://example.org/", (), (), (), ())


class Parts(HTMLParser):
    """Takes a page apart: its tags with attributes, and the text of its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.islands: dict[str, str] = {}
        self.visible = ""
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(f"{tag} {dict(attrs).get('id') or ''}".strip())

    def handle_data(self, data: str) -> None:
        last = self._open[-1] if self._open else ""
        if last.startswith("script "):
            self.islands[last.removeprefix("script ")] = data
        elif last not in {"script", "style"}:
            self.visible += data

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().split()[0] != tag:
            pass


def page_of(graph: KnowledgeGraph, title: str = "") -> str:
    return html_view(graph, load_ontology(), layout(graph), title)


def test_the_same_graph_gives_the_same_page(graph: KnowledgeGraph) -> None:
    assert page_of(graph) == page_of(graph)


def test_the_page_does_not_depend_on_how_python_hashes(page_file: Path, tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, importlib.util as u\n"
        "spec = u.spec_from_file_location('sketched', sys.argv[1])\n"
        "module = sys.modules['sketched'] = u.module_from_spec(spec); spec.loader.exec_module(module)\n"
        "graph = module.sketch().graph()\n"
        "page = module.html_view(graph, module.load_ontology(), module.layout(graph), 'The Salt Harbour')\n"
        "pathlib.Path(sys.argv[2]).write_text(page, encoding='utf-8')\n"
    )
    other = tmp_path / "other.html"
    conftest = __file__.replace("test_page.py", "conftest.py")
    subprocess.run(
        [sys.executable, "-c", program, conftest, str(other)],
        check=True,
        env={"PYTHONHASHSEED": "7", "PATH": ""},
    )
    assert other.read_bytes() == page_file.read_bytes()


def test_every_fact_and_quote_is_text_of_the_page_for_those_who_cannot_run_it(graph: KnowledgeGraph) -> None:
    visible = Parts(page_of(graph)).visible
    for fact in graph.facts:
        for quote in fact.evidence:
            assert quote.exact in visible
    for entity in graph.entities:
        if any(entity.path in (fact.subject, fact.object) for fact in graph.facts):
            assert entity.label in visible


def test_nothing_in_the_page_asks_for_another_file(graph: KnowledgeGraph) -> None:
    for tag, attributes in Parts(page_of(graph)).tags:
        assert tag not in {"img", "iframe", "object", "embed", "base"}
        assert "src" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "link":
            assert attributes["href"] == "data:,"
    assert "@import" not in assets.style()
    assert "url(" not in assets.style()


def test_the_policy_names_the_hash_of_each_script_and_nothing_else(graph: KnowledgeGraph) -> None:
    parts = Parts(page_of(graph))
    policy = next(a["content"] for _, a in parts.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


@settings(max_examples=40, deadline=None)
@given(graph=...)
def test_any_string_in_any_field_stays_text(graph: KnowledgeGraph) -> None:
    html = page_of(graph, graph.entities[0].label if graph.entities else "")
    html.encode("utf-8")
    parts = Parts(html)
    plain = Parts(page_of(EMPTY))
    assert [tag for tag, _ in parts.tags].count("script") == [tag for tag, _ in plain.tags].count("script")
    data = json.loads(parts.islands["page-data"])
    assert [fact["id"] for fact in data["facts"]] == [
        fact.path.encode("utf-8", "replace").decode() for fact in graph.facts
    ]
    for tag, attributes in parts.tags:
        assert not any(name.startswith("on") for name in attributes)
        if tag == "a":
            assert re.match(r"#|https?://", attributes["href"] or "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "http:",
        "https://[",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert not web_address(url)
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_each_type_of_thing_has_a_look_of_its_own() -> None:
    ontology = load_ontology()
    drawn = [name for name in ontology.classes if name != "Entity" and ontology.is_a(name, "Entity")]
    looks = [look_of(name, ontology) for name in drawn]
    assert OTHER not in looks
    assert len(set(looks)) == len(looks)
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)
    assert look_of("Submarine", ontology) == OTHER


def test_each_module_of_the_script_imports_only_what_stands_before_it() -> None:
    source = assets.script()
    places = {name: source.index(f"modules.{name} = ") for name in assets.MODULES}
    used = re.findall(r"const \{([^}]*)\} = modules\.(\w+);", source)
    assert used
    for name, place in places.items():
        following = [p for p in places.values() if p > place]
        body = source[place : min(following, default=len(source))]
        for names, module in re.findall(r"const \{([^}]*)\} = modules\.(\w+);", body):
            assert places[module] < place, f"{name} imports {module}"
            exported = re.search(rf"modules\.{module} = .*?\nreturn \{{([^}}]*)\}};\n", source, re.DOTALL)
            assert exported
            offered = {one.strip() for one in exported.group(1).split(",")}
            assert {one.strip() for one in names.split(",")} <= offered
    assert not re.search(r"^(import|export)\b", source, re.MULTILINE)


def test_a_graph_without_anything_has_a_page_that_says_so() -> None:
    visible = Parts(page_of(EMPTY)).visible
    assert "0 names" in visible
    assert "nothing that could be read as a fact" in " ".join(visible.split()).replace(
        "say nothing", "nothing"
    )
