"""The engine in a notebook (作为库使用): extracts in the shape of the contracts in, a snapshot and its tables out.

Nothing here checks rows: a bank's own files go through the intake. Money is whole minor units, as in the engine.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.contracts import catalogue, layout
from guanxi.contracts.layout import Part
from guanxi.contracts.shape import Contract, Kind, Placing
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value.backends.duckdb import DuckDB
from guanxi.value.results import Snapshot


class NoExtracts(Refused):
    """The folder holds no file named after a contract."""

    words = Words(
        "{folder} holds no file named after a contract, such as customers.csv. Name the folder of the extracts.",
        "{folder} 中没有以契约命名的文件(例如 customers.csv)。请指定存放数据文件的文件夹。",
    )


class SeveralParts(Refused):
    """A store holds several files of one contract and month, and a folder does not tell which is current."""

    words = Words(
        "The store holds several files of {contract} {period}. Hand over the parts that are current.",
        "数据存储中 {contract} {period} 有多个文件。请给出当前有效的数据分片。",
    )


def take_extracts(folder: Path, store: Path) -> list[Part]:
    """Write CSV extracts (``<contract>.csv``, ``<contract>_*.csv``; see the data dictionary) as parts of a store.

    Amounts are decimals of the base currency in files, minor units in the store. Refuses with ``NoExtracts``.
    """
    backend = DuckDB()
    try:
        parts = [part for contract in catalogue.ALL for part in _taken(backend, contract, folder, store)]
    finally:
        backend.close()
    if not parts:
        raise NoExtracts(folder=folder)
    return parts


def parts_of(store: Path) -> list[Part]:
    """Return the parts of a store that was written once; refuses with ``SeveralParts`` where files were replaced."""
    found: dict[tuple[str, str], Part] = {}
    for path in sorted(store.glob("*/*/*.parquet")):
        contract, period = path.parts[-3], path.parts[-2].removeprefix("period=").replace("whole", "")
        if (contract, period) in found:
            raise SeveralParts(contract=contract, period=period)
        rows = int(pq.read_metadata(path).num_rows)
        found[contract, period] = Part(contract, period, str(path.relative_to(store)), rows)
    return list(found.values())


def figures(snapshot: Snapshot, contract: str) -> pa.Table:
    """Return a published table of a snapshot as Arrow; ``KeyError`` when there is none of this name."""
    return pq.read_table(snapshot.tables[contract])


def _taken(backend: DuckDB, contract: Contract, folder: Path, store: Path) -> Iterator[Part]:
    files = [*folder.glob(f"{contract.name}.csv"), *sorted(folder.glob(f"{contract.name}_[0-9]*.csv"))]
    if not files:
        return
    table = backend.keep(contract.name, _typed(backend.read_csv([str(file) for file in files]), contract))
    if contract.placing == Placing.WHOLE or not contract.dated:
        yield _written(backend, table, contract, "", store)
        return
    month = table[contract.dated].cast("string").substr(0, 7)
    for period in sorted(backend.ask(table.select(month=month).distinct())["month"].to_pylist()):
        yield _written(backend, table.filter(month == period), contract, period, store)


def _written(backend: DuckDB, table: ir.Table, contract: Contract, period: str, store: Path) -> Part:
    path = str(layout.part_path(contract.name, period, "taken"))
    return Part(contract.name, period, path, backend.write(table, str(store / path)))


def _typed(rows: ir.Table, contract: Contract) -> ir.Table:
    """Return the texts of a file as the contract's types; what a file does not have is empty."""

    def value(name: str, kind: Kind) -> Any:
        if name not in rows.columns:
            return ibis.null(layout.TYPES[kind])
        if kind == Kind.MONEY:
            return (rows[name].cast("decimal(20, 2)") * 100).cast("int64")
        return rows[name].cast(layout.TYPES[kind])

    return rows.select(**{column.name: value(column.name, column.kind) for column in contract.columns})
