"""A few rows of the store under the names of their contracts (数据摘取), and queries compiled once for such rows.

A page that shows what stands behind one figure wants few rows and the engine's own expressions. Turning these into SQL
takes far longer than answering it, so a query is compiled once per process, on tables named after the contracts; an
excerpt lays the rows in question under these names and asks. One database in memory serves the process: it remembers
where the files of the store keep what.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.datatypes import DuckDBType

from guanxi.contracts import catalogue, layout
from guanxi.contracts.layout import Part
from guanxi.value.assumptions import MONTH_TOPICS, Assumptions

#: Paths, each with the moment it was written, so that a file that changed is another one.
Files = tuple[tuple[str, int], ...]
#: How many of each kind of compiled query, or of table made for all customers alike, a process keeps.
KEPT = 64
#: Few numbers, and how many answers to them a process remembers: those of some forty customers.
FEW, REMEMBERED = 50, 256
#: How many answers to many numbers a process remembers: those of one unit and month, whose lines are looked at in turn.
#: No more, since all accounts of a bank may lie with one unit.
OF_MANY = 4
_WANTED = pa.schema({"value": pa.string()})


@dataclass(frozen=True)
class Known:
    """Assumptions as a key: those with the same values are the same."""

    checksum: str
    a: Assumptions = field(compare=False)


def as_key(a: Assumptions) -> Known:
    """Return assumptions as a key of what is kept of account months."""
    return Known(a.checksum(MONTH_TOPICS), a)


@dataclass(frozen=True)
class Wanted:
    """Many numbers, in order, as a key of what is remembered of them."""

    checksum: str
    values: pa.ChunkedArray = field(compare=False)


def _as_wanted(values: pa.ChunkedArray) -> Wanted:
    ordered = values.sort()
    return Wanted(hashlib.sha256("\n".join(ordered.to_pylist()).encode()).hexdigest(), ordered)


@dataclass(frozen=True, eq=False)
class Query:
    """An expression ready to be asked, with the small tables that are part of it and the columns of its answer."""

    statement: duckdb.Statement
    brought: Mapping[str, pa.Table]
    columns: pa.Schema


def compiled(expression: ir.Table) -> Query:
    """Compile an expression on ``named`` tables."""
    [statement] = _database().extract_statements(ibis.to_sql(expression, "duckdb", pretty=False))
    brought = {op.name: op.data.to_pyarrow(op.schema) for op in expression.op().find(ops.InMemoryTable)}
    return Query(statement, brought, expression.schema().to_pyarrow())


def named(name: str, columns: Mapping[str, str] | None = None) -> ir.Table:
    """Return the table that is laid under a name, that of a contract unless ``columns`` are given."""
    return ibis.table(dict(columns or layout.schema(catalogue.get(name))), name=name)


class Excerpt:
    """Rows laid as tables for the questions of one answer; to be closed, as by ``with``."""

    def __init__(self, store: Path | str = "", parts: Iterable[Part] = ()) -> None:
        self._root, self._parts = str(store).rstrip("/"), list(parts)
        self._cursor = _database().cursor()

    def __enter__(self) -> "Excerpt":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._cursor.close()

    def periods(self, contract: str) -> list[str]:
        """Return the periods a contract has parts for, oldest first."""
        return sorted({p.period for p in self._parts if p.contract == contract})

    def files(self, contract: str, periods: Sequence[str] | None = None) -> Files:
        """Return the files of a contract, oldest first."""
        paths = [f"{self._root}/{part.path}" for part in layout.chosen(self._parts, contract, periods)]
        return tuple((path, Path(path).stat().st_mtime_ns) for path in paths)

    def lay(self, contract: str, column: str, wanted: pa.ChunkedArray, periods: Sequence[str] | None = None) -> None:
        """Lay the rows of a contract whose ``column`` has one of the values wanted."""
        if len(wanted) <= FEW:
            self.recall(contract, column, wanted.to_pylist(), periods)
            return
        self.put(contract, _many(contract, column, _as_wanted(wanted), self.files(contract, periods)))

    def lay_of(self, contract: str, column: str, value: str) -> None:
        """Lay the rows of a contract that share a value, which may be many."""
        self.put(contract, _sharing(contract, column, value, self.files(contract)))

    def recall(self, contract: str, column: str, wanted: Iterable[str], periods: Sequence[str] | None = None) -> None:
        """Lay few rows, which the process remembers for a while: one figure of a customer is asked after another."""
        self.put(contract, _few(contract, column, tuple(sorted(wanted)), self.files(contract, periods)))

    def read(self, contract: str, files: Files) -> None:
        """Have all rows of a contract at hand, read where they lie."""
        self._cursor.execute(f'CREATE OR REPLACE TEMP VIEW "{contract}" AS {_rows(self._cursor, contract, files)}')

    def put(self, name: str, rows: pa.Table) -> None:
        """Lay rows in hand under a name."""
        given = f"given_{name}"
        self._cursor.register(given, rows)
        self._cursor.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(name)} AS FROM {quoted(given)}")

    def column(self, table: str, name: str, where: str = "true") -> pa.ChunkedArray:
        """Return the different values of a column of rows that were laid."""
        found = self._cursor.sql(f'SELECT DISTINCT "{name}" FROM "{table}" WHERE {where}')
        return found.to_arrow_table().column(0)

    def ask(self, query: Query) -> list[dict[str, Any]]:
        """Return the answer from the rows that were laid."""
        self._bring(query)
        rows = self._cursor.execute(query.statement).fetchall()
        return [dict(zip(query.columns.names, row, strict=True)) for row in rows]

    def table(self, query: Query) -> pa.Table:
        """Return the answer as a table to be laid."""
        self._bring(query)
        return self._cursor.sql(query.statement).to_arrow_table().cast(query.columns)

    def _bring(self, query: Query) -> None:
        for name, rows in query.brought.items():
            self.put(name, rows)


@lru_cache(REMEMBERED)
def _few(contract: str, column: str, wanted: tuple[str, ...], files: Files) -> pa.Table:
    texts = ", ".join(quoted(value, "'") for value in wanted) or "NULL"
    with _database().cursor() as cursor:
        rows = _rows(cursor, contract, files)
        return cursor.sql(f"SELECT * FROM ({rows}) WHERE {quoted(column)} IN ({texts})").to_arrow_table()


@lru_cache(OF_MANY)
def _many(contract: str, column: str, wanted: Wanted, files: Files) -> pa.Table:
    with _database().cursor() as cursor:
        rows = _rows(cursor, contract, files)
        cursor.register("wanted", pa.table([wanted.values], schema=_WANTED))
        found = cursor.sql(f"SELECT * FROM ({rows}) WHERE {quoted(column)} IN (SELECT value FROM wanted)")
        return found.to_arrow_table()


@lru_cache(OF_MANY)
def _sharing(contract: str, column: str, value: str, files: Files) -> pa.Table:
    with _database().cursor() as cursor:
        rows = _rows(cursor, contract, files)
        found = cursor.sql(f"SELECT * FROM ({rows}) WHERE {quoted(column)} = " + quoted(value, "'"))
        return found.to_arrow_table()


@lru_cache(KEPT)
def whole(contract: str, files: Files) -> pa.Table:
    """Return all rows of a contract that has few."""
    with _database().cursor() as cursor:
        return cursor.sql(_rows(cursor, contract, files)).to_arrow_table()


def no_rows(contract: str) -> pa.Table:
    """Return a contract without rows."""
    return ibis.schema(layout.schema(catalogue.get(contract))).to_pyarrow().empty_table()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    database = duckdb.connect(config={"memory_limit": "2GB"})
    database.execute("SET GLOBAL parquet_metadata_cache = true")
    return database


def _rows(cursor: duckdb.DuckDBPyConnection, contract: str, files: Files) -> str:
    """Return the SQL that reads files with exactly the contract's columns; what a file does not have is NULL."""
    paths = [path for path, _changed in files]
    there = set(cursor.read_parquet(paths).columns) if paths else set()
    columns = ", ".join(
        f"CAST({quoted(name) if name in there else 'NULL'} AS {kind}) AS {quoted(name)}"
        for name, kind in _types(contract).items()
    )
    texts = ", ".join(quoted(path, "'") for path in paths)
    return f"SELECT {columns} " + (f"FROM read_parquet([{texts}])" if paths else "WHERE false")


@cache
def _types(contract: str) -> dict[str, str]:
    columns = layout.schema(catalogue.get(contract))
    return {name: DuckDBType.to_string(ibis.dtype(kind)) for name, kind in columns.items()}


def quoted(text: str, mark: str = '"') -> str:
    """Return a name, or with another mark a text, as SQL writes it."""
    return f"{mark}{text.replace(mark, mark * 2)}{mark}"
