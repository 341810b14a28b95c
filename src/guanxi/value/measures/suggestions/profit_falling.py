"""Profit is falling (利润下降): the profit of twelve months lies well below that of the twelve before.

Stake: the fall, at most the profit there was: a loss beyond it is a loss-maker's. Urgency grows with the relative
fall (1–2). Chance: an assumption.
Evidence: profit_12m, profit_prior, fall_rate, line (the line that fell most or the charge that rose most), line_change.
"""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.lines import CHARGES, INCOME, LINES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act


def suggested(here: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles."""
    fall = here.profit_prior - here.profit_12m
    found = here.filter((here.profit_prior > 0) & (fall >= here.profit_prior * a["worklist.falling_share"]))
    fall = found.profit_prior - found.profit_12m
    rate = money.ratio(fall, found.profit_prior, 4)
    changes = _changes(found)
    worst = ibis.least(*changes.values())
    line = ibis.cases(*[(change == worst, name) for name, change in changes.items()], else_=next(iter(LINES)))
    return act.acts(
        found,
        kind="keep",
        reason="profit_falling",
        stake=ibis.least(fall, found.profit_prior),
        chance=a["worklist.falling_chance"],
        urgency=1.0 + ibis.least(rate, 1.0),
        due_on=act.soon("profit_falling", on, a),
        evidence=act.evidence(
            profit_12m=found.profit_12m, profit_prior=found.profit_prior, fall_rate=rate, line=line, line_change=worst
        ),
    )


def _changes(row: Any) -> dict[str, Any]:
    """Return how much each line changed the profit."""
    up = {n: row[f"{n}_12m"] - row[f"{n}_prior"] for n in INCOME}
    return up | {n: row[f"{n}_prior"] - row[f"{n}_12m"] for n in CHARGES}
