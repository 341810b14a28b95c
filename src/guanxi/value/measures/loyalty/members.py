"""Members (统计对象): one lean row per customer for everything about retention. Grain: customer.

``joined`` and ``left`` are month numbers (see ``months``). Of the three signs of a departure only closing can be dated
in all 24 months; a dormancy of 24 months or more has no date and counts as gone before them (``left`` -1).
The level a year ago is the one kept then, else computed again from the families, active months and customer share of
then (of the 24 months of ``share_trend``) and the standing orders of today.
"""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import LOANS
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import level, share_trend
from guanxi.value.measures.loyalty import barriers, months
from guanxi.value.sources import Tables

PLAIN = (
    "customer_id", "unit_id", "owner_id", "kind", "source", "tier", "level", "grade", "departure", "profit_12m",
    "profit_prior", "active_prior", "orders",
)  # fmt: skip


def then(customer_family: ir.Table) -> ir.Table:
    """Return what a customer held at a month's end: customer_id, family_count, has_payroll, has_payments, has_loans."""
    f = customer_family.filter(customer_family.accounts > 0)
    return f.group_by("customer_id").aggregate(
        family_count=f.count(),
        has_payroll=ibis.ifelse(f.family == "payroll", 1, 0).max(),
        has_payments=ibis.ifelse(f.family == "payments", 1, 0).max(),
        has_loans=ibis.ifelse(f.family.isin(LOANS), 1, 0).max(),
    )


def members(tables: Tables, as_of: date, last: str, a: Assumptions, *, has_then: bool) -> ir.Table:
    """``tables``: profiles, held_then (of ``then``, a year ago), share_lines, standing_then, moods; in minor units.

    ``has_then``: the month a year ago was delivered; without it nothing is said of then.
    """
    p = tables["profiles"]
    row = p.filter(p.opened_on <= as_of).select(
        *PLAIN,
        own_loans=money.added(p[f"own_{f}"] for f in LOANS),
        payroll_now=p.has_payroll,
        payments_now=p.has_payments,
        families_now=p.family_count,
        balance_before=p.deposit_average_prior + p.loan_average_prior,
        tenure=months.number(ibis.literal(as_of), last) - months.number(p.opened_on, last),
        born=months.number(p.opened_on, last),
        opened_year=p.opened_on.year().cast("int64"),
        opened_half=ibis.ifelse(p.opened_on.month() > 6, 2, 1).cast("int64"),
        left=_left(p, last),
    )
    row = row.mutate(joined=ibis.greatest(row.born, -1))
    row = row.left_join(tables["held_then"], "customer_id").drop("customer_id_right")
    old = tables["standing_then"].select("customer_id", kept_level="level", tier_before="tier")
    row = row.left_join(old, "customer_id").drop("customer_id_right")
    row = row.left_join(tables["moods"], "customer_id").drop("customer_id_right")
    row = row.left_join(_shares(tables["share_lines"]), "customer_id").drop("customer_id_right")
    counts = ("family_count", "has_payroll", "has_payments", "has_loans")
    row = row.mutate(**{name: money.known(row[name]) for name in counts}, mood=ibis.coalesce(row.mood, "silent"))
    return _finished(row, a, has_then)


def _shares(lines: ir.Table) -> ir.Table:
    """Return customer_id, customer_share as it was a year ago."""
    points = lines.share_months[months.YEAR - 1]
    return lines.select("customer_id", customer_share=points.cast("float64") / share_trend.WHOLE)


def _left(p: ir.Table, last: str) -> Any:
    month = months.number(p.departed_on, last)
    endless = (p.departure == "dormant") & (month < months.YEAR)
    return ibis.cases((endless, -1), (month < 0, -1), else_=month).cast("int64")


def _finished(row: ir.Table, a: Assumptions, has_then: bool) -> ir.Table:
    row = row.mutate(active_months=money.known(row.active_prior))
    known: Any = ibis.coalesce(row.kept_level, level.level(row, a)["level"])
    if not has_then:
        known = ibis.null("int64")
    now = barriers.held(row, a, now=True)
    before = barriers.held(row, a, now=False)
    return row.select(
        "customer_id", "unit_id", "owner_id", "kind", "source", "tier", "tier_before", "level", "departure", "left",
        "joined", "born", "profit_12m", "profit_prior", "balance_before", "mood",
        cohort_half=row.opened_year.cast("string") + "H" + row.opened_half.cast("string"),
        cohort=row.opened_year.cast("string"),
        level_before=ibis.ifelse(months.at_risk(row, months.YEAR), known, ibis.null("int64")),
        here=row.left.isnull(),
        **{f"now_{name}": value for name, value in now.items()},
        **{f"then_{name}": value for name, value in before.items()},
    )  # fmt: skip


def added(profiles: ir.Table, members: ir.Table) -> ir.Table:
    """Return profiles with what the figures of a customer carry: level_before, barriers, barrier_count, mood."""
    own = members.select(
        "customer_id",
        "level_before",
        "mood",
        barriers=barriers.listed(members),
        barrier_count=barriers.count(members, "now"),
    )
    row = profiles.left_join(own, "customer_id").drop("customer_id_right")
    return row.mutate(
        barriers=ibis.coalesce(row.barriers, ""),
        barrier_count=money.known(row.barrier_count),
        mood=ibis.coalesce(row.mood, "silent"),
    )
