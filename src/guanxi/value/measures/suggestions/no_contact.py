"""No contact within the cadence of the grade (超出联系周期).

Stake: the yearly profit of the customer. Urgency: days since the last contact ÷ cadence, at most 2 (2 when there
was none). Chance: an assumption. Due: when the cadence ends or ended, at the latest within the usual days.
Evidence: grade, cadence_days, days_since (null when never), last_contact_on, profit_12m.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act


def suggested(here: ir.Table, as_of: date, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles."""
    table = a["worklist.cadence_days"]
    rows = here.mutate(
        cadence=ibis.cases(*[(here.grade == grade, int(days)) for grade, days in table.items()], else_=366),
        since=ibis.literal(as_of).delta(here.last_contact_on, unit="day"),
        known=ibis.literal(as_of).delta(here.opened_on, unit="day"),
    )
    found = rows.filter(ibis.coalesce(rows.since, rows.known) > rows.cadence)
    pressing = ibis.coalesce(found.since.cast("float64") / found.cadence, 2.0)
    return act.acts(
        found,
        kind="review",
        reason="no_contact",
        stake=ibis.greatest(found.profit_12m, 0),
        chance=a["worklist.contact_chance"],
        urgency=pressing,
        due_on=act.soon("no_contact", on, a),
        evidence=act.evidence(
            grade=found.grade,
            cadence_days=found.cadence,
            days_since=found.since,
            last_contact_on=found.last_contact_on,
            profit_12m=found.profit_12m,
        ),
    )
