"""Worth winning (值得争取): hardly a customer yet, but with a potential of many times what winning costs.

Who stands on level 1 with at most one product family. Stake: potential of a year less revenue. Worth: that gap ÷ the
bank's cost of winning, at least ``win_worth``. Urgency 1. Chance: an assumption, the higher one for a referral.
Evidence: potential_12m, revenue_12m, winning_cost, worth_rate, source.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act


def suggested(here: ir.Table, acquisition: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles and the cost of winning."""
    bank = acquisition.filter(acquisition.dimension == "bank").aggregate(cost=acquisition.winning_cost.max())
    rows = here.filter((here.level == 1) & (here.family_count <= 1)).cross_join(bank)
    gap = ibis.greatest(rows.potential_12m - rows.revenue_12m, 0)
    found = rows.filter((rows.cost > 0) & (gap >= rows.cost * a["worklist.win_worth"]))
    gap = ibis.greatest(found.potential_12m - found.revenue_12m, 0)
    referred = ibis.coalesce(found.source, "") == "referral"
    return act.acts(
        found,
        kind="win",
        reason="worth_winning",
        stake=gap,
        chance=ibis.ifelse(referred, float(a["worklist.referral_chance"]), float(a["worklist.win_chance"])),
        urgency=1.0,
        due_on=act.soon("worth_winning", on, a),
        evidence=act.evidence(
            potential_12m=found.potential_12m,
            revenue_12m=found.revenue_12m,
            winning_cost=found.cost.cast("int64"),
            worth_rate=money.ratio(gap, found.cost, 1),
            source=ibis.coalesce(found.source, ""),
        ),
    )
