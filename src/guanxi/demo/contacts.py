"""Visits and wins of the invented bank (拜访与获客): who sees whom, how often, with what outcome.

Managers prefer large customers, but everyone also sees small ones that do not pay for it. Over the years the bank has
to start more of the contacts itself, and a win takes more visits.
"""

import numpy as np

from guanxi.contracts.customers import SOURCES
from guanxi.contracts.records import CONTACT_CHANNELS, OUTCOMES
from guanxi.demo import columns
from guanxi.demo.clients import CAMPAIGN, SOUGHT_OUT, WALK_IN, Clients, ids
from guanxi.demo.draws import Floats, Ints, pick
from guanxi.demo.network import Network
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

MONTHLY = 32.0  # contacts of a usual manager in a month, a little more than half of them meetings
_LIKING = np.array((0.5, 1.0, 4.0, 0.7, 2.8, 5.0, 12.0, 30.0))
_CHANNELS = (28, 22, 26, 5, 15, 4)
_OUTCOMES = (17, 52, 9, 6, 16)
_PROSPECT_RATE = 0.12
_QUARTER_COST = 26_000_00


def write(to: Delivery, span: Span, net: Network, c: Clients, closed: Ints) -> None:
    """Write visits, wins and campaign costs."""
    order = np.flatnonzero(c.owner >= 0)
    order = order[np.argsort(c.owner[order], kind="stable")]
    until = np.where(closed < 0, span.end, closed)
    rng = span.stream("favourites")
    liking = np.cumsum(_LIKING[c.segment[order]] * np.exp(0.5 * rng.standard_normal(len(order))))
    ends = np.searchsorted(c.owner[order], np.arange(net.managers), side="right")
    starts = np.concatenate([[0], ends[:-1]])
    floor = np.where(starts > 0, liking[np.maximum(starts, 1) - 1], 0.0)
    ceiling = np.where(ends > 0, liking[np.maximum(ends, 1) - 1], 0.0)
    number = 0
    for month in range(span.months):
        number = _month(to, span, net, c, month, number, (order, liking, floor, ceiling, until))
    _wins(to, span, net, c)
    _campaigns(to, span, net)


def _month(
    to: Delivery, span: Span, net: Network, c: Clients, month: int, number: int,
    choice: tuple[Ints, Floats, Floats, Floats, Ints],
) -> int:  # fmt: skip
    """Write the contacts of a month and return the last number used."""
    order, liking, floor, ceiling, until = choice
    rng = span.stream("contacts", month)
    here = (ceiling > floor) & (net.hired[: net.managers] < span.first_days[month])
    made = rng.poisson(np.where(here, MONTHLY * net.diligence, 0.0))
    staff = np.repeat(np.arange(net.managers), made)
    size = len(staff)
    wish = floor[staff] + rng.random(size) * (ceiling - floor)[staff]
    who = order[np.minimum(np.searchsorted(liking, wish, side="right"), len(order) - 1)]
    day = span.first_days[month] + (rng.random(size) * span.days(month)).astype(np.int64)
    day = np.where((day + 3) % 7 >= 5, np.maximum(day - 2, span.first_days[month]), day)
    known = (day >= c.opened[who]) & (day <= until[who]) & (rng.random(size) >= _PROSPECT_RATE)
    by_deputy = known & (c.deputy[who] >= 0) & (rng.random(size) < 0.15)
    staff = np.where(by_deputy, c.deputy[who], staff)
    late = np.argsort(day, kind="stable")
    staff, who, day, known = staff[late], who[late], day[late], known[late]
    own_start = 0.58 + 0.07 * (month - span.months) / 12
    to.write(
        "visits",
        {
            "visit_id": columns.numbered("V", number + 1 + np.arange(size), 9),
            "customer_id": columns.taken(ids(np.arange(len(c))), who, known),
            "staff_id": columns.chosen(net.staff_ids, staff),
            "on": columns.day(day),
            "channel": columns.chosen(tuple(CONTACT_CHANNELS), pick(rng, size, _CHANNELS)),
            "started_by": columns.chosen(("customer", "bank"), (rng.random(size) < own_start).astype(int)),
            "outcome": columns.chosen(tuple(OUTCOMES), pick(rng, size, _OUTCOMES)),
            "minutes": columns.whole(5 + (rng.random(size) ** 2 * 85).astype(np.int64)),
        },
        span.periods[month],
    )
    return number + size


def _wins(to: Delivery, span: Span, net: Network, c: Clients) -> None:
    """Write who won the customers that came during the books."""
    rng = span.stream("wins")
    new = np.flatnonzero((c.opened >= span.first_days[0]) & (c.owner >= 0))
    source, quarter = c.source[new], span.month_of(c.opened[new]) // 3
    sought = 1 + rng.poisson(2.6 + 0.35 * (quarter / 4))
    to.write(
        "wins",
        {
            "customer_id": columns.taken(ids(np.arange(len(c))), new),
            "staff_id": columns.chosen(net.staff_ids, c.owner[new]),
            "won_on": columns.day(c.opened[new]),
            "visits": columns.whole(np.where(source == WALK_IN, 0, np.where(source == SOUGHT_OUT, sought + 1, sought))),
            "source": columns.chosen(tuple(SOURCES), source),
            "campaign_id": columns.chosen(_campaign_ids(span), quarter, source == CAMPAIGN),
        },
    )


def _campaign_ids(span: Span) -> list[str]:
    return [f"K{quarter + 1:03d}" for quarter in range((span.months + 2) // 3)]


def _campaigns(to: Delivery, span: Span, net: Network) -> None:
    """Write what a campaign a quarter cost in every sub-branch."""
    rng, names = span.stream("campaigns"), _campaign_ids(span)
    subs, size = len(net.subs), len(names) * len(net.subs)
    yuan = np.round(_QUARTER_COST / 100 * (0.6 + 0.8 * rng.random(size))).astype(np.int64)
    quarter = np.repeat(np.arange(len(names)), subs)
    to.write(
        "campaign_costs",
        {
            "campaign_id": columns.chosen(names, quarter),
            "unit_id": columns.chosen(net.sub_ids, np.tile(np.arange(subs), len(names))),
            "on": columns.day(span.first_days[quarter * 3] + 14),
            "amount": columns.money(yuan * 100),
        },
    )
