"""Figures of units and managers (机构与客户经理指标): the bank, every unit with all below it, every manager.

Added up by unit and owner first, then spread over the scopes: a million customers become some thousand rows. Month
lists follow the customers of today, so that a moved portfolio brings its past. Grain: scope; minor units.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures import GRADES, LEVELS, TIERS
from guanxi.value import money
from guanxi.value.measures import history, scopes

_COUNTED = (
    *((f"level_{name}", "level", int(name)) for name in LEVELS),
    *((f"grade_{name}", "grade", name) for name in GRADES),
    *((f"tier_{name}", "tier", name) for name in TIERS),
)
_MONTHS = tuple(f"{name}_{i:02d}" for name in history.LISTS for i in range(24))
_SUMS = ("customers", "departed_12m", "families", "own_value", "wallet_value", "profit_12m", "profit_prior")


def by_owner(profiles: ir.Table, months: ir.Table, start: Any, as_of: Any) -> ir.Table:
    """Add up customers by unit and owner: small enough to spread."""
    p = profiles.select(
        "customer_id",
        "unit_id",
        "owner_id",
        "here",
        "departed_on",
        "family_count",
        "own_value",
        "wallet_value",
        "profit_12m",
        "profit_prior",
        "level",
        "grade",
        "tier",
    )
    row = p.join(months, "customer_id")
    here = ibis.ifelse(row.here & row.departed_on.isnull(), 1, 0)
    left = ibis.ifelse(ibis.coalesce((row.departed_on >= start) & (row.departed_on <= as_of), False), 1, 0)
    return row.group_by(["unit_id", "owner_id"]).aggregate(
        customers=money.total(here),
        departed_12m=money.total(left),
        families=money.total(row.family_count * here),
        own_value=(row.own_value * here).sum(),
        wallet_value=(row.wallet_value * here).sum(),
        profit_12m=money.total(row.profit_12m),
        profit_prior=money.total(row.profit_prior),
        **{name: money.total(ibis.ifelse(row[column] == value, here, 0)) for name, column, value in _COUNTED},
        **{f"{n}_{i:02d}": money.total(row[f"{n}_months"][i]) for n in history.LISTS for i in range(24)},
    )


def teams(owned: ir.Table, above: ir.Table) -> ir.Table:
    """Return the figures of every scope from ``by_owner``."""
    spread = scopes.spread(owned, above)
    whole = [n for n in (*_SUMS, *(name for name, _, _ in _COUNTED), *_MONTHS) if not n.endswith("_value")]
    row = spread.group_by(["scope", "scope_id"]).aggregate(
        **{name: money.total(spread[name]) for name in whole},
        own_value=spread.own_value.sum(),
        wallet_value=spread.wallet_value.sum(),
    )
    return row.select(
        "scope",
        "scope_id",
        "customers",
        "departed_12m",
        families_per_customer=ibis.coalesce(money.ratio(row.families, row.customers), 0.0),
        customer_share=money.share(row.own_value, row.wallet_value),
        profit_12m=row.profit_12m,
        profit_prior=row.profit_prior,
        **{
            f"{n}_months": ibis.array([row[f"{n}_{i:02d}"] for i in range(24)])
            for n in ("deposit", "loan", "fee", "profit")
        },
        levels=_counts(row, "level", LEVELS),
        grades=_counts(row, "grade", GRADES),
        tiers=_counts(row, "tier", TIERS),
    )


def _counts(row: Any, column: str, names: Any) -> Any:
    text: Any = ibis.literal("{")
    for number, name in enumerate(names):
        comma = ", " if number else ""
        text = text + f'{comma}"{name}": ' + row[f"{column}_{name}"].cast("string")
    return text + "}"
