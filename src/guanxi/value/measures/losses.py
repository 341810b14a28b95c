"""Expected loss of a month (预期信用损失) and capital (资本).

The bank's own figure where delivered. Otherwise stage 1: exposure × PD(12 months) × LGD ÷ 12; stage 2: the loss
over the remaining life, exposure × (1 − (1 − PD)^years) × LGD, spread over its months; stage 3: exposure × LGD
spread over the time of work-out. Exposure is the average balance of the month of an asset, never negative. Capital:
exposure × risk weight × target ratio, the weight fixed (standardised) or by the Basel formula (``internal_ratings``).
Source: IFRS 9; Basel III standardised approach.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions


def stage(rows: Any, a: Assumptions) -> ir.IntegerValue:
    """Return the impairment stage: delivered, else by days past due."""
    late = ibis.coalesce(rows.days_past_due, 0)
    by_days = ibis.cases((late >= a["risk.stage_three_days"], 3), (late >= a["risk.stage_two_days"], 2), else_=1)
    return ibis.coalesce(rows.stage, by_days).cast("int64")


def by_family(family: Any, table: dict[str, float]) -> Any:
    """Read a value by product family, 0 for families without one."""
    return ibis.cases(*[(family == name, float(value)) for name, value in table.items()], else_=0.0)


def default_rate(rows: Any, a: Assumptions) -> ir.FloatingValue:
    """Return the probability of default within 12 months: delivered, else by stage."""
    at = stage(rows, a)
    by_stage = {int(k): float(v) for k, v in a["risk.pd"].items()}
    return ibis.coalesce(rows.pd, ibis.cases((at == 3, by_stage[3]), (at == 2, by_stage[2]), else_=by_stage[1]))


def loss_rate(rows: Any, a: Assumptions) -> ir.FloatingValue:
    """Return the loss given default: the product's, else the family's."""
    return ibis.coalesce(rows.lgd, by_family(rows.family, a["risk.lgd"]))


def months_left(rows: Any) -> ir.FloatingValue:
    """Return the months to maturity, NULL where there is no maturity date."""
    due = rows.matures_on
    return (due.year() * 12 + due.month() - rows.month_index).cast("float64")


def monthly(rows: Any, exposure: Any, a: Assumptions) -> ir.FloatingValue:
    """Return the loss expected in the month as a double (rounded by the caller)."""
    at, pd = stage(rows, a), default_rate(rows, a)
    months = ibis.greatest(ibis.coalesce(months_left(rows), float(a["risk.life_months"])), 1.0)
    lifetime = (1.0 - (1.0 - pd).pow(ibis.greatest(months / 12.0, 1.0))) / ibis.greatest(months, 12.0)
    share = ibis.cases((at == 3, 1.0 / a["risk.workout_months"]), (at == 2, lifetime), else_=pd / 12.0)
    return exposure * share * loss_rate(rows, a)


def is_by_formula(a: Assumptions) -> bool:
    """Tell whether capital follows the Basel formula rather than fixed risk weights."""
    return bool(a["risk.capital_method"] == "basel")


def capital(rows: Any, exposure: Any, a: Assumptions) -> ir.FloatingValue:
    """Return the capital the exposure binds, as a double; by the Basel formula ``rows`` carry ``basel_weight``."""
    if is_by_formula(a):
        weight = ibis.coalesce(rows.basel_weight, 0.0)
    else:
        weight = ibis.coalesce(rows.risk_weight, by_family(rows.family, a["risk.risk_weight"]))
    return exposure * weight * a["risk.target_ratio"]
