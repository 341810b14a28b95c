"""Parquet: columns come typed, so that only their sense is checked (Parquet 文件)."""

from pathlib import Path

import duckdb

from guanxi.intake.connectors.source import Source, literal
from guanxi.intake.refusals import Empty, Unreadable


def open_parquet(path: Path, file: str) -> Source:
    """Open a Parquet file."""
    if path.stat().st_size == 0:
        raise Empty(file)
    table = f"read_parquet({literal(path)})"
    try:
        with duckdb.connect() as engine:
            described = engine.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
    except duckdb.Error as error:
        raise Unreadable(file, kind="Parquet", why=str(error).splitlines()[0]) from error
    return Source(file, path, {str(r[0]): str(r[1]) for r in described}, table, first_line=1)
