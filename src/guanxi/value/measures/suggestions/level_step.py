"""One step from the next level (距上一级仅一步): one family, month, sign or tenth of the wallet is missing.

Stake: the gap between potential and revenue, divided by the levels still to climb. Urgency 1. Chance: an assumption.
Evidence: level, next_level, step (family, activity, main_bank, share), families, revenue_12m, potential_12m.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act


def suggested(here: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles."""
    found = here.filter((here.level_gap == 1) & (here.level < 5) & (here.account_count > 0))
    gap = ibis.greatest(found.potential_12m - found.revenue_12m, 0)
    return act.acts(
        found,
        kind="grow",
        reason="level_step",
        stake=money.whole(gap / (5 - found.level)),
        chance=a["worklist.step_chance"],
        urgency=1.0,
        due_on=act.soon("level_step", on, a),
        evidence=act.evidence(
            level=found.level,
            next_level=found.level + 1,
            step=found.level_step,
            families=found.families,
            revenue_12m=found.revenue_12m,
            potential_12m=found.potential_12m,
        ),
    )
