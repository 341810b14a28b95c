"""Profit concentration (利润集中度): who makes the profit and who loses it, for every scope.

Customers in the order of profit, best first; gross = Σ of the positive profits, the peak of the curve. A share of
customers that is no whole number takes that part of the next customer: weight = clip(share × n − (rank − 1), 0, 1).
top 20 % = Σ weight × positive profit ÷ gross (÷ net: Σ weight × profit); bottom 30 % = −Σ weight × profit of the
worst ÷ gross; peak place = share of customers with positive profit; Gini = Σ (n + 1 − 2 rank) × positive
profit ÷ (n × gross), a loss counting as nought, so that it stays within 0–1. Without gross profit
no share is given. Source: the 20-80-30 rule of the deck. Grain: scope; minor units.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures import CONCENTRATION
from guanxi.contracts.lines import LINES
from guanxi.value import money

TOP, BOTTOM, BEST, TEN = 0.2, 0.3, 0.01, 10
POINTS = {"bank": 1000, "unit": 200, "staff": 100}


def ranked(customers: ir.Table) -> ir.Table:
    """Number rows of (scope, scope_id, profit, place) within their scope; ``place`` is the order over the bank."""
    scope = [customers.scope, customers.scope_id]
    order = ibis.window(group_by=scope, order_by=customers.place)
    whole = ibis.window(group_by=scope)
    return customers.mutate(
        rank=(ibis.row_number().over(order) + 1).cast("int64"),
        n=customers.count().over(whole),
        gross=ibis.greatest(customers.profit, 0).sum().over(whole).cast("int64"),
    )


def figures(rows: ir.Table) -> ir.Table:
    """Return the figures of every scope from ``ranked`` rows."""
    r, n, profit = rows.rank.cast("float64"), rows.n.cast("float64"), rows.profit
    gain = ibis.greatest(profit, 0)
    sums = rows.group_by(["scope", "scope_id"]).aggregate(
        customers=rows.count(),
        gross_profit=money.total(gain),
        net_profit=money.total(profit),
        top20_gross=(_top(r, n, TOP) * gain).sum(),
        top20_net=(_top(r, n, TOP) * profit).sum(),
        bottom30=(_top(n + 1 - r, n, BOTTOM) * profit).sum(),
        top1=(_top(r, n, BEST) * gain).sum(),
        ten=money.total(ibis.ifelse(rows.rank <= TEN, gain, 0)),
        gaining=money.total(ibis.ifelse(profit > 0, 1, 0)),
        spread=((n + 1 - 2 * r) * gain).sum(),
    )
    count = sums.customers.cast("float64")
    return sums.select(
        "scope",
        "scope_id",
        "customers",
        "gross_profit",
        "net_profit",
        top20_gross_rate=money.share(sums.top20_gross, sums.gross_profit),
        top20_net_rate=money.ratio(sums.top20_net, sums.net_profit),
        bottom30_loss_rate=money.ratio(_loss(sums.bottom30), sums.gross_profit),
        peak_net_rate=money.ratio(sums.gross_profit, sums.net_profit),
        peak_at_rate=money.ratio(sums.gaining, sums.customers),
        gini_rate=money.share(sums.spread / count, sums.gross_profit),
        top1_rate=money.share(sums.top1, sums.gross_profit),
        top10_customers_rate=money.share(sums.ten, sums.gross_profit),
    )


def curves(rows: ir.Table) -> ir.Table:
    """Return scope, scope_id, curve: JSON of at most ``POINTS`` points [place, cumulative ÷ gross, profit there]."""
    most = ibis.cases(*[(rows.scope == scope, points) for scope, points in POINTS.items()], else_=100)
    # a point ends a stretch of customers: sums of stretches, then of few rows, not a running sum over all customers
    marked = rows.mutate(stretch=((rows["rank"] - 1) * most / rows.n).floor().cast("int64"))
    ended = marked.group_by(["scope", "scope_id", "stretch"]).aggregate(
        within=money.total(marked.profit),
        profit=marked.profit.argmax(marked["rank"]),
        rank=marked["rank"].max(),
        n=marked.n.max(),
        gross=marked.gross.max(),
    )
    running = ibis.window(group_by=[ended.scope, ended.scope_id], order_by=ended.stretch, preceding=None, following=0)
    points = ended.mutate(upto=ended.within.sum().over(running).cast("int64"))
    height = ibis.coalesce(money.ratio(points.upto, points.gross), 0.0)
    text = _list(
        (points["rank"].cast("float64") / points.n).round(6).cast("string"),
        height.cast("string"),
        points.profit.cast("string"),
    )
    drawn = points.select("scope", "scope_id", "rank", point=text)
    lists = drawn.group_by(["scope", "scope_id"]).aggregate(
        points=drawn.point.group_concat(",", order_by=drawn["rank"])
    )
    return lists.select("scope", "scope_id", curve=ibis.literal("[") + lists.points + "]")


def bands(rows: ir.Table, amounts: list[str]) -> ir.Table:
    """Return scope, scope_id, bands: JSON of hundred bands [customers, bank place of the last, *amounts]."""
    # band k ends with customer floor(k × n ÷ 100), so customer r lies in band ceil(100 × r ÷ n)
    marked = rows.mutate(band=((rows["rank"] * 100 + rows.n - 1) / rows.n).floor().cast("int64"))
    grouped = marked.group_by(["scope", "scope_id", "band"]).aggregate(
        customers=marked.count(), last=marked.place.max(), **{a: money.total(marked[a]) for a in amounts}
    )
    fields = [grouped[name].cast("string") for name in ("customers", "last", *amounts)]
    drawn = grouped.select("scope", "scope_id", "band", text=_list(*fields))
    lists = drawn.group_by(["scope", "scope_id"]).aggregate(parts=drawn.text.group_concat(",", order_by=drawn.band))
    return lists.select("scope", "scope_id", bands=ibis.literal("[") + lists.parts + "]")


def published(rows: ir.Table, prior: ir.Table) -> ir.Table:
    """Return the contract's rows: figures, curves and bands of this year with last year's beside them."""
    keys = ["scope", "scope_id"]
    before = figures(prior).select(
        *keys,
        top20_gross_prior="top20_gross_rate",
        bottom30_loss_prior="bottom30_loss_rate",
        net_profit_prior="net_profit",
    )
    row = figures(rows)
    old_curves = curves(prior).rename(curve_prior="curve")
    for part in (before, curves(rows), old_curves, bands(rows, ["profit", *LINES])):
        fresh = [column for column in part.columns if column not in keys]
        row = row.left_join(part, keys).select(row, *[part[column] for column in fresh])
    texts = {name: ibis.coalesce(row[name], "[]") for name in ("curve", "curve_prior", "bands")}
    return row.mutate(**texts).select(*CONCENTRATION.names)


def _top(rank: Any, n: Any, share: float) -> Any:
    return ibis.greatest(ibis.least(n * share - (rank - 1.0), 1.0), 0.0)


def _loss(profit: Any) -> Any:
    return ibis.ifelse(profit < 0, -profit, 0.0)


def _list(*fields: Any) -> Any:
    text: Any = ibis.literal("[") + fields[0]
    for part in fields[1:]:
        text = text + "," + part
    return text + "]"
