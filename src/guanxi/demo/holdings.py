"""Accounts of the invented bank (账户): who holds which product, since when, at which rate.

Term products roll over under their number until they are closed; some ended during the books and were not renewed.
A share of loans was granted below its price, a share of fees is waived: both show up as losses later.
"""

from dataclasses import dataclass, fields

import numpy as np

from guanxi.demo import catalogue, columns, prices
from guanxi.demo.catalogue import ASSET, LIABILITY, PRODUCTS, SERVICE, SIDES
from guanxi.demo.clients import Clients, ids
from guanxi.demo.columns import Column
from guanxi.demo.draws import Flags, Floats, Ints
from guanxi.demo.network import Network
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

WIDTH = 8
ENDED_RATE = 0.25  # for every term account in use, so many ended earlier
_LADDER = 12 * prices.YEARS_BACK
UNMET_RATE = 0.05
STILL_RATE = 0.035


@dataclass
class Holdings:
    """Arrays with one place per account, in the order of customers; days are -1 for never."""

    customer: Ints
    product: Ints
    opened: Ints
    matures: Ints
    closed: Ints
    base: Floats  # typical balance in yuan, or a month's fee
    rate: Floats
    limit: Floats
    pd: Floats
    trouble: Ints  # month in which payments stop, months of the books and more for never
    relief: Ints  # month in which they are caught up
    waived: Floats  # share of fees waived
    still: Flags  # lies without movement in the last year

    def __len__(self) -> int:
        return len(self.customer)


def unmet(span: Span, c: Clients) -> Flags:
    """Customers who hold what their peers hold except wealth management."""
    rng = span.stream("unmet")
    return (rng.random(len(c)) < UNMET_RATE) & np.isin(c.segment, (1, 2, 6, 7))


def build(span: Span, c: Clients) -> Holdings:
    """Open the accounts."""
    rng = span.stream("holdings")
    lacking = unmet(span, c)
    owners: list[Ints] = []
    products: list[Ints] = []
    ended: list[Flags] = []
    for place, sold in enumerate(PRODUCTS):
        chance = np.array(sold.held)[c.segment]
        chance = np.where(lacking & (chance >= 0.3), 0.95, chance)
        if sold.family == "wealth":
            chance = np.where(lacking, 0.0, chance)
        again = sold.tenor > 0
        for is_ended in (False, True) if again else (False,):
            who = np.flatnonzero(rng.random(len(c)) < chance * (ENDED_RATE if is_ended else 1.0))
            owners.append(who)
            products.append(np.full(len(who), place))
            ended.append(np.full(len(who), is_ended))
    customer, product, over = np.concatenate(owners), np.concatenate(products), np.concatenate(ended)
    order = np.lexsort((over, product, customer))
    h = _terms(span, c, customer[order], product[order], over[order])
    return _only(h, (h.closed < 0) | (h.opened >= c.opened[h.customer]))


def _only(h: Holdings, kept: Flags) -> Holdings:
    """Return the kept accounts; what ended before its customer came never was."""
    return Holdings(**{field.name: getattr(h, field.name)[kept] for field in fields(h)})


def _terms(span: Span, c: Clients, customer: Ints, product: Ints, over: Flags) -> Holdings:
    rng, size = span.stream("terms"), len(customer)
    segment, side = c.segment[customer], SIDES[product]
    tenor = catalogue.of("tenor").astype(np.int64)[product]
    opened, matures, closed = _days(span, rng, c.opened[customer], tenor, over, product)
    typical = np.array([p.size for p in PRODUCTS])[product, segment]
    pull = catalogue.of("pull")[product]
    base = typical * c.means[customer] ** pull * np.exp(0.35 * rng.standard_normal(size))
    still = (
        np.isin(product, (catalogue.PLACE["P101"], catalogue.PLACE["C101"]))
        & (rng.random(size) < STILL_RATE)
        & np.isin(segment, (1, 2, 5, 6))
    )
    base = np.where(still, base * 5.0, base)
    reset = np.maximum(np.where(matures >= 0, matures - (tenor * 30.44).astype(np.int64), opened), opened)
    reset = np.where(tenor > 36, np.maximum(reset, span.end - rng.integers(365, size=size)), reset)
    pd = np.clip(catalogue.of("pd")[product] * c.risk[customer] * np.array(_RISK)[segment], 0.0, 0.6)
    trouble, relief = _trouble(span, rng, pd, side == ASSET)
    return Holdings(
        customer, product, opened, matures, closed, base, _rates(span, rng, product, segment, side, reset, c, customer),
        np.where(side == ASSET, np.ceil(base * 1.5 / 1000) * 1000, 0.0), pd, trouble, relief,
        _waivers(rng, segment, side), still,
    )  # fmt: skip


_RISK = (3.2, 0.9, 0.5, 1.0, 4.6, 3.0, 0.5, 0.2)
#: By segment: how much dearer or cheaper than the usual spread a loan is.
_THIN = (0.34, 0.16, 0.10, 0.3, 0.26, 0.2, 0.15, 0.15)
_MARKUP = np.array((0.004, 0.0, -0.001, 0.0, 0.009, 0.004, -0.003, -0.007))


def _days(
    span: Span, rng: np.random.Generator, since: Ints, tenor: Ints, over: Flags, product: Ints
) -> tuple[Ints, Ints, Ints]:
    """Return the days of opening, maturity and closing."""
    size = len(since)
    late = (rng.random(size) ** 1.3 * (span.end - since)).astype(np.int64)
    first = np.isin(product, [p for p, x in enumerate(PRODUCTS) if x.family == "current" and x.currency == "CNY"])
    opened = np.where(first, since, since + late)
    months = span.month_of_all(opened)
    dated = np.minimum(opened - _first_of(months), 27)
    termed = tenor > 0
    last = span.absolute_end
    length = np.maximum(tenor, 1)
    rounds = np.where(tenor > 12, 1, (last - months) // length + 1)
    long = termed & (tenor > 12) & (months + tenor <= last)
    months = np.where(long, last - (rng.random(size) * tenor).astype(np.int64), months)
    ends = np.where(over, last - (rng.random(size) * (span.months - 1)).astype(np.int64), months + rounds * length)
    months = np.where(over & termed, np.minimum(months, ends - length), months)
    opened = np.where(termed, _first_of(months) + dated, opened)
    opened = np.where(termed, np.minimum(np.maximum(opened, np.where(over, opened, since)), span.end - 1), opened)
    matures = np.where(termed, _first_of(ends) + dated, -1)
    matures = np.where(termed & ~over & (matures <= span.end), _first_of(ends + length) + dated, matures)
    return opened, matures, np.where(over & termed, matures, -1)


def _first_of(months: Ints) -> Ints:
    """Return the first day, since 1970, of months counted from 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _rates(
    span: Span,
    rng: np.random.Generator,
    product: Ints,
    segment: Ints,
    side: Ints,
    reset: Ints,
    c: Clients,
    customer: Ints,
) -> Floats:
    """Return customer rates as agreed on the day of opening or last repricing."""
    ago = np.clip(span.absolute_end - span.month_of_all(reset), 0, _LADDER)
    listed = np.array([prices.list_rates(a) for a in range(_LADDER + 1)])
    base = np.array([prices.one_year(a) for a in range(_LADDER + 1)])
    rich = (c.place[customer] > 0.8) & (rng.random(len(product)) < 0.4)
    deposit = listed[ago, product] + np.where(rich & (listed[ago, product] > 0.005), 0.0015, 0.0)
    thin = rng.random(len(product)) < np.array(_THIN)[segment]
    spread = catalogue.of("rate")[product] + _MARKUP[segment] + rng.normal(0, 0.002, len(product))
    loan = base[ago] + np.where(thin, spread * 0.1 - 0.003, spread)
    rate = np.where(side == ASSET, np.maximum(loan, 0.012), np.where(side == LIABILITY, deposit, 0.0))
    return np.asarray(np.round(rate, 5), dtype=np.float64)


def _trouble(span: Span, rng: np.random.Generator, pd: Floats, asset: Flags) -> tuple[Ints, Ints]:
    """Return the months in which payments stop and are caught up."""
    size = len(pd)
    falls = asset & (rng.random(size) < 1.0 - np.exp(-pd * span.months / 12 * 1.15))
    start = np.where(falls, (rng.random(size) ** 0.85 * (span.months + 6)).astype(np.int64) - 6, span.months + 1)
    mild = rng.random(size) < 0.5
    return start, start + np.where(mild, rng.integers(1, 4, size=size), rng.integers(10, 40, size=size))


def _waivers(rng: np.random.Generator, segment: Ints, side: Ints) -> Floats:
    """Return the share of fees waived: often for large companies, sometimes for persons."""
    chance = np.where(segment >= 6, 0.35, np.where(segment >= 4, 0.15, 0.10))
    given = (side == SERVICE) & (rng.random(len(segment)) < chance)
    return np.where(given, 0.4 + 0.6 * rng.random(len(segment)), 0.0)


def account_ids(numbers: Ints) -> Column:
    """Return account numbers."""
    return columns.numbered("A", numbers + 1, WIDTH)


def write(to: Delivery, net: Network, c: Clients, h: Holdings) -> None:
    """Write the contract ``accounts``."""
    side = SIDES[h.product]
    to.write(
        "accounts",
        {
            "account_id": account_ids(np.arange(len(h))),
            "customer_id": ids(h.customer),
            "product_id": columns.chosen([p.code for p in PRODUCTS], h.product),
            "unit_id": columns.chosen(net.sub_ids, c.sub[h.customer]),
            "currency": columns.chosen([p.currency for p in PRODUCTS], h.product),
            "rate": columns.fraction(h.rate, 5, side != SERVICE),
            "opened_on": columns.day(h.opened),
            "matures_on": columns.day(h.matures, h.matures >= 0),
            "closed_on": columns.day(h.closed, h.closed >= 0),
            "limit": columns.money((h.limit * 100).astype(np.int64), side == ASSET),
        },
    )
