"""A notebook that is run for real shows tables, and the map in its frame."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

if TYPE_CHECKING:
    from pathlib import Path

# Libraries of Jupyter use what Python and they themselves deprecate.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
CELLS = (
    'import kg\ngraph = kg.open("out")\ngraph',
    'graph.query("SELECT ?thing ?name WHERE { ?thing a kg:Entity ; rdfs:label ?name } ORDER BY ?name")',
    'graph.ask("voices", character="Kio")',
    "graph.questions",
    'graph.why("Ines Vidal", "castMemberOf", "Paper Harbor")',
    'graph.query("CONSTRUCT WHERE { ?a kg:directorOf ?b }")',
    "graph.view()",
    'graph.query("ASK { ?a kg:directorOf ?b }")',
)


@pytest.fixture(scope="module")
def outputs(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Give what each cell shows, by media type."""
    home = tmp_path_factory.mktemp("jupyter")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])  # type: ignore[no-untyped-call]  # of nbformat
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(home / name))
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (os.getcwd(), os.environ.get("PYTHONPATH")))))  # noqa: PTH109 - as it stands
        client = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(workspace.parent)}})
        client.create_kernel_manager()
        kernel = client.km.kernel_spec if client.km else None
        assert kernel is not None
        kernel.argv[0] = sys.executable
        asyncio.run(client.async_execute())
    return [cell.outputs[0].data for cell in book.cells]


def test_every_value_shows_itself(outputs: list[dict[str, Any]]) -> None:
    shown = [output.get("text/html", "") for output in outputs]
    for text, part in zip(shown, ("A graph of 2 documents", "Mara Ilves", "Ines Vidal", "Who voices", "In &lt;b&gt;Paper", "kg:directorOf"), strict=False):  # fmt: skip
        assert part in text
        assert "<table>" in text
    assert "<iframe" in shown[6]
    assert (shown[7], outputs[7]["text/plain"]) == ("", "True")


def test_nothing_shown_can_run_or_lead_elsewhere(outputs: list[dict[str, Any]]) -> None:
    for output in outputs[:6]:
        html = output["text/html"]
        assert "<script" not in html
        assert 'href="javascript:' not in html
    assert "2 rows" not in outputs[1]["text/plain"]
    assert outputs[1]["text/plain"].endswith("5 rows")
