"""Cohorts kept (各期客户保持): by half-year of opening, the share not closed after so many months of watching.

A customer is watched from the later of the month after opening and the first of the 24 months. Closings only, the sign
that can be dated in all of them. A cell counts those who could be watched so long. Grain: unit × half-year.
"""

import json
from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import COHORTS
from guanxi.value import money
from guanxi.value.measures.departure import MONTHS
from guanxi.value.measures.loyalty import months, tables
from guanxi.value.measures.loyalty.tables import Row

STEPS = tuple(range(3, MONTHS + 1, 3))
#: Half-years shown; what opened earlier stands together.
SHOWN = 12
EARLIER = "earlier"
COUNTS = ("customers", *(f"{what}_{k:02d}" for k in STEPS for what in ("seen", "kept")))


def cells(members: ir.Table, last: str) -> ir.Table:
    """Count by unit and half-year of opening who was watched and who was kept for each number of months."""
    shown = ibis.ifelse(members.cohort_half >= oldest(last), members.cohort_half, EARLIER)
    m = members.mutate(entry=months.entered(members), cohort=shown, owner_id=ibis.null("string"))
    there = m.filter((m.left.isnull() | (m.left >= m.entry)) & (m.entry < MONTHS))
    shut: Any = ibis.ifelse(months.closes(there), there.left, ibis.null("int64"))
    wide: dict[str, Any] = {"customers": there.count().cast("int64")}
    for k in STEPS:
        seen = there.entry + k <= MONTHS
        wide[f"seen_{k:02d}"] = money.total(ibis.ifelse(seen, 1, 0))
        stays = shut.isnull() | (shut >= there.entry + k)
        wide[f"kept_{k:02d}"] = money.total(ibis.ifelse(seen & stays, 1, 0))
    return there.group_by(["unit_id", "owner_id", "cohort"]).aggregate(**wide)


def oldest(last: str) -> str:
    """Return the oldest half-year that is shown apart."""
    year, month = int(last[:4]), int(last[5:])
    half = year * 2 + (1 if month > 6 else 0) - SHOWN + 1
    return f"{half // 2}H{half % 2 + 1}"


def cohorts(counted: list[Row]) -> ir.Table:
    """Return the published table from the counts of every scope, oldest cohort first."""
    ordered = sorted(counted, key=lambda r: (r["scope"], r["scope_id"], r["cohort"] != EARLIER, r["cohort"]))
    return tables.published(COHORTS, _kept(ordered))


def _kept(rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        cells = [[k, row[f"seen_{k:02d}"], row[f"kept_{k:02d}"]] for k in STEPS if row[f"seen_{k:02d}"]]
        yield row | {"kept": json.dumps(cells)}
