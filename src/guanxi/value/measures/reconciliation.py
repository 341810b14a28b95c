"""Reconciliation to the ledger (总账核对): customers + treasury + idle + unallocated = ledger.

Grain: period × unit × line. ``net_interest`` is interest received less interest paid. Idle capacity is what the
ledger's operating cost exceeds the time used by; all other lines show a difference where the books disagree. A line
without a ledger amount has neither ledger nor difference.
"""

import ibis
import ibis.expr.types as ir

from guanxi.value import money


def reconciliation(unit_months: ir.Table, ledger: ir.Table) -> ir.Table:
    """``unit_months``: period, unit_id, line, customers, treasury, unallocated; ``ledger`` as contracted."""
    control = _with_net_interest(ledger)
    joined = unit_months.outer_join(control, ["period", "unit_id", "line"])
    line = ibis.coalesce(joined.line, joined.line_right)
    rows = joined.select(
        period=ibis.coalesce(joined.period, joined.period_right),
        unit_id=ibis.coalesce(joined.unit_id, joined.unit_id_right),
        line=line,
        customers=money.known(joined.customers),
        treasury=money.known(joined.treasury),
        unallocated=money.known(joined.unallocated),
        ledger=joined.amount,
    )
    used = (rows.line == "operating_cost") & rows.ledger.notnull()
    rows = rows.mutate(idle=ibis.ifelse(used, rows.ledger - rows.customers, 0))
    explained = rows.customers + rows.treasury + rows.idle + rows.unallocated
    names = ("period", "unit_id", "line", "customers", "treasury", "idle", "unallocated", "ledger")
    return rows.select(*names, difference=rows.ledger - explained)


def _with_net_interest(ledger: ir.Table) -> ir.Table:
    interest = ledger.filter(ledger.line.isin(["interest_received", "interest_paid"]))
    signed = ibis.ifelse(interest.line == "interest_received", interest.amount, -interest.amount)
    net = interest.group_by(["period", "unit_id"]).aggregate(amount=money.total(signed))
    net = net.select("period", "unit_id", line=ibis.literal("net_interest"), amount=net.amount)
    return ledger.select("period", "unit_id", "line", "amount").union(net, distinct=False)
