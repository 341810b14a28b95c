"""Rows of a Parquet file poured into a table (批量入库): DuckDB writes them, PostgreSQL's COPY reads them.

No row passes through Python, only blocks of bytes through a pipe. Money changes from whole minor units to exact
decimals on the way; an empty text or code is ``""`` in PostgreSQL and NULL in Parquet.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import duckdb
from django.db.backends.utils import CursorWrapper

from guanxi.contracts.shape import Column, Contract, Kind

BLOCK = 2**20
DELIMITER = "|"
NOTHING = "\\N"
#: One thread writes faster than COPY reads, and holds few rows while it waits for it.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 1,
    "preserve_insertion_order": False,
}


def expressions(contract: Contract) -> dict[str, str]:
    """Return, for each column of a contract, the SQL that writes it as PostgreSQL reads it."""
    return {column.name: _expression(column) for column in contract.columns}


def pour(
    cursor: CursorWrapper,
    table: str,
    columns: Mapping[str, str],
    source: Path,
    *,
    frozen: bool = False,
    check: Callable[[], None] | None = None,
) -> int:
    """Copy a Parquet file into a table: ``columns`` names each column and the SQL of its value; return the rows.

    ``frozen`` writes rows that vacuum has nothing left to do for, into a table emptied in the same transaction.
    ``check`` is called between blocks and may raise to stop; the transaction then takes everything back.
    """
    reading, writing = _pipe()
    writer = _Writer(columns, source, writing)
    names = ", ".join(f'"{name}"' for name in columns)
    options = f"FORMAT csv, DELIMITER '{DELIMITER}', NULL '{NOTHING}', FREEZE {frozen}"
    writer.start()
    copy = f"COPY {table} ({names}) FROM STDIN ({options})"
    with os.fdopen(reading, "rb", buffering=0) as blocks, cursor.copy(copy) as copying:
        while block := blocks.read(BLOCK):
            copying.write(block)
            if check is not None:
                check()
        # an error of the writer ends the pipe early: it must end the copy too
        writer.finish()
    return writer.rows


def _pipe() -> tuple[int, int]:
    """Open a pipe that holds a block where the system lets it: sixteen times fewer turns between writer and reader."""
    reading, writing = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        # a system may set a lower limit; the pipe then stays as it is
        with suppress(OSError):
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, BLOCK)
    return reading, writing


class _Writer(threading.Thread):
    """Writes the rows into a pipe; what went wrong is told by ``finish``."""

    def __init__(self, columns: Mapping[str, str], source: Path, pipe: int) -> None:
        super().__init__(name="pour", daemon=True)
        values = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
        path = str(source).replace("'", "''")
        options = f"FORMAT csv, HEADER false, DELIMITER '{DELIMITER}', NULLSTR '{NOTHING}'"
        self._sql = f"COPY (SELECT {values} FROM read_parquet('{path}')) TO '/dev/fd/{pipe}' ({options})"
        self._pipe = pipe
        self._failure: duckdb.Error | None = None
        self.rows = 0

    def run(self) -> None:
        """Write all rows and close the pipe."""
        try:
            with duckdb.connect(config=SETTINGS) as engine:
                found = engine.execute(self._sql).fetchone()
                self.rows = int(found[0]) if found else 0
        except duckdb.Error as failure:
            self._failure = failure
        finally:
            os.close(self._pipe)

    def finish(self) -> None:
        """Wait for the end and raise what went wrong."""
        self.join()
        if self._failure is not None:
            raise self._failure


def _expression(column: Column) -> str:
    name = f'"{column.name}"'
    match column.kind:
        case Kind.MONEY:
            # hundredths as PostgreSQL reads them, 12345e-2: exact, and printed in half the time of a wide decimal
            return f"CAST({name} AS VARCHAR) || 'e-2'"
        case Kind.MONEYS | Kind.POINTS:
            return f"replace(replace(CAST(to_json({name}) AS VARCHAR), '[', '{{'), ']', '}}')"
        case Kind.TEXT | Kind.CODE:
            return f"coalesce({name}, '')"
        case Kind.DOCUMENT:
            return f"coalesce({name}, '{{}}')"
    return name
