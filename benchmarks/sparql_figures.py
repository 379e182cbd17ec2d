"""What was measured, and the tables that show it."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from sparql_queries import SHAPES

OURS: Final = ("kg.open", "kg serve")
BASES: Final = {
    "rdflib": "pyoxigraph on disk",
    "pyoxigraph in memory": "pyoxigraph on disk",
    "kg.open": "pyoxigraph on disk",
    "kg serve": "oxigraph serve",
    "Virtuoso 7": "oxigraph serve",
}
"""What each is compared with."""
CLIENTS: Final = 8
"""How many ask at the same time where throughput is measured."""
COLUMNS: Final = (
    "rdflib", "pyoxigraph in memory", "pyoxigraph on disk", "kg.open", "oxigraph serve", "kg serve", "Virtuoso 7"
)  # fmt: skip


@dataclass(slots=True)
class Figures:
    """What was measured on one graph: seconds by shape and engine, rows by shape, requests a second by load and engine."""

    triples: int
    quads: int
    seconds: defaultdict[str, defaultdict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    requests: defaultdict[str, defaultdict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    missing: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def median(self, shape: str, engine: str) -> float | None:
        """Give milliseconds."""
        seconds = self.seconds[shape][engine]
        return 1000 * statistics.median(seconds) if seconds else None

    def ratio(self, shape: str, engine: str) -> float | None:
        """Give how many times longer an engine takes than what it is compared with."""
        base = BASES.get(engine)
        ours, theirs = self.median(shape, engine), self.median(shape, base) if base else None
        return ours / theirs if ours is not None and theirs else None


def table(figures: Figures, names: list[str]) -> str:
    """Give medians and ratios as Markdown."""
    lines = [
        f"| {figures.triples:,} triples: ms | rows | " + " | ".join(names) + " |",
        "|---|--:|" + "--:|" * len(names),
    ]
    for shape in SHAPES:
        rows = statistics.median(figures.rows[shape])
        lines.append(
            f"| {shape} | {rows:,.0f} | " + " | ".join(_cell(figures, shape, name) for name in names) + " |"
        )
    middle = []
    for name in names:
        ratios = (figures.ratio(shape, name) for shape in SHAPES)
        known = [ratio for ratio in ratios if ratio is not None]
        middle.append(f"{statistics.median(known):.2f}x" if known else "")
    lines.append("| *median of the ratios* | | " + " | ".join(middle) + " |")
    return "\n".join(lines)


def _cell(figures: Figures, shape: str, name: str) -> str:
    median = figures.median(shape, name)
    if median is None:
        return "-"
    ratio = figures.ratio(shape, name) if name in OURS else None
    shown = f"{median:,.2f}" if median < 100 else f"{median:,.0f}"  # noqa: PLR2004  three figures are enough
    return shown + (f" ({ratio:.2f}x)" if ratio is not None else "")


def load_table(figures: Figures) -> str:
    """Give requests a second and their ratio to `oxigraph serve` as Markdown."""
    names = [name for name in COLUMNS if name in figures.requests["small"]]
    lines = [
        f"| {figures.triples:,} triples: requests/s, {CLIENTS} clients | " + " | ".join(names) + " |",
        "|---|" + "--:|" * len(names),
    ]
    for kind, by_server in figures.requests.items():
        base = statistics.median(by_server.get("oxigraph serve", [0.0]))
        cells = [
            f"{statistics.median(by_server[name]):,.0f}"
            + (f" ({statistics.median(by_server[name]) / base:.2f}x)" if base else "")
            for name in names
        ]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
