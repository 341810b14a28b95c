"""Movement over levels and tiers (等级与层级迁移): where the customers of a year ago stand today.

Levels 1–5 of a year ago as in ``members``; tiers only where the standing of then was kept, since they rest on peers of
the day. Whoever left is gone, whoever came since has no place before. Source: M33.
"""

import json
from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures import LEVELS, TIERS
from guanxi.contracts.figures.loyalty import MOVEMENTS
from guanxi.value.measures.loyalty import months, tables
from guanxi.value.measures.loyalty.tables import Row

GONE = "gone"
ORDER = {"level": tuple(LEVELS), "tier": tuple(TIERS)}


def cells(members: ir.Table) -> ir.Table:
    """Count by unit, owner, kind of standing, place a year ago and now (``gone`` for the departed)."""
    row = members.mutate(was=months.at_risk(members, months.YEAR), new=members.here & (members.joined >= months.YEAR))
    parts = []
    for name, before, now in (
        ("level", row.level_before.cast("string"), row.level.cast("string")),
        ("tier", row.tier_before, row.tier),
    ):
        known = row.filter((row.was & before.notnull()) | row.new)
        placed = known.select(
            "unit_id",
            "owner_id",
            standing=ibis.literal(name),
            before=ibis.ifelse(row.was, before, ibis.null("string")),
            now=ibis.ifelse(row.here, now, GONE),
        )
        keys = ["unit_id", "owner_id", "standing", "before", "now"]
        parts.append(placed.group_by(keys).aggregate(customers=placed.count().cast("int64")))
    return ibis.union(*parts, distinct=False)


def movements(counted: list[Row]) -> ir.Table:
    """Return the published table; ``counted``: scope, scope_id, standing, before, now, customers."""
    return tables.published(MOVEMENTS, _folded(counted))


def _folded(counted: list[Row]) -> Iterator[Row]:
    rows: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in counted:
        at = (row["scope"], row["scope_id"], row["standing"], row["before"])
        rows.setdefault(at, {})[row["now"]] = row["customers"]
    told = {at[:3] for at in rows if at[3] is not None}
    for at in sorted(rows, key=_place):
        if at[:3] not in told:
            continue
        scope, scope_id, standing, before = at
        yield {
            "scope": scope, "scope_id": scope_id, "standing": standing, "before": before,
            "now": json.dumps(dict(sorted(rows[at].items()))), "customers": sum(rows[at].values()),
        }  # fmt: skip


def _place(at: tuple[Any, ...]) -> tuple[Any, ...]:
    scope, scope_id, standing, before = at
    order = ORDER[standing]
    return (scope, scope_id, standing, order.index(before) if before in order else len(order))
