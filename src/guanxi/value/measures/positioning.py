"""Positioning (市场定位): segments of a scope beside their market, and the customer share of the scope over 24 months.

Segments are cut twice: by kind, region and industry (the cut the market is delivered in), and by kind and size.
Market share = balances of the measured families with us ÷ their size; a scope below the bank tells its own customers'
part of it. Value still open = wallet value − own value: revenue of a year at other banks. Cost is what the segment cost
to serve and to visit. Only customers who are here and have not departed count. Grain: scope × segment; minor units.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import holding, scopes, share_trend

SEGMENT = ("kind", "region", "industry", "size")
CUTS = {"market": ("kind", "region", "industry"), "size": ("kind", "size")}
MONTHS = range(share_trend.MONTHS)
SUMS = ("customers", "own_amount", "wallet_amount", "revenue_12m", "cost_12m", "own_value", "wallet_value")
#: Segments of a scope and cut that are published, the largest wallets first.
MOST = 60


def gathered(profiles: ir.Table, months: ir.Table, growths: ir.Table, a: Assumptions) -> ir.Table:
    """Add up customers by unit, owner and segment: balances, wallets, value of 24 months; small enough to spread."""
    row = share_trend.joined(profiles, months, growths, a)
    more = profiles.select(
        key="customer_id",
        own_amount=money.added(profiles[f"own_{f}"] for f in holding.BALANCED),
        wallet_amount="wallet_amount",
        revenue_12m="revenue_12m",
        cost_12m=profiles.serve_cost_12m + profiles.relationship_cost_12m,
        **{f"held_{f}": profiles[f"own_{f}"] for f in FAMILIES},
    )
    row = row.join(more, row.customer_id == more.key)
    row = row.filter(row.here & row.departed_on.isnull())
    monthly: dict[str, Any] = {}
    for index in MONTHS:
        own, whole = share_trend.month(row, index)
        monthly |= {f"own_{index:02d}": money.total(own), f"wallet_{index:02d}": money.total(whole)}
    return row.group_by(
        unit_id=row.unit_id,
        owner_id=row.owner_id,
        kind=row.kind,
        region=ibis.coalesce(row.axis_region, ""),
        industry=ibis.coalesce(row.axis_industry, ""),
        size=ibis.coalesce(row.axis_size, ""),
    ).aggregate(
        customers=row.count(),
        own_amount=money.total(row.own_amount),
        wallet_amount=money.total(row.wallet_amount),
        revenue_12m=money.total(row.revenue_12m),
        cost_12m=money.total(row.cost_12m),
        own_value=money.total(money.whole(row.own_value)),
        wallet_value=money.total(money.whole(row.wallet_value)),
        **{f"held_{f}": money.total(row[f"held_{f}"]) for f in FAMILIES},
        **monthly,
    )


def trend(cells: ir.Table, above: ir.Table, a: Assumptions) -> ir.Table:
    """Return the insight ``share_trend``: one row per scope; ``cells`` from ``gathered``."""
    names = [f"{side}_{index:02d}" for side in ("own", "wallet") for index in MONTHS]
    spread = scopes.spread(cells.select("unit_id", "owner_id", "customers", "own_value", "wallet_value", *names), above)
    sums = {name: money.total(spread[name]) for name in (*names, "customers", "own_value", "wallet_value")}
    row = spread.group_by(["scope", "scope_id"]).aggregate(**sums)
    row = row.mutate(customer_share=money.share(row.own_value, row.wallet_value))
    points = [_points(row[f"own_{index:02d}"], row[f"wallet_{index:02d}"]) for index in MONTHS[:-1]]
    now = ibis.ifelse(row.customer_share.notnull(), (row.customer_share * 10_000).round().cast("int64"), None)
    row = row.select("scope", "scope_id", "customers", "customer_share", share_months=ibis.array([*points, now]))
    row = row.mutate(**share_trend.line([row.share_months[index] for index in MONTHS]))
    last = row.share_months[share_trend.MONTHS - 1]
    return row.select(
        "scope", "scope_id", "customer_share", "share_months", "customers",
        place=ibis.literal(0, "int64"), **share_trend.projected(row, last, a),
    )  # fmt: skip


def _points(own: Any, whole: Any) -> Any:
    rate = money.share(own, whole)
    return ibis.ifelse(rate.notnull(), (rate * 10_000).round().cast("int64"), None)


def positioning(cells: ir.Table, above: ir.Table, market: ir.Table, competitors: ir.Table) -> ir.Table:
    """Return the insight ``positioning``: per scope and cut the segments with the largest wallets, in that order."""
    before = share_trend.MONTHS - 13
    sums = (*SUMS, *(f"held_{f}" for f in FAMILIES), f"own_{before:02d}", f"wallet_{before:02d}")
    spread = scopes.spread(cells.select("unit_id", "owner_id", *SEGMENT, *sums), above)
    cuts = [_cut(spread, cut, sums) for cut in CUTS]
    rows = cuts[0].union(cuts[1], distinct=False)
    known = market.rename(m_region="region", m_industry="industry")
    rows = rows.left_join(
        known, [rows.cut == "market", rows.region == known.m_region, rows.industry == known.m_industry]
    )
    told = competitors.rename(c_region="region", c_industry="industry")
    rows = rows.left_join(told, [rows.cut == "market", rows.region == told.c_region, rows.industry == told.c_industry])
    order = ibis.window(
        group_by=["scope", "scope_id", "cut"],
        order_by=[rows.wallet_amount.desc(), rows.kind, rows.region, rows.industry, rows["size"]],
    )
    rows = rows.mutate(rank=ibis.row_number().over(order))
    rows = rows.filter(rows.rank < MOST)
    measured = money.added(ibis.ifelse(rows[f"in_{f}"] == 1, rows[f"held_{f}"], 0) for f in FAMILIES)
    return rows.select(
        "scope", "scope_id", "cut", "kind", "region", "industry", "size", "customers", "own_amount", "wallet_amount",
        "revenue_12m", "cost_12m", "market_size", "market_year", "market_source", "competitors",
        place=(rows.rank + ibis.ifelse(rows.cut == "market", 0, MOST)).cast("int64"),
        customer_share=money.share(rows.own_value, rows.wallet_value),
        share_before=money.share(rows[f"own_{before:02d}"], rows[f"wallet_{before:02d}"]),
        open_value=ibis.greatest(rows.wallet_value - rows.own_value, 0),
        market_growth=rows.growth,
        market_share=money.share(measured, rows.market_size),
    )  # fmt: skip


def _cut(spread: ir.Table, cut: str, sums: tuple[str, ...]) -> ir.Table:
    keys = {key: spread[key] if key in CUTS[cut] else ibis.literal("") for key in SEGMENT}
    grouped = spread.group_by(scope=spread.scope, scope_id=spread.scope_id, **keys)
    return grouped.aggregate(**{name: money.total(spread[name]) for name in sums}).mutate(cut=ibis.literal(cut))
