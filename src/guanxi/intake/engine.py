"""The DuckDB that reads and checks a delivery: bounded memory, spilling into scratch (校验引擎)."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from guanxi.intake.connectors.source import literal

MEMORY_LIMIT = "4GB"
#: Files checked at once at most: one alone leaves processors idle while it is opened, counted and kept.
AT_ONCE = 4
T = TypeVar("T")


def opened(scratch: Path) -> duckdb.DuckDBPyConnection:
    """Open an engine of its own in memory; what does not fit is spilled below ``scratch``."""
    engine = duckdb.connect()
    engine.execute(f"SET threads = {min(os.cpu_count() or 1, 8)}")
    engine.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    engine.execute(f"SET temp_directory = {literal(scratch / 'spill')}")
    engine.execute("SET preserve_insertion_order = true")
    return engine


def rows(engine: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """Run a statement to its end and return its rows."""
    return engine.execute(sql).fetchall()


def one(engine: duckdb.DuckDBPyConnection, sql: str) -> Any:
    """Return the first value of the first row, or ``None``."""
    found = rows(engine, sql)
    return found[0][0] if found else None


@contextmanager
def at_once(calls: Sequence[Callable[[], T]]) -> Iterator[list[Future[T]]]:
    """Give what comes of each call, several running at once; whatever ends the block early spares the rest."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, AT_ONCE), thread_name_prefix="checking") as pool:
        results = [pool.submit(call) for call in calls]
        try:
            yield results
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
