"""Rows from a file into a table of the book: copied beside it, then only what differs is written (批量写入).

``COPY`` cannot pass row-level security, so rows go through a temporary table. A first load finds the table
empty and needs no comparing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

PIECE = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Copy:
    """A CSV file for a table: its columns in order, the key, whether rows not in it go, whether new ones come.

    In the ``blank`` columns an empty cell is an empty text, elsewhere it is nothing.
    """

    table: str
    path: Path
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    is_whole: bool = True
    adds_rows: bool = True
    blank: tuple[str, ...] = ()


def put(copy: Copy) -> None:
    """Bring a table to what the file says, inside the running transaction."""
    with connection.cursor() as cursor:
        staged = f"new_{copy.table}"
        columns = _names(copy.columns)
        cursor.execute(f"CREATE TEMP TABLE {staged} ON COMMIT DROP AS SELECT {columns} FROM {copy.table} WITH NO DATA")
        stream(cursor, copy.path, staged, copy.columns, copy.blank)
        cursor.execute(f"SELECT EXISTS (SELECT FROM {copy.table})")
        if not _first(cursor) and copy.adds_rows:
            cursor.execute(f"INSERT INTO {copy.table} ({columns}) SELECT {columns} FROM {staged}")
        else:
            _merge(cursor, copy, staged)
        cursor.execute(f"DROP TABLE {staged}")


def stream(cursor: CursorWrapper, path: Path, table: str, columns: Sequence[str], blank: Sequence[str] = ()) -> None:
    """Copy a CSV file into a table."""
    options = f"FORMAT csv, FORCE_NOT_NULL ({_names(blank)})" if blank else "FORMAT csv"
    with path.open("rb") as file, cursor.copy(f"COPY {table} ({_names(columns)}) FROM STDIN ({options})") as copying:
        while piece := file.read(PIECE):
            copying.write(piece)


def _merge(cursor: CursorWrapper, copy: Copy, staged: str) -> None:
    columns, keys = _names(copy.columns), _names(copy.keys)
    cursor.execute(f"CREATE UNIQUE INDEX ON {staged} ({keys})")
    cursor.execute(f"ANALYZE {staged}")
    if copy.is_whole:
        same = " AND ".join(f'new."{k}" = old."{k}"' for k in copy.keys)
        cursor.execute(f"DELETE FROM {copy.table} old WHERE NOT EXISTS (SELECT FROM {staged} new WHERE {same})")
    rest = [c for c in copy.columns if c not in copy.keys]
    same = " AND ".join(f'new."{k}" = old."{k}"' for k in copy.keys)
    sets = ", ".join(f'"{c}" = new."{c}"' for c in rest)
    before, after = ", ".join(f'old."{c}"' for c in rest), ", ".join(f'new."{c}"' for c in rest)
    cursor.execute(
        f"UPDATE {copy.table} old SET {sets} FROM {staged} new WHERE {same} AND ({before}) IS DISTINCT FROM ({after})"
    )
    if copy.adds_rows:
        cursor.execute(
            f"INSERT INTO {copy.table} ({columns}) SELECT {columns} FROM {staged} new "
            f"WHERE NOT EXISTS (SELECT FROM {copy.table} old WHERE {same})"
        )


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{c}"' for c in columns)


def _first(cursor: CursorWrapper) -> Any:
    row = cursor.fetchone()
    return row[0] if row else None
