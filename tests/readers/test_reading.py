"""Reading files: what is unchanged, and the message for each bad input."""

from __future__ import annotations

import os
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import KgError
from kg.readers import READERS, Reader, find_documents, read_bytes, read_document
from kg.readers.english import other_language
from kg.readers.table import all_readers, known_suffixes
from kg.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Document

PROSE = "The film was made by a small team over several years, and it shows in every single frame of it."


def problem_of(data: bytes, source: str = "a.txt") -> str:
    with pytest.raises(KgError) as caught:
        read_bytes(data, source)
    assert caught.value.problem.advice
    assert source in caught.value.problem.place
    return caught.value.problem.code


def test_text_is_the_file_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "harbour.review.txt"
    path.write_bytes(f"\ufeff{PROSE}\r\n\r\n{PROSE}\r{PROSE}\n".encode())
    document = read_document(path)
    with path.open(encoding="utf-8", newline="") as stream:
        assert document.text == stream.read()
    assert (document.id, document.source, document.format) == ("harbour.review", "harbour.review.txt", "text")
    assert [block.kind.value for block in document.blocks] == ["boilerplate", *["paragraph"] * 3]


@given(st.text(min_size=1, max_size=200))
def test_text_survives_reading(text: str) -> None:
    """Document.text: "the exact text that all offsets count in"."""
    try:
        document = read_bytes(text.encode("utf-8", "replace"), "a.txt")
    except KgError:
        return
    assert document.text == text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"),
        (b" \n\t\r\n", "empty-document"),
        (b"\xef\xbb\xbf\n", "empty-document"),
        (bytes(range(256)) * 8, "binary-document"),
        (b"\x7fELF\x01\x02" + b"\x01\x02\x03" * 99, "binary-document"),
        (b"%PDF-1.7\n" + PROSE.encode(), "binary-document"),
        (b"PK\x03\x04" + PROSE.encode(), "binary-document"),
        (PROSE.encode("utf-16"), "wrong-encoding"),
        (PROSE.encode("utf-16-le"), "wrong-encoding"),
        (PROSE.encode("utf-32"), "wrong-encoding"),
        (f"{PROSE} “Café”".encode("cp1252"), "wrong-encoding"),
        (f"{PROSE} Café".encode("latin-1"), "wrong-encoding"),
        (PROSE.encode() + b"\xff", "wrong-encoding"),
        (b"the " * 3_000_000, "document-too-large"),
        (b"Share this article\n\nRead more\n", "no-article"),
        ("Der Film ist ein Meisterwerk, und die Musik von Anna ist sehr schön.".encode(), "not-english"),
        ("これは日本のアニメ映画についての記事です。".encode(), "not-english"),
    ],
)
def test_bad_texts(data: bytes, code: str) -> None:
    assert problem_of(data) == code


def test_message_names_the_line_and_the_likely_encoding() -> None:
    with pytest.raises(KgError, match=r"a\.txt, line 2: .*byte 0x93.*Windows-1252.*\[wrong-encoding\]"):
        read_bytes(f"{PROSE}\n“{PROSE}".encode("cp1252"), "a.txt")


@pytest.mark.parametrize("source", ["a.pdf", "a.docx", "a.jsonl", "a.png"])
def test_unknown_format(source: str) -> None:
    assert problem_of(PROSE.encode(), source) == "unknown-format"


def test_file_without_ending_is_read_by_its_content() -> None:
    assert read_bytes(PROSE.encode(), "article").format == "text"
    assert (
        read_bytes(f"<!DOCTYPE html><body><article><p>{PROSE * 5}</p></article>".encode(), "page").format
        == "html"
    )


def test_missing_files_folders_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for name, code in (("none.txt", "no-such-file"), (".", "not-a-file"), ("pipe.txt", "not-a-file")):
        with pytest.raises(KgError) as caught:
            read_document(tmp_path / name)
        assert caught.value.problem.code == code


def test_limit_is_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE, encoding="utf-8")
    with pytest.raises(KgError, match="document-too-large"):
        read_document(path, limit=50)
    assert read_document(path, limit=500).text == PROSE


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Director: Anna Example\nCast: Bob Actor, Carol Actress\nRuntime: 101 minutes\nMusic: Eve Composer",
        "Director: Jean de la Tour\nScreenplay: Anna von der Au\nCast: El Niño, Juan de los Ríos, Ana de la Vega",
        "Voice Cast\nAkira Sato (Ken)\nYuki Mori (Hana)\nDirected by Ken Ito",
        "Akira and Ponyo",
        f"{PROSE} „Das ist nicht gut und die Musik ist es auch nicht“, says the director. {PROSE}",
        f"{PROSE} In Japanese the title is アキラの海の物語とその他の話.",
    ],
)
def test_english_texts_credits_and_quotes_in_other_languages(text: str) -> None:
    assert not other_language([text])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le film est une œuvre de la réalisatrice, et il est dans les salles depuis mars.", "French"),
        ("La película es una obra de arte y los actores son muy buenos en ella.", "Spanish"),
        ("Il film è una storia di mare, e non si dimentica per la sua musica.", "Italian"),
        ("De film is een meesterwerk en het verhaal van de zee is niet te vergeten.", "Dutch"),
        ("Режиссёр снял фильм о море и людях, которые живут рядом с ним.", "Cyrillic"),
        ("이 영화는 바다에 관한 이야기이다.", "Korean"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert other_language([text]) == language


def test_find_documents(tmp_path: Path) -> None:
    files = [
        "b.txt",
        "a.md",
        "deep/er/c.html",
        "deep/.hidden.txt",
        ".git/d.txt",
        "notes.pdf",
        "README.md",
        "manifest.toml",
    ]
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)

    def names(*paths: str) -> list[str]:
        return [path.name for path in find_documents([tmp_path / path for path in paths])]

    assert names(".") == ["a.md", "b.txt", "c.html"]
    assert names("b.txt", ".", "deep") == ["a.md", "b.txt", "c.html"]
    assert names("*.txt") == ["b.txt"]
    assert names("**/*.html") == ["c.html"]
    assert names("notes.pdf", "README.md") == ["README.md", "notes.pdf"]


@pytest.mark.parametrize(
    ("path", "code"), [("empty", "no-documents"), ("*.txt", "no-documents"), ("none.txt", "no-such-file")]
)
def test_nothing_found(tmp_path: Path, path: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.pdf").write_bytes(b"")
    with pytest.raises(KgError) as caught:
        find_documents([tmp_path / path])
    assert caught.value.problem.code == code


def test_every_reader_has_its_name_and_endings_of_its_own() -> None:
    assert all(name == reader.name for name, reader in READERS.items())
    assert sorted(suffix for reader in all_readers().values() for suffix in reader.suffixes) == list(
        known_suffixes()
    )


def read_shouting(data: bytes, source: str) -> Document:
    return read_text(data.lower(), source)


SHOUTING = Reader("shouting", (".loud",), read_shouting)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    all_readers.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    all_readers.cache_clear()


def test_outside_reader_comes_by_entry_point(outside: pytest.MonkeyPatch) -> None:
    point = EntryPoint("shouting", f"{__name__}:SHOUTING", "kg.readers")
    outside.setattr(EntryPoint, "load", lambda _: SHOUTING)
    outside.setattr("kg.readers.table.entry_points", lambda group: [point] if group == "kg.readers" else [])
    assert read_bytes(PROSE.upper().encode(), "a.loud").text == PROSE.lower()
    assert ".loud" in known_suffixes()


@pytest.mark.parametrize("value", ["no.such.module:READER", "json:dumps"])
def test_outside_reader_that_is_none_gets_a_message(outside: pytest.MonkeyPatch, value: str) -> None:
    outside.setattr("kg.readers.table.entry_points", lambda group: [EntryPoint("loud", value, group)])
    with pytest.raises(KgError, match=r"loud: .*uninstall.*\[bad-reader\]"):
        read_bytes(PROSE.encode(), "a.loud")
