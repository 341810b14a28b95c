"""One matter, one line (同一事项合并): reasons that tell the same of a customer stand under one act.

Reasons of one matter (``worklist.matters``) keep the line that ranks highest; a reason without a matter is its own. No
contact within the cadence stands under any other line of the customer, since every act on it is a contact. What was
merged stays in the evidence of the line as ``also``: [{reason, evidence}, …].
"""

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions

CONTACT = "no_contact"


def merged(found: ir.Table, a: Assumptions) -> ir.Table:
    """Return one row per customer and matter, of rows as ``act.acts`` makes them."""
    matters = [
        (found.reason == reason, matter) for matter, reasons in a["worklist.matters"].items() for reason in reasons
    ]
    ranked = found.mutate(
        matter=ibis.cases(*matters, else_=found.reason), rank=found.stake * found.chance * found.urgency
    )
    by_customer = ibis.window(
        group_by=ranked.customer_id,
        order_by=[(ranked.reason == CONTACT).cast("int64"), ranked.rank.desc(), ranked.reason, ranked.subject],
        preceding=None,
        following=None,
    )
    ranked = ranked.mutate(first=ranked.matter.first().over(by_customer))
    ranked = ranked.mutate(matter=ibis.ifelse(ranked.reason == CONTACT, ranked["first"], ranked.matter))
    order = ibis.window(
        group_by=[ranked.customer_id, ranked.matter],
        order_by=[(ranked.reason == CONTACT).cast("int64"), ranked.rank.desc(), ranked.reason, ranked.subject],
    )
    placed = ranked.mutate(place=ibis.row_number().over(order).cast("int64"))
    text = ibis.literal('{"reason": "') + placed.reason + '", "evidence": ' + placed.evidence + "}"
    others = placed.mutate(text=text).filter(placed.place > 0)
    also = others.group_by(["customer_id", "matter"]).aggregate(
        also=others.text.group_concat(", ", order_by=others.place)
    )
    best = placed.filter(placed.place == 0)
    row = best.left_join(also, ["customer_id", "matter"])
    opened = row.evidence.substr(0, row.evidence.length() - 1)
    told = ibis.ifelse(row.also.isnull(), row.evidence, opened + ', "also": [' + ibis.coalesce(row.also, "") + "]}")
    return row.select(*[best[name] for name in found.columns if name != "evidence"], evidence=told)
