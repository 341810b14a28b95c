"""What a measure does (指标说明): a small table in, a small table out; run on both engines, printed as manual.

Amounts are minor units, as in the engine. ``values`` are assumptions set for the example; all else is as shipped.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from guanxi.kit.words import Words
from guanxi.value import assumptions
from guanxi.value.assumptions import Assumptions

AS_OF = date(2025, 12, 31)
#: Moments of an example, read from ``2026-01-05 09:00``.
at = datetime.fromisoformat
Row = tuple[Any, ...]
Ask = Callable[[ir.Table], Any]


class Tables(dict[str, ir.Table]):
    """The tables of an example by name; ``ask`` answers what a measure reads on the way, on the engine at work."""

    def __init__(self, tables: Mapping[str, ir.Table], ask: Ask) -> None:
        super().__init__(tables)
        self.ask = ask


@dataclass(frozen=True)
class Small:
    """A small table: ``columns`` are names with Ibis types, between commas; rows in their order."""

    columns: str
    rows: Sequence[Row]

    @property
    def kinds(self) -> dict[str, str]:
        """Return name → Ibis type."""
        pairs = (one.split(":") for one in self.columns.replace(" ", "").split(","))
        return {name: kind for name, kind, *_ in pairs}

    def table(self, more: Mapping[str, str] | None = None) -> ir.Table:
        """Return the table; columns of ``more`` that are not named are 0 or NULL."""
        kinds = dict(more or {}) | self.kinds
        rest = {name: 0 if kind in ("int64", "float64") else None for name, kind in kinds.items()}
        rows = [rest | dict(zip(self.kinds, row, strict=True)) for row in self.rows]
        return ibis.memtable(pa.Table.from_pylist(rows, schema=ibis.schema(kinds).to_pyarrow()))


@dataclass(frozen=True)
class Spec:
    """A measure by example: ``given`` tables in, ``build`` of them and the assumptions, ``out`` the rows out."""

    name: str
    title: Words
    says: Words
    given: Mapping[str, Small]
    build: Callable[[Tables, Assumptions], ir.Table]
    out: Small
    values: Mapping[str, Any] = field(default_factory=dict)
    #: Columns the measure reads that the example leaves at 0 or empty, by table.
    silent: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def assumptions(self) -> Assumptions:
        """Return what is in force, with the example's own values."""
        return assumptions.load(AS_OF).changed(self.values)

    def expression(self, ask: Ask) -> ir.Table:
        """Return the measure on the example's tables, with the columns of ``out``; ``ask`` runs a table to Arrow."""
        tables = {name: small.table(self.silent.get(name)) for name, small in self.given.items()}
        return self.build(Tables(tables, ask), self.assumptions).select(*self.out.kinds)
