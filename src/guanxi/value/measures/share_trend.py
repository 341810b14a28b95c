"""Customer share of 24 months and twelve months ahead (客户份额趋势与预测).

Share of a month = own value ÷ wallet value. Own value: the month's average deposits and loans at what a unit of the
customer's present mix earns, services at today's revenue in months that earned fees. Wallet value: today's, carried
back at the growth of the customer's market (region × industry; none delivered: a fixed assumption), never below the
own value. So a share rises when the customer's business with us grows faster than the market. The last month is the
published customer share itself.
Projection: the straight line through the months, damped: change × Σ damping^k over twelve months; band: standard
deviations of the months around the line, widened for the way ahead; all within 0–1. Grain: customer.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import DEPOSITS, LOANS
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.holding import SERVICES

MONTHS = 24
AHEAD = 12
WHOLE = 10_000


def units(row: Any, rates: dict[str, Any]) -> dict[str, Any]:
    """Return deposit_unit, loan_unit (value of one minor unit of the present mix) and service_value of a profile."""
    own_loan_rate = ibis.ifelse(row.kind == "person", rates["consumer_loan"], rates["working_capital"])
    return {
        "deposit_unit": _unit(row, rates, DEPOSITS, rates["current"]),
        "loan_unit": _unit(row, rates, LOANS, own_loan_rate),
        "service_value": money.added(row[f"own_{f}"] * rates[f] for f in SERVICES),
    }


def _unit(row: Any, rates: dict[str, Any], families: tuple[str, ...], nothing_held: Any) -> Any:
    held = money.added(row[f"own_{f}"] for f in families).cast("float64")
    value = money.added(row[f"own_{f}"] * rates[f] for f in families)
    return ibis.ifelse(held > 0, value / ibis.greatest(held, 1.0), nothing_held)


def joined(profiles: ir.Table, months: ir.Table, growths: ir.Table, a: Assumptions) -> ir.Table:
    """Return customers with month lists, units of value and the growth of their market, 0 month lists where none."""
    p = profiles.select(
        "customer_id", "unit_id", "owner_id", "here", "departed_on", "kind", "axis_region", "axis_industry",
        "axis_size", "own_value", "wallet_value", "customer_share", "deposit_unit", "loan_unit", "service_value",
    )  # fmt: skip
    lists = months.select(key="customer_id", deposits="deposit_months", loans="loan_months", fees="fee_months")
    row = p.left_join(lists, p.customer_id == lists.key).drop("key")
    known = growths.select(g_region="region", g_industry="industry", market_growth="growth")
    same = [
        ibis.coalesce(row.axis_region, "") == known.g_region,
        ibis.coalesce(row.axis_industry, "") == known.g_industry,
    ]
    row = row.left_join(known, same).drop("g_region", "g_industry")
    most = float(a["wallet.growth_most"])
    growth = ibis.coalesce(row.market_growth, float(a["wallet.growth_default"]))
    return row.mutate(market_growth=ibis.greatest(ibis.least(growth, most), -most))


def month(row: Any, index: int) -> tuple[Any, Any]:
    """Return own value and wallet value of a month (0 the oldest) in minor units of yearly revenue."""
    earned = ibis.ifelse(money.known(row.fees[index]) > 0, row.service_value, 0.0)
    own = money.known(row.deposits[index]) * row.deposit_unit + money.known(row.loans[index]) * row.loan_unit + earned
    own = ibis.greatest(money.whole(own), 0)
    back = (MONTHS - 1 - index) / 12
    # simple growth, and never a negative denominator: growth is bounded by an assumption
    then = money.whole(row.wallet_value / ibis.greatest(1.0 + row.market_growth * back, 0.25))
    return own, ibis.greatest(then, own)


def months(row: ir.Table) -> ir.Table:
    """Return customer_id, share_months: whole basis points, NULL where there was no wallet."""
    found = []
    for index in range(MONTHS - 1):
        own, whole = month(row, index)
        found.append(_points(own.cast("float64") / ibis.greatest(whole, 1), whole > 0))
    found.append(_points(row.customer_share, row.customer_share.notnull()))
    return row.select("customer_id", share_months=ibis.array(found))


def _points(rate: Any, is_known: Any) -> Any:
    return ibis.ifelse(is_known, (rate * WHOLE).round().cast("int64"), ibis.null("int64"))


def lines(rows: ir.Table) -> ir.Table:
    """Return customer_id, share_months, slope and spread (basis points) of the straight line through the months."""
    return rows.select("customer_id", "share_months", **line([rows.share_months[index] for index in range(MONTHS)]))


def line(points: list[Any]) -> dict[str, Any]:
    """Return slope a month and spread of 24 shares around their straight line; months without one stand at today's."""
    middle = (MONTHS - 1) / 2
    spread = sum((index - middle) ** 2 for index in range(MONTHS))
    filled = [ibis.coalesce(point, points[-1]).cast("float64") for point in points]
    slope = money.added(filled[index] * ((index - middle) / spread) for index in range(MONTHS))
    mean = money.added(filled) / MONTHS
    # variance around the line = variance − what the line explains
    rest = money.added(value * value for value in filled) / MONTHS - mean * mean - slope * slope * (spread / MONTHS)
    return {"slope": slope, "spread": ibis.greatest(rest, 0.0).sqrt()}


def ahead(rows: ir.Table, a: Assumptions) -> ir.Table:
    """Return customer_id, share_months, share_ahead and its bounds from ``lines``; none without a share today."""
    return rows.select("customer_id", "share_months", **projected(rows, rows.share_months[MONTHS - 1], a))


def projected(row: Any, now: Any, a: Assumptions) -> dict[str, Any]:
    """Return share_ahead, share_ahead_low, share_ahead_high of a row with slope and spread; ``now`` in basis points."""
    damping = float(a["wallet.trend_damping"])
    there = now + row.slope * sum(damping**k for k in range(1, AHEAD + 1))
    band = row.spread * (float(a["wallet.trend_band"]) * (1 + AHEAD / MONTHS) ** 0.5)
    return {
        "share_ahead": _share(there),
        "share_ahead_low": _share(there - band),
        "share_ahead_high": _share(there + band),
    }


def _share(points: Any) -> Any:
    rate = (points / WHOLE).round(4)
    return ibis.cases((rate > 1.0, 1.0), (rate < 0.0, 0.0), else_=rate)
