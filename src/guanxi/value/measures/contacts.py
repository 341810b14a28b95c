"""Contacts with a customer and money leaving for other banks (客户联系与他行资金流出)."""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.sources import Tables


def contacts(visits: ir.Table, since: Any, until: Any) -> ir.Table:
    """Return customer_id, last_contact_on (any time up to ``until``), contacts_12m. Not reached does not count."""
    reached = visits.filter(
        visits.customer_id.notnull() & (visits.on <= until) & (ibis.coalesce(visits.outcome, "") != "not_reached")
    )
    recent = ibis.ifelse(reached.on >= since, 1, 0)
    return reached.group_by("customer_id").aggregate(last_contact_on=reached.on.max(), contacts_12m=money.total(recent))


def flows(tables: Tables) -> ir.Table:
    """Return customer_id, outflow_1m from the transactions of the last month: out − in with another bank."""
    t, a = tables["transactions"], tables["accounts"]
    other = t.filter(t.counterparty_bank.notnull() & (t.counterparty_bank != ""))
    signed = other.select("account_id", moved=ibis.ifelse(other.direction == "out", other.amount, -other.amount))
    rows = signed.join(a.select("account_id", "customer_id"), "account_id")
    return rows.group_by("customer_id").aggregate(outflow_1m=money.total(rows.moved))


def drops(last: ir.Table, before: ir.Table) -> ir.Table:
    """Return customer_id, outflow_1m where no transactions are delivered.

    The fall of deposits from month end to month end, less what repaid own loans; a rise counts as no outflow.
    """
    now = last.select("customer_id", deposit_now=last.deposit_end, loan_now=last.loan_end)
    joined = before.left_join(now, "customer_id")
    deposits = joined.deposit_end - money.known(joined.deposit_now)
    repaid = ibis.greatest(joined.loan_end - money.known(joined.loan_now), 0)
    return joined.select("customer_id", outflow_1m=ibis.greatest(deposits - repaid, 0).cast("int64"))
