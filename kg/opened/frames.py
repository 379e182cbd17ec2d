"""Columns of Python values as tables of pandas, polars and Arrow, where these are installed."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from kg.model import KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

_NUMBERS: Final = frozenset({int, float, Decimal})
_LARGEST: Final = 2**63
_NULLABLE: Final[dict[type, Any]] = {int: "Int64", bool: "boolean"}


def as_pandas(columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """Give a `pandas.DataFrame`; whole numbers and bools stay what they are where a cell is empty."""
    pandas = _load("pandas")
    series = {}
    for name, values in _plain(columns).items():
        kind = _kind(values)
        gaps = kind in _NULLABLE and any(value is None for value in values)
        series[name] = pandas.Series(values, dtype=_NULLABLE[kind] if kind and gaps else _pandas_type(kind))
    frame: pd.DataFrame = pandas.DataFrame(series, columns=list(columns))
    return frame


def as_polars(columns: Mapping[str, Sequence[object]]) -> pl.DataFrame:
    """Give a `polars.DataFrame`."""
    frame: pl.DataFrame = _load("polars").DataFrame(_plain(columns), infer_schema_length=None)
    return frame


def as_arrow(columns: Mapping[str, Sequence[object]]) -> pa.Table:
    """Give a `pyarrow.Table`."""
    table: pa.Table = _load("pyarrow").table(_plain(columns))
    return table


def _plain(columns: Mapping[str, Sequence[object]]) -> dict[str, list[Any]]:
    return {name: _one_kind(values) for name, values in columns.items()}


def _one_kind(values: Sequence[object]) -> list[Any]:
    """Give a column whose values are of one type: numbers of several types as floats, any other mixture as text."""
    kinds = {type(value) for value in values} - {type(None)}
    if len(kinds) <= 1 and kinds <= {int, float, Decimal, bool, date, datetime, time}:
        return list(map(_as_text, values)) if _is_awkward(values, kinds) else list(values)
    if kinds <= _NUMBERS:
        return [None if value is None else float(value) for value in values]  # type: ignore[arg-type]  # numbers, as said
    return list(map(_as_text, values))


def _is_awkward(values: Sequence[object], kinds: set[type]) -> bool:
    """Say whether values of one type do not fit one column: too large, or with and without a time zone."""
    if int in kinds:
        return any(isinstance(value, int) and not -_LARGEST <= value < _LARGEST for value in values)
    if datetime in kinds:
        return len({value.tzinfo is None for value in values if isinstance(value, datetime)}) > 1
    return time in kinds


def _as_text(value: object) -> str | None:
    """Give a value as SPARQL writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return None if value is None else str(value)


def _kind(values: Sequence[object]) -> type | None:
    return next((type(value) for value in values if value is not None), None)


def _pandas_type(kind: type | None) -> Any:  # noqa: ANN401 - a name of a type, or that pandas is to find one
    return "object" if kind in {None, Decimal, date} else None


def _load(name: str) -> Any:  # noqa: ANN401 - a module
    try:
        return import_module(name)
    except ImportError as error:
        problem = Problem("not-installed", f"{name} is not installed", advice=f"pip install {name}")
        raise KgError(problem) from error
