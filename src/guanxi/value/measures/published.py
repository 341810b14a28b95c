"""The published figures of a customer (发布的客户指标): profiles with worth and the month lists, in contract order."""

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.value import money
from guanxi.value.measures import acquisition


def customer_figures(profiles: ir.Table, months: ir.Table, won: ir.Table, *parts: ir.Table) -> ir.Table:
    """Return the columns of the contract; ``won``: the acquisition table, ``parts``: more columns by customer_id.

    Lifetime value: revenue of twelve months × years × margin rate of the customer's segment; cost of winning: the
    customer's unit, else the bank; worth only where winning has a cost.
    """
    row = profiles.mutate(segment=acquisition.segment(profiles))
    segments = won.filter(won.dimension == "segment").select(segment="member", years="years", margin_rate="margin_rate")
    units = won.filter(won.dimension == "unit").select(home="member", unit_cost="winning_cost")
    bank = won.filter(won.dimension == "bank").aggregate(bank_cost=won.winning_cost.max())
    row = row.left_join(segments, "segment").drop("segment_right")
    row = row.left_join(units, row.unit_id == units.home).drop("home").cross_join(bank)
    value = acquisition.lifetime_value(row.revenue_12m, row.years, ibis.coalesce(row.margin_rate, 0.0))
    cost = ibis.coalesce(row.unit_cost, row.bank_cost, 0).cast("int64")
    row = row.mutate(
        lifetime_value_deck=money.known(value), winning_cost=cost, worth_rate=money.ratio(money.known(value), cost)
    )
    lists = months.select("customer_id", "profit_months", "deposit_months", "loan_months")
    for part in (lists, *parts):
        row = row.left_join(part, "customer_id").drop("customer_id_right")
    return row.select(*CUSTOMER_FIGURES.names)
