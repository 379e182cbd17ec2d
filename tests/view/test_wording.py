"""The words of the page: complete in each language, and all of them from its file."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.analysis import layout
from kg.model import KgError
from kg.ontology import load_ontology
from kg.writers.view import Edition, html_view, languages
from kg.writers.view import page as page_module
from kg.writers.view.wording import ONTOLOGY, Wording, load_wording
from tests.view.test_accessibility import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import KnowledgeGraph
    from tests.view.conftest import Visitor

SOURCES = files("kg.writers.view")
TRANSLATED = [tag for tag in languages() if tag != "en"]
# Sections whose keys are words of the model, put together at run time.
AT_RUN_TIME = {"status", "status_help", "qualifier", "value"}


def own(wording: Wording) -> dict[str, str | Mapping[str, str]]:
    return {key: text for key, text in wording.texts.items() if key.partition(".")[0] not in ONTOLOGY}


def places(text: str | Mapping[str, str]) -> set[str]:
    forms = [text] if isinstance(text, str) else [form for name, form in text.items() if name != "one"]
    return set(re.findall(r"\{(\w+)\}", " ".join(forms)))


@pytest.mark.parametrize("tag", TRANSLATED)
def test_each_language_has_every_text_with_the_same_places(tag: str) -> None:
    english, other = own(load_wording("en")), own(load_wording(tag))
    assert english.keys() == other.keys()
    for key, text in english.items():
        assert isinstance(text, str) == isinstance(other[key], str), key
        assert places(text) == places(other[key]), key


@pytest.mark.parametrize("tag", languages())
def test_each_plural_has_the_forms_of_its_language(tag: str) -> None:
    forms = tomllib.loads((SOURCES / "language" / f"{tag}.toml").read_text(encoding="utf-8"))["plural"][
        "forms"
    ]
    for key, text in load_wording(tag).texts.items():
        if not isinstance(text, str):
            assert list(text) == forms, key


@pytest.mark.parametrize("tag", TRANSLATED)
def test_each_language_has_words_for_all_types_and_relations(tag: str) -> None:
    ontology, wording = load_ontology(), load_wording(tag)
    types = [name for name in ontology.classes if ontology.is_a(name, "Entity")]
    needed = [f"types.{name}" for name in types]
    needed += [f"{part}.{name}" for name in ontology.relations for part in ("relations", "inverse")]
    assert [key for key in needed if key not in wording.texts] == []


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    folder = Path(str(SOURCES))
    sources = [*folder.glob("*.py"), *folder.glob("*.j2"), *folder.glob("script/*.js")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    texts = own(load_wording("en"))
    used = set(re.findall(r"""\bsay(?:With)?\(\s*["'](\w+\.\w+)["']""", code))
    assert used <= texts.keys()
    dynamic = set(re.findall(r"`(\w+)\.\$\{", code)) | AT_RUN_TIME
    quoted = set(re.findall(r"""["'](\w+\.\w+)["']""", code))
    assert [key for key in texts if key not in quoted and key.partition(".")[0] not in dynamic] == []


def test_an_unknown_language_is_told_with_those_that_are_known() -> None:
    with pytest.raises(KgError, match=r"'xx'.*de \(Deutsch\), en \(English\)"):
        load_wording("xx")
    assert load_wording("de-AT") is not None
    assert load_wording("de_AT").language == load_wording("DE").language == "de"


@pytest.mark.browser
@pytest.mark.parametrize("tag", languages())
def test_program_and_browser_agree_on_plurals(tag: str, page_file: Path, visitor: Visitor) -> None:
    plural = load_wording(tag).plural
    page = visitor.open(page_file).page
    numbers = [*range(130), 1000, 1_000_000]
    chosen = page.evaluate(
        "([tag, numbers]) => numbers.map(n => new Intl.PluralRules(tag).select(n))", [tag, numbers]
    )
    assert chosen == [plural(number) for number in numbers]


WORDS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest("script, style, noscript, kbd, #copy-text")) found.push(node.data);
  for (const element of document.querySelectorAll("*"))
    for (const name of ["aria-label", "aria-roledescription", "title", "placeholder"])
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
  return found;
}"""


def marked(text: str) -> str:
    """Mark what stands between the places of a text."""
    return re.sub(r"(\{\w+\})|([^{}]+)", lambda m: m[1] or f"⟦{m[2]}⟧", text)


def letters(text: str) -> str:
    return re.sub(r"[\d\W_]+", " ", text).strip().casefold()


@pytest.mark.browser
def test_all_words_of_the_page_come_from_its_language(
    graph: KnowledgeGraph,
    texts: dict[str, str],
    tmp_path: Path,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    english = load_wording("en")
    all_marked: dict[str, str | Mapping[str, str]] = {
        key: marked(text) if isinstance(text, str) else {name: marked(form) for name, form in text.items()}
        for key, text in english.texts.items()
    }
    wording = Wording("en", "Marked", all_marked, english.plural)
    monkeypatch.setattr(page_module, "load_wording", lambda _language: wording)
    path = tmp_path / "marked.html"
    page_text = html_view(graph, load_ontology(), layout(graph), "The Salt Harbour", Edition(texts=texts))
    path.write_text(page_text, encoding="utf-8")
    page = visitor.open(path).page
    data = (
        page.evaluate("document.getElementById('page-data').textContent")
        + "PNG SVG CSV JSON The Salt Harbour"
    )
    known = letters(data) + "|japanese|english|esc"
    strange = set()
    for state in states(page):
        for words in page.evaluate(WORDS):
            rest = letters(re.sub(r"⟦[^⟦⟧]*⟧", "", words))
            if len(rest) > 1 and rest not in known:
                strange.add((state, words))
    assert strange == set()


@pytest.mark.browser
def test_a_page_in_german(graph: KnowledgeGraph, tmp_path: Path, visitor: Visitor) -> None:
    path = tmp_path / "deutsch.html"
    page_text = html_view(graph, load_ontology(), layout(graph), edition=Edition("de"))
    path.write_text(page_text, encoding="utf-8")
    visit = visitor.open(path, "#node=character/kaja")
    page = visit.page
    assert page.get_attribute("html", "lang") == "de"
    assert "27 Namen, 35 Verbindungen dazwischen, 41 Zitate aus 3 Dokumenten" in page.inner_text("#counts")
    card = page.inner_text("#card")
    for words in ("Figur", "gesprochen von", "Englisch", "Synchronfassung", "Rivale von"):
        assert words in card
    assert visit.complaints == []
