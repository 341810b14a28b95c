"""What happened to the lost, and where they went (流失客户发生了什么,去了哪里).

The state is the sign of departure of this year's lost. The destination is the bank that got most of the money paid to
other banks in the months up to the departure; without such payments, the bank of the latest recent wallet evidence;
else it is not known, and said so. Source: M29.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import LOSS_DESTINATIONS
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import scopes
from guanxi.value.measures.loyalty import months
from guanxi.value.sources import Tables


def lost(members: ir.Table) -> ir.Table:
    """Return this year's lost: customer_id, unit_id, owner_id, departure, left, balance_before."""
    gone = members.filter(months.leaves(members) & months.at_risk(members, months.YEAR))
    owner = ibis.null("string")
    return gone.select("customer_id", "unit_id", "departure", "left", "balance_before", owner_id=owner)


def destinations(lost: ir.Table, tables: Tables, last: str, a: Assumptions) -> ir.Table:
    """Return the lost with bank and evidence; ``tables``: accounts, transactions of the months, wallet_evidence."""
    paid = _paid(lost, tables, last, a)
    known = _known(lost, tables["wallet_evidence"], last, a)
    row = lost.left_join(paid, "customer_id").drop("customer_id_right")
    row = row.left_join(known, "customer_id").drop("customer_id_right")
    how = ibis.cases((row.paid_to.notnull(), "payments"), (row.known_at.notnull(), "evidence"), else_="unknown")
    return row.mutate(bank=ibis.coalesce(row.paid_to, row.known_at), evidence=how)


def _paid(lost: ir.Table, tables: Tables, last: str, a: Assumptions) -> ir.Table:
    t = tables["transactions"]
    out = t.filter((t.direction == "out") & t.counterparty_bank.notnull() & (t.counterparty_bank != ""))
    owned = (
        tables["accounts"].select("account_id", "customer_id").join(lost.select("customer_id", "left"), "customer_id")
    )
    row = out.select("account_id", "at", "amount", bank="counterparty_bank").join(owned, "account_id")
    month = months.number(row.at, last)
    near = row.filter((month <= row.left) & (month > row.left - a["loyalty.destination_months"]))
    sums = near.group_by(["customer_id", "bank"]).aggregate(amount=money.total(near.amount))
    return _first(sums, sums.amount.desc(), "paid_to")


def _known(lost: ir.Table, evidence: ir.Table, last: str, a: Assumptions) -> ir.Table:
    row = evidence.select("customer_id", "bank", "as_of", "amount").join(
        lost.select("customer_id", "left"), "customer_id"
    )
    age = row.left - months.number(row.as_of, last)
    named = row.filter(row.bank.notnull() & (row.bank != "") & (age < a["loyalty.evidence_months"]))
    latest = named.group_by(["customer_id", "bank"]).aggregate(
        as_of=named.as_of.max(), amount=money.total(named.amount)
    )
    return _first(latest, latest.as_of.desc(), "known_at")


def _first(rows: ir.Table, order: Any, name: str) -> ir.Table:
    """Return the first bank of each customer, equal ones by name."""
    window = ibis.window(group_by=rows.customer_id, order_by=[order, rows.amount.desc(), rows.bank])
    placed = rows.mutate(number=ibis.row_number().over(window))
    return placed.filter(placed.number == 0).select("customer_id", **{name: placed.bank})


def loss_destinations(gone: ir.Table, above: ir.Table) -> ir.Table:
    """Return the published table from the lost with their destinations."""
    grouped = gone.group_by(["unit_id", "owner_id", "departure", "bank", "evidence"]).aggregate(
        customers=gone.count().cast("int64"), balance_lost=money.total(gone.balance_before)
    )
    row = scopes.spread(grouped, above)
    sums = {n: money.total(row[n]) for n in ("customers", "balance_lost")}
    row = row.group_by(["scope", "scope_id", "departure", "bank", "evidence"]).aggregate(**sums)
    order = [row.departure, row.evidence, row.customers.desc(), ibis.coalesce(row.bank, "")]
    place = ibis.row_number().over(ibis.window(group_by=[row.scope, row.scope_id], order_by=order)) + 1
    return row.mutate(place=place.cast("int64")).select(*LOSS_DESTINATIONS.names)
