"""Transfer rate (内部资金转移价格): what the treasury pays for a deposit and charges for a loan.

``matched``: the curve on the day the contract began or was last repriced, at its tenor, fixed until the next reset.
``pool``: tranches of a balance without a term, each at the moving average of the curve at the tranche's tenor.
A curve is published whole: the last day on or before the day asked counts, the first one before all; between
tenors the rate is linear, outside them flat.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.kit import periods
from guanxi.value.assumptions import Assumptions

_FOREVER = date(9999, 12, 31)
_ALWAYS = date(1, 1, 1)


def nodes(rates: ir.Table, curve: str) -> ir.Table:
    """Return the curve as rectangles day × tenor with the values at both ends of the tenor span."""
    points = rates.filter(rates.curve == curve).select("on", "tenor", "value")
    days = points.select("on").distinct()
    order = ibis.window(order_by=days.on)
    days = days.select(
        "on",
        since=ibis.ifelse(days.on.lag().over(order).isnull(), ibis.literal(_ALWAYS), days.on),
        until=ibis.coalesce(days.on.lead().over(order), ibis.literal(_FOREVER)),
    )
    span = ibis.window(group_by=points.on, order_by=points.tenor)
    ends = points.select(
        "on",
        "tenor",
        "value",
        low=ibis.ifelse(points.tenor.lag().over(span).isnull(), 0, points.tenor),
        high=ibis.coalesce(points.tenor.lead().over(span), 100_000),
        next_tenor=ibis.coalesce(points.tenor.lead().over(span), points.tenor),
        next_value=ibis.coalesce(points.value.lead().over(span), points.value),
    )
    return ends.join(days, "on").select("since", "until", "low", "high", "tenor", "value", "next_tenor", "next_value")


def at(keys: ir.Table, curve: ir.Table) -> ir.Table:
    """Look up ``keys`` (day, tenor) on the curve's ``nodes``: the keys with ``transfer_rate``."""
    n = curve.rename(node_tenor="tenor")
    joined = keys.join(
        n,
        [keys.day >= n.since, keys.day < n.until, keys.tenor >= n.low, keys.tenor < n.high],
    )
    width = (joined.next_tenor - joined.node_tenor).cast("float64")
    place = ibis.greatest(joined.tenor - joined.node_tenor, 0).cast("float64")
    slope = ibis.ifelse(width > 0, place / ibis.greatest(width, 1.0), 0.0)
    rate = joined.value + (joined.next_value - joined.value) * slope
    return joined.select(*keys.columns, transfer_rate=rate)


def pool(curve: ir.Table, months: Sequence[str], a: Assumptions) -> ir.Table:
    """Return period, pool_rate: the rate of balances without a term in each of the months.

    Formula: Σ tranche share × average of the curve at the tranche's tenor on the first days of its months.
    """
    rows: list[dict[str, Any]] = []
    for period in months:
        for tranche in a["transfer.pool"]:
            sample = periods.trailing(period, tranche["months"])
            fixed = {"period": period, "tenor": tranche["tenor"], "weight": tranche["share"] / len(sample)}
            rows += [fixed | {"day": periods.first_day(m)} for m in sample]
    kinds = {"period": "string", "day": "date", "tenor": "int64", "weight": "float64"}
    priced = at(ibis.memtable(rows, schema=ibis.schema(kinds)), curve)
    # a sum of doubles depends on its order in the last bits; a price must not
    return priced.group_by("period").aggregate(pool_rate=(priced.weight * priced.transfer_rate).sum().round(12))


def reset(contracts: ir.Table, a: Assumptions) -> ir.Table:
    """Add ``day`` and ``tenor``: when and at which tenor the transfer rate of a contract was last set.

    A contract with a repricing interval is funded for that interval and set again at each of its ends; one without a
    maturity date is rolled over at each end of its tenor; any other keeps its first rate for life. NULL for ``pool``.
    """
    c = contracts
    life = _months(c.matures_on) - _months(c.opened_on)
    contract_tenor = ibis.coalesce(c.product_tenor.nullif(0), life.nullif(0), a["transfer.default_tenor"])
    tenor = ibis.greatest(ibis.coalesce(c.repricing.nullif(0), contract_tenor), 1)
    rolls = (ibis.coalesce(c.repricing, 0) > 0) | c.matures_on.isnull()
    elapsed = c.month_index - _months(c.opened_on) - ibis.ifelse(c.opened_on.day() > 1, 1, 0)
    rounds = ibis.ifelse(rolls, (ibis.greatest(elapsed, 0) / tenor).floor(), 0).cast("int64")
    day = (c.opened_on + (rounds * tenor).as_interval("M")).cast("date")
    matched = c.ftp_method == "matched"
    return c.mutate(
        day=ibis.ifelse(matched, day, ibis.null("date")), tenor=ibis.ifelse(matched, tenor, ibis.null("int64"))
    )


def priced(contracts: ir.Table, rates: ir.Table, months: Sequence[str], a: Assumptions) -> ir.Table:
    """Add ``transfer_rate`` to contracts in a month (period, month_index, opened_on, matures_on, repricing, …).

    ``transfer.shift`` is added to every rate, also to those fixed long ago.
    """
    curve = nodes(rates, a["transfer.curve"])
    return priced_on(contracts, curve, pool(curve, months, a), a)


def priced_on(contracts: ir.Table, curve: ir.Table, mean: ir.Table, a: Assumptions) -> ir.Table:
    """Add ``transfer_rate`` as ``priced`` does, from ``nodes`` of the curve and ``pool`` rates of the months."""
    dated = reset(contracts, a)
    matched = at(dated.select("day", "tenor").filter(dated.day.notnull()).distinct(), curve)
    joined = dated.left_join(matched, ["day", "tenor"]).select(dated, matched_rate=matched.transfer_rate)
    named = mean.rename(pool_period="period")
    both = joined.left_join(named, joined.period == named.pool_period)
    rate = ibis.ifelse(both.ftp_method == "matched", both.matched_rate, both.pool_rate)
    moved = float(a["transfer.shift"])
    return both.select(*list(contracts.columns), transfer_rate=rate + moved if moved else rate)


def _months(day: Any) -> Any:
    return day.year().cast("int64") * 12 + day.month().cast("int64")
