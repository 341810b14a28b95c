"""What one point of retention is worth (一个百分点保持率值多少): linear in the points, so a page may ask for several.

One point keeps 1 % of the customers of a year ago. Profit of the first year: × the mean yearly profit of those who
left. Over the years: × the years a kept customer stays (1 ÷ loss rate, capped). Cost of winning as many anew; further
gains only where the data show them: families held, cost to serve and referrals. Source: M27.
"""

from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import RETENTION_WORTH
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.loyalty import months, tables
from guanxi.value.measures.loyalty.tables import Row

#: Months with the bank from which a customer counts as an old one.
OLD = 36
SUMS = (
    "customers", "departed", "profit_lost", "old", "old_families", "old_serving", "fresh", "fresh_families",
    "fresh_serving", "referred", "today",
)  # fmt: skip


def cells(members: ir.Table, profiles: ir.Table) -> ir.Table:
    """Add up by unit and owner: a year's customers and lost, and old against fresh customers of today."""
    p = profiles.select("customer_id", "family_count", "serve_cost_12m")
    row = members.join(p, "customer_id")
    risk = months.at_risk(row, months.YEAR)
    gone = risk & months.leaves(row)
    age = 23 - row.born
    # twelve whole months are needed for a year's cost to serve
    old, fresh = row.here & (age >= OLD), row.here & (age >= 12) & (age < OLD)
    counts: dict[str, Any] = {
        "customers": ibis.ifelse(risk, 1, 0),
        "departed": ibis.ifelse(gone, 1, 0),
        "profit_lost": ibis.ifelse(gone, row.profit_prior, 0),
        "referred": ibis.ifelse(row.here & (row.joined >= months.YEAR) & (row.source == "referral"), 1, 0),
        "today": ibis.ifelse(row.here, 1, 0),
    }
    for name, group in (("old", old), ("fresh", fresh)):
        counts[name] = ibis.ifelse(group, 1, 0)
        counts[f"{name}_families"] = ibis.ifelse(group, row.family_count, 0)
        counts[f"{name}_serving"] = ibis.ifelse(group, row.serve_cost_12m, 0)
    return row.group_by(["unit_id", "owner_id"]).aggregate(**{n: money.total(v) for n, v in counts.items()})


def retention_worth(counted: list[Row], costs: dict[str, int], a: Assumptions) -> ir.Table:
    """Return the published table; ``costs``: unit → cost of winning, the bank under an empty name."""
    rows = sorted(counted, key=lambda row: (row["scope"], row["scope_id"]))
    return tables.published(RETENTION_WORTH, _told(rows, costs, a))


def _told(rows: list[Row], costs: dict[str, int], a: Assumptions) -> Iterator[Row]:
    least = a["loyalty.least_customers"]
    for row in rows:
        if not row["customers"]:
            continue
        point, rate = row["customers"] / 100, row["departed"] / row["customers"]
        years = min(1 / rate, float(a["loyalty.longest_years"])) if rate else None
        margin = money.rounded(row["profit_lost"] / row["departed"]) if row["departed"] else None
        year = None if margin is None else money.rounded(margin * point)
        cost = costs.get(row["scope_id"] if row["scope"] == "unit" else "", costs.get(""))
        enough = min(row["old"], row["fresh"]) >= least
        yield {
            "scope": row["scope"], "scope_id": row["scope_id"], "customers": row["customers"], "point": point,
            "loss_rate": rate, "years": years, "margin": margin, "profit_year": year,
            "profit_life": None if year is None or years is None else money.rounded(year * years),
            "winning": None if cost is None else money.rounded(cost * point),
            "wallet": _mean(row, "old", "families") - _mean(row, "fresh", "families") if enough else None,
            "serving": money.rounded(_mean(row, "fresh", "serving") - _mean(row, "old", "serving")) if enough else None,
            "referrals": 100 * row["referred"] / row["today"] if row["today"] >= least else None,
            "departed": row["departed"],
        }  # fmt: skip


def _mean(row: Row, group: str, what: str) -> float:
    return float(row[f"{group}_{what}"] / row[group])
