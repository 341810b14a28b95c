"""Service grade (服务等级): full, priority, general, unique, by the first rule that holds.

A rule names the potential tiers, and the least and most product families and the least customer share it asks for.
Hysteresis: a grade changes only when two snapshots on end say the same (``grade_due`` remembers the first).
Source: the deck's four service grades; rules in ``standing.yaml``. Grain: customer.
"""

from typing import Any

import ibis

from guanxi.value.assumptions import Assumptions


def by_rules(row: Any, a: Assumptions) -> Any:
    """Return the grade the rules give to a row with tier, family_count and customer_share."""
    rules = a["standing.grades"]
    return ibis.cases(*[(_holds(row, rule), rule["grade"]) for rule in rules[:-1]], else_=rules[-1]["grade"])


def settled(due: Any, old_grade: Any, old_due: Any) -> Any:
    """Return the grade after hysteresis: ``due`` once it was due before too, or when there was no grade."""
    return ibis.cases((old_grade.isnull(), due), (due == old_grade, old_grade), (due == old_due, due), else_=old_grade)


def _holds(row: Any, rule: dict[str, Any]) -> Any:
    held: Any = ibis.literal(True)
    if "tiers" in rule:
        held = held & row.tier.isin(rule["tiers"])
    if "families" in rule:
        held = held & (row.family_count >= rule["families"])
    if "families_most" in rule:
        held = held & (row.family_count <= rule["families_most"])
    if "share" in rule:
        held = held & (ibis.coalesce(row.customer_share, 0.0) >= rule["share"])
    return held
