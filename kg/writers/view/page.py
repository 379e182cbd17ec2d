"""The page: data, template, styles and scripts put together."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import ChoiceLoader, DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from kg.model import Literal
from kg.writers.view import assets
from kg.writers.view.content import document, label_of, page_data, qualifiers_of, type_label
from kg.writers.view.network import as_pyvis, drawn_facts
from kg.writers.view.wording import DEFAULT, load_wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import KnowledgeGraph
    from kg.ontology import Ontology
    from kg.writers.view.wording import Wording


@dataclass(frozen=True, slots=True)
class Edition:
    """What one page of a graph is like.

    Attributes:
        language: what the page speaks; `languages()` lists the choice.
        texts: of documents, by their paths; a quote of one of these leads to its place in the text.
    """

    language: str = DEFAULT
    texts: Mapping[str, str] = field(default_factory=dict)


PLAIN = Edition()


def html_view(
    graph: KnowledgeGraph,
    ontology: Ontology,
    positions: Mapping[str, tuple[float, float]],
    title: str = "",
    edition: Edition = PLAIN,
) -> str:
    """Write the graph as one HTML page that needs nothing else: no file, no network.

    Args:
        graph: the knowledge graph.
        ontology: gives the words for types and relations.
        positions: where each entity stands, in pixels; `kg.analysis.layout` gives them.
        title: the heading; without one the page names its most connected entity.
        edition: language of the page, and texts of documents that it holds.

    Returns:
        the page, to be written in UTF-8. The same graph gives the same text.
    """
    say = load_wording(edition.language)
    symmetric = frozenset(name for name, known in ontology.properties.items() if known.symmetric)
    network = as_pyvis(graph, positions, symmetric)
    environment = Environment(
        loader=ChoiceLoader([DictLoader({"view.html.j2": assets.template()}), network.templateEnv.loader]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["json_island"] = json_island
    environment.filters["in_address"] = lambda text: quote(text.encode("utf-8", "replace"))
    environment.filters["from_json"] = json.loads  # pyvis hands the options over as text
    environment.globals.update(
        title=title or _title(graph, say),
        say=say,
        counts=_counts(graph, say),
        policy=assets.policy(),
        style=Markup(assets.style()),  # noqa: S704  our own file
        switch=Markup(assets.SWITCH),  # noqa: S704  a constant of ours
        library=Markup(assets.library()),  # noqa: S704  vis-network, from the pinned package
        script=Markup(assets.script()),  # noqa: S704  our own files
        data=page_data(graph, ontology, say),
        copies=[edition.texts.get(record.path) for record in graph.documents] if edition.texts else [],
        rows=_rows(graph, ontology, say),
        documents=[document(record) for record in graph.documents],
    )
    network.templateEnv = environment
    network.path = "view.html.j2"
    html: str = network.generate_html()
    return html.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character


def json_island(value: object) -> Markup:
    """Write a value as JSON that may stand in a script element: no `<` can end it, no NaN breaks it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = text.encode("utf-8", "replace").decode("utf-8")
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704  escaped above


def _title(graph: KnowledgeGraph, say: Wording) -> str:
    """Name the page after what most facts are about."""
    degrees = Counter(end for fact in drawn_facts(graph) for end in (fact.subject, str(fact.object)))
    if not degrees:
        return say("page.untitled")
    most = min(degrees, key=lambda path: (-degrees[path], path))
    label = next(entity.label for entity in graph.entities if entity.path == most)
    return say("page.title", name=label)


def _counts(graph: KnowledgeGraph, say: Wording) -> str:
    """Say how much there is."""
    return say(
        "page.counts",
        names=say("count.names", count=len(graph.entities)),
        links=say("count.links", count=len(drawn_facts(graph))),
        quotes=say("count.quotes", count=sum(len(fact.evidence) for fact in graph.facts)),
        documents=say("count.documents", count=len(graph.documents)),
    )


def _rows(graph: KnowledgeGraph, ontology: Ontology, say: Wording) -> list[dict[str, object]]:
    """Give all facts as rows of a table, for those who read rather than look, and for pages without script."""
    labels = {entity.path: entity.label for entity in graph.entities}
    times = Counter(labels.values())
    kinds = {
        entity.path: type_label(entity.type, ontology, say)
        for entity in graph.entities
        if times[entity.label] > 1 and entity.type in ontology.classes
    }
    titles = {record.path: str(document(record)["title"]) for record in graph.documents}
    known = labels | titles
    rows: list[dict[str, object]] = [
        {
            "id": fact.path,
            "subject": known.get(fact.subject, fact.subject),
            "subject_path": fact.subject if fact.subject in labels else "",
            "subject_kind": kinds.get(fact.subject, ""),
            "relation": label_of(fact.relation, ontology, say),
            "object": fact.object.text
            if isinstance(fact.object, Literal)
            else known.get(fact.object, fact.object),
            "object_path": fact.object if isinstance(fact.object, str) and fact.object in labels else "",
            "object_kind": "" if isinstance(fact.object, Literal) else kinds.get(fact.object, ""),
            "qualifiers": qualifiers_of(fact, labels, say),
            "status": fact.status.value,
            "confidence": f"{fact.confidence:.2f}",
            "quotes": [(quote.exact, titles.get(quote.document, quote.document)) for quote in fact.evidence],
        }
        for fact in graph.facts
    ]
    return sorted(rows, key=_place)


def _place(row: dict[str, object]) -> tuple[bool, str, str, str, str]:
    """Say where a row stands: by name and relation; what is said about documents themselves comes last."""
    words = str(row["relation"]), str(row["object"]), str(row["id"])
    return not row["subject_path"], str(row["subject"]).casefold(), *words
