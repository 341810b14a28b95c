"""Use of products that are used, not held (使用型产品): who used cards and remittances, when, and what it brought.

Nobody tells the bank of a card that stays in the drawer: leaving shows in silence alone. A use is one counted event of
the kinds assumed (a card payment, a transfer). Kept per customer month: ``<use>_uses``; ``_mark``, one bit for a month
with use, and above these bits a one if the use brought income; ``_income`` of such a month, margins and fees of the
families assumed; ``_charge`` of a month with use, their cost to serve and expected loss. Plain sums over 24 months then
tell the history of ``models.histories`` (``key``). Time is in months; the first use counts as made at the begin of its
month, the last one at the end of its month: the bank counts uses by month, and the day is not known. Grain: customer;
minor units.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.usage import USES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions

COUNTS = [f"{use}_uses" for use in USES]
LINES = [f"{use}_{what}" for use in USES for what in ("uses", "income", "charge")]
MONTH = [f"{use}_{what}" for use in USES for what in ("uses", "mark", "income", "charge")]
#: Twice as many months as the later window of the backtest, and as bits for them in a mark.
MONTHS, HALF = 24, 12
#: A time stands in so many values of the key.
BASE = 32
#: Logarithms are added up as whole millionths, so that the order of rows plays no part.
MILLION = 1_000_000


def counted(row: Any, a: Assumptions) -> dict[str, Any]:
    """Return ``<use>_uses`` of a row of events."""
    return {f"{use}_uses": ibis.ifelse(row.kind.isin(a[f"usage.{use}_kinds"]), row["count"], 0) for use in USES}


def lines(held: Any, a: Assumptions) -> dict[str, Any]:
    """Return uses, income and charge of a row of holdings (customer × family)."""
    none = ibis.literal(0, "int64")
    found: dict[str, Any] = {}
    for use in USES:
        of_use = held.family.isin(a[f"usage.{use}_families"])
        income = held.deposit_margin + held.loan_margin + held.fees
        found[f"{use}_uses"] = held[f"{use}_uses"]
        found[f"{use}_income"] = ibis.ifelse(of_use, income, none)
        found[f"{use}_charge"] = ibis.ifelse(of_use, held.serve_cost + held.expected_loss, none)
    return found


def of_month(row: Any, months: Sequence[str]) -> dict[str, Any]:
    """Return the columns kept of a customer month (see above) from its uses, income and charge."""
    bit = ibis.cases(*[(row.period == month, 1 << _bit(month)) for month in months], else_=0).cast("int64")
    found: dict[str, Any] = {}
    for use in USES:
        is_used = row[f"{use}_uses"] > 0
        brings = is_used & (row[f"{use}_income"] > 0)
        mark = ibis.cases((brings, bit + (1 << MONTHS)), (is_used, bit), else_=0)
        found[f"{use}_uses"] = row[f"{use}_uses"]
        found[f"{use}_mark"] = mark.cast("int64")
        found[f"{use}_income"] = ibis.ifelse(brings, row[f"{use}_income"], 0)
        found[f"{use}_charge"] = ibis.ifelse(is_used, row[f"{use}_charge"], 0)
    return found


def by_month(months: Sequence[ir.Table]) -> ir.Table:
    """Return place (0: oldest month) and of the bank ``<use>_uses`` and ``_logs``: Σ ln of incomes, in millionths."""
    parts = [month.select(*MONTH, place=ibis.literal(place, "int64")) for place, month in enumerate(months)]
    rows = ibis.union(*parts, distinct=False)
    sums: dict[str, Any] = {}
    for use in USES:
        income = rows[f"{use}_income"]
        logs = money.whole(ibis.greatest(income, 1).cast("float64").log() * MILLION)
        sums |= {f"{use}_uses": money.total(rows[f"{use}_uses"]), f"{use}_logs": money.total(logs)}
    return rows.group_by("place").aggregate(**sums)


def usage(sums: ir.Table, last: str) -> ir.Table:
    """Return customer_id and per use: key and key_early (NULL: never used), back, later, months, income, charge.

    ``sums``: the columns ``MONTH`` of the last twelve months (``_12m``) and the twelve before (``_prior``).
    ``key_early`` is the history up to the middle; after it came ``later`` uses, the first in month ``back`` (0–11; 12:
    none); ``months`` of the 24 brought income.
    """
    bits = [(_bit(last) + 1 + place) % MONTHS for place in range(MONTHS)]
    found: dict[str, Any] = {}
    for use in USES:
        found |= {f"{use}_{name}": one for name, one in _history(sums, use, bits).items()}
    return sums.select("customer_id", **found)


def _history(row: ir.Table, use: str, bits: list[int]) -> dict[str, Any]:
    mark, early = (
        money.added(row[f"{use}_mark_{half}"] for half in halves) for halves in (("12m", "prior"), ("prior",))
    )
    uses, before = row[f"{use}_uses_12m"] + row[f"{use}_uses_prior"], row[f"{use}_uses_prior"]
    first = _first(mark, [(bit, place) for place, bit in enumerate(bits)], 0)
    backwards = [(bit, place) for place, bit in reversed(list(enumerate(bits)))]
    last, last_early = _first(mark, backwards, 0), _first(early, backwards[HALF:], 0)
    sums = {name: row[f"{use}_{name}_12m"] + row[f"{use}_{name}_prior"] for name in ("income", "charge")}
    return {
        "key": _key(uses, first, last, MONTHS),
        "key_early": _key(before, first, last_early, HALF),
        "back": _first(mark, [(bit, place) for place, bit in enumerate(bits[HALF:])], HALF),
        "later": row[f"{use}_uses_12m"],
        "months": (mark / (1 << MONTHS)).floor().cast("int64"),
        **sums,
    }


def _bit(month: str) -> int:
    return (int(month[:4]) * 12 + int(month[5:])) % MONTHS


def _first(mark: Any, places: list[tuple[int, int]], none: int) -> Any:
    """Return the place of the first bit that is set."""
    return ibis.cases(*[(mark & (1 << bit) > 0, place) for bit, place in places], else_=none).cast("int64")


def _key(uses: Any, first: Any, last: Any, end: int) -> Any:
    x = uses - 1
    t_x = ibis.ifelse(x > 0, last - first + 1, 0)
    return ibis.ifelse(uses > 0, keyed(x, t_x, end - first), ibis.null("int64"))


def keyed(x: Any, t_x: Any, T: Any) -> Any:
    """Return a history as one whole number."""
    return (x * BASE + t_x) * BASE + T


def cells(used: ir.Table) -> ir.Table:
    """Return per use and history: n customers of today (``at`` 0) and of the middle (1), there also by ``back``.

    ``later``: their uses after the middle, 0 today, as is ``back``.
    """
    found = []
    for number, use in enumerate(USES):
        for at, key in enumerate((f"{use}_key", f"{use}_key_early")):
            there, none = used.filter(used[key].notnull()), ibis.literal(0, "int64")
            back, later = (there[f"{use}_back"], there[f"{use}_later"]) if at else (none, none)
            there = there.select(key=there[key], back=back, later=later)
            counted = there.group_by(["key", "back"]).aggregate(n=there.count(), later=money.total(there.later))
            marks = {"use": ibis.literal(number, "int64"), "at": ibis.literal(at, "int64")}
            found.append(counted.select("key", "back", "n", "later", **marks))
    return ibis.union(*found, distinct=False)


def amounts(used: ir.Table) -> ir.Table:
    """Return per use, months with income and the mean of one of them (to three digits): n customers."""
    found = []
    for number, use in enumerate(USES):
        row = used.filter(used[f"{use}_months"] > 0)
        each = (row[f"{use}_income"] / row[f"{use}_months"]).floor().cast("int64")
        row = row.select(use=ibis.literal(number, "int64"), months=row[f"{use}_months"], amount=_three_digits(each))
        found.append(row.group_by(["use", "months", "amount"]).aggregate(n=row.count()))
    return ibis.union(*found, distinct=False)


def _three_digits(value: Any) -> Any:
    """Return the middle of the bin a whole number falls into; below a thousand every number is one."""
    width = ibis.cases(*[(value < 10**digits, 10 ** (digits - 3)) for digits in range(3, 17)], else_=10**14)
    return (value - value % width + (width / 2).floor().cast("int64")).cast("int64")
