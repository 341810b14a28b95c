"""The months of the books (逐月账务): balances, interest, fees, arrears of every account, month by month.

Only the state of the last month end is kept, so memory does not grow with the number of months.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from guanxi.demo import catalogue, columns
from guanxi.demo.catalogue import ASSET, LIABILITY, PERSONS, SERVICE, SIDES
from guanxi.demo.clients import Clients
from guanxi.demo.columns import Column
from guanxi.demo.draws import Flags, Floats, Ints
from guanxi.demo.fates import Fates
from guanxi.demo.holdings import Holdings
from guanxi.demo.places import INDUSTRIES, SEASONS
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

_STILL_MONTHS = 14
_CONCENTRATING = 0.10  # in the last year the richest grow, the poorest shrink
_LIFETIME = 1.5
_WORKOUT = 24


@dataclass(frozen=True)
class Month:
    """The rows of one month; money in minor units of the account's currency, arrays by row."""

    number: int
    rows: Ints  # positions of the accounts
    average: Ints
    end: Ints
    before: Ints
    paid: Ints
    received: Ints
    fees: Ints
    waived: Ints
    late: Ints
    stage: Ints
    pd: Floats
    loss: Ints
    life: Floats  # of each customer: share of business still there


def months(span: Span, c: Clients, h: Holdings, f: Fates) -> Iterator[Month]:
    """Live through the months, oldest first."""
    side = SIDES[h.product]
    first, last = span.month_of(h.opened), np.where(h.closed >= 0, span.month_of(h.closed), span.months + 99)
    season = _seasons(c)
    held = np.zeros(len(h))
    for month in range(span.months):
        rows = np.flatnonzero((first <= month) & (last >= month))
        rng = span.stream("course", month)
        life = f.left(month)
        end, average = _balances(span, rng, c, h, month, rows, held, life, season, first, last)
        before, held[rows] = held[rows].copy(), end
        yield _booked(span, rng, h, c, month, rows, side[rows], before, average, end, life)


def _seasons(c: Clients) -> Floats:
    """Return customer group × month of the year; the last group are persons."""
    trades = [SEASONS[season] for _, _, _, season in INDUSTRIES]
    return np.array([*trades, SEASONS["bonus"]])


def _balances(
    span: Span, rng: np.random.Generator, c: Clients, h: Holdings, month: int, rows: Ints, held: Floats,
    life: Floats, season: Floats, first: Ints, last: Ints,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return balances at month end and averages of the month, in whole minor units."""
    who, product = h.customer[rows], h.product[rows]
    side = SIDES[product]
    unsteady = catalogue.of("unsteady")[product]
    still = h.still[rows] & (month >= span.months - _STILL_MONTHS)
    years = (month - span.months / 2) / 12
    late_years = max(0.0, (month - (span.months - 12)) / 12)
    trend = np.exp(c.growth[who] * years + _CONCENTRATING * (c.place[who] - 0.5) * late_years)
    group = np.where(c.segment[who] < PERSONS, len(season) - 1, c.industry[who])
    moves = np.exp(unsteady * rng.standard_normal(len(rows)))
    wave = season[group, span.calendar(month)]
    deposit = h.base[rows] * life[who] * np.where(unsteady > 0, trend * moves * wave, 1.0)
    deposit = np.where(still, h.base[rows] * life[who], deposit)
    loan = h.base[rows] * np.where(unsteady > 0, moves * trend, _outstanding(span, h, month, rows))
    end = np.where(side == LIABILITY, deposit, np.where(side == ASSET, loan, 0.0))
    end = np.where(last[rows] == month, 0.0, np.round(end * 100))
    before = np.where((first[rows] < month) & (held[rows] == 0) & (month == 0), end, held[rows])
    steady = (unsteady == 0) | still
    middle = np.where(steady & (before > 0) & (before == end), end, (before + end) / 2)
    lively = np.where(steady, 1.0, np.exp(0.04 * rng.standard_normal(len(rows))))
    return end, np.round(middle * lively)


def _outstanding(span: Span, h: Holdings, month: int, rows: Ints) -> Floats:
    """Return the share of a loan that is still owed: repaid evenly when longer than a year."""
    tenor = catalogue.of("tenor")[h.product[rows]]
    age = (span.first_days[month + 1] - h.opened[rows]) / 30.44
    return np.where(tenor > 12, np.clip(1.0 - age / np.maximum(tenor, 1) * 0.9, 0.05, 1.0), 1.0)


def _booked(
    span: Span, rng: np.random.Generator, h: Holdings, c: Clients, month: int, rows: Ints, side: Ints,
    before: Floats, average: Floats, end: Floats, life: Floats,
) -> Month:  # fmt: skip
    """Book interest, fees and losses on the balances of a month."""
    product = h.product[rows]
    interest = np.round(average * h.rate[rows] * span.days(month) / 365)
    late, stage = _arrears(h, month, rows, side == ASSET)
    pd = np.clip(np.where(stage == 3, 1.0, np.where(stage == 2, h.pd[rows] * 4 + 0.10, h.pd[rows])), 0, 1)
    lgd = catalogue.of("lgd")[product]
    yearly = np.where(stage == 2, (1 - (1 - pd) ** _LIFETIME) / (_LIFETIME * 12), pd / 12)
    loss = np.where(side == ASSET, average * lgd * np.where(stage == 3, 1 / _WORKOUT, yearly), 0.0)
    received = np.where(side == ASSET, np.where(stage == 3, interest * 0.25, interest), 0.0)
    level = h.base[rows] * life[h.customer[rows]] * (0.96 ** ((span.months - month) / -12.0))
    fees = np.where(side == SERVICE, np.round(level * 100 * np.exp(0.2 * rng.standard_normal(len(rows)))), 0.0)
    whole = np.int64
    return Month(
        month, rows, average.astype(whole), end.astype(whole), before.astype(whole),
        np.where(side == LIABILITY, interest, 0.0).astype(whole), np.round(received).astype(whole), fees.astype(whole),
        np.round(fees * h.waived[rows]).astype(whole), late, stage, pd, np.round(loss).astype(whole), life,
    )  # fmt: skip


def _arrears(h: Holdings, month: int, rows: Ints, asset: Flags) -> tuple[Ints, Ints]:
    """Return days past due and impairment stage."""
    since = month - h.trouble[rows]
    behind = asset & (since >= 0) & (month < h.relief[rows])
    late = np.where(behind, 18 + 30 * np.maximum(since, 0), 0)
    return late, np.where(late >= 90, 3, np.where(late >= 30, 2, 1))


def write(to: Delivery, span: Span, h: Holdings, m: Month, keys: Column) -> None:
    """Write the balances of a month."""
    side = SIDES[h.product[m.rows]]
    asset = side == ASSET
    size = len(m.rows)
    to.write(
        "balances",
        {
            "account_id": columns.taken(keys, m.rows),
            "period": columns.same(span.periods[m.number], size),
            "average_balance": columns.money(m.average),
            "end_balance": columns.money(m.end),
            "interest_paid": columns.money(m.paid, side == LIABILITY),
            "interest_received": columns.money(m.received, asset),
            "fees": columns.money(m.fees, side == SERVICE),
            "waived_fees": columns.money(m.waived, side == SERVICE),
            "days_past_due": columns.whole(m.late, asset),
            "stage": columns.whole(m.stage, asset),
            "pd": columns.fraction(m.pd, 5, asset),
            "expected_loss": columns.money(m.loss, asset),
        },
        span.periods[m.number],
    )
