"""What the docs show in Python runs, on a graph of one fact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.graph import as_quads, write_store
from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    KnowledgeGraph,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology
from kg.pipeline.state import dump_states
from kg.pipeline.workspace import STATE

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "python.md"

# oxrdflib and rdflib itself use what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_the_page_on_python_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exact = "Ozu made Late Spring"
    document = f"document/{'0' * 64}"
    quote = Quote("evidence/1", document, Span(0, 20), exact, "", "", Status.STATED, 0.9, "rule")
    entities = [
        ResolvedEntity(path, type_, label, (), (EntityKey("a", path),))
        for path, type_, label in (
            ("person/ozu", "Person", "Ozu"),
            ("work/late-spring", "Film", "Late Spring"),
        )
    ]
    fact = Fact(
        "fact/1", "Fact", "directorOf", "person/ozu", "work/late-spring", (), Status.STATED, 0.9, (quote,)
    )
    graph = KnowledgeGraph(
        load_ontology().base,
        (DocumentRecord(document, "a", "0" * 64, "a.txt", "text", Metadata()),),
        tuple(entities),
        (fact,),
        (),
    )
    write_store(tmp_path / "out" / "store", as_quads(graph, load_ontology()))
    (tmp_path / "out" / STATE).write_bytes(dump_states(()))
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    exec(compile(code, PAGE.name, "exec"), {})  # noqa: S102 - the page's own code is on trial
    assert capsys.readouterr().out.splitlines() == [
        f"Ozu directed Late Spring: “{exact}”",
        f"person/ozu directorOf work/late-spring 0.9 ['{exact}']",
    ]
