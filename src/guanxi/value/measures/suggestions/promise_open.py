"""A promise is open (承诺未兑现): past its day, or due within the days ahead, and not kept yet.

Never dropped for a small stake. Stake: the yearly profit of the customer. Urgency 2 past the day, 1.5 before it.
Chance: an assumption. Subject: the promise. Evidence: process, promised_on, late_since (past the day only).
"""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act

LATE, NEAR = 2.0, 1.5


def suggested(here: ir.Table, promises: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles and promises."""
    p = promises.filter(promises.kept_at.isnull())
    p = p.select("customer_id", "promise_id", "process", promised_on=p.due_at.cast("date"))
    near, old = int(a["worklist.promise_days"]), int(a["worklist.promise_forgotten_days"])
    p = p.filter((p.promised_on <= on + timedelta(days=near)) & (p.promised_on >= on - timedelta(days=old)))
    rows = p.join(here.select("customer_id", "owner_id", "unit_id", "profit_12m"), "customer_id")
    late = rows.promised_on < on
    return act.acts(
        rows,
        kind="promise",
        reason="promise_open",
        subject=rows.promise_id,
        stake=ibis.greatest(rows.profit_12m, 0),
        chance=a["worklist.promise_chance"],
        urgency=ibis.ifelse(late, LATE, NEAR),
        due_on=ibis.greatest(rows.promised_on, ibis.literal(on)),
        evidence=act.evidence(
            process=rows.process,
            promised_on=rows.promised_on,
            late_since=ibis.ifelse(late, rows.promised_on, ibis.null("date")),
        ),
    )
