"""The search entries of customers (检索词条), worked out in pieces beside the table."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.book import search
from guanxi.intake.known import table

PIECE = 50_000
_SCHEMA = pa.schema([("grams", pa.string())])


def write(engine: duckdb.DuckDBPyConnection, files: Sequence[Path], path: Path) -> Path:
    """Write one array literal per customer, in the order of the parts."""
    cursor = engine.execute(f"SELECT name, customer_id, coalesce(phone, '') FROM {table(files)}")
    with pq.ParquetWriter(path, _SCHEMA) as out:
        while some := cursor.fetchmany(PIECE):
            out.write_table(pa.table([[_array(search.grams(*row)) for row in some]], schema=_SCHEMA))
    return path


def _array(entries: list[str]) -> str:
    """Return a PostgreSQL array literal."""
    text = '","'.join(entries)
    if "\\" in text or text.count('"') != 2 * (len(entries) - 1):
        text = '","'.join(e.replace("\\", "\\\\").replace('"', '\\"') for e in entries)
    return f'{{"{text}"}}' if entries else "{}"
