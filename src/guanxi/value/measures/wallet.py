"""Wallet and customer share (钱包与客户份额).

Wallet of a family = own holding + evidence at other banks where there is some; else the 0.85 quantile of the
holdings of peers (those without counted as 0) in the finest cell with at least 50 members: kind × industry × size ×
region, then without region, then without industry, then kind alone; never below the own holding.
Customer share = Σ own × margin rate ÷ Σ wallet × margin rate. Grain: customer; minor units; a service counts by
its yearly revenue. ``wallet_amount`` adds the families with balances.
"""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import holding

CELLS = (
    ("kind", "axis_industry", "axis_size", "axis_region"),
    ("kind", "axis_industry", "axis_size"),
    ("kind", "axis_size"),
    ("kind",),
)


def peers(facts: ir.Table, keys: tuple[str, ...], a: Assumptions) -> ir.Table:
    """Return the cells of one fineness that have enough members: keys, peer_<family> in minor units."""
    here = facts.filter(facts.here)
    named = here.mutate(**{key: ibis.coalesce(here[key], "") for key in keys})
    cells = named.group_by(list(keys)).aggregate(
        members=named.count(),
        **{f"peer_{f}": named[f"own_{f}"].quantile(a["standing.peer_quantile"]) for f in FAMILIES},
    )
    enough = cells.filter(cells.members >= a["standing.least_peers"])
    # engines interpolate a quantile in different orders: what differs is far below a thousandth
    return enough.mutate(**{f"peer_{f}": money.whole(enough[f"peer_{f}"].round(3)) for f in FAMILIES}).drop("members")


def evidence(wallet_evidence: ir.Table, as_of: date, a: Assumptions) -> ir.Table:
    """Return customer_id, outside_<family>: the latest evidence at each other bank, added up."""
    e = wallet_evidence
    oldest = periods.first_day(periods.shift(periods.of(as_of), -a["standing.evidence_months"]))
    valid = e.filter((e.as_of <= as_of) & (e.as_of >= oldest))
    newest = valid.group_by(["customer_id", "family", "bank"]).aggregate(amount=valid.amount.argmax(valid.as_of))
    sums = {
        f"outside_{f}": ibis.ifelse(newest.family == f, newest.amount, ibis.null("int64")).sum().cast("int64")
        for f in FAMILIES
    }
    return newest.group_by("customer_id").aggregate(**sums)


def wallets(facts: ir.Table, cells: dict[tuple[str, ...], ir.Table], outside: ir.Table) -> ir.Table:
    """Return customer_id, wallet_<family> for every family."""
    names = [f"own_{f}" for f in FAMILIES]
    row = facts.select("customer_id", *CELLS[0], *names)
    for number, (keys, cell) in enumerate(cells.items()):
        renamed = cell.select(
            **{f"k{number}_{k}": cell[k] for k in keys}, **{f"p{number}_{f}": cell[f"peer_{f}"] for f in FAMILIES}
        )
        same = [ibis.coalesce(row[k], "") == renamed[f"k{number}_{k}"] for k in keys]
        row = row.left_join(renamed, same).drop(*[f"k{number}_{k}" for k in keys])
    row = row.left_join(outside, "customer_id").select(row, *[outside[f"outside_{f}"] for f in FAMILIES])
    return row.select("customer_id", **{f"wallet_{f}": _wallet(row, f, len(cells)) for f in FAMILIES})


def _wallet(row: Any, family: str, levels: int) -> Any:
    own = row[f"own_{family}"]
    peer = ibis.coalesce(*[row[f"p{n}_{family}"] for n in range(levels)], 0)
    known = own + row[f"outside_{family}"]
    return ibis.greatest(ibis.coalesce(known, ibis.greatest(peer, own)), own).cast("int64")


def share(row: Any, rates: dict[str, Any]) -> dict[str, Any]:
    """Return wallet_amount and customer_share of a row with own_ and wallet_ columns; ``rates`` per family."""
    wallet = money.added(row[f"wallet_{f}"] for f in holding.BALANCED)
    own_value = money.added(row[f"own_{f}"] * rates[f] for f in FAMILIES)
    wallet_value = money.added(row[f"wallet_{f}"] * rates[f] for f in FAMILIES)
    return {
        "wallet_amount": wallet.cast("int64"),
        "customer_share": money.share(own_value, wallet_value),
    }
