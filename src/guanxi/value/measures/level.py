"""Product relation level 1–5 (产品关系等级): potential, occasional, more, frequent, dependent.

The highest level whose least number of product families, active months of twelve, signs of the main bank and customer
share are met. Signs: payroll, settlement (payments) and standing orders. Share: what the customer does with us of what
it does with banks at all; who depends on us has most of it here. A share that cannot be said (no wallet is known) is
not asked for: the other three decide alone, as they do when the wallet is no more than what we hold. ``level_step``
names what the next level lacks first, ``level_gap`` how many units it lacks in all (1 = one step away; of the share a
unit is a tenth of the wallet, begun or whole). Source: the deck's last page; thresholds in ``standing.yaml``.
"""

from typing import Any

import ibis

from guanxi.value import money
from guanxi.value.assumptions import Assumptions

#: Shares are compared in whole basis points, the same on every engine.
WHOLE = 10_000
TENTH = WHOLE // 10


def level(row: Any, a: Assumptions) -> dict[str, Any]:
    """Return level, level_step, level_gap of a row of facts with customer_share."""
    signs = money.added(row[f"has_{f}"] for f in a["standing.main_bank_families"]) + ibis.ifelse(
        row.orders >= a["standing.main_bank_orders"], 1, 0
    )
    rules = sorted(a["standing.levels"], key=lambda rule: int(rule["level"]), reverse=True)
    points = (row.customer_share * WHOLE).round().cast("int64")
    met = [(_meets(row, signs, points, rule), int(rule["level"])) for rule in rules]
    steps, gaps = [], []
    for rule in rules:
        lacks = {
            "family": ibis.greatest(rule["families"] - row.family_count, 0),
            "activity": ibis.greatest(rule["months"] - row.active_months, 0),
            "main_bank": ibis.greatest(rule["signs"] - signs, 0),
            "share": _tenths(points, rule),
        }
        first = ibis.cases(*[(lack > 0, name) for name, lack in lacks.items()], else_="family")
        steps.append(first)
        gaps.append(money.added(lacks.values()).cast("int64"))
    # what the next level lacks: the rule above the one met, the lowest when none is met
    above = [(met[i][0], steps[i - 1] if i else "top") for i in range(len(rules))]
    above_gap = [(met[i][0], gaps[i - 1] if i else 0) for i in range(len(rules))]
    return {
        "level": ibis.cases(*met, else_=1).cast("int64"),
        "level_step": ibis.cases(*above, else_=steps[-1]),
        "level_gap": ibis.cases(*above_gap, else_=gaps[-1]).cast("int64"),
    }


def _meets(row: Any, signs: Any, points: Any, rule: dict[str, Any]) -> Any:
    busy = (row.family_count >= rule["families"]) & (row.active_months >= rule["months"]) & (signs >= rule["signs"])
    return busy & ibis.coalesce(points >= _asked(rule), True)


def _asked(rule: dict[str, Any]) -> int:
    """Return the least share of a rule in basis points; a rule written before shares were asked for has none."""
    return round(float(rule.get("share", 0)) * WHOLE)


def _tenths(points: Any, rule: dict[str, Any]) -> Any:
    lacking = ibis.greatest(_asked(rule) - ibis.coalesce(points, WHOLE), 0)
    return ((lacking + TENTH - 1) / TENTH).floor().cast("int64")
