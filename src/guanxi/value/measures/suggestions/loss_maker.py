"""Loss-maker to reprice (亏损需重新定价): twelve months in the red.

Stake: the loss. Urgency 0.8, or 1.2 when the loss grew. Chance: an assumption.
Evidence: profit_12m, profit_prior, revenue_12m, charge (the largest: serve_cost, relationship_cost, expected_loss,
or margin when revenue itself is negative), charge_12m, counter_events_12m.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.contracts.lines import CHARGES
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act

GROWING, STEADY = 1.2, 0.8


def suggested(here: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles."""
    found = here.filter(here.profit_12m < 0)
    charges = {name: found[f"{name}_12m"] for name in CHARGES} | {"margin": -found.revenue_12m}
    largest = ibis.greatest(*charges.values())
    name = ibis.cases(*[(value == largest, name) for name, value in charges.items()], else_="margin")
    return act.acts(
        found,
        kind="recover",
        reason="loss_maker",
        stake=-found.profit_12m,
        chance=a["worklist.loss_chance"],
        urgency=ibis.ifelse(found.profit_12m < found.profit_prior, GROWING, STEADY),
        due_on=act.soon("loss_maker", on, a),
        evidence=act.evidence(
            profit_12m=found.profit_12m,
            profit_prior=found.profit_prior,
            revenue_12m=found.revenue_12m,
            charge=name,
            charge_12m=largest,
            counter_events_12m=found.counter_events_12m,
        ),
    )
