"""The general ledger of the invented bank (总账): the sums of the accounts by unit and month, to the cent."""

import numpy as np

from guanxi.contracts.market import LEDGER_LINES
from guanxi.demo import columns, prices
from guanxi.demo.catalogue import ASSET, LIABILITY, SIDES
from guanxi.demo.clients import Clients
from guanxi.demo.course import Month
from guanxi.demo.draws import Floats, Ints
from guanxi.demo.holdings import Holdings
from guanxi.demo.network import Network
from guanxi.demo.spans import Span, day_number
from guanxi.demo.writing import Delivery
from guanxi.kit import periods

_RENT = 900_000  # a sub-branch's fixed share of channel cost a month, minor units
_LINES = tuple(LEDGER_LINES)


def based(amounts: Ints, rates: Floats) -> Ints:
    """Return amounts in the base currency, each rounded half up."""
    return np.where(rates == 1.0, amounts, np.floor(amounts * rates + 0.5)).astype(np.int64)


def write(to: Delivery, span: Span, net: Network, c: Clients, h: Holdings, m: Month, served: tuple[Ints, Ints]) -> None:
    """Write the ledger of a month."""
    sub = c.sub[h.customer[m.rows]]
    rates = prices.monthly_rates(span)[h.product[m.rows], m.number]
    side = SIDES[h.product[m.rows]]

    def summed(amounts: Ints) -> Ints:
        out = np.zeros(len(net.subs), dtype=np.int64)
        np.add.at(out, sub, based(amounts, rates))
        return out

    counters = np.zeros(len(net.subs), dtype=np.int64)
    np.add.at(counters, c.sub[h.customer[served[0]]], served[1])
    by_line = {
        "interest_paid": summed(m.paid),
        "interest_received": summed(m.received),
        "fees": summed(m.fees) - summed(m.waived),
        "deposits": summed(np.where(side == LIABILITY, m.end, 0)),
        "loans": summed(np.where(side == ASSET, m.end, 0)),
        "operating_cost": counters + _RENT,
        "staff_cost": _staff(span, net, m.number),
        "expected_loss": summed(m.loss),
    }
    period = span.periods[m.number]
    subs = len(net.subs)
    to.write(
        "ledger",
        {
            "line": columns.chosen(_LINES, np.repeat(np.arange(len(_LINES)), subs)),
            "unit_id": columns.chosen(net.sub_ids, np.tile(np.arange(subs), len(_LINES))),
            "period": columns.same(period, subs * len(_LINES)),
            "amount": columns.money(np.concatenate([by_line[line] for line in _LINES])),
        },
        period,
    )


def _staff(span: Span, net: Network, month: int) -> Ints:
    """Return a twelfth of the yearly cost of the relationship managers employed in the month, by sub-branch."""
    first = day_number(periods.first_day(span.periods[month]))
    here = (net.hired < span.first_days[month + 1]) & ((net.left < 0) | (net.left >= first))
    home = {net.unit_ids[place]: number for number, place in enumerate(net.subs.tolist())}
    out = np.zeros(len(net.subs), dtype=np.int64)
    for role, unit, cost, is_here in zip(
        net.staff_roles, net.staff_units, net.costs.tolist(), here.tolist(), strict=True
    ):
        if is_here and role == "relationship_manager":
            out[home[unit]] += (2 * cost + 12) // 24
    return out
