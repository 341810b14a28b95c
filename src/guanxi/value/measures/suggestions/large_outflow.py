"""Large outflow (大额流出): much of the usual deposits left in the last month.

Stake: the yearly deposit margin of what left. Urgency grows with the share that left (1–2). Chance: an assumption.
Evidence: outflow_1m, deposit_average_12m, deposit_end, outflow_rate.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act


def suggested(here: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles."""
    found = here.filter(
        (here.deposit_average_12m > 0) & (here.outflow_1m >= here.deposit_average_12m * a["worklist.outflow_share"])
    )
    rate = money.ratio(found.outflow_1m, found.deposit_average_12m, 4)
    margin = money.ratio(found.deposit_margin_12m, found.deposit_average_12m, 9)
    stake = money.whole(ibis.least(found.outflow_1m, found.deposit_average_12m) * ibis.greatest(margin, 0.0))
    return act.acts(
        found,
        kind="keep",
        reason="large_outflow",
        stake=stake,
        chance=a["worklist.outflow_chance"],
        urgency=1.0 + ibis.least(rate, 1.0),
        due_on=act.soon("large_outflow", on, a),
        evidence=act.evidence(
            outflow_1m=found.outflow_1m,
            deposit_average_12m=found.deposit_average_12m,
            deposit_end=found.deposit_end,
            outflow_rate=rate,
        ),
    )
