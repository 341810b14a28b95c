"""The demo bank (演示银行): writes the extract files of an invented bank, the same bytes for the same parameters.

Memory holds the customers and accounts; the months are written one after another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np

from guanxi.demo import (
    books,
    catalogue,
    clients,
    contacts,
    course,
    doings,
    fates,
    holdings,
    network,
    outside,
    payments,
    prices,
    ties,
    voices,
)
from guanxi.demo.spans import Span
from guanxi.demo.writing import CSV_LIMIT, Delivery
from guanxi.kit import periods
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

Progress = Callable[[str, float, dict[str, Any]], None]
Format = Literal["auto", "csv", "parquet"]
SEED = 20_201
LEAST_CUSTOMERS, LEAST_MONTHS = 100, 3


class TooSmall(Refused):
    """A bank of a handful of customers has no shape to show."""

    words = Words(
        "A demo bank needs at least {customers} customers and {months} months.",
        "演示银行至少需要 {customers} 个客户和 {months} 个月。",
    )


@dataclass(frozen=True)
class Counts:
    """How much was written."""

    customers: int
    accounts: int
    months: int
    first: str
    last: str
    rows: dict[str, int]


@dataclass(frozen=True)
class Plan:
    """The bank before its months are lived through."""

    net: network.Network
    clients: clients.Clients
    holdings: holdings.Holdings
    fates: fates.Fates


def made(span: Span) -> Plan:
    """Found the bank: units, staff, customers, accounts and what will happen to customers."""
    net = network.build(span)
    c = clients.build(span, net)
    h = holdings.build(span, c)
    return Plan(net, c, h, fates.build(span, c, h))


def generate(
    folder: Path,
    *,
    customers: int = 5_000,
    months: int = 36,
    seed: int = SEED,
    as_of: date,
    format: Format = "auto",
    progress: Progress | None = None,
) -> Counts:
    """Write the extract files of the months up to the last complete one on ``as_of``.

    ``format``: CSV, or Parquet for the large tables; ``auto`` chooses by the number of customers. ``progress`` may
    raise ``kit.refusals.Stopped``; refuses fewer than 100 customers or 3 months.
    """
    if customers < LEAST_CUSTOMERS or months < LEAST_MONTHS:
        raise TooSmall(customers=LEAST_CUSTOMERS, months=LEAST_MONTHS)
    span = Span(customers, months, seed, periods.last_complete(as_of))
    tell = progress or _silent
    to = Delivery(folder, parquet=format == "parquet" or (format == "auto" and customers > CSV_LIMIT))
    tell("customers", 0.0, {"customers": customers})
    plan = made(span)
    net, c, h, f = plan.net, plan.clients, plan.holdings, plan.fates
    network.write(to, net)
    catalogue.write(to)
    prices.write(to, span)
    clients.write(to, span, net, c, f.closed)
    tell("accounts", 0.05, {"accounts": len(h)})
    holdings.write(to, net, c, h)
    keys = holdings.account_ids(np.arange(len(h)))
    busy = doings.liveliness(span, c)
    watched, paid = payments.watched(span, c, h, f), 0
    for month in course.months(span, c, h, f):
        period = span.periods[month.number]
        tell("months", 0.1 + 0.85 * month.number / months, {"period": period})
        course.write(to, span, h, month, keys)
        served = doings.write(to, span, c, h, month, keys, busy)
        paid = payments.write(to, span, h, f, month, keys, watched, paid)
        books.write(to, span, net, c, h, month, served)
    contacts.write(to, span, net, c, f.closed)
    voices.write(to, span, c, f)
    ties.write(to, span, c, h)
    outside.write(to, span, net, c)
    payments.write_orders(to, span, c, h)
    tell("done", 1.0, dict(to.rows))
    return Counts(customers, len(h), months, span.periods[0], span.last, dict(to.rows))


def _silent(step: str, done: float, facts: dict[str, Any]) -> None:
    """Tell nobody."""
