"""Departure (流失): the event of leaving, by one of three signs.

``closed``: the customer or all accounts closed. ``dormant``: twelve months on end without activity and with
balances below a floor. ``run_off``: within three months average deposits fell by at least 70 % of the average of the
twelve months before, to at most the rest of it, and have not come back; seen for the last ten months.
``departed_on`` is the closing day, or the end of the month in which the sign was first complete. Source: M29,
thresholds in ``standing.yaml``.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import history

MONTHS = 24


def signs(row: Any, last: str, a: Assumptions) -> dict[str, Any]:
    """Return dormant_on and run_off_on of a wide row of 24 months (NULL when the sign is absent)."""
    return {"dormant_on": _dormant_on(row, last, a), "run_off_on": _run_off_on(row, last, a)}


def stillness(row: Any, a: Assumptions) -> dict[str, Any]:
    """Return lowest and highest deposits and activity of the latest months: they tell money that lies still."""
    latest = range(MONTHS - int(a["worklist.dormant_months"]), MONTHS)
    deposits = [history.column(row, "deposit", i) for i in latest]
    return {
        "still_low": ibis.least(*deposits),
        "still_high": ibis.greatest(*deposits),
        "still_active": money.added(history.column(row, "active", i) for i in latest),
    }


def departed(row: Any, closed_on: Any) -> dict[str, Any]:
    """Return departure and departed_on from the three signs, the plainest first."""
    day = ibis.null("date")
    return {
        "departure": ibis.cases(
            (closed_on.notnull(), "closed"),
            (row.dormant_on.notnull(), "dormant"),
            (row.run_off_on.notnull(), "run_off"),
            else_=ibis.null("string"),
        ),
        "departed_on": ibis.coalesce(closed_on, row.dormant_on, row.run_off_on, day),
    }


def closings(accounts: ir.Table, as_of: Any) -> ir.Table:
    """Return customer_id, last_closed_on: the last closing of an account of customers who closed any."""
    closed = accounts.filter(accounts.closed_on <= as_of)
    return closed.group_by("customer_id").aggregate(last_closed_on=closed.closed_on.max())


def _dormant_on(row: Any, last: str, a: Assumptions) -> Any:
    floor = a["standing.departure_floor"]
    run: Any = ibis.literal(0, "int64")
    for i in range(MONTHS):
        still = (history.column(row, "deposit", i) + history.column(row, "loan", i) < floor) & (
            history.column(row, "active", i) == 0
        )
        run = ibis.ifelse(still, run + 1, 0)
    since = [(run == n, ibis.literal(periods.last_day(periods.shift(last, 12 - n)))) for n in range(12, MONTHS + 1)]
    return ibis.cases(*since, else_=ibis.null("date"))


def _run_off_on(row: Any, last: str, a: Assumptions) -> Any:
    within, left_share = a["standing.run_off_months"], 1 - a["standing.run_off"]
    now = history.column(row, "deposit", MONTHS - 1)
    found = []
    for back in reversed(range(MONTHS - 12 - within + 1)):
        month = MONTHS - 1 - back
        before = range(month - within - 11, month - within + 1)
        base = money.added(history.column(row, "deposit", i) for i in before) / 12
        there, then = history.column(row, "deposit", month), history.column(row, "deposit", month - within)
        fast = then - there >= base * a["standing.run_off"]
        gone = fast & (there <= base * left_share) & (now <= base * left_share)
        found.append(
            ((base >= a["standing.departure_base"]) & gone, ibis.literal(periods.last_day(periods.shift(last, -back))))
        )
    return ibis.cases(*found, else_=ibis.null("date"))
