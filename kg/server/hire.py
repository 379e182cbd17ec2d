"""What processes that answer on lent connections are told, and what they tell."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.execution import Hired
from kg.server.log import write_line
from kg.server.options import Options, Telling

if TYPE_CHECKING:
    from collections.abc import Mapping


def hire(options: Options, base: str) -> Hired:
    """Give who answers on lent connections; the token is kept back, since they change nothing."""
    told = {**asdict(options), "base": base}
    del told["token"], told["limits"]  # which the engine tells
    return Hired("kg.server.attending:Attendant", told, _write)


def read_told(told: Mapping[str, Any]) -> tuple[Options, str]:
    """Give the options, without token and limits, and the base IRI."""
    values = dict(told)
    base = values.pop("base")
    values["telling"] = Telling(values["telling"])
    for name in ("cors", "hosts"):  # which JSON has as lists
        values[name] = tuple(values[name])
    return Options(**values), base


def _write(lines: bytes) -> None:
    write_line(lines.decode("utf-8", "backslashreplace"))
