"""Single payments of the invented bank (交易流水): the last months of large customers and of those who are leaving.

A bank delivers them for the accounts it watches; here these are the current accounts of the larger customers and of
customers whose balances drain. Money that leaves goes to accounts at other banks.
"""

import numpy as np

from guanxi.contracts.movements import PURPOSES
from guanxi.demo import catalogue, columns
from guanxi.demo.clients import Clients
from guanxi.demo.columns import Column
from guanxi.demo.course import Month
from guanxi.demo.draws import Ints
from guanxi.demo.fates import Fates
from guanxi.demo.holdings import Holdings
from guanxi.demo.outside import BANKS
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

MONTHS = 3
EACH = 3  # payments in and payments out of an account and month
_PURPOSES = tuple(PURPOSES)
_IN = tuple(_PURPOSES.index(p) for p in ("settlement", "salary", "other"))
_OUT = tuple(_PURPOSES.index(p) for p in ("settlement", "tax", "household", "investment"))
_OTHER = _PURPOSES.index("other")


def watched(span: Span, c: Clients, h: Holdings, f: Fates) -> Ints:
    """Return the accounts whose payments are delivered."""
    large = (c.segment >= 6) | ((c.segment == 2) & (c.place > 0.6)) | ((c.segment == 5) & (c.place > 0.7))
    leaving = (f.start >= span.months - 2 * MONTHS) & (f.start < span.months)
    tills = np.isin(h.product, (catalogue.PLACE["P101"], catalogue.PLACE["C101"]))
    return np.flatnonzero(tills & (large | leaving)[h.customer])


def write(to: Delivery, span: Span, h: Holdings, f: Fates, m: Month, keys: Column, accounts: Ints, number: int) -> int:
    """Write the payments of a month; return the last number used. In − out is the change of the balance."""
    if m.number < span.months - MONTHS:
        return number
    rng = span.stream("payments", m.number)
    at = np.flatnonzero(np.isin(m.rows, accounts) & ~h.still[m.rows])
    size, change = len(at), m.end[at] - m.before[at]
    turnover = (m.average[at] * (0.1 + 0.5 * rng.random(size))).astype(np.int64) + 5_000
    into, out = _parts(rng, turnover + np.maximum(change, 0)), _parts(rng, turnover + np.maximum(-change, 0))
    amount = np.concatenate([into, out], axis=1).ravel()
    row = np.repeat(at, 2 * EACH)
    outward = np.tile(np.repeat([False, True], EACH), size)
    leaves = (f.start <= m.number)[h.customer[m.rows[row]]] & outward
    purpose = np.where(outward, rng.choice(_OUT, len(row)), rng.choice(_IN, len(row)))
    elsewhere = leaves | (rng.random(len(row)) < 0.45)
    day = span.first_days[m.number] + (rng.random(len(row)) * span.days(m.number)).astype(np.int64)
    moment = day * 86_400 + 8 * 3600 + rng.integers(10 * 3600, size=len(row))
    order = np.lexsort((np.arange(len(row)), moment))
    order = order[amount[order] > 0]
    row, elsewhere, outward = row[order], elsewhere[order], outward[order]
    total = len(order)
    to.write(
        "transactions",
        {
            "transaction_id": columns.numbered("X", number + 1 + np.arange(total), 9),
            "account_id": columns.taken(keys, m.rows[row]),
            "at": columns.moment(moment[order]),
            "amount": columns.money(amount[order]),
            "direction": columns.chosen(("in", "out"), outward.astype(int)),
            "channel": columns.chosen(("counter", "online", "mobile"), rng.choice(3, total, p=(0.1, 0.5, 0.4))),
            "counterparty_bank": columns.chosen(BANKS, rng.integers(len(BANKS), size=total), elsewhere),
            "counterparty_account": columns.where(
                columns.numbered("6200", rng.integers(10**12, size=total), 12), elsewhere
            ),
            "purpose": columns.chosen(_PURPOSES, np.where(leaves[order], _OTHER, purpose[order])),
        },
        span.periods[m.number],
    )
    return number + total


def _parts(rng: np.random.Generator, whole: Ints) -> Ints:
    """Split each amount into a few that add up to it."""
    cuts = np.sort(rng.random((len(whole), EACH - 1)), axis=1)
    bounds = np.concatenate([np.zeros((len(whole), 1)), cuts, np.ones((len(whole), 1))], axis=1)
    steps = np.floor(bounds * whole[:, None]).astype(np.int64)
    steps[:, -1] = whole
    return np.diff(steps, axis=1)


def write_orders(to: Delivery, span: Span, c: Clients, h: Holdings) -> None:
    """Write standing orders: bills of households, a sign of the main bank."""
    rng = span.stream("orders")
    chance = np.array((0.10, 0.22, 0.2, 0.08, 0, 0, 0, 0))[c.segment[h.customer]]
    at = np.flatnonzero((h.product == catalogue.PLACE["P101"]) & (h.closed < 0) & (rng.random(len(h)) < chance))
    size = len(at)
    to.write(
        "orders",
        {
            "order_id": columns.numbered("S", np.arange(size) + 1, 7),
            "account_id": columns.numbered("A", at + 1, 8),
            "counterparty_bank": columns.chosen(BANKS, rng.integers(len(BANKS), size=size)),
            "counterparty_account": columns.numbered("6200", rng.integers(10**12, size=size), 12),
            "amount": columns.money(rng.integers(50, 4_000, size=size) * 100),
            "purpose": columns.chosen(("household", "insurance", "leasing"), rng.integers(3, size=size)),
        },
    )
