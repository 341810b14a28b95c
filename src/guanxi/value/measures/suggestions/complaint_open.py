"""A complaint is open, or its answer was not accepted (投诉未了结): who is heard stays.

Never dropped for a small stake. Stake: the yearly profit of the customer. Urgency: 1.5, and 2 when older than the days
of the assumption. Chance: an assumption. Subject: the complaint. Evidence: complaint, received_on, refused_on.
"""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act

OLD, FRESH = 2.0, 1.5


def suggested(here: ir.Table, complaints: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles and complaints."""
    refused = ibis.coalesce(~complaints.accepted, False)
    c = complaints.filter(complaints.closed_at.isnull() | refused)
    c = c.select(
        "customer_id",
        "complaint_id",
        complaint=c.kind,
        received_on=c.received_at.cast("date"),
        refused_on=c.closed_at.cast("date"),
    )
    since = on - timedelta(days=int(a["worklist.complaint_forgotten_days"]))
    c = c.filter(ibis.coalesce(c.refused_on, c.received_on) >= since)
    rows = c.join(here.select("customer_id", "owner_id", "unit_id", "profit_12m"), "customer_id")
    old = rows.received_on <= on - timedelta(days=int(a["worklist.complaint_days"]))
    return act.acts(
        rows,
        kind="recover",
        reason="complaint_open",
        subject=rows.complaint_id,
        stake=ibis.greatest(rows.profit_12m, 0),
        chance=a["worklist.complaint_chance"],
        urgency=ibis.ifelse(old, OLD, FRESH),
        due_on=act.soon("complaint_open", on, a),
        evidence=act.evidence(complaint=rows.complaint, received_on=rows.received_on, refused_on=rows.refused_on),
    )
