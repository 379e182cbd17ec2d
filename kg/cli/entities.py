"""`kg show`, `kg why`, `kg path`: what is known, and which sentence says so."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.console import Console
from kg.cli.options import JsonOption, QuietOption, StoreOption, VerboseOption, WorkspaceOption
from kg.cli.program import command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.cli.facts import FactPrinter
    from kg.model import Fact, KnowledgeGraph, ResolvedEntity
    from kg.ontology import Ontology

NameArgument = Annotated[str, typer.Argument(help="A name, or an IRI.", show_default=False)]


@command("show", 'kg show "Satoshi Kon"', "kg show work/paprika --json")
def show(
    name: NameArgument,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Print all that is known of an entity, each fact with its quotes.

    Where several things share the name, all of them are shown.
    """
    from kg.lookup import about, find_entities

    console = Console(quiet=quiet, verbose=verbose)
    graph, printer = _open(workspace, store)
    found = [(entity, about(graph, entity.path)) for entity in find_entities(graph, name)]
    if as_json:
        _print_json(console, [_entity_record(printer, entity, facts) for entity, facts in found])
        return
    for number, (entity, facts) in enumerate(found):
        if number:
            console.result("")
        _print_entity(console, printer, entity, facts)


@command("why", 'kg why "Satoshi Kon" directorOf Paprika', 'kg why Paprika runtime "90 minutes" --json')
def why(
    subject: NameArgument,
    relation: Annotated[str, typer.Argument(help="A relation, as in directorOf.", show_default=False)],
    object_: Annotated[
        str, typer.Argument(metavar="OBJECT", help="A name, an IRI or a value.", show_default=False)
    ],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Print the evidence for one fact: document, sentence, offsets, extractor, confidence.

    Ends with 1 where no document says it.
    """
    from kg.cli.console import styled
    from kg.lookup import ask_why
    from kg.model import ExitCode

    console = Console(quiet=quiet, verbose=verbose)
    graph, printer = _open(workspace, store)
    answer = ask_why(graph, printer.ontology, subject, relation, object_)
    if as_json:
        _print_json(console, [printer.record(fact) for fact in answer.facts])
    else:
        _print_facts(console, printer, answer.facts)
    if not answer.facts:
        console.message("no document says so")
        for fact in answer.others:
            console.message(styled("but: ").append(printer.sentence(fact)))
        raise typer.Exit(ExitCode.PARTLY)


@command("path", 'kg path "Satoshi Kon" "Madhouse"', "kg path person/satoshi-kon work/paprika --json")
def path(
    start: Annotated[str, typer.Argument(metavar="A", help="A name, or an IRI.", show_default=False)],
    end: Annotated[str, typer.Argument(metavar="B", help="A name, or an IRI.", show_default=False)],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Print the shortest chain of facts between two entities, with the quotes.

    Ends with 1 where nothing links them.
    """
    from kg.analysis import shortest_path
    from kg.lookup import find_entity
    from kg.model import ExitCode

    console = Console(quiet=quiet, verbose=verbose)
    graph, printer = _open(workspace, store)
    ends = find_entity(graph, start), find_entity(graph, end)
    found = shortest_path(graph, ends[0].path, ends[1].path)
    if as_json:
        steps = found.steps if found else ()
        _print_json(console, [[printer.record(fact) for fact in step.facts] for step in steps])
    elif found:
        for step in found.steps:
            _print_facts(console, printer, step.facts[:1] if not verbose else step.facts)
        if not found.steps:
            console.message("both are the same")
    if found is None:
        console.message("nothing links them")
        raise typer.Exit(ExitCode.PARTLY)


def _open(workspace: Path | None, store: str | None) -> tuple[KnowledgeGraph, FactPrinter]:
    from kg.cli.facts import FactPrinter
    from kg.ontology import load_ontology
    from kg.pipeline import load_settings, open_source

    graph = open_source(load_settings(workspace, store=store)).graph()
    return graph, FactPrinter(graph, load_ontology())


def _print_json(console: Console, value: object) -> None:
    import json

    console.data(json.dumps(value, ensure_ascii=False, indent=1))


def _print_facts(console: Console, printer: FactPrinter, facts: Sequence[Fact]) -> None:
    for fact in facts:
        console.result(printer.sentence(fact))
        for line in printer.quotes(fact):
            console.result(line)


def _entity_record(printer: FactPrinter, entity: ResolvedEntity, facts: Sequence[Fact]) -> dict[str, Any]:
    return {
        **printer.end_record(entity.path),
        "names": list(entity.names),
        "facts": [printer.record(fact) for fact in facts],
    }


def _print_entity(
    console: Console, printer: FactPrinter, entity: ResolvedEntity, facts: Sequence[Fact]
) -> None:
    from rich.text import Text

    from kg.cli.console import one_line

    console.result(Text.assemble((one_line(entity.label), "bold"), f" ({entity.type})"))
    if entity.names:
        console.result(Text(f"  also: {'; '.join(map(one_line, entity.names))}"))
    console.result(Text(f"  {printer.base}{entity.path}", style="dim"))
    headed = ((_heading(printer.ontology, entity.path, fact), fact) for fact in facts)
    for heading, group in groupby(headed, key=lambda pair: pair[0]):
        console.result(Text(f"\n{heading}", style="bold cyan"))
        for _, fact in group:
            _print_entry(console, printer, entity.path, fact)


def _print_entry(console: Console, printer: FactPrinter, path: str, fact: Fact) -> None:
    from rich.text import Text

    from kg.cli.console import one_line

    if path not in {fact.subject, fact.object}:
        line = printer.sentence(fact)
    else:
        other = fact.object if fact.subject == path else fact.subject
        line = Text(one_line(printer.label(other)), style="bold").append(printer.qualifiers(fact))
    console.result(Text("  ").append(line))
    for quote in printer.quotes(fact, indent="    "):
        console.result(quote)


def _heading(ontology: Ontology, path: str, fact: Fact) -> str:
    """Read a relation from the entity's side: "directed by" on the page of a film."""
    term = ontology.properties[fact.relation]
    if fact.subject == path or fact.object != path:
        return term.label
    return term.inverse_label or term.label
