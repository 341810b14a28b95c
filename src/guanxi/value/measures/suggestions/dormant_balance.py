"""Large balance lies still (大额资金沉睡): deposits that neither moved nor saw any activity for months.

Stake: their yearly deposit margin, which leaves with them. Urgency 0.8: nothing presses. Chance: an assumption.
Evidence: deposit_average, months_still, own_current (the part on current accounts).
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act

URGENCY = 0.8


def suggested(here: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles with still_low, still_high, still_active."""
    still = (here.still_high - here.still_low) <= here.still_high * a["worklist.dormant_spread"]
    found = here.filter(
        still & (here.still_active == 0) & (here.still_low >= a["worklist.dormant_least"]) & (here.own_current > 0)
    )
    margin = ibis.coalesce(money.ratio(found.deposit_margin_12m, found.deposit_average_12m, 9), 0.0)
    return act.acts(
        found,
        kind="grow",
        reason="dormant_balance",
        stake=money.whole(found.own_current * ibis.greatest(margin, 0.0)),
        chance=a["worklist.dormant_chance"],
        urgency=URGENCY,
        due_on=act.soon("dormant_balance", on, a),
        evidence=act.evidence(
            deposit_average=found.deposit_average,
            months_still=ibis.literal(int(a["worklist.dormant_months"])),
            own_current=found.own_current,
        ),
    )
