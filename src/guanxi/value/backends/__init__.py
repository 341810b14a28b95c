"""Where a run computes (计算后端): the few calls the engine needs, so that it knows no database.

Measures are Ibis expressions; a backend reads parts of the store, keeps the tables of a run, answers questions and
writes Parquet files.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import ibis.expr.types as ir

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value.backends.duckdb import DuckDB
from guanxi.value.backends.spark import Spark


class Backend(Protocol):
    """What the engine asks of a database that reads Parquet."""

    def read(self, paths: Sequence[str]) -> ir.Table:
        """Read Parquet files with the same columns as one table."""

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute an expression and keep it as a table of the run; one of the same name is replaced."""

    def keep_by_slices(self, name: str, build: Callable[[Any, Any], ir.Table], numbers: ir.Table) -> ir.Table:
        """Keep what ``build`` makes of ranges of customer numbers (from, up to; ``None``: all) together.

        ``numbers`` holds every customer_id. The ranges, if any, are the backend's own affair.
        """

    def drop(self, name: str) -> None:
        """Forget a kept table."""

    def ask(self, table: ir.Expr) -> Any:
        """Run an expression and return its rows as an Arrow table."""

    def write(self, table: ir.Table, path: str) -> int:
        """Write an expression, in its order, as one Parquet file that is whole or not there; return its rows."""

    def write_by_slices(self, build: Callable[[Any, Any], ir.Table], numbers: ir.Table, path: str) -> int:
        """Write what ``build`` makes of ranges of customer numbers, see ``keep_by_slices``; return the rows.

        ``path`` is then one Parquet file or a folder of them, whole or not there; whoever reads Parquet reads both.
        """

    def exists(self, path: str) -> bool:
        """Tell whether a file is there."""

    def timed(self, name: str) -> AbstractContextManager[None]:
        """Count what is asked for within for ``name``."""

    def seconds(self) -> dict[str, float]:
        """Return what each name took, when all is done."""

    def close(self) -> None:
        """Let go of everything the run kept."""


class UnknownEngine(Refused):
    """The engine is neither DuckDB nor Spark."""

    words = Words(
        "GUANXI_ENGINE is {engine}; it may be duckdb or spark. Correct the setting and run again.",
        "GUANXI_ENGINE 的值为 {engine}，只能是 duckdb 或 spark。请更正后重新运行。",
    )


class NeedsSpark(Refused):
    """The store lies in an object store, which DuckDB is not set up to reach."""

    words = Words(
        "The store {store} lies in an object store. Set GUANXI_ENGINE to spark, or keep the store in a folder.",
        "数据存储 {store} 是对象存储地址。请将 GUANXI_ENGINE 设为 spark，或将数据存储放在文件夹中。",
    )


def opened(
    scratch: Path,
    *,
    store: Path | str = "",
    engine: str | None = None,
    memory_limit: str = "4GB",
    threads: int | None = None,
) -> Backend:
    """Open the backend of a run, named by ``engine`` or by the setting ``GUANXI_ENGINE``, DuckDB when neither is there.

    What the run must lay aside goes below ``scratch``. Refuses with ``UnknownEngine``, ``NeedsSpark``, ``NoSpark`` or
    ``NoCluster``.
    """
    name = engine or os.environ.get("GUANXI_ENGINE") or "duckdb"
    if name == "spark":
        return Spark(scratch, memory_limit=memory_limit, threads=threads)
    if name != "duckdb":
        raise UnknownEngine(engine=name)
    if "://" in str(store):
        raise NeedsSpark(store=store)
    return DuckDB(scratch, memory_limit=memory_limit, threads=threads)
