"""Rows as tables of pandas, polars and Arrow: one type for each column, and advice where a package is missing."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pytest

from kg.model import KgError

if TYPE_CHECKING:
    from kg.opened import OpenedGraph, Rows

XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"


@pytest.fixture
def rows(graph: OpenedGraph) -> Rows:
    found = graph.query(
        XSD
        + """SELECT ?iri ?text ?whole ?gap ?real ?exact ?truth ?day ?time ?mixed ?number ?none ?large WHERE { VALUES
        (?iri ?text ?whole ?gap ?real ?exact ?truth ?day ?time ?mixed ?number ?large) {
        (kg:voices "a" 1 2 1e0 1.50 true "2024-05-03"^^xsd:date "2024-05-03T10:00:00Z"^^xsd:dateTime 1 1 99999999999999999999999)
        (rdfs:label "b"@en 2 UNDEF 2.5e0 0.25 UNDEF UNDEF "2024-05-04T10:00:00Z"^^xsd:dateTime "x" 0.5 1) } } ORDER BY ?whole"""
    )
    assert len(found) == 2
    return found  # type: ignore[no-any-return]  # Any, which the query decides


def test_pandas(rows: Rows) -> None:
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.variables)
    assert frame["iri"][0] == rows[0].iri
    assert type(frame["iri"][0]) is str
    assert list(frame["text"]) == ["a", "b"]
    kinds = {name: str(frame[name].dtype) for name in ("whole", "gap", "real", "truth", "number")}
    assert kinds == {
        "whole": "int64",
        "gap": "Int64",
        "real": "float64",
        "truth": "boolean",
        "number": "float64",
    }
    assert str(frame["time"].dtype).startswith("datetime64[")
    assert list(frame["exact"]) == [Decimal("1.5"), Decimal("0.25")]
    assert list(frame["day"]) == [date(2024, 5, 3), None]
    assert list(frame["mixed"]) == ["1", "x"]
    assert frame["none"].isna().all()
    assert frame["whole"].sum() == 3


def test_polars(rows: Rows) -> None:
    frame = rows.to_polars()
    assert frame.columns == list(rows.variables)
    assert frame.schema["whole"] == pl.Int64
    assert frame.schema["iri"] == pl.String
    assert frame.schema["day"] == pl.Date
    assert frame["gap"].to_list() == [2, None]
    assert frame["exact"].to_list() == [Decimal("1.5"), Decimal("0.25")]
    assert frame["time"].to_list()[0] == datetime(2024, 5, 3, 10, tzinfo=UTC)
    assert frame["mixed"].to_list() == ["1", "x"]
    assert frame["large"].to_list() == ["99999999999999999999999", "1"]
    assert frame["none"].null_count() == 2


def test_arrow(rows: Rows) -> None:
    table = rows.to_arrow()
    assert table.column_names == list(rows.variables)
    assert table.schema.field("whole").type == pa.int64()
    assert table.schema.field("iri").type == pa.string()
    assert table.schema.field("day").type == pa.date32()
    assert table["exact"].to_pylist() == [Decimal("1.5"), Decimal("0.25")]
    assert table["truth"].to_pylist() == [True, None]
    assert table["mixed"].to_pylist() == ["1", "x"]


def test_no_rows_give_the_columns_all_the_same(graph: OpenedGraph) -> None:
    none = graph.query("SELECT ?a ?b WHERE { ?a a kg:Nothing ; ?b ?c }")
    assert (
        list(none.to_pandas().columns)
        == none.to_polars().columns
        == none.to_arrow().column_names
        == ["a", "b"]
    )
    assert len(none.to_pandas()) == 0


@pytest.mark.parametrize(
    ("package", "method"), [("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")]
)
def test_where_a_package_is_missing_it_says_what_to_install(
    rows: Rows, monkeypatch: pytest.MonkeyPatch, package: str, method: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(KgError) as error:
        getattr(rows, method)()
    assert error.value.problem.code == "not-installed"
    assert error.value.problem.advice == f"pip install {package}"
