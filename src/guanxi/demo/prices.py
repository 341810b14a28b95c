"""Curves, exchange rates and list prices of the invented bank (利率、汇率与挂牌价).

The twelve-month transfer rate falls slowly over the years with a wave in it. Two list rates of persons are cut
during the books; price-sensitive holders leave after it (see ``fates``).
"""

import math

import numpy as np

from guanxi.demo.catalogue import LIABILITY, PLACE, PRODUCTS, SIDES
from guanxi.demo.columns import chosen, day, fraction, money, whole
from guanxi.demo.draws import Floats
from guanxi.demo.spans import Span, day_number
from guanxi.demo.writing import Delivery
from guanxi.kit import periods

TENORS = {1: -0.0050, 3: -0.0035, 6: -0.0018, 12: 0.0, 24: 0.0012, 36: 0.0024, 60: 0.0042, 120: 0.0065, 240: 0.0085}
CURRENCIES = {"USD": 7.10, "EUR": 7.75, "HKD": 0.91}
YEARS_BACK = 12
#: Product, how many months before the last the list rate was cut, by how much.
CUTS = (("P113", 20, 0.0040), ("P114", 8, 0.0045))


def one_year(months_ago: int) -> float:
    """Return the twelve-month transfer rate so many months before the last month."""
    years = months_ago / 12
    return round(0.0185 + 0.0011 * years + 0.0009 * math.sin(years * 1.7), 4)


def exchange(currency: str, months_ago: int) -> float:
    """Return units of base currency for one of the foreign."""
    return round(CURRENCIES[currency] * (1 + 0.025 * math.sin(months_ago / 7 + len(currency))), 4)


def monthly_rates(span: Span) -> Floats:
    """Return product × month: the factor that turns the product's amounts into base currency."""
    out = np.ones((len(PRODUCTS), span.months))
    for place, product in enumerate(PRODUCTS):
        if product.currency != "CNY":
            out[place] = [exchange(product.currency, span.months - 1 - m) for m in range(span.months)]
    return out


def list_rate(code: str, months_ago: int) -> float:
    """Return the list rate of a deposit so many months before the last month."""
    product = PRODUCTS[PLACE[code]]
    before = sum(cut for cut_code, since, cut in CUTS if cut_code == code and months_ago > since)
    drift = 0.0004 * (months_ago // 12) if product.tenor else 0.0
    return round(product.rate + before + drift, 4)


def list_rates(months_ago: int) -> Floats:
    """Return the list rate of every product, 0 for those that are not deposits."""
    return np.array([list_rate(p.code, months_ago) if p.side == "liability" else 0.0 for p in PRODUCTS])


def write(to: Delivery, span: Span) -> None:
    """Write the contracts ``rates`` and ``prices``."""
    first = periods.shift(span.last, -12 * YEARS_BACK)
    months = periods.between(first, span.last)
    rows: list[tuple[str, int, int, float]] = []
    for place, month in enumerate(months):
        ago = len(months) - 1 - place
        on = day_number(periods.first_day(month))
        rows += [("transfer", on, tenor, one_year(ago) + slope) for tenor, slope in TENORS.items()]
        rows.append(("policy", on, 12, one_year(ago) + 0.0115))
        rows += [(f"fx.{currency}", on, 0, exchange(currency, ago)) for currency in CURRENCIES]
    curves, days, tenors, values = (np.array(column) for column in zip(*rows, strict=True))
    to.write(
        "rates",
        {
            "curve": chosen(curves.tolist(), np.arange(len(curves))),
            "on": day(days),
            "tenor": whole(tenors),
            "value": fraction(values, 6),
        },
    )
    _write_prices(to, span)


def _write_prices(to: Delivery, span: Span) -> None:
    """Write one row per product whenever its price changed."""
    codes: list[str] = []
    days: list[int] = []
    listed: list[float] = []
    fees: list[int] = []
    for place, product in enumerate(PRODUCTS):
        deposit = SIDES[place] == LIABILITY
        last: float | None = None
        for month, period in enumerate(span.periods):
            ago = span.months - 1 - month
            now = list_rate(product.code, ago) if deposit else _list_price(product.rate, ago)
            if now == last:
                continue
            codes.append(product.code)
            days.append(day_number(periods.first_day(period)))
            listed.append(now)
            fees.append(int(max(product.size) * 20) if product.side == "service" else 0)
            last = now
    served = np.array([PRODUCTS[PLACE[c]].side == "service" for c in codes])
    to.write(
        "prices",
        {
            "product_id": chosen(codes, np.arange(len(codes))),
            "on": day(np.array(days)),
            "list_rate": fraction(np.array(listed), 6, ~served),
            "fee": money(np.array(fees), served),
        },
    )


def _list_price(spread: float, months_ago: int) -> float:
    """Return the list rate of a loan: reviewed once a year; services keep their fee."""
    return round(one_year(months_ago // 12 * 12) + spread, 4) if spread else 0.0
