"""Customers of the invented bank (客户): who they are, where they belong, how they came."""

from dataclasses import dataclass

import numpy as np

from guanxi.contracts.customers import SOURCES
from guanxi.demo import columns, names
from guanxi.demo.catalogue import PERSONS, SEGMENT_SHARES, STEEPNESS
from guanxi.demo.columns import Column
from guanxi.demo.draws import Flags, Floats, Ints, heavy, pick, quota, spread
from guanxi.demo.network import Network
from guanxi.demo.places import CITIES, INDUSTRIES, STREETS
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

_SOURCES = tuple(SOURCES)
WALK_IN, SOUGHT_OUT, REFERRAL, CAMPAIGN, ACQUIRED = range(5)
GRADES = ("AAA", "AA", "A", "BBB", "BB", "B", "CCC")
_SIZES = ("micro", "small", "medium", "large")
_NEWCOMER_MONTHS = 30
WIDTH = 7
_AT_COUNTER = (0.10, 0.03, 0.02, 0.85, 0.50, 0.16, 0.0, 0.0)


@dataclass(frozen=True)
class Clients:
    """Arrays with one place per customer."""

    segment: Ints
    place: Floats  # place in the means of the segment, 0 poorest, 1 richest
    means: Floats
    sub: Ints
    city: Ints
    industry: Ints
    owner: Ints  # manager, -1 for none
    deputy: Ints
    source: Ints
    opened: Ints
    born: Ints
    risk: Floats  # factor on the probability of default
    growth: Floats  # yearly growth of balances
    at_counter: Flags  # comes to the counter for everything

    def __len__(self) -> int:
        return len(self.segment)

    @property
    def persons(self) -> Flags:
        """Persons; the others are companies."""
        return self.segment < PERSONS


def build(span: Span, net: Network) -> Clients:
    """Draw the customers."""
    rng, size = span.stream("clients"), span.customers
    segment = rng.permutation(np.repeat(np.arange(len(SEGMENT_SHARES)), quota(size, SEGMENT_SHARES)))
    place, means = np.empty(size), np.empty(size)
    for number, steepness in enumerate(STEEPNESS):
        mine = np.flatnonzero(segment == number)
        place[mine] = spread(rng, len(mine))
        means[mine] = heavy(place[mine], steepness, 60.0)
    sub = np.repeat(np.arange(len(net.customers)), net.customers)
    owner, deputy = _managers(rng, net, sub, segment)
    age = np.where(rng.random(size) < 0.30, 30.4 * span.months * rng.random(size), 0)
    long_ago = 30.4 * span.months + 365 * (0.2 + 12 * rng.random(size) ** 1.4)
    opened = span.end - np.where(age > 0, np.maximum(age, 20), long_ago).astype(np.int64)
    newcomer = opened > span.end - 30.4 * _NEWCOMER_MONTHS
    source = pick(rng, size, (46, 20, 13, 15, 6))
    industry = pick(rng, size, [weight for _, _, weight, _ in INDUSTRIES])
    risk = np.exp(0.55 * rng.standard_normal(size)) * np.array([1.25, 0.75, 0.6, 1.05, 0.95])[source]
    risk = np.where(newcomer & (source == WALK_IN), risk * 2.6, risk)
    years = np.where(segment == 3, 58 + 27 * rng.random(size), 21 + 42 * rng.random(size) ** 1.1)
    founded = opened - (365 * 9 * rng.random(size) ** 1.6).astype(np.int64) - 30
    return Clients(
        segment, place, means, sub, net.cities[sub], industry, owner, deputy, source, opened,
        np.where(segment < PERSONS, span.end - (years * 365.25).astype(np.int64), founded), risk,
        np.clip(rng.normal(0.045, 0.10, size), -0.25, 0.40),
        rng.random(size) < np.array(_AT_COUNTER)[segment],
    )  # fmt: skip


def _managers(rng: np.random.Generator, net: Network, sub: Ints, segment: Ints) -> tuple[Ints, Ints]:
    """Return main and deputy manager: neighbours in the sub-branch; one customer in fifty has none."""
    first, count = net.first_manager[sub], (net.first_manager[1:] - net.first_manager[:-1])[sub]
    size = len(sub)
    drawn = (rng.random(size) * count).astype(np.int64)
    none = (rng.random(size) < 0.02) & (segment < 2)
    owner = np.where(none, -1, first + drawn)
    paired = (count > 1) & (rng.random(size) < np.where(segment >= 5, 0.9, 0.35)) & ~none
    return owner, np.where(paired, first + (drawn + 1) % count, -1)


def ids(numbers: Ints) -> Column:
    """Return customer numbers."""
    return columns.numbered("C", numbers + 1, WIDTH)


def write(to: Delivery, span: Span, net: Network, c: Clients, closed: Ints) -> None:
    """Write the contract ``customers``."""
    rng, size = span.stream("identities"), len(c)
    every, company = np.arange(size), np.flatnonzero(~c.persons)
    turn = np.cumsum(~c.persons) - 1
    at = np.maximum(turn, 0)
    alike = names.companies(rng, c.city[company], c.industry[company], c.segment[company] == 7)
    numbers = names.company_numbers(rng, c.city[company])
    key = ids(every)
    referred = rng.integers(size, size=size)
    grade = np.clip(np.searchsorted([0.35, 0.6, 0.9, 1.4, 2.4, 4.5], c.risk), 0, len(GRADES) - 1)
    managed, paired = c.owner >= 0, c.deputy >= 0
    to.write(
        "customers",
        {
            "customer_id": key,
            "kind": columns.chosen(("company", "person"), c.persons.astype(int)),
            "name": columns.either(c.persons, names.persons(rng, size), columns.taken(alike, at)),
            "id_number": columns.either(
                c.persons, names.person_numbers(rng, c.city, c.born), columns.taken(numbers, at)
            ),
            "region": columns.chosen([code for code, _ in CITIES], c.city),
            "industry": columns.chosen([code for code, _, _, _ in INDUSTRIES], c.industry, ~c.persons),
            "size": columns.chosen(_SIZES, np.maximum(c.segment - PERSONS, 0), ~c.persons),
            "risk_grade": columns.chosen(GRADES, grade),
            "unit_id": columns.chosen(net.sub_ids, c.sub),
            "owner_id": columns.chosen(net.staff_ids, np.maximum(c.owner, 0), managed),
            "deputy_id": columns.chosen(net.staff_ids, np.maximum(c.deputy, 0), paired),
            "source": columns.chosen(_SOURCES, c.source),
            "referred_by": columns.taken(key, referred, (c.source == REFERRAL) & (referred != every)),
            "opened_on": columns.day(c.opened),
            "closed_on": columns.day(closed, closed >= 0),
            "born_on": columns.day(c.born),
            "phone": names.phones(rng, size),
            "email": columns.where(
                columns.joined(columns.numbered("c", every + 1, WIDTH), columns.same("@example.com", size)),
                rng.random(size) < 0.6,
            ),
            "address": columns.joined(
                columns.chosen([name for _, name in CITIES], c.city),
                columns.chosen(STREETS, rng.integers(len(STREETS), size=size)),
                columns.same("路", size),
                columns.chosen([f"{n}号" for n in range(1, 400)], rng.integers(399, size=size)),
            ),
        },
    )
