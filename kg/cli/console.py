"""What commands print: results to standard output, messages and progress to standard error."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from rich.console import Console as RichConsole
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from kg.model import Problem
    from kg.pipeline.reading import Progress

# Terminal commands, and the marks that turn the direction of writing: a document must not steer the terminal.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
UNBOUNDED = 100_000  # columns: in a file or a pipe no line is broken


def printable(text: str) -> str:
    """Give a text without the characters that would steer a terminal; each becomes a replacement mark."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Give a text as one printable line: a quote may run over several."""
    return " ".join(printable(text).split())


def styled(text: str, style: str = "") -> Text:
    """Give text from a document for the terminal: markup in it stays text."""
    return Text(printable(text), style=style)


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command's words go.

    Attributes:
        quiet: messages are left out, results are not.
        verbose: more messages.
    """

    quiet: bool = False
    verbose: bool = False

    def result(self, renderable: RenderableType) -> None:
        """Print a result to standard output; in a file or a pipe without colours, breaks and padding."""
        console = _rich(sys.stdout)
        if sys.stdout.isatty():
            console.print(renderable)
            return
        with console.capture() as capture:
            console.print(renderable)
        self.data("\n".join(line.rstrip() for line in capture.get().split("\n")))

    def data(self, text: str) -> None:
        """Write machine-readable text to standard output, byte for byte, in UTF-8, with one line end after it."""
        stream = sys.stdout
        data = text if text.endswith("\n") else text + "\n"
        if hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(data.encode("utf-8", "surrogatepass"))
            stream.buffer.flush()
        else:
            stream.write(data)

    def message(self, text: str | Text) -> None:
        """Tell something that is no result, unless the command is to be quiet."""
        if not self.quiet:
            _rich(sys.stderr).print(text)

    def detail(self, text: str) -> None:
        """Tell something that only those want to know who ask for it."""
        if self.verbose:
            _rich(sys.stderr).print(styled(text, "dim"))

    def problem(self, problem: Problem, *, word: str = "error", style: str = "bold red") -> None:
        """Tell what is wrong: place, message, advice and code. Quiet or not."""
        place = f"{problem.place}: " if problem.place else ""
        text = Text.assemble(
            (f"{word}: ", style), printable(place), printable(problem.message), (f" [{problem.code}]", "dim")
        )
        _rich(sys.stderr).print(text)
        if problem.advice:
            _rich(sys.stderr).print(Text.assemble(("  → ", "cyan"), printable(problem.advice)))

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show on a terminal how far the stages are; elsewhere say nothing."""
        if self.quiet or not sys.stderr.isatty():
            yield _say_nothing
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with RichProgress(*columns, console=_rich(sys.stderr), transient=True) as bars:
            tasks: dict[str, int] = {}

            def show(stage: str, done: int, total: int) -> None:
                task = tasks.setdefault(stage, len(tasks))
                if task == len(bars.tasks):
                    bars.add_task(stage, total=total)
                bars.update(bars.task_ids[task], completed=done, total=total)

            yield show


def _say_nothing(stage: str, done: int, total: int) -> None:
    del stage, done, total


def _rich(stream: IO[str]) -> RichConsole:
    width = None if stream.isatty() else UNBOUNDED
    return RichConsole(
        file=stream, width=width, markup=False, highlight=False, emoji=False, soft_wrap=not stream.isatty()
    )
