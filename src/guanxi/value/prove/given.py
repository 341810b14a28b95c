"""Small tables in, small tables out (小表进、小表出): the engine's own expressions run on a paper's example."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts import catalogue, layout
from guanxi.value import assumptions
from guanxi.value.assumptions import Assumptions

Rows = Sequence[Mapping[str, Any]]
AS_OF = date(2025, 12, 31)


def table(columns: Mapping[str, str], rows: Rows) -> ir.Table:
    """Return a small table with the given columns; what a row does not name is NULL."""
    full = [{name: row.get(name) for name in columns} for row in rows]
    return ibis.memtable(full, schema=ibis.schema(dict(columns)))


def contracts(**rows: Rows) -> dict[str, ir.Table]:
    """Return every contract as a table, empty where no rows are given."""
    return {c.name: table(layout.schema(c), rows.get(c.name, ())) for c in catalogue.ALL}


def rows(expression: ir.Table) -> list[dict[str, Any]]:
    """Run an expression and return its rows."""
    found: list[dict[str, Any]] = ibis.duckdb.connect().to_pyarrow(expression).to_pylist()
    return found


def assumed() -> Assumptions:
    """Return the assumptions in force on the day of the examples."""
    return assumptions.load(AS_OF)
