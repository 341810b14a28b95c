"""Facts of a customer (客户事实): one row per customer with everything later measures read, without the month lists.

Grain: customer. Joins what was added up early; a customer without accounts or months has zeros, never NULL amounts.
"""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.lines import LINES
from guanxi.contracts.movements import CHANNELS
from guanxi.contracts.products import FAMILIES
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import axes, departure, history, profit, usage
from guanxi.value.sources import Tables

_SUMS = (*(f"{n}_12m" for n in (*LINES, "overhead_cost", *history.BALANCES, "capital", *CHANNELS, "active")),)
_PRIORS = (*(f"{n}_prior" for n in (*LINES, *history.BALANCES)),)
_LAST = ("deposit_average", "deposit_end", "loan_average", "loan_end")
_HELD = (*(f"own_{f}" for f in FAMILIES), "family_count", "account_count")


def facts(tables: Tables, as_of: date, last: str, a: Assumptions) -> ir.Table:
    """Join sums, last month, holdings, contacts, outflow, orders, closings and signs of departure."""
    c = tables["customers"]
    row = c.select(
        "customer_id",
        "kind",
        "region",
        "industry",
        "size",
        "unit_id",
        "owner_id",
        "deputy_id",
        "source",
        "opened_on",
        "closed_on",
    )
    for name in ("sums", "last_month", "held", "contacts", "outflow", "orders_held", "closings", "months"):
        part = tables[name]
        fresh = [column for column in part.columns if column != "customer_id" and not column.endswith("_months")]
        fresh = [column for column in fresh if not column.startswith(tuple(usage.MONTH))]
        row = row.left_join(part, "customer_id").select(row, *[part[column] for column in fresh])
    regions = tables["units"].select(home="unit_id", unit_region="region")
    row = row.left_join(regions, row.unit_id == regions.home).drop("home")
    amounts = (*_SUMS, *_PRIORS, *_LAST, *_HELD, "contacts_12m", "outflow_1m", "orders", "has_payroll", "has_payments")
    row = row.mutate(**{name: money.known(row[name]) for name in amounts}, stage=ibis.coalesce(row.stage, 1))
    return _derived(row, as_of, last, a)


def orders_held(orders: ir.Table, accounts: ir.Table) -> ir.Table:
    """Return customer_id, orders: standing orders on the customer's accounts."""
    rows = orders.select("account_id").join(accounts.select("account_id", "customer_id"), "account_id")
    return rows.group_by("customer_id").aggregate(orders=rows.count())


def _derived(row: ir.Table, as_of: date, last: str, a: Assumptions) -> ir.Table:
    start = periods.first_day(periods.shift(last, -11))
    start_prior = periods.first_day(periods.shift(last, -23))
    all_closed = ibis.ifelse(row.account_count == 0, row.last_closed_on, ibis.null("date"))
    closed_on = ibis.coalesce(ibis.ifelse(row.closed_on <= as_of, row.closed_on, ibis.null("date")), all_closed)
    began = row.opened_on
    row = row.mutate(dormant_on=silent_since(row))
    left = departure.departed(row, closed_on)
    gained = profit.figures(row, a)
    return row.mutate(
        **gained,
        **left,
        **axes.axes(row, row.unit_region),
        families=ibis.coalesce(row.families, ""),
        deposit_average_12m=money.whole(row.deposit_average_12m / 12),
        deposit_average_prior=money.whole(row.deposit_average_prior / 12),
        loan_average_12m=money.whole(row.loan_average_12m / 12),
        loan_average_prior=money.whole(row.loan_average_prior / 12),
        active_months=row.active_12m,
        counter_events_12m=row.counter_12m,
        events_12m=money.added(row[f"{n}_12m"] for n in CHANNELS),
        # who closed before the twelve months began is no part of a distribution over customers, unless something was
        # still earned or lost with them (a share of a joint account): all profits add up to the net
        counted=((began <= as_of) & (closed_on.isnull() | (closed_on >= start))) | (gained["profit_12m"] != 0),
        counted_prior=((began < start) & (closed_on.isnull() | (closed_on >= start_prior)))
        | (gained["profit_prior"] != 0),
        here=closed_on.isnull() & (began <= as_of),
    )


def silent_since(row: Any) -> Any:
    """Return dormant_on; NULL when the customer came less than twelve months before: earlier months are no silence."""
    return ibis.ifelse(_months(row.dormant_on) - _months(row.opened_on) >= 12, row.dormant_on, ibis.null("date"))


def _months(day: Any) -> Any:
    return day.year() * 12 + day.month()


def average(row: Any) -> Any:
    """Return all balances of the last twelve months on average, deposits and loans."""
    return row.deposit_average_12m + row.loan_average_12m
