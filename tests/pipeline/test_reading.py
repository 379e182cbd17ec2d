"""Reading many documents: names, copies, processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import Settings, Workspace, build, extract_paths, reading
from kg.pipeline.reading import load_sources

TEXTS = Path(__file__).parents[1] / "commands" / "texts"


def test_several_processes_read_what_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = extract_paths([TEXTS], jobs=1)
    monkeypatch.setattr(reading, "WORTH_PROCESSES", 0)
    assert extract_paths([TEXTS], jobs=2) == alone
    assert len(alone.extractions) == 2


def test_files_of_one_name_get_names_of_their_own_in_any_order(tmp_path: Path) -> None:
    paths = []
    for folder, text in (("a", "One."), ("b", "Two."), ("c", "One.")):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "review.txt")
        paths[-1].write_text(text)
    forth, _ = load_sources(paths)
    back, _ = load_sources(paths[::-1])
    assert forth == back
    assert len({source.id for source in forth}) == 2
    assert all(source.id.startswith("review-") for source in forth)


def test_a_text_that_stands_in_two_files_counts_once(tmp_path: Path) -> None:
    text = (TEXTS / "harbour-lights.txt").read_bytes()
    (tmp_path / "a.txt").write_bytes(text)
    (tmp_path / "b.txt").write_bytes(text)
    summary = build([tmp_path], Workspace(tmp_path / "out"), Settings())
    assert summary.new == ("a",)
    assert [(note.code, note.place) for note in summary.notes] == [("same-text", "b.txt")]
    assert not summary.problems


def test_only_new_and_changed_documents_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in TEXTS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    workspace = Workspace(tmp_path / "out")
    documents = sorted(path for path in tmp_path.iterdir() if path.is_file())
    build(documents, workspace, Settings())
    read: list[str] = []
    extract_one = reading._extract_one  # noqa: SLF001 - the one place where a document is read

    def spy(source: reading.Source) -> object:
        read.append(source.name)
        return extract_one(source)

    monkeypatch.setattr(reading, "_extract_one", spy)
    build(documents, workspace, Settings())
    assert read == []
    documents[0].write_text(documents[0].read_text() + "\nIt is streaming on Netflix.\n")
    summary = build(documents, workspace, Settings())
    assert read == [documents[0].name]
    assert summary.changed == (documents[0].stem,)


@pytest.mark.parametrize("name", ["a", ".hidden.txt", "a.b.txt"])
def test_documents_are_called_by_their_file_without_its_ending(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Text.")
    (source,), problems = load_sources([tmp_path / name])
    assert source.id == {"a": "a", ".hidden.txt": ".hidden", "a.b.txt": "a.b"}[name]
    assert problems == ()
