"""Switching barriers and mood (转换壁垒与不满迹象): what binds a customer, and what is known of how it feels.

Barriers: salary (payroll), settlement (payments), standing orders, credit, tenure, many families: 0 or 1 each.
Mood of the last twelve months: ``complaint`` (an answer not accepted, or none yet), ``below`` (service felt below
what is adequate), ``content`` (at or above), ``silent`` (nothing known). Source: M28; thresholds in ``loyalty.yaml``.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import BARRIERS, BOUND, MOODS
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.loyalty import months, tables
from guanxi.value.measures.loyalty.tables import Row


def held(row: Any, a: Assumptions, *, now: bool) -> dict[str, Any]:
    """Return 0 or 1 for each barrier, today or a year ago; standing orders are known of today only."""
    least = a["loyalty.barrier_families"]
    tenure = a["loyalty.barrier_tenure_months"] + (0 if now else 12)
    marks = {
        "payroll": (row.payroll_now if now else row.has_payroll) > 0,
        "settlement": (row.payments_now if now else row.has_payments) > 0,
        "orders": row.orders > 0,
        "credit": (row.own_loans if now else row.has_loans) > 0,
        "tenure": row.tenure >= tenure,
        "families": (row.families_now if now else row.family_count) >= least,
    }
    return {name: ibis.ifelse(ibis.coalesce(mark, False), 1, 0).cast("int64") for name, mark in marks.items()}


def count(row: Any, side: str) -> Any:
    """Return how many barriers a member has, ``side`` now or then."""
    return money.added(row[f"{side}_{name}"] for name in BARRIERS)


def bound(number: Any, a: Assumptions) -> Any:
    """Return free, some or firm from the number of barriers."""
    some, firm = a["loyalty.barrier_bands"]
    return ibis.cases((number >= firm, "firm"), (number >= some, "some"), else_="free")


def listed(row: Any) -> Any:
    """Return the barriers of today as words separated by spaces."""
    text: Any = ibis.literal("")
    for name in BARRIERS:
        text = text + ibis.ifelse(row[f"now_{name}"] > 0, f"{name} ", "")
    return text.strip()


def moods(answers: ir.Table, complaints: ir.Table, as_of: date, a: Assumptions) -> ir.Table:
    """Return customer_id, mood of customers of whom something is known."""
    since = periods.first_day(periods.shift(periods.of(as_of), 1 - a["loyalty.mood_months"]))
    given = answers.filter((answers.on >= since) & (answers.on <= as_of))
    felt = given.group_by("customer_id").aggregate(gap=(given.perceived - given.adequate).mean())
    felt = felt.select("customer_id", worst=ibis.ifelse(felt.gap < 0, 2, 1).cast("int64"))
    day = complaints.received_at.date()
    open_ = complaints.filter((day >= since) & (day <= as_of) & ~ibis.coalesce(complaints.accepted, False))
    hurt = open_.select("customer_id", worst=ibis.literal(3, "int64"))
    both = felt.union(hurt, distinct=False)
    worst = both.group_by("customer_id").aggregate(worst=both.worst.max())
    mood = ibis.cases((worst.worst == 3, "complaint"), (worst.worst == 2, "below"), else_="content")
    return worst.select("customer_id", mood=mood)


def cells(members: ir.Table, a: Assumptions) -> ir.Table:
    """Add up customers of today and their profit by unit, owner, bond and mood: wide over moods."""
    here = members.filter(members.here)
    row = here.mutate(bound=bound(count(here, "now"), a))
    sums = {f"{mood}_customers": money.total(ibis.ifelse(row.mood == mood, 1, 0)) for mood in MOODS}
    worth = {f"{mood}_profit": money.total(ibis.ifelse(row.mood == mood, row.profit_12m, 0)) for mood in MOODS}
    return row.group_by(["unit_id", "owner_id", "bound"]).aggregate(**sums, **worth)


def matrix(spread: ir.Table) -> ir.Table:
    """Return the published matrix: one row per scope and bond, places in the order of ``BOUND``."""
    names = [f"{mood}_{what}" for mood in MOODS for what in ("customers", "profit")]
    row = spread.group_by(["scope", "scope_id", "bound"]).aggregate(**{n: money.total(spread[n]) for n in names})
    place = ibis.cases(*[(row.bound == name, number + 1) for number, name in enumerate(BOUND)], else_=0)
    return row.mutate(place=place.cast("int64"))


def inventory(members: ir.Table) -> ir.Table:
    """Add up, by unit and barrier, who had it and who had not a year ago, who of them left, and who has it now."""
    row = members.mutate(risk=months.at_risk(members, months.YEAR), gone=months.leaves(members))
    parts = []
    for name in BARRIERS:
        had, has = row[f"then_{name}"] > 0, row[f"now_{name}"] > 0
        parts.append(
            row.group_by("unit_id")
            .aggregate(
                customers=money.total(ibis.ifelse(row.here & has, 1, 0)),
                had=money.total(ibis.ifelse(row.risk & had, 1, 0)),
                had_left=money.total(ibis.ifelse(row.risk & had & row.gone, 1, 0)),
                had_not=money.total(ibis.ifelse(row.risk & ~had, 1, 0)),
                had_not_left=money.total(ibis.ifelse(row.risk & ~had & row.gone, 1, 0)),
            )
            .mutate(barrier=ibis.literal(name), owner_id=ibis.null("string"))
        )
    return ibis.union(*parts, distinct=False)


def told(counted: list[Row], a: Assumptions) -> Iterator[Row]:
    """Return the published inventory: those who had a barrier against those who had not."""
    order = {name: number for number, name in enumerate(BARRIERS)}
    for row in sorted(counted, key=lambda r: (r["scope"], r["scope_id"], order[r["barrier"]])):
        sides = (row["had_left"], row["had"], row["had_not_left"], row["had_not"])
        yield row | {"differs": tables.against(*sides, a)}
