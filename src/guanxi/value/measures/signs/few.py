"""Profit with a few, month by month (利润集中度逐月): the share of each month's positive profit by its best customers.

Customers of a unit are counted in steps of a tenth of their profit (``floor(10 × ln profit)``), from which every scope
is added up: a border inside a step takes its part of the step, so a share is exact but for that part. n = customers of
the month; best 1 % and 20 % of them, and the ten best. Only for the bank and its units: a single manager's months
are too few customers to be drawn.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.measures import history

STEPS = 10


def steps(months: Sequence[ir.Table], customers: ir.Table) -> ir.Table:
    """Return unit_id, month, step, customers, profit: the positive profits of the months (oldest first) in steps."""
    held = [
        m.select("customer_id", profit=history.profit(m), month=ibis.literal(i, "int64")) for i, m in enumerate(months)
    ]
    rows = ibis.union(*held, distinct=False)
    gains = rows.filter(rows.profit > 0).join(customers.select("customer_id", "unit_id"), "customer_id")
    step = (gains.profit.cast("float64").ln() * STEPS).floor().cast("int64")
    grouped = gains.group_by("unit_id", "month", step=step)
    return grouped.aggregate(customers=gains.count(), profit=money.total(gains.profit))


def shares(steps: ir.Table, above: ir.Table, people: ir.Table) -> ir.Table:
    """Return scope, scope_id, line, month, num, den (gross) from steps; ``people``: see ``signs.people``."""
    named = above.rename(below="unit_id")
    units = steps.join(named, steps.unit_id == named.below)
    rows = units.select(*steps.columns, scope=ibis.literal("unit"), scope_id=units.scope_id)
    rows = rows.union(steps.select(*steps.columns, scope=ibis.literal("bank"), scope_id=ibis.literal("")))
    keys = ["scope", "scope_id", "month"]
    added = rows.group_by([*keys, "step"]).aggregate(customers=rows.customers.sum(), profit=money.total(rows.profit))
    order = ibis.window(group_by=[added[k] for k in keys], order_by=added.step.desc(), preceding=None, following=0)
    placed = added.mutate(upto=added.customers.sum().over(order))
    placed = placed.join(people.rename(n="customers"), keys)
    tops = {"top1": placed.n * 0.01, "top10": ibis.literal(10.0), "top20": placed.n * 0.2}
    sums = placed.group_by(keys).aggregate(
        gross=money.total(placed.profit), **{name: _taken(placed, most).sum() for name, most in tops.items()}
    )
    lines = [
        sums.select("scope", "scope_id", "month", line=ibis.literal(name), num=money.whole(sums[name]), den=sums.gross)
        for name in tops
    ]
    return ibis.union(*lines)


def _taken(row: Any, most: Any) -> Any:
    """Return the profit of a step that lies within the ``most`` best customers."""
    inside = (most - (row.upto - row.customers)) / row.customers.cast("float64")
    return ibis.greatest(ibis.least(inside, 1.0), 0.0) * row.profit
