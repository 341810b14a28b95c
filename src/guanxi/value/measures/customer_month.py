"""Customer month (客户月度): the fact everything reads, computed once when a month arrives.

Kept parts of a period, all from one pass over the account rows:
``customer_month`` customer → lines, balances, counts; ``customer_family`` customer × product family → holding;
``unit_month`` unit × ledger line → customers, treasury, unallocated; ``treasury_month`` unit × currency → margin of
customers and the treasury line. Amounts in minor units of the base currency.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import account_month, relationship, usage

AMOUNTS = [
    "deposit_margin",
    "loan_margin",
    "fees",
    "serve_cost",
    "relationship_cost",
    "expected_loss",
    "overhead_cost",
    "capital",
    "deposit_average",
    "deposit_end",
    "loan_average",
    "loan_end",
    *account_month.COUNTS,
]
COLUMNS = {"customer_id": "string", **dict.fromkeys(AMOUNTS, "int64"), "active": "int64", "stage": "int64"}
COLUMNS |= dict.fromkeys(usage.MONTH, "int64")
FAMILY_COLUMNS = {
    "customer_id": "string",
    "family": "string",
    "accounts": "int64",
    "average": "int64",
    "end": "int64",
    "revenue": "int64",
}
UNIT_COLUMNS = {
    "unit_id": "string",
    "line": "string",
    "customers": "int64",
    "treasury": "int64",
    "unallocated": "int64",
}
TREASURY_COLUMNS = {
    "unit_id": "string",
    "currency": "string",
    "margin": "int64",
    "treasury": "int64",
    "interest_received": "int64",
    "interest_paid": "int64",
}
KEPT = {
    "customer_month": COLUMNS,
    "customer_family": FAMILY_COLUMNS,
    "unit_month": UNIT_COLUMNS,
    "treasury_month": TREASURY_COLUMNS,
}


def holdings(lines: ir.Table, *, foreign: bool = False) -> ir.Table:
    """Add up account lines by month, customer, unit of the account and family: the one pass over account rows.

    ``foreign`` keeps the currencies apart; otherwise there is only one.
    """
    sums = {name: money.total(lines[name]) for name in account_month.AMOUNTS}
    marks = {"accounts": money.total(lines.accounts), "moved": lines.moved.max(), "stage": lines.stage.max()}
    by = ["period", "customer_id", "unit_id", "family"]
    if foreign:
        grouped = lines.group_by([*by, "currency"]).aggregate(**sums, **marks)
    else:
        grouped = lines.group_by(by).aggregate(currency=lines.currency.arbitrary(), **sums, **marks)
    # an account closed long ago leaves a row of zeros: it is no holding
    lively = grouped.accounts > 0
    for name in account_month.AMOUNTS:
        lively = lively | (grouped[name] != 0)
    return grouped.filter(lively)


def customer_month(
    held: ir.Table, visited: ir.Table, with_events: Sequence[str], months: Sequence[str], a: Assumptions
) -> ir.Table:
    """Return one row per month of ``months`` and customer.

    A month counts as active when the customer caused events; in months without delivered events, when a balance moved.
    """
    names = [n for n in AMOUNTS if n != "relationship_cost"]
    mine = held.select(
        "period",
        "customer_id",
        *names,
        relationship_cost=ibis.literal(0, "int64"),
        moved=held.moved,
        stage=held.stage,
        **usage.lines(held, a),
    )
    zero = dict.fromkeys([*names, *usage.LINES, "moved"], ibis.literal(0, "int64"))
    from_visits = visited.select(
        "period",
        "customer_id",
        stage=ibis.literal(1, "int64"),
        **zero | {name: visited[name] for name in ("relationship_cost", "overhead_cost")},
    )
    both = mine.union(from_visits.select(*mine.columns), distinct=False)
    grouped = both.group_by(["period", "customer_id"]).aggregate(
        **{name: money.total(both[name]) for name in (*AMOUNTS, *usage.LINES)},
        moved=both.moved.max(),
        stage=both.stage.max(),
    )
    events = money.added(grouped[c] for c in account_month.COUNTS)
    active = ibis.ifelse(grouped.period.isin(list(with_events)), ibis.ifelse(events > 0, 1, 0), grouped.moved)
    return grouped.mutate(active=active.cast("int64"), **usage.of_month(grouped, months)).select("period", *COLUMNS)


def customer_family(held: ir.Table) -> ir.Table:
    """Return what a customer holds of each product family at the end of the month."""
    grouped = held.group_by(["period", "customer_id", "family"]).aggregate(
        accounts=money.total(held.accounts),
        average=money.total(held.deposit_average + held.loan_average),
        end=money.total(held.deposit_end + held.loan_end),
        revenue=money.total(held.deposit_margin + held.loan_margin + held.fees),
    )
    return grouped.select("period", *FAMILY_COLUMNS)


def treasury_month(held: ir.Table) -> ir.Table:
    """Return the margin of customers and the treasury line by unit and currency: together the net interest income."""
    grouped = held.group_by(["period", "unit_id", "currency"]).aggregate(
        margin=money.total(held.deposit_margin + held.loan_margin),
        treasury=money.total(held.treasury),
        interest_received=money.total(held.interest_received),
        interest_paid=money.total(held.interest_paid),
    )
    return grouped.select("period", *TREASURY_COLUMNS)


def unit_month(held: ir.Table, visited: ir.Table, staff: ir.Table, calendar: ir.Table) -> ir.Table:
    """Return what stands against each line of the ledger by unit (customers, treasury, unallocated)."""
    by_unit = held.group_by(["period", "unit_id"]).aggregate(**{n: money.total(held[n]) for n in account_month.AMOUNTS})
    margin = by_unit.deposit_margin + by_unit.loan_margin
    lines = {
        "interest_paid": by_unit.interest_paid,
        "interest_received": by_unit.interest_received,
        "net_interest": margin,
        "fees": by_unit.fees,
        "deposits": by_unit.deposit_end,
        "loans": by_unit.loan_end,
        "operating_cost": by_unit.serve_cost,
        "expected_loss": by_unit.expected_loss,
    }
    rows = [
        by_unit.select(
            "period",
            "unit_id",
            line=ibis.literal(line),
            customers=amount,
            treasury=by_unit.treasury if line == "net_interest" else ibis.literal(0, "int64"),
            unallocated=ibis.literal(0, "int64"),
        )
        for line, amount in lines.items()
    ]
    return ibis.union(*rows, _staff(visited, staff, calendar), distinct=False).select("period", *UNIT_COLUMNS)


def _staff(visited: ir.Table, staff: ir.Table, calendar: ir.Table) -> ir.Table:
    charged = visited.group_by(["period", "unit_id"]).aggregate(charged=money.total(visited.relationship_cost))
    cost = relationship.staff_cost(staff, calendar)
    joined = cost.outer_join(charged, ["period", "unit_id"])
    on_customers = money.known(joined.charged)
    return joined.select(
        period=ibis.coalesce(joined.period, joined.period_right),
        unit_id=ibis.coalesce(joined.unit_id, joined.unit_id_right),
        line=ibis.literal("staff_cost"),
        customers=on_customers,
        treasury=ibis.literal(0, "int64"),
        unallocated=money.known(joined.staff_cost) - on_customers,
    )
