"""The search entries of customers (检索词条), worked out in pieces beside the table."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.book import search
from guanxi.intake.known import table
from guanxi.kit.refusals import Stopped

PIECE = 50_000
_SCHEMA = pa.schema([("grams", pa.string())])


class Beside:
    """Search entries worked out while what comes after the customers is checked; see ``beside``."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, path: Path, pool: ThreadPoolExecutor) -> None:
        self._engine, self._path, self._pool = engine, path, pool
        self._stopping = threading.Event()
        self._written: Future[Path] | None = None

    @property
    def is_begun(self) -> bool:
        """Tell whether the entries are being written."""
        return self._written is not None

    def begin(self, files: Sequence[Path]) -> None:
        """Begin with the parts of the customers."""
        self._written = self._pool.submit(self._write, files)

    def done(self) -> Path | None:
        """Wait for the entries and return their file, ``None`` when none were begun."""
        return self._written.result() if self._written else None

    def stop(self) -> None:
        """Leave the rest undone."""
        self._stopping.set()

    def _write(self, files: Sequence[Path]) -> Path:
        with self._engine.cursor() as own:
            return write(own, files, self._path, self._check)

    def _check(self) -> None:
        if self._stopping.is_set():
            raise Stopped


@contextmanager
def beside(engine: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Beside]:
    """Let search entries be worked out beside the block; nothing runs on after it."""
    with ThreadPoolExecutor(1, thread_name_prefix="entries") as pool:
        entries = Beside(engine, path, pool)
        try:
            yield entries
        finally:
            entries.stop()


def write(
    engine: duckdb.DuckDBPyConnection, files: Sequence[Path], path: Path, check: Callable[[], None] = lambda: None
) -> Path:
    """Write one array literal per customer, in the order of the parts; ``check`` may raise to stop."""
    cursor = engine.execute(f"SELECT name, customer_id, coalesce(phone, '') FROM {table(files)}")
    with pq.ParquetWriter(path, _SCHEMA) as out:
        while some := cursor.fetchmany(PIECE):
            check()
            out.write_table(pa.table([[_array(search.grams(*row)) for row in some]], schema=_SCHEMA))
    return path


def _array(entries: list[str]) -> str:
    """Return a PostgreSQL array literal."""
    text = '","'.join(entries)
    if "\\" in text or text.count('"') != 2 * (len(entries) - 1):
        text = '","'.join(e.replace("\\", "\\\\").replace('"', '\\"') for e in entries)
    return f'{{"{text}"}}' if entries else "{}"
