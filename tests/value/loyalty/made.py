"""Members and scopes of a made-up bank for the specifications of retention and loss."""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import BARRIERS
from guanxi.value.measures import scopes
from tests.value import spec

LAST = "2025-12"
TEXTS = ("customer_id", "unit_id", "owner_id", "kind", "source", "tier", "tier_before", "departure", "mood", "cohort",
         "cohort_half")  # fmt: skip
NUMBERS = ("level", "level_before", "left", "joined", "born", "profit_12m", "profit_prior", "balance_before")
COLUMNS = {
    **dict.fromkeys(TEXTS, "string"),
    **dict.fromkeys(NUMBERS, "int64"),
    "here": "boolean",
    **{f"{side}_{name}": "int64" for side in ("now", "then") for name in BARRIERS},
}
PLAIN: dict[str, Any] = {
    "unit_id": "U1", "owner_id": "S1", "kind": "person", "source": "walk_in", "tier": "small", "level": 2,
    "level_before": 2, "joined": -1, "born": -60, "profit_12m": 0, "profit_prior": 0, "balance_before": 0,
    "mood": "silent", "cohort": "2019", "cohort_half": "2019H1",
    **{f"{side}_{name}": 0 for side in ("now", "then") for name in BARRIERS},
}  # fmt: skip


def member(**values: Any) -> dict[str, Any]:
    """Return one member, here since long unless told otherwise; ``left`` without a sign means closed."""
    row = PLAIN | values
    if row.get("left") is not None:
        row.setdefault("departure", "closed")
    return row | {"here": row.get("left") is None}


def members(*rows: dict[str, Any]) -> ir.Table:
    """Return members as a table, numbered."""
    return spec.table(COLUMNS, [{"customer_id": f"C{n:04d}", **row} for n, row in enumerate(rows)])


def many(count: int, **values: Any) -> list[dict[str, Any]]:
    """Return several equal members."""
    return [member(**values) for _ in range(count)]


def above() -> ir.Table:
    """Return the tree of a head office with two branches."""
    return scopes.ancestors([("U0", None), ("U1", "U0"), ("U2", "U0")])


def families(*pairs: tuple[str, str]) -> ir.Table:
    """Return customer × family as kept a year ago."""
    columns = {"customer_id": "string", "family": "string", "accounts": "int64"}
    return spec.table(columns, [{"customer_id": c, "family": f, "accounts": 1} for c, f in pairs])


def asked(table: ir.Table, *order: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    return spec.result(table, *order)


def bank(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of the whole bank."""
    return [row for row in rows if row["scope"] == "bank"]


def backend() -> Any:
    """Return something that answers questions as the engine's backend does."""
    return ibis.duckdb.connect().to_pyarrow
