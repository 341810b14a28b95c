"""Specification helper: a small table in, a small table out, on any Ibis backend."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from guanxi.contracts import catalogue, layout
from guanxi.value import assumptions
from guanxi.value.assumptions import Assumptions

Rows = Sequence[Mapping[str, Any]]
AS_OF = date(2025, 12, 31)


def table(columns: Mapping[str, str], rows: Rows) -> ir.Table:
    """Return a small table with the given columns; what a row does not name is NULL."""
    full = [{name: row.get(name) for name in columns} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(full, schema=ibis.schema(dict(columns)).to_pyarrow()))


def given(contract: str, rows: Rows = ()) -> ir.Table:
    """Return a small table of a declared contract."""
    unknown = {name for row in rows for name in row} - set(catalogue.get(contract).names)
    assert not unknown, f"{contract} has no {unknown}"
    return table(layout.schema(catalogue.get(contract)), rows)


def all_given(**rows: Rows) -> dict[str, ir.Table]:
    """Return every contract as a table, empty where no rows are given."""
    return {contract.name: given(contract.name, rows.get(contract.name, ())) for contract in catalogue.ALL}


def result(expression: ir.Table, *order: str) -> list[dict[str, Any]]:
    """Run an expression and return its rows, ordered by the named columns."""
    return sorted(duckdb_rows(expression), key=lambda row: tuple((row[name] is not None, row[name]) for name in order))


def duckdb_rows(expression: ir.Table) -> list[dict[str, Any]]:
    """Run an expression on DuckDB."""
    rows: list[dict[str, Any]] = ibis.duckdb.connect().to_pyarrow(expression).to_pylist()
    return rows


def assumed(as_of: date = AS_OF, **values: Any) -> Assumptions:
    """Return the assumptions in force with other values, named ``topic__key``."""
    return assumptions.load(as_of).changed({name.replace("__", "."): value for name, value in values.items()})
