"""What happens to customers (客户的去留): who leaves, when, how fast and why.

Four causes are planted: balances drain without a word (``silent``), a list rate is cut (``price``), a promise is
broken (``promise``), a complaint is turned down (``complaint``). What they leave in the files is for measures to find.
"""

from dataclasses import dataclass

import numpy as np

from guanxi.demo import catalogue, prices
from guanxi.demo.catalogue import ASSET, SIDES
from guanxi.demo.clients import Clients
from guanxi.demo.draws import Flags, Floats, Ints
from guanxi.demo.holdings import Holdings
from guanxi.demo.spans import Span

CAUSES = ("", "silent", "price", "promise", "complaint")
STAYS, SILENT, PRICE, PROMISE, COMPLAINT = range(5)
SENSITIVE_RATE = 0.30
_RESIDUE = 0.02


@dataclass(frozen=True)
class Fates:
    """Arrays with one place per customer; months are those of the books, ``never`` for no event."""

    cause: Ints
    start: Ints
    length: Ints
    closed: Ints  # day on which the customer closed everything, -1 for never
    promised: Ints  # month of a promise
    broken: Flags
    complained: Ints  # month of a complaint
    rejected: Flags
    sensitive: Flags  # price-sensitive

    def left(self, month: int) -> Floats:
        """Return the share of deposits and business that is still there at the end of a month."""
        gone = np.clip((month - self.start + 1) / self.length, 0.0, 1.0)
        return 1.0 - (1.0 - _RESIDUE) * gone


def build(span: Span, c: Clients, h: Holdings) -> Fates:
    """Draw the causes and the months; the first cause a customer meets counts."""
    rng, size, never = span.stream("fates"), len(c), span.months + 99
    joined = span.month_of(c.opened)
    promised = np.where(rng.random(size) < 0.09, rng.integers(1, span.months, size=size), never)
    broken = (promised < never) & (rng.random(size) < 0.16)
    complained = np.where(rng.random(size) < 0.035, rng.integers(1, span.months, size=size), never)
    rejected = (complained < never) & (rng.random(size) < 0.22)
    sensitive = rng.random(size) < SENSITIVE_RATE
    starts = np.full((len(CAUSES), size), never)
    starts[SILENT] = np.where(
        rng.random(size) < 0.05 * span.months / 36, rng.integers(min(4, span.months - 1), span.months, size=size), never
    )
    lag = rng.integers(1, 4, size=size)
    starts[PROMISE] = np.where(broken & (rng.random(size) < 0.45), promised + lag, never)
    starts[COMPLAINT] = np.where(rejected & (rng.random(size) < 0.40), complained + lag, never)
    starts[PRICE] = _after_cuts(span, rng, h, sensitive, never)
    starts = np.where((starts > joined + 3) & (starts < span.months), starts, never)
    cause = np.where(starts.min(axis=0) < never, starts.argmin(axis=0), STAYS)
    start = starts.min(axis=0)
    length = np.where(cause == SILENT, rng.integers(3, 7, size=size), rng.integers(2, 4, size=size))
    owes = np.zeros(size, dtype=bool)
    owes[h.customer[SIDES[h.product] == ASSET]] = True
    closes = (cause != STAYS) & ~owes & (rng.random(size) < 0.55) & (start + length <= span.months)
    last = np.minimum(start + length - 1, span.months - 1)
    day = span.first_days[last] + 9 + rng.integers(15, size=size)
    closed = np.where(closes, day, -1)
    _close_accounts(h, closed)
    return Fates(cause, start, length, closed, promised, broken, complained, rejected, sensitive)


def _after_cuts(span: Span, rng: np.random.Generator, h: Holdings, sensitive: Flags, never: int) -> Ints:
    """Return the month in which price-sensitive holders of a product leave after its rate was cut."""
    start = np.full(len(sensitive), never)
    for code, ago, _ in prices.CUTS:
        month = span.months - ago
        if month < 1:
            continue
        holders = h.customer[(h.product == catalogue.PLACE[code]) & (h.opened < span.first_days[month])]
        leaves = holders[sensitive[holders] & (rng.random(len(holders)) < 0.5)]
        start[leaves] = np.minimum(start[leaves], month + rng.integers(0, 3, size=len(leaves)))
    return start


def _close_accounts(h: Holdings, closed: Ints) -> None:
    """Close the accounts of customers who close everything; none is opened in their last two months."""
    own = closed[h.customer]
    leaving = own >= 0
    h.opened = np.where(leaving, np.minimum(h.opened, own - 60), h.opened)
    h.closed = np.where(leaving & ((h.closed < 0) | (h.closed > own)), own, h.closed)
    h.opened = np.where(leaving & (h.closed <= h.opened), h.closed - 30, h.opened)
