"""Run-off begun (资金开始流失): deposits lie well below their average of twelve months, and are not yet a departure.

Stake: the yearly deposit margin of what is missing. Urgency grows with the share that is missing (1–2). Chance: an
assumption. Evidence: deposit_average, deposit_average_12m, missing, fall_rate.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act


def suggested(here: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles."""
    missing = here.deposit_average_12m - here.deposit_average
    found = here.filter(
        (here.deposit_average_12m > 0)
        & (missing >= here.deposit_average_12m * a["worklist.run_off_share"])
        & here.departure.isnull()
    )
    missing = found.deposit_average_12m - found.deposit_average
    rate = money.ratio(missing, found.deposit_average_12m, 4)
    margin = money.ratio(found.deposit_margin_12m, found.deposit_average_12m, 9)
    return act.acts(
        found,
        kind="keep",
        reason="run_off",
        stake=money.whole(missing * ibis.greatest(margin, 0.0)),
        chance=a["worklist.run_off_chance"],
        urgency=1.0 + ibis.least(rate, 1.0),
        due_on=act.soon("run_off", on, a),
        evidence=act.evidence(
            deposit_average=found.deposit_average,
            deposit_average_12m=found.deposit_average_12m,
            missing=missing,
            fall_rate=rate,
        ),
    )
