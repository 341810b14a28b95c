"""Where a run computes (计算后端): the few calls the engine needs, so that it knows no database.

Measures are Ibis expressions; a backend reads parts of the store, keeps the tables of a run, answers questions and
writes Parquet files.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import ibis.expr.types as ir

from guanxi.value.backends.duckdb import DuckDB


class Backend(Protocol):
    """What the engine asks of a database that reads Parquet."""

    #: Customers laid side by side at once; ``None`` where a sliced stage is built in one piece.
    slice_rows: int | None

    def read(self, paths: Sequence[str]) -> ir.Table:
        """Read Parquet files with the same columns as one table."""

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute an expression and keep it as a table of the run; one of the same name is replaced."""

    def extend(self, name: str, table: ir.Table) -> ir.Table:
        """Compute an expression and add its rows to a kept table; return the whole table."""

    def drop(self, name: str) -> None:
        """Forget a kept table."""

    def ask(self, table: ir.Expr) -> Any:
        """Run an expression and return its rows as an Arrow table."""

    def write(self, table: ir.Table, path: str, *, squeeze: str = "zstd") -> int:
        """Write an expression, in its order, as one Parquet file that is whole or not there; return its rows."""

    def exists(self, path: str) -> bool:
        """Tell whether a file is there."""

    def close(self) -> None:
        """Let go of everything the run kept."""


def opened(scratch: Path, *, memory_limit: str = "4GB", threads: int | None = None) -> Backend:
    """Open the backend of a run; what it must lay aside goes below ``scratch``."""
    return DuckDB(scratch, memory_limit=memory_limit, threads=threads)
