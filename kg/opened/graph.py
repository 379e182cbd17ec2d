"""An opened graph: asked in SPARQL and by ready questions, handed to rdflib and networkx, shown in a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analysis import as_network
from kg.graph import rdflib_dataset
from kg.lookup import about, ask_why, find_entities, find_entity
from kg.ontology import load_ontology
from kg.opened.evidence import Facts
from kg.opened.questions import Questions
from kg.opened.rows import Rows
from kg.opened.snapshot import Snapshot
from kg.opened.tables import html_table
from kg.opened.triples import Triples
from kg.opened.view import View
from kg.pipeline import load_settings, open_source, view_page
from kg.query import ask, find_question, gather_questions, guard
from kg.query.solutions import Solutions, as_solutions
from kg.query.values import IRI

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    import rdflib

    from kg.model import KnowledgeGraph
    from kg.pipeline import Settings

_NAMED = "SELECT DISTINCT ?thing WHERE { ?thing rdfs:label ?name ; a kg:Entity } LIMIT 2"


class OpenedGraph:
    """A graph, as it was when it was opened; `kg.open` gives it.

    Threads may share it. A later build changes nothing for who has it open: `refresh` opens what is there now.
    A graph on a server shows what the server holds at each question; its plain values are fetched once.

    >>> graph
    <graph of 2 documents, 5 entities, 5 facts>
    """

    def __init__(self, settings: Settings) -> None:
        """Open the graph that the settings name. Raises `KgError` where there is none."""
        self._settings = settings
        self._snapshot = Snapshot(open_source(settings))

    def refresh(self) -> OpenedGraph:
        """Open the graph again, as the last build left it; questions under way end on the old one.

        >>> graph.refresh() is graph
        True
        """
        self._snapshot = Snapshot(open_source(self._settings))
        return self

    def query(self, sparql: str, /, bindings: Mapping[str, object] | None = None, **values: object) -> Any:  # noqa: ANN401 - the query decides: Rows, Triples or bool
        """Answer a SPARQL query; the prefixes of the vocabulary are known.

        >>> for row in graph.query("SELECT ?name ?work WHERE { ?who kg:directorOf ?work ; rdfs:label ?name }"):
        ...     print(row.name, row.work.short)
        Mara Ilves work/paper-harbor

        Values for variables are given beside the query, never pasted into its text:

        >>> rows = graph.query("SELECT ?work WHERE { ?who kg:directorOf ?work }", who=graph.iri("Mara Ilves"))
        >>> rows[0].work
        IRI('https://w3id.org/colophon/work/paper-harbor')
        >>> graph.query("ASK { ?who rdfs:label ?name }", name="Nobody At All")
        False

        Args:
            sparql: SELECT gives `Rows`, ASK a bool, CONSTRUCT and DESCRIBE `Triples`.
            bindings: values by variable, for those that cannot be an argument.
            values: by variable: an `IRI`, a `str`, a number, a bool, a date, a term of rdflib. Each holds wherever the
                query has the variable, as if it were written there with VALUES.

        Raises:
            KgError: the query is wrong, with the place underlined; it has no such variable; or it asks for something
                outside the graph. A query cannot be interrupted: for a limit of time ask `kg serve`.
        """
        snapshot = self._snapshot
        answer = snapshot.solve(sparql, {**bindings, **values} if bindings else values)
        if isinstance(answer, Solutions):
            return Rows(answer, snapshot.reader, sparql)
        return answer if isinstance(answer, bool) else Triples(answer, snapshot.reader)

    def ask(self, question: str, /, **values: object) -> Rows:
        """Answer a ready question; `questions` lists them.

        Names are given as people write them; where one fits several things, the answer is about all of them.

        >>> graph.ask("voices", character="Kio")[0].performer
        'Ines Vidal'

        Raises `KgError` for a question or a parameter that there is not, and for a name that nothing has, with similar
        ones.
        """
        snapshot = self._snapshot
        given = {name: str(value) for name, value in values.items() if value is not None}
        found = find_question(question, self.questions)
        return Rows(as_solutions(ask(snapshot.store, found, given)), snapshot.reader)

    @property
    def questions(self) -> Questions:
        """List the ready questions: those that come with the program, and those of the folder of your own.

        >>> graph.questions["who-made"].title
        'Who made a work?'
        """
        return Questions(gather_questions(self._settings.questions).by_name)

    def iri(self, name: str) -> IRI:
        """Give the IRI of the one thing that a name, a path or an IRI means.

        >>> graph.iri("paper harbor").short
        'work/paper-harbor'

        Raises `KgError` with similar names where there is none, and with the choices where there are several.
        """
        found = self._snapshot.rows(_NAMED, name=name)
        if len(found) == 1 and isinstance(found[0].thing, IRI):
            return found[0].thing
        return self._snapshot.iri(find_entity(self.graph, name).path)

    def show(self, name: str) -> Facts:
        """Give all that is known of an entity, or of all that share its name: facts with their quotes.

        >>> [fact.relation for fact in graph.show("Ines Vidal")]
        ['castMemberOf', 'voices']

        Raises `KgError` with similar names where nothing has the name.
        """
        facts = [
            fact for entity in find_entities(self.graph, name) for fact in about(self.graph, entity.path)
        ]
        return Facts(self.graph, dict.fromkeys(facts))

    def why(self, subject: str, relation: str, object_: str) -> Facts:
        """Give the facts that say something, with the quotes; none where no document says it.

        >>> graph.why("Ines Vidal", "voices", "Kio").said[0].quote
        'Ines Vidal voices Kio'
        >>> bool(graph.why("Ines Vidal", "directorOf", "Paper Harbor"))
        False

        Raises `KgError` for a subject, a relation or an object that nobody knows.
        """
        answer = ask_why(self.graph, load_ontology(), subject, relation, object_)
        return Facts(self.graph, answer.facts, answer.others)

    @property
    def graph(self) -> KnowledgeGraph:
        """Give documents, entities and facts as plain values, which are read once.

        >>> [entity.label for entity in graph.graph.entities if entity.type == "Person"]
        ['Ines Vidal', 'Mara Ilves']
        """
        return self._snapshot.graph

    def rdflib(self) -> rdflib.Dataset:
        """Give an `rdflib.Dataset`: its default graph holds all that is known, its named graphs what each document says.

        SPARQL runs in Oxigraph, prepared queries too; what only rdflib's own evaluator could answer, many times slower,
        is refused. The dataset is read-only. Of a graph on a server it is a copy in memory.
        """
        return rdflib_dataset(self._snapshot.store, check=guard)

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Give a `networkx.MultiDiGraph`, which is the caller's own: an entity is a node, a fact between two an edge.

        Nodes are paths ("person/mara-ilves") with `label` and `type`. An edge has the fact's path as its key, and
        `label` and `relation`, `status`, `confidence`, `quotes` (texts), `documents` (ids) and `fact` (all of it). What
        is rumoured or negated makes no edge.

        >>> network = graph.networkx()
        >>> [(edge["relation"], edge["quotes"]) for edge in network["person/mara-ilves"]["work/paper-harbor"].values()]
        [('directorOf', ['Paper Harbor is a film directed by Mara Ilves'])]
        """
        network = as_network(self.graph)
        terms = load_ontology().properties
        ids = {record.path: record.id for record in self.graph.documents}
        for _, _, edge in network.edges(data=True):
            evidence = edge["fact"].evidence
            edge["label"] = terms[edge["relation"]].label if edge["relation"] in terms else edge["relation"]
            edge["quotes"] = [quote.exact for quote in evidence]
            edge["documents"] = list(dict.fromkeys(ids.get(one.document, one.document) for one in evidence))
        return network

    def view(
        self, title: str | None = None, *, lang: str = "en", with_texts: bool = False, height: int = 640
    ) -> View:
        """Give the HTML view, which a notebook shows in its output.

        Args:
            title: the heading; without one that of the settings, else the most connected entity.
            lang: language of the page's own words. Raises `KgError` that lists the languages for an unknown one.
            with_texts: whether the page holds the documents' texts too.
            height: of the frame in the notebook, in pixels.
        """
        heading = self._settings.title if title is None else title
        page = view_page(self._snapshot.source, self.graph, heading, lang, with_texts=with_texts)
        return View(page, height)

    def __repr__(self) -> str:
        """Say how much there is."""
        return f"<graph of {self._counted()}>"

    def _repr_html_(self) -> str:
        """Say how much there is, and list the first documents, for Jupyter."""
        found = self._snapshot.documents
        return f"<p><b>A graph of {self._counted()}</b></p>{html_table(found.variables, found, len(found))}"

    def _counted(self) -> str:
        names = (("document", "documents"), ("entity", "entities"), ("fact", "facts"))
        return ", ".join(
            f"{count:,} {one if count == 1 else many}"
            for count, (one, many) in zip(self._snapshot.counts, names, strict=True)
        )


def open_graph(place: str | Path | None = None) -> OpenedGraph:
    """Open the graph of a workspace or of a server; without one, that of the variables and settings, or `out`.

    Raises `KgError` where there is no graph.
    """
    if isinstance(place, str) and place.lower().startswith(("http://", "https://")):
        return OpenedGraph(load_settings(store=place))
    if place is None:
        return OpenedGraph(load_settings())
    return OpenedGraph(load_settings(Path(place), store=""))
