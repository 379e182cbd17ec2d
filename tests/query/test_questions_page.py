"""The page of the reference on the ready questions is the one that their files give, and lists every one."""

from __future__ import annotations

import os
import re

import pytest

from kg.ontology import ontology_folder
from kg.query import load_questions
from kg.query.reference import questions_page

PAGE = ontology_folder().parent / "docs" / "reference" / "questions.md"


@pytest.mark.reference
def test_the_page_is_up_to_date() -> None:
    made = questions_page(load_questions())
    if os.environ.get("KG_GOLDEN") == "write":
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "renew it with: make reference"


def test_the_page_lists_every_question_and_parameter() -> None:
    sections = dict(
        re.findall(r"^## ([\w-]+)\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )
    assert list(sections) == list(load_questions())
    for question in load_questions().values():
        assert question.title in sections[question.name]
        for parameter in question.parameters:
            assert f"| `{parameter.name}` |" in sections[question.name]
