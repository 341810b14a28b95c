"""Counted events of the invented bank (业务笔数): what customers do at counter, machine and telephone."""

import numpy as np

from guanxi.demo import columns
from guanxi.demo.catalogue import PRODUCTS
from guanxi.demo.clients import Clients
from guanxi.demo.columns import Column
from guanxi.demo.course import Month
from guanxi.demo.draws import Floats, Ints
from guanxi.demo.holdings import Holdings
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

_STILL_MONTHS = 14
AT_COUNTER = 28.0
_CHANNELS = ("counter", "atm", "phone", "online", "mobile")
#: Rough cost of one event in minor units, for the ledger; the time used is about four fifths of it.
COSTS = np.array((1150, 110, 560, 16, 10))
PAIRS = sorted({pair for product in PRODUCTS for pair in product.events})


def liveliness(span: Span, c: Clients) -> Floats:
    """Return how busy each customer is against the usual."""
    return np.exp(span.stream("liveliness").normal(-0.1, 0.55, len(c)))


def write(to: Delivery, span: Span, c: Clients, h: Holdings, m: Month, keys: Column, busy: Floats) -> tuple[Ints, Ints]:
    """Write the events of a month; return the account and cost of every row."""
    rng = span.stream("doings", m.number)
    who, product = h.customer[m.rows], h.product[m.rows]
    quiet = np.zeros(len(c), dtype=bool)
    if m.number >= span.months - _STILL_MONTHS:
        quiet[h.customer[h.still]] = True
    pace = (busy * np.where(quiet | (m.life < 0.05), 0.0, m.life))[who]
    rows: list[Ints] = []
    counts: list[Ints] = []
    channels: list[Ints] = []
    kinds: list[Ints] = []
    names = sorted({kind for _, kind in PAIRS})
    for channel, kind in PAIRS:
        usual = np.array([p.events.get((channel, kind), 0.0) for p in PRODUCTS])[product]
        able = np.flatnonzero((usual > 0) & (pace > 0))
        drift = _habit(channel, m.number - span.months + 1)
        rate = usual[able] * pace[able] * drift
        bound = c.at_counter[who[able]]
        if channel == "counter" and kind != "loan_service":
            rate = np.where(bound, rate * AT_COUNTER, rate)
        elif channel in {"mobile", "online"}:
            rate = np.where(bound, rate * 0.15, rate)
        drawn = rng.poisson(rate)
        some = np.flatnonzero(drawn)
        rows.append(able[some])
        counts.append(drawn[some])
        channels.append(np.full(len(some), _CHANNELS.index(channel)))
        kinds.append(np.full(len(some), names.index(kind)))
    at, count, channel_at = np.concatenate(rows), np.concatenate(counts), np.concatenate(channels)
    period = span.periods[m.number]
    account = m.rows[at]
    to.write(
        "events",
        {
            "account_id": columns.taken(keys, account),
            "period": columns.same(period, len(at)),
            "channel": columns.chosen(_CHANNELS, channel_at),
            "kind": columns.chosen(names, np.concatenate(kinds)),
            "count": columns.whole(count),
        },
        period,
    )
    return account, count * COSTS[channel_at]


def _habit(channel: str, months: int) -> float:
    """Return how use of a channel drifts over the years, 1 in the last month."""
    yearly = {"counter": -0.07, "atm": -0.12, "mobile": 0.10}.get(channel, 0.0)
    return float(np.exp(yearly * months / 12))
