"""Large deposits that then lie still (到账后沉睡的大额存款): the idle windfalls of old times, told month by month.

In month m a customer's deposits rise from month end to month end by at least ``large_deposit`` and then, for
``still_months``, no month end differs by more than ``still_spread`` from that height. The amount is the rise. The last
months cannot be known yet and the oldest has none before it: there the amount is 0 and ``counts.known`` says so.
"""

from typing import Any

import ibis

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import history

MONTHS = 24


def windfalls(row: Any, a: Assumptions) -> dict[str, Any]:
    """Return windfall_months (24 amounts, oldest first; NULL without any) and the sums of twelve months and before."""
    after = int(a["signs.still_months"])
    amounts = [_amount(row, m, after, a) if 0 < m < MONTHS - after else ibis.literal(0, "int64") for m in range(MONTHS)]
    last = range(MONTHS - 12 - after, MONTHS - after)
    late, early = money.added(amounts[m] for m in last), money.added(amounts[m] for m in range(1, last[0]))
    listed = ibis.ifelse(late + early > 0, ibis.array(amounts), ibis.null("array<int64>"))
    return {"windfall_months": listed, "windfall_12m": late, "windfall_prior": early}


def _amount(row: Any, month: int, after: int, a: Assumptions) -> Any:
    before, there = history.column(row, "end", month - 1), history.column(row, "end", month)
    later = [history.column(row, "end", m) for m in range(month + 1, month + after + 1)]
    spread = float(a["signs.still_spread"])
    still = (ibis.least(*later) >= there * (1 - spread)) & (ibis.greatest(*later) <= there * (1 + spread))
    rise = there - before
    return ibis.ifelse((rise >= int(a["signs.large_deposit"])) & still, rise, 0).cast("int64")
