"""Who is behind a sign (信号背后的客户): per scope and line the customers that weigh most in the last twelve months.

Newcomers of a risky grade by their loans and deposits, contacts by their number, windfalls by their sum, wins by what
they took. The most of every manager are found first, so that only a few rows are spread over the scopes. The last
sign has its customers on the whale curve.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import scopes
from guanxi.value.measures.signs import counts

MOST = 25
RECENT = 11
COLUMNS = ("unit_id", "owner_id", "line", "customer_id", "amount")


def behind(tables: Any, last: str, a: Assumptions) -> ir.Table:
    """Return scope, scope_id, line, customers: JSON [[customer, amount], …], the heaviest first.

    ``tables``: customers, facts, months, visits, wins, accounts, products, prices, above.
    """
    rows = ibis.union(
        _newcomers(tables, last, a),
        _contacts(tables, last),
        _windfalls(tables),
        _wins(tables, last, a),
        distinct=False,
    )
    named = _heaviest(rows, ["unit_id", "owner_id", "line"])
    most = _heaviest(scopes.spread(named, tables["above"]), ["scope", "scope_id", "line"])
    text = ibis.literal('["') + most.customer_id + '",' + most.amount.cast("string") + "]"
    written = most.mutate(text=text)
    lists = written.group_by(["scope", "scope_id", "line"]).aggregate(
        texts=written.text.group_concat(",", order_by=written.place)
    )
    return lists.select("scope", "scope_id", "line", customers=ibis.literal("[") + lists.texts + "]")


def _heaviest(rows: ir.Table, by: list[str]) -> ir.Table:
    order = ibis.window(group_by=[rows[name] for name in by], order_by=[rows.amount.desc(), rows.customer_id])
    placed = rows.mutate(place=(ibis.row_number().over(order) + 1).cast("int64"))
    return placed.filter(placed.place <= MOST)


def _newcomers(tables: Any, last: str, a: Assumptions) -> ir.Table:
    c = tables["customers"]
    sought = c.source.isin(a["signs.sought_sources"])
    c = c.filter(c.risk_grade.isin(a["signs.risky_grades"]) & (sought | (c.source == "walk_in")))
    f = tables["facts"].select("customer_id", held=tables["facts"].loan_end + tables["facts"].deposit_end)
    rows = c.filter(_is_recent(c.opened_on, last)).join(f, "customer_id")
    return _row(rows, ibis.ifelse(rows.source == "walk_in", "walk_in_risk", "sought_risk"), rows.held)


def _contacts(tables: Any, last: str) -> ir.Table:
    v = tables["visits"]
    v = v.filter(v.customer_id.notnull() & v.started_by.notnull() & _is_recent(v.on, last))
    line = ibis.ifelse(v.started_by == "bank", "outbound", "inbound")
    named = v.select("customer_id", line=line)
    made = named.group_by(["customer_id", "line"]).aggregate(made=named.count())
    rows = made.join(tables["customers"].select("customer_id", "unit_id", "owner_id"), "customer_id")
    return _row(rows, rows.line, rows.made)


def _windfalls(tables: Any) -> ir.Table:
    m = tables["months"].filter(lambda t: t.windfall_12m > 0).select("customer_id", "windfall_12m")
    rows = m.join(tables["customers"].select("customer_id", "unit_id", "owner_id"), "customer_id")
    parts = [_row(rows, ibis.literal(line), rows.windfall_12m) for line in ("still_count", "still_sum")]
    return ibis.union(*parts)


def _wins(tables: Any, last: str, a: Assumptions) -> ir.Table:
    won = counts.won(tables, last)
    won = won.filter(won.month >= counts.MONTHS - 1 - RECENT)
    told = won.filter(won.visits > 0)
    days, points = counts.days(won, tables["visits"], a), counts.points(won, tables, a)
    given = points.group_by(["customer_id", "unit_id", "owner_id"]).aggregate(given=points.given.max())
    return ibis.union(
        _row(told, ibis.literal("win_contacts"), told.visits),
        _row(days, ibis.literal("win_days"), days.days),
        _row(given, ibis.literal("win_concession"), given.given),
    )


def _is_recent(day: Any, last: str) -> Any:
    month = counts.month_of(day, last)
    return (month >= counts.MONTHS - 1 - RECENT) & (month < counts.MONTHS)


def _row(rows: ir.Table, line: Any, amount: Any) -> ir.Table:
    return rows.select("unit_id", "owner_id", line=line, customer_id=rows.customer_id, amount=amount.cast("int64"))
