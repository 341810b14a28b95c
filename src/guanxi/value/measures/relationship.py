"""Relationship cost (客户经理成本): visits of the month × cost per visit of the person who made them, in whole cents.

Cost per visit = yearly cost ÷ visits made in the twelve months up to the period (the deck: 100 000 ÷ 200 = 500);
who was employed for part of them only is taken to have gone on at the same pace. A least number of visits a year
keeps the time of a person who hardly visits off the few customers visited. Only meetings count (see assumptions).
What the staff cost beyond that, prospects included, is *unallocated*: customers + unallocated = staff cost of the
month.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.sources import Tables


def employed(staff: ir.Table, calendar: ir.Table) -> ir.Table:
    """Return person × month: staff with a cost, and the months of the last twelve they were employed in (0–12)."""
    row = staff.cross_join(calendar.select("period", "month_index"))
    index = row.month_index
    first = ibis.greatest(ibis.coalesce(month(row.hired_on), index - 11), index - 11)
    last = ibis.least(ibis.coalesce(month(row.left_on), index), index)
    return row.select(
        "staff_id",
        "unit_id",
        "role",
        "period",
        yearly_cost=money.known(row.yearly_cost),
        months=ibis.greatest(last - first + 1, 0).cast("int64"),
        here=(last == index) & (first <= index),
    )


def visit_prices(tables: Tables, calendar: ir.Table, a: Assumptions) -> ir.Table:
    """Return period, staff_id, unit_id, visits (12 months), visit_cost as a double in minor units."""
    met = _meetings(tables["visits"], a).drop("period")
    # counted by month first: every visit lies in the twelve months up to each of twelve periods
    counted = met.group_by(["month", "staff_id"]).aggregate(visits=met.count())
    dated = counted.join(
        calendar.select("period", "month_index"),
        [counted.month <= calendar.month_index, counted.month > calendar.month_index - 12],
    )
    made = dated.group_by(["period", "staff_id"]).aggregate(visits=money.total(dated.visits))
    rows = employed(tables["staff"], calendar).join(made, ["period", "staff_id"])
    pace = rows.visits * 12.0 / ibis.greatest(rows.months, 1)
    least = float(a["relationship.least_visits_a_year"])
    return rows.select(
        "period", "staff_id", "unit_id", "visits", visit_cost=rows.yearly_cost / ibis.greatest(pace, least)
    )


def on_customers(tables: Tables, calendar: ir.Table, a: Assumptions) -> ir.Table:
    """Return period, customer_id, staff_id, unit_id (of the person), relationship_cost, overhead_cost, visits."""
    return charged(tables["visits"], visit_prices(tables, calendar, a), calendar, a)


def charged(visits: ir.Table, prices: ir.Table, calendar: ir.Table, a: Assumptions) -> ir.Table:
    """Return what ``on_customers`` does, from the ``visit_prices`` of the months."""
    met = _meetings(visits, a)
    named = met.filter(met.customer_id.notnull()).semi_join(calendar, "period")
    made = named.group_by(["period", "customer_id", "staff_id"]).aggregate(made=named.count())
    rows = made.join(prices, ["period", "staff_id"])
    return rows.select(
        "period",
        "customer_id",
        "staff_id",
        "unit_id",
        # one visit is rounded, so that a customer split in two is charged what the whole one was
        relationship_cost=rows.made * money.whole(rows.visit_cost),
        overhead_cost=rows.made * money.whole(rows.visit_cost * float(a["layers.overhead_rate"])),
        visits=rows.made,
    )


def staff_cost(staff: ir.Table, calendar: ir.Table) -> ir.Table:
    """Return period, unit_id, staff_cost: a twelfth of the yearly cost of the relationship managers employed."""
    people = employed(staff, calendar)
    managers = people.filter(people.here & (people.role == "relationship_manager"))
    return managers.group_by(["period", "unit_id"]).aggregate(
        staff_cost=money.total(money.whole(managers.yearly_cost / 12))
    )


def _meetings(visits: ir.Table, a: Assumptions) -> ir.Table:
    met = visits.filter(visits.channel.isin(a["relationship.meeting_channels"]))
    return met.select("customer_id", "staff_id", "on", period=met.on.strftime("%Y-%m"), month=month(met.on))


def month(day: Any) -> Any:
    """Return the month of a day as years × 12 + months."""
    return day.year().cast("int64") * 12 + day.month().cast("int64")
