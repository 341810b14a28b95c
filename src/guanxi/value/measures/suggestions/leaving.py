"""Likely to leave (可能流失): the model gives a chance of leaving within three months that calls for an act.

Only when the departure model may be used; without it nobody has a chance. Stake: the yearly profit × that chance.
Urgency: 1 + the chance. Chance: an assumption, that talking keeps the customer. One matter with a run-off that has
begun and a large outflow. Evidence: leave_risk, because and besides (``feature:bin``, what raises it most), profit_12m.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act


def likely(lifetimes: ir.Table, a: Assumptions) -> ir.Table:
    """Return customer_id, risk, because, besides of those with a chance that calls for an act, of ``lifetimes``."""
    found = lifetimes.filter(lifetimes.departure_risk_3m >= a["departing.act_risk"])
    return found.select("customer_id", "because", "besides", risk="departure_risk_3m")


def suggested(here: ir.Table, likely: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles and ``likely``."""
    found = here.select("customer_id", "owner_id", "unit_id", "profit_12m", "departure").join(likely, "customer_id")
    found = found.filter(found.departure.isnull())
    return act.acts(
        found,
        kind="keep",
        reason="leaving",
        stake=money.whole(ibis.greatest(found.profit_12m, 0) * found.risk),
        chance=a["departing.act_chance"],
        urgency=1.0 + found.risk,
        due_on=act.soon("leaving", on, a),
        evidence=act.evidence(
            leave_risk=found.risk.round(4), because=found.because, besides=found.besides, profit_12m=found.profit_12m
        ),
    )
