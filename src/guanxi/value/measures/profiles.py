"""Profiles (客户画像): facts of a customer with level, wallet, potential, tier, grade and rank. Grain: customer."""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import grade, level, potential, share_trend, wallet
from guanxi.value.sources import Tables

STANDING = {"customer_id": "string", "level": "int64", "tier": "string", "grade": "string", "grade_due": "string"}


def profiles(tables: Tables, a: Assumptions) -> ir.Table:
    """``tables``: facts, wallets, ranks, rate_row (see below), standing (of the snapshot before)."""
    row = tables["facts"]
    row = _with(row, tables["wallets"])
    row = _with(row, tables["ranks"])
    before = tables["standing"].select("customer_id", old_grade="grade", old_due="grade_due")
    row = _with(row, before).cross_join(tables["rate_row"])
    rates: dict[str, Any] = {f: row[f"rate_{f}"] for f in FAMILIES}
    row = row.mutate(**wallet.share(row, rates))
    row = row.mutate(
        **level.level(row, a),
        own_value=money.added(row[f"own_{f}"] * rates[f] for f in FAMILIES),
        wallet_value=money.added(row[f"wallet_{f}"] * rates[f] for f in FAMILIES),
        **potential.potential(row, rates, row.visit_cost, a),
        **share_trend.units(row, rates),
    )
    row = row.mutate(tier=potential.tier(row, a))
    row = row.mutate(grade_due=grade.by_rules(row, a))
    row = row.mutate(grade=grade.settled(row.grade_due, row.old_grade, row.old_due))
    return row.drop(*[c for c in row.columns if c.startswith(("wallet_", "rate_", "mark_", "cell")) and c not in _KEPT])


_KEPT = ("wallet_amount", "wallet_value")


def rate_row(family_rates: ir.Table, acquisition: ir.Table) -> ir.Table:
    """Return one row: rate_<family> of the bank and visit_cost, 0 where nothing was observed."""
    f = family_rates
    rates = f.aggregate(
        **{
            f"rate_{name}": ibis.coalesce(ibis.ifelse(f.family == name, f.margin_rate, 0.0).max(), 0.0)
            for name in FAMILIES
        }
    )
    bank = acquisition.filter(acquisition.dimension == "bank")
    return rates.cross_join(bank.aggregate(visit_cost=ibis.coalesce(bank.visit_cost.max(), 0)))


def _with(row: ir.Table, part: ir.Table) -> ir.Table:
    fresh = [column for column in part.columns if column != "customer_id"]
    return row.left_join(part, "customer_id").select(row, *[part[column] for column in fresh])
