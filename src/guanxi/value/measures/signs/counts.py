"""What the five signs count (五个信号计数): small sums by unit and manager, month by month.

Every function returns unit_id, owner_id, line, month (0 is the oldest of 24), num, den; a line is num ÷ den, or num
alone where it is a sum. Months are those of the day the event happened.
"""

from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.signs import SIGN_LINES
from guanxi.kit import periods
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import relationship

MONTHS = 24
COLUMNS = ("unit_id", "owner_id", "line", "month", "num", "den")
#: Percentage points are counted in millionths, so that their sum is exact.
MILLIONTH = 1_000_000


def month_of(day: Any, last: str) -> Any:
    """Return the place of a day among the 24 months, 0 the oldest; outside them below 0 or above 23."""
    newest = int(last[:4]) * 12 + int(last[5:])
    return (relationship.month(day) - (newest - MONTHS + 1)).cast("int64")


def newcomers(customers: ir.Table, last: str, a: Assumptions) -> ir.Table:
    """Count newcomers with a known grade, and the risky ones, by how they came (walk-in, sought out)."""
    c = customers.mutate(month=month_of(customers.opened_on, last))
    graded = c.risk_grade.isin([*a["signs.risky_grades"], *a["signs.sound_grades"]])
    sought = c.source.isin(a["signs.sought_sources"])
    rows = c.filter(graded & (sought | (c.source == "walk_in")) & (c.month >= 0) & (c.month < MONTHS))
    risky = rows.risk_grade.isin(a["signs.risky_grades"])
    line = ibis.ifelse(rows.source == "walk_in", "walk_in_risk", "sought_risk")
    return _counted(rows, line, risky.cast("int64"))


def contacts(visits: ir.Table, customers: ir.Table, last: str) -> ir.Table:
    """Count the contacts with customers by who started them; the customers of the month join as ``people``."""
    v = visits.filter(visits.started_by.notnull() & visits.customer_id.notnull())
    v = v.mutate(month=month_of(v.on, last))
    rows = v.filter((v.month >= 0) & (v.month < MONTHS))
    rows = rows.select("customer_id", "started_by", "month").join(_homes(customers), "customer_id")
    return _counted(rows, ibis.ifelse(rows.started_by == "bank", "outbound", "inbound"), ibis.literal(1), den=0)


def people(customers: ir.Table, last: str) -> ir.Table:
    """Return how the number of customers changes: +1 in the month they come, −1 in the month after they close."""
    came = ibis.greatest(month_of(customers.opened_on, last), 0)
    left = ibis.greatest(month_of(customers.closed_on, last) + 1, 0)
    arrivals = customers.mutate(month=came)
    closed = customers.filter(customers.closed_on.notnull())
    leavers = closed.mutate(month=ibis.greatest(left, came))
    line = ibis.literal("people")
    both = _counted(arrivals, line, ibis.literal(1), den=0).union(_counted(leavers, line, ibis.literal(-1), den=0))
    return both.filter(both.month < MONTHS)


def windfalls(months: ir.Table, customers: ir.Table) -> ir.Table:
    """Count the large deposits that then lay still, and their sum; ``months`` holds windfall_months (see windfall)."""
    found = months.filter(months.windfall_12m + months.windfall_prior > 0).select("customer_id", "windfall_months")
    rows = found.unnest("windfall_months", offset="month", keep_empty=False).rename(amount="windfall_months")
    rows = rows.filter(rows.amount > 0).join(_homes(customers), "customer_id")
    count = _counted(rows, ibis.literal("still_count"), ibis.literal(1))
    return count.union(_counted(rows, ibis.literal("still_sum"), rows.amount))


def wins(tables: Any, last: str, a: Assumptions) -> ir.Table:
    """Count contacts, days and price points per win, in the month of the win."""
    w = won(tables, last)
    # nobody went to see who walked in: a win counts from its first contact
    told = w.filter(w.visits > 0)
    lasted, given = days(w, tables["visits"], a), points(w, tables, a)
    return ibis.union(
        _counted(told, ibis.literal("win_contacts"), told.visits),
        _counted(lasted, ibis.literal("win_days"), lasted.days),
        _counted(given, ibis.literal("win_concession"), given.given),
    )


def won(tables: Any, last: str) -> ir.Table:
    """Return the wins of 24 months with the home of the customer and the month."""
    w = tables["wins"].select("customer_id", "won_on", "visits")
    w = w.mutate(month=month_of(w.won_on, last))
    return w.filter((w.month >= 0) & (w.month < MONTHS)).join(_homes(tables["customers"]), "customer_id")


def days(won: ir.Table, visits: ir.Table, a: Assumptions) -> ir.Table:
    """Return wins with the days since the first contact, where one is on record before the win."""
    met = visits.select(visited="customer_id", met_on="on")
    joined = won.join(met, (won.customer_id == met.visited) & (met.met_on < won.won_on))
    near = joined.filter(joined.met_on >= joined.won_on - ibis.interval(days=int(a["signs.first_contact_days"])))
    first = near.group_by(["customer_id", "unit_id", "owner_id", "month", "won_on"]).aggregate(met_on=near.met_on.min())
    return first.mutate(days=first.won_on.delta(first.met_on, unit="day").cast("int64"))


def points(won: ir.Table, tables: Any, a: Assumptions) -> ir.Table:
    """Return accounts of the customers won with what was given on the list price, in millionths.

    A deposit gives rate − list, a loan list − rate; the list price is the last one valid on the opening day.
    """
    accounts, prices = tables["accounts"], tables["prices"].filter(lambda t: t.list_rate.notnull())
    products = tables["products"].filter(lambda t: t.side.isin(["asset", "liability"])).select("product_id", "side")
    sold = accounts.filter(accounts.rate.notnull()).select(
        "account_id", "customer_id", "product_id", "rate", "opened_on"
    )
    rows = sold.join(won, "customer_id").join(products, "product_id")
    until = rows.won_on + ibis.interval(days=int(a["signs.price_days"]))
    rows = rows.filter((rows.opened_on >= rows.won_on) & (rows.opened_on <= until))
    listed = prices.select(priced="product_id", valid_on="on", listed="list_rate")
    joined = rows.join(listed, (rows.product_id == listed.priced) & (listed.valid_on <= rows.opened_on))
    keys = ["account_id", "customer_id", "unit_id", "owner_id", "month", "side", "rate"]
    one = joined.group_by(keys).aggregate(listed=joined.listed.argmax(joined.valid_on))
    gap = ibis.ifelse(one.side == "asset", one.listed - one.rate, one.rate - one.listed)
    return one.mutate(given=(gap * MILLIONTH).round().cast("int64"))


def known(tables: Any, ask: Any, last: str, a: Assumptions) -> dict[str, list[int]]:
    """Return the months in which each line can be known at all, whatever the scope."""
    first = periods.shift(last, 1 - MONTHS)
    begin = periods.first_day(first)
    said = tables["visits"].filter(lambda t: t.started_by.notnull())
    every, delivered = list(range(MONTHS)), _delivered(ask, tables, last)
    spoken, settled = _seen(ask, said, "on", begin, last), _settled(delivered, a)
    found = {"outbound": spoken, "inbound": spoken, "still_count": settled, "still_sum": settled}
    return {
        line: found.get(line, sorted(delivered) if sign.sign == "few" else every) for line, sign in SIGN_LINES.items()
    }


def _delivered(ask: Any, tables: Any, last: str) -> set[int]:
    found = ask(tables["unit_months"].select("period").distinct())["period"].to_pylist()
    wanted = {period: place for place, period in enumerate(periods.trailing(last, MONTHS))}
    return {wanted[period] for period in found if period in wanted}


def _settled(delivered: set[int], a: Assumptions) -> list[int]:
    """A rise shows against the month before, its stillness in the months after."""
    after = int(a["signs.still_months"])
    return [m for m in range(MONTHS) if delivered.issuperset(range(m - 1, m + after + 1))]


def _seen(ask: Any, rows: ir.Table, column: str, begin: date, last: str) -> list[int]:
    until = periods.last_day(last) + timedelta(days=1)
    dated = rows.filter((rows[column] >= begin) & (rows[column] < until))
    found = ask(dated.select(month=month_of(dated[column], last)).distinct())["month"].to_pylist()
    return sorted(int(month) for month in found)


def _homes(customers: ir.Table) -> ir.Table:
    return customers.select("customer_id", "unit_id", "owner_id")


def _counted(rows: ir.Table, line: Any, num: Any, den: int = 1) -> ir.Table:
    named = rows.select(
        "unit_id", "owner_id", "month", line=line, num=num.cast("int64"), den=ibis.literal(den, "int64")
    )
    grouped = named.group_by(["unit_id", "owner_id", "line", "month"])
    sums = grouped.aggregate(num=named.num.sum().cast("int64"), den=named.den.sum().cast("int64"))
    return sums.select(*COLUMNS)
