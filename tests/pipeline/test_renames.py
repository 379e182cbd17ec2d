from __future__ import annotations

from typing import TYPE_CHECKING

from kg.pipeline import Settings, Workspace, add, build

if TYPE_CHECKING:
    from pathlib import Path

FILM = "Lantern Street is a 2011 drama film directed by Ana Lima. It stars Bo Ek and Cai Moreno.\n"
MANGA = "Paper Harbour is an anime film directed by Dae Yun. The film is based on the manga Lantern Street by Emi Fujita.\n"


def test_a_namesake_that_comes_later_is_told_as_a_rename(tmp_path: Path) -> None:
    first, second = tmp_path / "film.txt", tmp_path / "manga.txt"
    first.write_text(FILM, encoding="utf-8")
    second.write_text(MANGA, encoding="utf-8")
    workspace = Workspace(tmp_path / "out")
    assert not build([first], workspace, Settings()).notes
    notes = add([second], workspace, Settings()).notes
    assert [(note.code, note.place) for note in notes] == [("renamed-entity", "Lantern Street")]
    assert notes[0].message.startswith("work/lantern-street is now work/lantern-street_")
    paths = {entity.path for entity in workspace.graph().entities if entity.label == "Lantern Street"}
    assert notes[0].message.split()[-1] in paths
    assert len(paths) == 2


def test_the_same_documents_rename_nothing(tmp_path: Path) -> None:
    document = tmp_path / "film.txt"
    document.write_text(FILM, encoding="utf-8")
    workspace = Workspace(tmp_path / "out")
    build([document], workspace, Settings())
    assert not build([document], workspace, Settings()).notes
