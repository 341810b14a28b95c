"""Rank by profit in the bank (全行利润排名) and the place on the profit curve. Grain: customer.

Customers who closed before the twelve months began stand behind all others, at place 1. Equal profits are ordered by
customer number, so that a rank is unique and a re-run gives the same one.
"""

import ibis
import ibis.expr.types as ir

from guanxi.value import money


def ranks(facts: ir.Table) -> ir.Table:
    """Return customer_id, rank_number, rank_rate."""
    whole = ibis.ifelse(facts.counted, 0, 1)
    order = ibis.window(order_by=[whole, facts.profit_12m.desc(), facts.customer_id])
    rows = facts.select("customer_id", "counted", rank_number=(ibis.row_number().over(order) + 1).cast("int64"))
    size = facts.aggregate(n=money.total(ibis.ifelse(facts.counted, 1, 0)))
    joined = rows.cross_join(size)
    rate = ibis.least(joined.rank_number.cast("float64") / ibis.greatest(joined.n, 1), 1.0)
    return joined.select("customer_id", "rank_number", rank_rate=rate.round(6))


def prior_places(facts: ir.Table) -> ir.Table:
    """Return customer_id, place: the order by the profit of the year before, of the customers there were then."""
    then = facts.filter(facts.counted_prior)
    order = ibis.window(order_by=[then.profit_prior.desc(), then.customer_id])
    return then.select("customer_id", place=(ibis.row_number().over(order) + 1).cast("int64"))
