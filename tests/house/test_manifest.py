"""The example articles are what the manifest says, and are shipped nowhere."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "source_docs"
RECORDS = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))["document"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["file"])
def test_the_article_is_unchanged_and_described(record: dict[str, object]) -> None:
    data = (FOLDER / str(record["file"])).read_bytes()
    assert hashlib.sha256(data).hexdigest() == record["sha256"]
    assert {"title", "origin", "licence"} <= record.keys()
    assert str(record["title"]) in data.decode()


def test_the_manifest_lists_every_article() -> None:
    listed = {record["file"] for record in RECORDS} | {"manifest.toml"}
    assert {path.name for path in FOLDER.iterdir()} == listed
