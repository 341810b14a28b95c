"""What changed assumptions would do (假设变动测算): customers of two runs side by side, added up by unit and tier.

``compare`` reads the customer figures of a run as it is and of the same run with changed assumptions. Rows are small:
one per unit and tier, and the customers that gain and lose most. Money in minor units.
"""

from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.backends.duckdb import DuckDB

FIGURES = ("profit_12m", "economic_profit_12m", "capital_average")
CODES = ("level", "tier", "grade")
MOST = 20


def compare(before: Path, after: Path, scratch: Path) -> dict[str, Any]:
    """Return ``total``, ``units``, ``tiers``, ``gaining``, ``losing`` and ``moved`` (customers whose code changed)."""
    backend = DuckDB(scratch)
    try:
        rows = backend.keep("both", _both(backend.read([str(before)]), backend.read([str(after)])))

        def ask(table: ir.Table) -> list[dict[str, Any]]:
            return list(backend.ask(table).to_pylist())

        change = rows.profit_12m_after - rows.profit_12m
        named = rows.select("customer_id", "tier", "unit_id", "profit_12m", "profit_12m_after", change=change)
        return {
            "total": ask(rows.aggregate(**_sums(rows)))[0],
            "units": ask(rows.group_by("unit_id").aggregate(**_sums(rows)).order_by("unit_id")),
            "tiers": ask(rows.group_by("tier").aggregate(**_sums(rows))),
            "gaining": ask(named.filter(named.change > 0).order_by(ibis.desc("change"), "customer_id").limit(MOST)),
            "losing": ask(named.filter(named.change < 0).order_by("change", "customer_id").limit(MOST)),
            "moved": {code: _moved(ask, rows, code) for code in CODES},
        }
    finally:
        backend.close()


def _both(before: ir.Table, after: ir.Table) -> ir.Table:
    changed = after.select("customer_id", **{f"{name}_after": after[name] for name in (*FIGURES, *CODES)})
    joined = before.join(changed, "customer_id")
    later = [joined[f"{name}_after"] for name in (*FIGURES, *CODES)]
    return joined.select("customer_id", "unit_id", *FIGURES, *CODES, *later)


def _sums(rows: ir.Table) -> dict[str, Any]:
    sums = {name: money.total(rows[name]) for name in FIGURES}
    later = {f"{name}_after": money.total(rows[f"{name}_after"]) for name in FIGURES}
    gained = ibis.ifelse(rows.profit_12m_after > rows.profit_12m, 1, 0)
    lost = ibis.ifelse(rows.profit_12m_after < rows.profit_12m, 1, 0)
    return {"customers": rows.count(), "gaining": money.total(gained), "losing": money.total(lost), **sums, **later}


def _moved(ask: Any, rows: ir.Table, code: str) -> int:
    changed = rows.filter(rows[code] != rows[f"{code}_after"])
    return int(ask(changed.aggregate(n=changed.count()))[0]["n"])
