"""What the invented bank knows of other banks (行外信息): market sizes and wallet evidence. All banks are invented."""

import numpy as np

from guanxi.contracts.market import EVIDENCE_SOURCES
from guanxi.demo import columns
from guanxi.demo.clients import Clients, ids
from guanxi.demo.draws import Floats, Ints
from guanxi.demo.network import Network
from guanxi.demo.places import CITIES, INDUSTRIES
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

BANKS = ("东岳商业银行", "海晏银行", "北辰农村商业银行", "锦川银行", "Harbour & Lane Bank")
_PERSONAL = ("current", "term_deposit", "mortgage", "consumer_loan", "wealth", "card")
_BUSINESS = ("current", "term_deposit", "working_capital", "term_loan", "wealth", "trade")
_FAMILIES = tuple(dict.fromkeys((*_PERSONAL, *_BUSINESS)))
_TYPICAL = np.array((60_000, 90_000, 260_000, 45_000, 120_000, 9_000, 700_000, 1_600_000, 500_000))
_FACTOR = np.array((0.4, 1.0, 4.0, 0.5, 0.5, 1.0, 4.0, 18.0))
_MARKET_FAMILIES = ("current", "term_deposit", "working_capital", "trade")
_EVIDENCE_RATE = 0.06
_YEARS = 3


def write(to: Delivery, span: Span, net: Network, c: Clients) -> None:
    """Write wallet evidence and market sizes."""
    _evidence(to, span, c)
    _market(to, span, net)


def _evidence(to: Delivery, span: Span, c: Clients) -> None:
    """Write what is known of holdings elsewhere, more often of the rich and of companies."""
    rng = span.stream("evidence")
    likely = _EVIDENCE_RATE * np.array((0.4, 1.0, 2.5, 0.3, 1.2, 2.5, 6.0, 9.0))[c.segment]
    known = np.flatnonzero(rng.random(len(c)) < likely)
    who = np.repeat(known, 2)
    size, persons = len(who), c.persons[who]
    drawn = (np.repeat(rng.integers(len(_PERSONAL), size=len(known)), 2) + np.tile((0, 1), len(known))) % len(_PERSONAL)
    personal = np.array([_FAMILIES.index(f) for f in _PERSONAL])[drawn]
    business = np.array([_FAMILIES.index(f) for f in _BUSINESS])[drawn]
    family = np.where(persons, personal, business)
    amount = _TYPICAL[family] * _FACTOR[c.segment[who]] * c.means[who] ** 0.7 * np.exp(0.6 * rng.standard_normal(size))
    as_of = span.end - rng.integers(20, min(700, 30 * span.months), size=size)
    to.write(
        "wallet_evidence",
        {
            "customer_id": columns.taken(ids(np.arange(len(c))), who),
            "family": columns.chosen(_FAMILIES, family),
            "as_of": columns.day(as_of),
            "amount": columns.money(np.round(amount / 100).astype(np.int64) * 10_000),
            "bank": columns.chosen(BANKS, rng.integers(len(BANKS), size=size)),
            "source": columns.chosen(tuple(EVIDENCE_SOURCES), rng.integers(len(EVIDENCE_SOURCES), size=size)),
        },
    )


def _market(to: Delivery, span: Span, net: Network) -> None:
    """Write the market of every city and trade by family, year and competitor."""
    rng = span.stream("market")
    cities = np.unique(net.cities)
    last = int(span.last[:4])
    shape = (len(cities), len(INDUSTRIES), len(_MARKET_FAMILIES), _YEARS, len(BANKS))
    city, industry, family, year, bank = (axis.ravel() for axis in np.indices(shape))
    growth = (0.02 + 0.07 * rng.random(shape[:3]))[..., None]
    start = (2e9 + 6e10 * rng.random(shape[:3]) ** 2)[..., None]
    sizes: Floats = start * (1 + growth) ** np.arange(_YEARS)
    weights = rng.random(shape) + 0.3
    share: Floats = 0.8 * weights / weights.sum(axis=4, keepdims=True)
    cell: Ints = ((city * shape[1] + industry) * shape[2] + family) * _YEARS + year
    to.write(
        "market",
        {
            "region": columns.chosen([CITIES[n][0] for n in cities.tolist()], city),
            "industry": columns.chosen([code for code, _, _, _ in INDUSTRIES], industry),
            "family": columns.chosen(_MARKET_FAMILIES, family),
            "year": columns.whole(last - _YEARS + 1 + year),
            "size": columns.money(np.round(sizes.ravel()[cell] / 1e4).astype(np.int64) * 1_000_000),
            "growth": columns.fraction(np.broadcast_to(growth, sizes.shape).ravel()[cell], 4),
            "competitor": columns.chosen(BANKS, bank),
            "competitor_share": columns.fraction(share.ravel(), 4),
            "source": columns.same("虚构的市场调查", len(city)),
        },
    )
