"""Reading the parts of the store as Ibis tables (读取数据分区).

A contract with no part is an empty table of its declared shape, so that a measure never asks what was delivered.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from guanxi.contracts import catalogue, layout
from guanxi.contracts.shape import Contract
from guanxi.value.backends import Backend

Tables = Mapping[str, ir.Table]


def empty(columns: Mapping[str, str]) -> ir.Table:
    """Return a table without rows."""
    return ibis.memtable([], schema=ibis.schema(dict(columns)))


def given(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> ir.Table:
    """Return rows made in Python as a table of exactly these types; whole numbers that may be missing stay whole."""
    schema = ibis.schema(dict(columns))
    return ibis.memtable(pa.Table.from_pylist(list(rows), schema=schema.to_pyarrow()), schema=schema)


def shaped(table: ir.Table, columns: Mapping[str, str]) -> ir.Table:
    """Return the table with exactly these columns and types; missing ones are NULL."""
    return table.select(
        **{name: table[name].cast(kind) if name in table.columns else ibis.null(kind) for name, kind in columns.items()}
    )


class Store:
    """The current parts of a store, below a folder or an address of an object store, read by a backend."""

    def __init__(self, backend: Backend, root: Path | str, parts: Iterable[layout.Part]) -> None:
        self.backend = backend
        self.root = str(root).rstrip("/")
        self.parts = list(parts)

    def at(self, path: str) -> str:
        """Return the address of a path below the root."""
        return f"{self.root}/{path}"

    def has(self, part: layout.Part) -> bool:
        """Tell whether the file of a part is there."""
        return self.backend.exists(self.at(part.path))

    def periods(self, contract: str) -> list[str]:
        """Return the periods a contract has parts for, oldest first."""
        return sorted({p.period for p in self.parts if p.contract == contract})

    def chosen(self, contract: str, periods: Sequence[str] | None = None) -> list[layout.Part]:
        """Return the parts of a contract, oldest first."""
        return layout.chosen(self.parts, contract, periods)

    def read(self, contract: str, columns: Mapping[str, str], periods: Sequence[str] | None = None) -> ir.Table:
        """Read the parts of a contract with the given columns."""
        found = self.chosen(contract, periods)
        if not found:
            return empty(columns)
        table = self.backend.read([self.at(part.path) for part in found])
        return shaped(table, columns) if columns else table

    def rows(self, contract: str, period: str) -> int:
        """Return how many rows the parts of a period hold."""
        found = self.chosen(contract, [period])
        known = sum(part.rows for part in found)
        return known or int(self.backend.ask(self.read(contract, {}, [period]).count()).as_py() if found else 0)

    def contract(self, contract: Contract, periods: Sequence[str] | None = None) -> ir.Table:
        """Read a declared contract."""
        return self.read(contract.name, layout.schema(contract), periods)

    def whole(self) -> dict[str, ir.Table]:
        """Read every declared contract that is not kept by month of accounts."""
        monthly = {"balances", "events", "transactions"}
        return {c.name: self.contract(c) for c in catalogue.ALL if c.name not in monthly}
