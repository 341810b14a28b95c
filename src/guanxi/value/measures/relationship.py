"""Relationship cost (客户经理成本): visits of the month × cost per visit of the person who made them.

Cost per visit = yearly cost ÷ visits made in the twelve months up to the period (the deck: 100 000 ÷ 200 = 500);
who was employed for part of them only is taken to have gone on at the same pace. A least number of visits a year
keeps the time of a person who hardly visits off the few customers visited. Only meetings count (see assumptions).
What the staff cost beyond that, prospects included, is *unallocated*: customers + unallocated = staff cost of the
month.
"""

import ibis
import ibis.expr.types as ir

from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.sources import Tables


def employed(staff: ir.Table, period: str) -> ir.Table:
    """Return staff with a cost, and the months of the last twelve in which they were employed (0–12)."""
    index = int(period[:4]) * 12 + int(period[5:])
    hired = staff.hired_on.year() * 12 + staff.hired_on.month()
    left = staff.left_on.year() * 12 + staff.left_on.month()
    first = ibis.greatest(ibis.coalesce(hired, index - 11), index - 11)
    last = ibis.least(ibis.coalesce(left, index), index)
    return staff.select(
        "staff_id",
        "unit_id",
        "role",
        yearly_cost=money.known(staff.yearly_cost),
        months=ibis.greatest(last - first + 1, 0).cast("int64"),
        here=(last == index) & (first <= index),
    )


def visit_prices(tables: Tables, period: str, a: Assumptions) -> ir.Table:
    """Return staff_id, unit_id, visits (12 months), visit_cost as a double in minor units."""
    v = tables["visits"]
    since, until = periods.first_day(periods.shift(period, -11)), periods.last_day(period)
    met = v.filter(v.channel.isin(a["relationship.meeting_channels"]) & (v.on >= since) & (v.on <= until))
    made = met.group_by("staff_id").aggregate(visits=met.count())
    people = employed(tables["staff"], period)
    rows = people.join(made, "staff_id")
    pace = rows.visits * 12.0 / ibis.greatest(rows.months, 1)
    least = float(a["relationship.least_visits_a_year"])
    return rows.select(
        rows.staff_id, rows.unit_id, rows.visits, visit_cost=rows.yearly_cost / ibis.greatest(pace, least)
    )


def on_customers(tables: Tables, period: str, a: Assumptions) -> ir.Table:
    """Return customer_id, staff_id, unit_id (of the person), relationship_cost, visits of the period."""
    v = tables["visits"]
    since, until = periods.first_day(period), periods.last_day(period)
    met = v.filter(
        v.channel.isin(a["relationship.meeting_channels"]) & (v.on >= since) & (v.on <= until) & v.customer_id.notnull()
    )
    made = met.group_by(["customer_id", "staff_id"]).aggregate(made=met.count())
    rows = made.join(visit_prices(tables, period, a), "staff_id")
    return rows.select(
        "customer_id",
        "staff_id",
        "unit_id",
        relationship_cost=money.whole(rows.made * rows.visit_cost),
        visits=rows.made,
    )


def staff_cost(staff: ir.Table, period: str) -> ir.Table:
    """Return unit_id, staff_cost: a twelfth of the yearly cost of the relationship managers employed in the period."""
    people = employed(staff, period)
    managers = people.filter(people.here & (people.role == "relationship_manager"))
    return managers.group_by("unit_id").aggregate(staff_cost=money.total(money.whole(managers.yearly_cost / 12)))
