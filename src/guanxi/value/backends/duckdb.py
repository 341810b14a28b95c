"""DuckDB in this process (单机计算): the default, for one machine and up to some million customers."""

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
from pyarrow import parquet

from guanxi.value.backends.in_order import InOrder

#: Customers laid side by side at once: what is joined fits the processor's cache, four times faster than a million.
SLICE_ROWS = 200_000
#: Customers whose widest table is joined and written at once: as many as memory holds beside what a run keeps.
WRITTEN_ROWS = 1_000_000
#: How a file is written: whole numbers as differences, read twice as fast as what is squeezed most tightly, and no
#: search for equal values.
WRITTEN = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1"
#: Before and after every customer number.
LOWEST, HIGHEST = "", chr(0x10FFFF)
#: What a session variable holds: one compiled text then serves every slice.
variable: Any = ibis.udf.scalar.builtin(lambda named: named, name="getvariable", signature=(("string",), "string"))


class DuckDB:
    """DuckDB in memory, spilling to ``scratch`` when the limit is reached; tables are kept beside the compiling."""

    def __init__(self, scratch: Path | None = None, *, memory_limit: str = "4GB", threads: int | None = None) -> None:
        settings: dict[str, Any] = {"memory_limit": memory_limit, "preserve_insertion_order": False}
        if scratch:
            scratch.mkdir(parents=True, exist_ok=True)
            settings["temp_directory"] = str(scratch / "spill")
        if threads:
            settings["threads"] = threads
        self._connection = ibis.duckdb.connect(**settings)
        # every slice reads the same files
        self._connection.con.execute("SET parquet_metadata_cache = true")
        self._work = InOrder()

    def read(self, paths: Sequence[str]) -> ir.Table:
        """Read Parquet files with the same columns as one table."""
        return self._work.now(lambda: self._connection.read_parquet(list(paths)))

    def read_csv(self, paths: Sequence[str]) -> ir.Table:
        """Read CSV files with the same columns as one table of texts."""
        return self._work.now(lambda: self._connection.read_csv(list(paths), all_varchar=True, header=True))

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute an expression and keep it as a table of the run; one of the same name is replaced."""
        rows, columns = self._connection.compile(table), self._columns(table)

        def work() -> None:
            self._ready(table)
            self._run(f'CREATE TABLE "{name}~" ({columns})')
            self._run(f'INSERT INTO "{name}~" {rows}')
            self._run(f'DROP TABLE IF EXISTS "{name}"')
            self._run(f'ALTER TABLE "{name}~" RENAME TO "{name}"')

        self._work.later(work)
        return self._named(name, table.schema())

    def keep_by_slices(self, name: str, build: Callable[[Any, Any], ir.Table], numbers: ir.Table) -> ir.Table:
        """Keep what ``build`` makes of one range of customer numbers after the other."""
        made = build(variable("low"), variable("high"))
        rows, columns = self._connection.compile(made), self._columns(made)
        edges = self._edges(numbers, SLICE_ROWS)

        def work() -> None:
            self._ready(made)
            self._run(f'CREATE OR REPLACE TABLE "{name}" ({columns})')
            for _place in self._slices(edges):
                self._run(f'INSERT INTO "{name}" {rows}')

        self._work.later(work)
        return self._named(name, made.schema())

    def _slices(self, edges: Sequence[str]) -> Iterator[int]:
        """Set the variables to one range after the other and yield its place."""
        for place, (low, high) in enumerate(itertools.pairwise(edges)):
            self._connection.con.execute("SET VARIABLE low = $1", [low])
            self._connection.con.execute("SET VARIABLE high = $1", [high])
            yield place

    def _edges(self, numbers: ir.Table, size: int) -> list[str]:
        """Return the customer numbers between slices, with one before and one after all."""
        ids = numbers.select("customer_id")
        numbered = ids.mutate(place=ibis.row_number().over(ibis.window(order_by=ids.customer_id)))
        inner = numbered.filter((numbered.place % size == 0) & (numbered.place > 0)).order_by("place")
        return [LOWEST, *self.ask(inner)["customer_id"].to_pylist(), HIGHEST]

    def drop(self, name: str) -> None:
        """Forget a kept table."""
        self._work.later(lambda: self._run(f'DROP TABLE "{name}"'))

    def ask(self, table: ir.Expr) -> Any:
        """Run an expression and return its rows as an Arrow table."""
        return self._work.now(lambda: self._connection.to_pyarrow(table))

    def write(self, table: ir.Table, path: str) -> int:
        """Write an expression, in its order, as one Parquet file that is whole or not there; return its rows."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".part")
        rows = self._connection.compile(table)

        def work() -> None:
            self._ready(table)
            self._run(f"COPY ({rows}) TO '{unfinished}' ({WRITTEN})")

        self._work.now(work)
        count = int(parquet.read_metadata(unfinished).num_rows)
        _settle(unfinished, target)
        return count

    def write_by_slices(self, build: Callable[[Any, Any], ir.Table], numbers: ir.Table, path: str) -> int:
        """Write what ``build`` makes of one range of customer numbers after the other: a file each, in a folder."""
        edges = self._edges(numbers, WRITTEN_ROWS)
        if len(edges) == len((LOWEST, HIGHEST)):
            return self.write(build(None, None), path)
        target = Path(path)
        unfinished = target.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        made = build(variable("low"), variable("high"))
        rows = self._connection.compile(made)

        def work() -> None:
            self._ready(made)
            for place in self._slices(edges):
                self._run(f"COPY ({rows}) TO '{unfinished / f'{place:04}.parquet'}' ({WRITTEN})")

        self._work.now(work)
        _settle(unfinished, target)
        return sum(int(parquet.read_metadata(file).num_rows) for file in target.iterdir())

    def exists(self, path: str) -> bool:
        """Tell whether a file is there."""
        return Path(path).exists()

    def timed(self, name: str) -> AbstractContextManager[None]:
        """Count what is asked for within for ``name``."""
        return self._work.timed(name)

    def seconds(self) -> dict[str, float]:
        """Return what each name took, when all is done."""
        return self._work.now(lambda: dict(self._work.seconds))

    def close(self) -> None:
        """Let go of everything the run kept; a statement that runs still is broken off."""
        self._connection.con.interrupt()
        self._work.close()
        self._connection.disconnect()

    def _ready(self, table: ir.Table) -> None:
        """Let DuckDB see the rows an expression carries itself."""
        self._connection._register_in_memory_tables(table)

    def _columns(self, table: ir.Table) -> str:
        """Return columns and types of an expression, which what DuckDB makes of its values may be wider than."""
        kinds = self._connection.compiler.type_mapper
        return ", ".join(f'"{name}" {kinds.to_string(kind)}' for name, kind in table.schema().items())

    def _run(self, sql: str) -> None:
        self._connection.con.execute(sql)

    def _named(self, name: str, schema: ibis.Schema) -> ir.Table:
        """Return the table as it will be once it is made."""
        nullable = {column: kind.copy(nullable=True) for column, kind in schema.items()}
        return ops.DatabaseTable(name, schema=nullable, source=self._connection).to_expr()


def _settle(unfinished: Path, target: Path) -> None:
    """Put what was written in its place; a file may stand where a folder was, and the other way round."""
    if target.is_dir():
        shutil.rmtree(target)
    elif unfinished.is_dir():
        target.unlink(missing_ok=True)
    unfinished.replace(target)
