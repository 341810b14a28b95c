"""Which numbers exist: of this delivery where it brings the table, else of the store (已知主键)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb

from guanxi.contracts.shape import Contract
from guanxi.intake.connectors.source import literal, quoted
from guanxi.intake.engine import one


class KnownTables:
    """DuckDB tables of the numbers that others may refer to, built when first asked for, seen by every cursor."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, files: Callable[[], Mapping[str, Sequence[Path]]]) -> None:
        self._engine = engine
        self._files = files
        self._built: dict[str, str] = {}

    def for_contract(self, contract: Contract) -> dict[str, str]:
        """Return ``contract.column`` → table for everything the contract refers to, its own rows left out."""
        wanted = {c.refers for c in contract.columns if c.refers is not None}
        return {r: self._table(r) for r in sorted(wanted) if not r.startswith(f"{contract.name}.")}

    def _table(self, reference: str) -> str:
        if reference not in self._built:
            contract, column = reference.split(".")
            files = self._files().get(contract, ())
            self._built[reference] = f"known_{contract}"
            one(self._engine, f"CREATE TABLE known_{contract} AS {distinct(files, column)}")
        return self._built[reference]


def distinct(files: Sequence[Path], column: str) -> str:
    """Return the SQL of the values of a key column in some parts."""
    if not files:
        return "SELECT NULL::VARCHAR AS known WHERE false"
    return f"SELECT {quoted(column)} AS known FROM {table(files)}"


def table(files: Sequence[Path]) -> str:
    """Return the SQL of some parts as one table."""
    return f"read_parquet([{', '.join(literal(f) for f in files)}])"
