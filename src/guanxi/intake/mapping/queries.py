"""SQL of a mapping, run in a room of its own: it sees the bank's files as tables and nothing else (映射查询).

The room is a DuckDB without files, network or settings to change; only one SELECT is let in. What it yields is
written down as Parquet and then checked like any other file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.intake.connectors import Source
from guanxi.intake.connectors.source import literal, quoted
from guanxi.intake.engine import MEMORY_LIMIT, one, rows
from guanxi.intake.refusals import BadQuery, Unreadable

LINE = "file_line"
BATCH = 100_000


@dataclass(frozen=True, slots=True)
class Given:
    """A table of the room: the sources of one file of the mapping, one below the other."""

    name: str
    sources: Sequence[Source]


def run(label: str, query: str, given: Sequence[Given], scratch: Path) -> Source:
    """Run a query over the given tables and return what it yields."""
    path = scratch / "query.parquet"
    with duckdb.connect() as room:
        rows(room, f"SET memory_limit = '{MEMORY_LIMIT}'")
        rows(room, f"SET temp_directory = {literal(scratch / 'spill')}")
        for table in given:
            _fill(room, table)
        rows(room, "SET enable_external_access = false")
        rows(room, "SET lock_configuration = true")
        try:
            _check_kind(label, query, room)
            with room.sql(query).to_arrow_reader(BATCH) as reader, pq.ParquetWriter(path, reader.schema) as out:
                for batch in reader:
                    out.write_batch(batch)
        except (duckdb.Error, pa.ArrowException) as error:
            raise BadQuery(label, why=" ".join(str(error).split())[:300]) from error
    return _source(label, path)


def _fill(room: duckdb.DuckDBPyConnection, table: Given) -> None:
    """Copy the rows of the files into the room, each with its line."""
    for number, source in enumerate(table.sources):
        cells = ", ".join(f"{source.cell(h)} AS {quoted(h)}" for h in source.columns if h != source.line_column)
        line = quoted(source.line_column) if source.line_column else f"row_number() OVER () + {source.first_line - 1}"
        select = f"SELECT CAST({line} AS BIGINT) AS {LINE}, {cells} FROM {source.strict}"
        verb = f"INSERT INTO {quoted(table.name)} BY NAME" if number else f"CREATE TABLE {quoted(table.name)} AS"
        try:
            one(room, f"{verb} {select}")
        except duckdb.InvalidInputException as error:
            raise Unreadable(source.file, kind="CSV", why=" ".join(str(error).split())[:200]) from error


def _check_kind(label: str, query: str, room: duckdb.DuckDBPyConnection) -> None:
    statements = room.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise BadQuery(label, why="exactly one SELECT is allowed / 只允许一条 SELECT")


def _source(label: str, path: Path) -> Source:
    table = f"read_parquet({literal(path)})"
    with duckdb.connect() as engine:
        columns = {str(r[0]): str(r[1]) for r in rows(engine, f"DESCRIBE SELECT * FROM {table}")}
    return Source(label, path, columns, table, line_column=LINE if LINE in columns else "", first_line=1)
