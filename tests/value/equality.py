"""When two snapshots are equal (两种引擎一致): exactly for counts and money, 1e-9 for ratios."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from guanxi.contracts import figures
from guanxi.contracts.layout import Part
from guanxi.contracts.shape import Contract, Kind
from guanxi.value import engine
from guanxi.value.results import Snapshot
from tests.value import on_spark

RATIO = 1e-9


def differences(one: Snapshot, other: Snapshot) -> list[str]:
    """Return every figure that differs between two snapshots, as ``contract key column: one / other``."""
    found = []
    for contract in figures.PUBLISHED:
        left, right = _rows(one, contract), _rows(other, contract)
        if left.keys() != right.keys():
            found.append(f"{contract.name}: other rows {sorted(left.keys() ^ right.keys(), key=str)[:5]}")
        for key in left.keys() & right.keys():
            for column in contract.columns:
                here, there = left[key][column.name], right[key][column.name]
                if column.kind == Kind.DOCUMENT:
                    here, there = json.loads(here or "null"), json.loads(there or "null")
                if not same(here, there):
                    found.append(f"{contract.name} {key} {column.name}: {here} / {there}")
    return found


def of_both_engines(parts: Sequence[Part], store: Path, folder: Path, as_of: date) -> list[str]:
    """Run the engine on DuckDB and on Spark from the same parts; return what differs."""
    on_spark.backend()
    duck, there = (
        engine.run(parts, as_of=as_of, store=store, scratch=folder / name, engine=name, threads=1)
        for name in ("duckdb", "spark")
    )
    assert [part.rows for part in duck.new_parts] == [part.rows for part in there.new_parts]
    return differences(duck, there)


def same(here: Any, there: Any) -> bool:
    """Compare two values: doubles to 1e-9, lists and documents by their parts, all else exactly."""
    if isinstance(here, float) or isinstance(there, float):
        if here is None or there is None:
            return here is there
        return abs(here - there) <= RATIO * max(1.0, abs(here))
    if isinstance(here, list) and isinstance(there, list):
        return len(here) == len(there) and all(map(same, here, there))
    if isinstance(here, Mapping) and isinstance(there, Mapping):
        return here.keys() == there.keys() and all(same(here[key], there[key]) for key in here)
    return bool(here == there)


def _rows(snapshot: Snapshot, contract: Contract) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows = pq.read_table(snapshot.tables[contract.name]).to_pylist()
    found = {tuple(row[key] for key in contract.keys): row for row in rows}
    assert len(found) == len(rows), f"{contract.name}: a key occurs twice"
    return found
