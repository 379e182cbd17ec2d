"""Settings: where they come from, which one wins, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import KgError
from kg.pipeline import load_settings, override


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_file_the_defaults_hold(folder: Path) -> None:
    settings = load_settings(environment={})
    assert folder.is_dir()
    assert (settings.workspace, settings.documents) == (Path("out"), (Path("source_docs"),))
    assert (settings.base, settings.title, settings.jobs) == ("", "", 0)


def test_a_file_sets_all_keys(folder: Path) -> None:
    (folder / "kg.toml").write_text(
        'workspace = "films"\ndocuments = ["a", "b.txt"]\nbase = "https://example.org/f/"\ntitle = "F"\njobs = 2\n'
    )
    settings = load_settings(environment={})
    assert settings.workspace == Path("films")
    assert settings.documents == (Path("a"), Path("b.txt"))
    assert (settings.base, settings.title, settings.jobs) == ("https://example.org/f/", "F", 2)


def test_option_wins_over_variable_and_variable_over_file(folder: Path) -> None:
    (folder / "kg.toml").write_text('workspace = "from-file"\n')
    assert load_settings(environment={}).workspace == Path("from-file")
    assert load_settings(environment={"KG_WORKSPACE": "from-variable"}).workspace == Path("from-variable")
    both = load_settings(Path("from-option"), environment={"KG_WORKSPACE": "from-variable"})
    assert both.workspace == Path("from-option")


def test_the_file_beside_the_workspace_holds_for_it(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "kg.toml").write_text('title = "There"\ndocuments = ["texts"]\n')
    (folder / "kg.toml").write_text('title = "Here"\n')
    settings = load_settings(Path("elsewhere/out"), environment={})
    assert settings.title == "There"
    assert settings.documents == (Path("elsewhere/texts"),)


def test_a_table_of_pyproject_serves_where_there_is_no_file_of_its_own(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.kg]\ntitle = "Mine"\n')
    assert load_settings(environment={}).title == "Mine"
    (folder / "kg.toml").write_text('title = "Own"\n')
    assert load_settings(environment={}).title == "Own"


def test_a_pyproject_without_the_table_says_nothing(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert not load_settings(environment={}).title


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('workspce = "x"', ["kg.toml", "workspce", "did you mean workspace?"]),
        ("zzz = 1", ["kg.toml", "zzz", "the keys are workspace, documents, base, title, jobs"]),
        ("workspace = 3", ["kg.toml", "workspace must be the name of a folder"]),
        ('workspace = ""', ["kg.toml", "workspace must be"]),
        ('documents = "reviews"', ["kg.toml", "documents must be a list"]),
        ("documents = [1]", ["kg.toml", "documents must be a list"]),
        ('base = "example.org/x"', ["kg.toml", "base must be an absolute IRI"]),
        ('base = "https://example.org/a b/"', ["kg.toml", "base must be"]),
        ('base = "https://example.org/<x>/"', ["kg.toml", "base must be"]),
        ('base = "https://example.org/x"', ["kg.toml", 'ends in "/" or "#"']),
        ("jobs = -1", ["kg.toml", "jobs must be"]),
        ("jobs = true", ["kg.toml", "jobs must be"]),
        ("title = ]", ["kg.toml", "not valid TOML", "line 1"]),
    ],
)
def test_a_wrong_file_is_told_with_file_and_key(folder: Path, content: str, words: list[str]) -> None:
    (folder / "kg.toml").write_text(content)
    with pytest.raises(KgError) as caught:
        load_settings(environment={})
    assert caught.value.exit_code == 2
    for word in words:
        assert word in str(caught.value)


def test_a_wrong_key_of_pyproject_is_told_with_its_table(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.kg]\njobs = 'many'\n")
    with pytest.raises(KgError, match=r"pyproject\.toml: tool\.kg\.jobs must be a whole number"):
        load_settings(environment={})


def test_a_file_that_is_no_text_is_told(folder: Path) -> None:
    (folder / "kg.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KgError, match="not valid TOML"):
        load_settings(environment={})


def test_an_option_for_the_base_is_checked_as_the_key_is() -> None:
    assert override(load_settings(environment={}), base="urn:films/").base == "urn:films/"
    with pytest.raises(KgError, match="--base must be"):
        override(load_settings(environment={}), base="films")
