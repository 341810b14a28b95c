"""A snapshot as the engine would hand it over, made by hand for the little bank: what publishing is tested with."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.contracts import figures
from guanxi.contracts.shape import Contract, Kind
from guanxi.value.results import Snapshot
from tests.cast_customers import CUSTOMERS

_TYPES: dict[Kind, pa.DataType] = {
    Kind.INTEGER: pa.int64(),
    Kind.MONEY: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.SHARE: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.MONEYS: pa.list_(pa.int64()),
    Kind.POINTS: pa.list_(pa.int64()),
}
_PLAIN: dict[Kind, Any] = {
    Kind.INTEGER: 1,
    Kind.MONEY: 100,
    Kind.NUMBER: 0.5,
    Kind.SHARE: 0.5,
    Kind.MONEYS: [1, -2, 3],
    Kind.POINTS: [5000, None, 6000],
    Kind.DOCUMENT: "{}",
    Kind.PERIOD: "2026-07",
}


def table(path: Path, contract: Contract, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows of a published contract; required columns that are not given get a plain value."""
    columns = {}
    for column in contract.columns:
        plain = next(iter(column.allowed), "x") if column.allowed else _PLAIN.get(column.kind, "x")
        values = [row.get(column.name, plain if column.required else None) for row in rows]
        columns[column.name] = pa.array(values, _TYPES.get(column.kind, pa.string()))
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)
    return path


def suggestion(customer: str, reason: str = "loss_maker", stake: int = 100_000, **rest: Any) -> dict[str, Any]:
    """Return a suggested act; the stake in minor units."""
    plain = {"kind": "keep", "subject": None, "chance": 0.5, "urgency": 1.0, "due_on": date(2026, 8, 14)}
    return {"customer_id": customer, "reason": reason, "stake": stake, "evidence": '{"profit_12m": -5}'} | plain | rest


def snapshot(
    folder: Path,
    *,
    as_of: date = date(2026, 7, 31),
    figures_of: Mapping[str, Mapping[str, Any]] | None = None,
    suggestions: Sequence[Mapping[str, Any]] = (),
) -> Snapshot:
    """Return a snapshot of the little bank; ``figures_of`` overrides figures by customer."""
    known = figures_of or {}
    people = [
        {"customer_id": c.number, "unit_id": c.unit, "owner_id": c.owner or None, "deputy_id": c.deputy or None}
        | {"kind": c.kind, "rank_number": place + 1, "departure": None, "families": c.families}
        | dict(known.get(c.number, {}))
        for place, c in enumerate(CUSTOMERS)
    ]
    scopes = [{"scope": "bank", "scope_id": None}, {"scope": "unit", "scope_id": "B1"}]
    rows: dict[str, Sequence[Mapping[str, Any]]] = {
        "customer_figures": people,
        "concentration": [{**scope, "curve": "[[0, 0, 0]]", "net_profit": 12_345} for scope in scopes],
        "acquisition": [{"dimension": "bank", "member": None, "winning_cost": 200_000, "worth_rate": 1.0}],
        "reconciliation": [{"unit_id": "B1", "line": "fees", "ledger": 400, "difference": 0}],
        "teams": [{**scope, "levels": '{"5": 1}'} for scope in scopes],
        "suggestions": suggestions,
    }
    tables = {c.name: table(folder / f"{c.name}.parquet", c, rows.get(c.name, ())) for c in figures.PUBLISHED}
    return Snapshot(
        as_of=as_of, last=f"{as_of:%Y-%m}", on=as_of, tables=tables, seconds={"sums": 0.1}, assumptions={"risk": "1"}
    )
