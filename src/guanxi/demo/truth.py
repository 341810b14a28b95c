"""What was planted in the demo bank (预埋事实): for tests and for judging models; never delivered with the files."""

from dataclasses import dataclass

import numpy as np

from guanxi.demo import bank, holdings, prices
from guanxi.demo.clients import ids
from guanxi.demo.columns import Column
from guanxi.demo.draws import Flags
from guanxi.demo.fates import CAUSES, STAYS
from guanxi.demo.spans import Span


@dataclass(frozen=True)
class Leaving:
    """One customer who leaves: why, in which month it begins, over how many months, and whether all was closed."""

    customer_id: str
    cause: str
    begins: str
    months: int
    closes: bool


@dataclass(frozen=True)
class Truth:
    """The planted facts of a bank."""

    leaving: tuple[Leaving, ...]
    price_sensitive: frozenset[str]
    at_counter: frozenset[str]
    still: frozenset[str]
    unmet: frozenset[str]
    broken_promises: frozenset[str]
    rejected_complaints: frozenset[str]
    price_cuts: tuple[tuple[str, str, float], ...]


def planted(span: Span) -> Truth:
    """Return what is planted in the bank of these parameters."""
    plan = bank.made(span)
    c, h, f = plan.clients, plan.holdings, plan.fates
    key = ids(np.arange(len(c)))
    still = np.zeros(len(c), dtype=bool)
    still[h.customer[h.still & (h.closed < 0)]] = True
    gone = np.flatnonzero(f.cause != STAYS)
    leaving = tuple(
        Leaving(key[n].as_py(), CAUSES[f.cause[n]], span.periods[f.start[n]], int(f.length[n]), bool(f.closed[n] >= 0))
        for n in gone.tolist()
    )
    return Truth(
        leaving=leaving,
        price_sensitive=_named(key, f.sensitive),
        at_counter=_named(key, c.at_counter),
        still=_named(key, still),
        unmet=_named(key, holdings.unmet(span, c)),
        broken_promises=_named(key, f.broken),
        rejected_complaints=_named(key, f.rejected),
        price_cuts=tuple(
            (code, span.periods[span.months - 1 - ago], cut) for code, ago, cut in prices.CUTS if ago < span.months
        ),
    )


def _named(key: Column, flags: Flags) -> frozenset[str]:
    return frozenset(key.take(np.flatnonzero(flags)).to_pylist())
