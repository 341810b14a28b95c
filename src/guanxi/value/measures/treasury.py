"""The treasury line (资金部门损益) by month and currency: margin of customers + treasury = net interest income.

Grain: scope (bank, unit and below) × month × currency, twelve months, newest first; amounts in minor units of the base
currency, each account converted before it is priced, so that the identity holds to the cent in every currency.
"""

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.treasury import TREASURY
from guanxi.value import money


def treasury(months: ir.Table, above: ir.Table) -> ir.Table:
    """``months``: treasury months with ``period``; ``above``: every unit with all units above it."""
    named = above.rename(below="unit_id")
    joined = months.join(named, months.unit_id == named.below)
    units = joined.select(months, scope=ibis.literal("unit"), scope_id=named.scope_id)
    bank = months.mutate(scope=ibis.literal("bank"), scope_id=ibis.literal("")).select(*units.columns)
    both = units.union(bank, distinct=False)
    grouped = both.group_by(["scope", "scope_id", "period", "currency"]).aggregate(
        margin=money.total(both.margin),
        treasury=money.total(both.treasury),
        net_interest=money.total(both.interest_received - both.interest_paid),
    )
    within = ibis.window(group_by=["scope", "scope_id"], order_by=[grouped.period.desc(), grouped.currency])
    return grouped.mutate(place=(ibis.row_number().over(within) + 1).cast("int64")).select(*TREASURY.names)
