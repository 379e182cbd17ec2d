"""The program `kg`: its commands, and what happens to errors."""

from __future__ import annotations

import functools
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from kg import __version__
from kg.cli.console import Console
from kg.model import ExitCode, KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Parameters = ParamSpec("Parameters")

# Each adds its commands to the program when it is imported; the order is that of the help.
MODULES = (
    "build",
    "documents",
    "query",
    "entities",
    "stats",
    "view",
    "serve",
    "export",
    "extract",
    "validate",
    "evaluate",
)

app = typer.Typer(
    name="kg",
    help="Read writing about film and anime, and get a knowledge graph in which each edge carries its quote.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def command(name: str, *examples: str) -> Callable[[Callable[Parameters, None]], Callable[Parameters, None]]:
    """Add a command to the program; errors that people can act on become messages and exit codes."""

    def register(function: Callable[Parameters, None]) -> Callable[Parameters, None]:
        epilog = "\b\n" + "\n".join(["Examples:", *(f"  {example}" for example in examples)])
        return app.command(name, epilog=epilog)(_guarded(function))

    return register


def _guarded(function: Callable[Parameters, None]) -> Callable[Parameters, None]:
    @functools.wraps(function)
    def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        console = Console(verbose=bool(kwargs.get("verbose")))
        try:
            function(*args, **kwargs)
            sys.stdout.flush()
        except KgError as error:
            for problem in getattr(error, "problems", ()):
                console.problem(problem)
            console.problem(error.problem)
            if error.__cause__ is not None:
                console.detail(f"cause: {error.__cause__!r}")
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            # The reader of our output has gone ("kg ... | head"): nothing is left to say, and no one to say it to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.DONE) from error
        except KeyboardInterrupt as error:
            console.message("interrupted; the graph stays as it was")
            raise typer.Exit(ExitCode.INTERRUPTED) from error

    return guarded


def _print_version(wanted: bool) -> None:
    if wanted:
        Console().data(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    *,
    show_version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Read writing about film and anime, and get a knowledge graph in which each edge carries its quote."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and give its exit code."""
    for name in MODULES:
        import_module(f"kg.cli.{name}")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app(args=list(arguments), prog_name="kg")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return ExitCode.DONE
