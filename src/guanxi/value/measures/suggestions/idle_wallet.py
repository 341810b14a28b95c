"""Most of the wallet lies elsewhere (钱包空间大): the customer holds far more at other banks than here.

Stake: what the wallet would bring in a year beyond what is held here, both at the bank's margins. Urgency 0.9. Chance:
an assumption. Evidence: customer_share, wallet_amount, own_amount, gap_12m.
"""

from datetime import date

import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act

URGENCY = 0.9


def suggested(here: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles."""
    found = here.filter(
        (here.customer_share < a["worklist.idle_share"])
        & (here.wallet_amount >= a["worklist.idle_least"])
        & (here.account_count > 0)
    )
    gap = money.whole(found.wallet_value - found.own_value)
    return act.acts(
        found,
        kind="grow",
        reason="idle_wallet",
        stake=gap,
        chance=a["worklist.idle_chance"],
        urgency=URGENCY,
        due_on=act.soon("idle_wallet", on, a),
        evidence=act.evidence(
            customer_share=found.customer_share,
            wallet_amount=found.wallet_amount,
            own_amount=money.whole(found.wallet_amount * found.customer_share),
            gap_12m=gap,
        ),
    )
