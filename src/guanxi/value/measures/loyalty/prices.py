"""Price against losses (价格变动与流失): closings of holders and of others around each price move. Source: M29.

A move is a change of a product's list rate or fee from month to month. Closing rates a month are compared before and
after, among those who held the product and those who did not; gap = (after − before) of holders − (after − before)
of others. It takes away what happened to everybody; it does not prove a cause: holders may differ in other ways too.
"""

import json
from collections.abc import Iterator
from math import sqrt
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import PRICE_MOVES
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.departure import MONTHS
from guanxi.value.measures.loyalty import months, tables
from guanxi.value.measures.loyalty.tables import Row

COUNTS = ("entered", "ended", "closed")


def months_of(prices: list[Row], last: str) -> dict[str, list[Row]]:
    """Return product → what was listed at the end of each of the 24 months (None before the first listing)."""
    ends = [periods.last_day(p) for p in months.names(last)]
    listed: dict[str, list[Row]] = {}
    for row in sorted(prices, key=lambda r: (r["product_id"], r["on"])):
        listed.setdefault(row["product_id"], []).append(row)
    nothing: Row = {"list_rate": None, "fee": None}
    return {
        product: [next((r for r in reversed(rows) if r["on"] <= end), nothing) for end in ends]
        for product, rows in listed.items()
    }


def moves(prices: list[Row], products: list[Row], last: str, a: Assumptions) -> list[Row]:
    """Return the largest moves: product_id, product, family, month, price_kind, price_before, price_after, prices."""
    named = {row["product_id"]: row for row in products}
    found = []
    for product, listed in months_of(prices, last).items():
        for kind, column, least in (("rate", "list_rate", "price_move_rate"), ("fee", "fee", "price_move_fee")):
            values = [row[column] for row in listed]
            for month in range(1, MONTHS):
                size = _size(kind, values[month - 1], values[month])
                if product in named and size >= a[f"loyalty.{least}"] - 1e-12:
                    found.append(_move(named[product], kind, month, values, size / a[f"loyalty.{least}"]))
    largest = sorted(found, key=lambda m: (-m["size"], m["product_id"], m["month"]))[: a["loyalty.price_moves"]]
    return sorted(largest, key=lambda m: (m["month"], m["product_id"], m["price_kind"]))


def _size(kind: str, before: float | None, after: float | None) -> float:
    if before is None or after is None:
        return 0.0
    gap = abs(float(after) - float(before))
    return gap if kind == "rate" else gap / float(before) if before else 0.0


def _move(product: Row, kind: str, month: int, values: list[Any], size: float) -> Row:
    unit = 1.0 if kind == "rate" else 100.0
    prices = [None if value is None else float(value) / unit for value in values]
    return {
        "product_id": product["product_id"], "product": product["name"], "family": product["family"], "month": month,
        "price_kind": kind, "price_before": prices[month - 1], "price_after": prices[month], "prices": prices,
        "size": size,
    }  # fmt: skip


def holders(accounts: ir.Table, members: ir.Table, wanted: list[str], last: str) -> ir.Table:
    """Count by unit and product, month by month: who began to hold (entered), who ceased (ended) and who closed."""
    own = accounts.filter(accounts.product_id.isin(wanted))
    opened, shut = months.number(own.opened_on, last), months.number(own.closed_on, last)
    spans = own.select("customer_id", "product_id", opened=opened, shut=ibis.coalesce(shut, MONTHS))
    held = spans.group_by(["customer_id", "product_id"]).aggregate(since=spans.opened.min(), until=spans.shut.max())
    row = held.join(members.select("customer_id", "unit_id", "departure", "left", "joined"), "customer_id")
    since = ibis.greatest(row.since + 1, months.entered(row))
    until = ibis.least(row.until, ibis.coalesce(row.left, MONTHS))
    row = row.mutate(since=since, until=until).filter(lambda t: (t.since <= t.until) & (t.since < MONTHS))
    closes = ibis.coalesce((row.departure == "closed") & (row.left == row.until), False)
    return _counted(row.mutate(closes=closes), ["unit_id", "product_id"])


def everybody(members: ir.Table) -> ir.Table:
    """Count by unit, month by month, all customers, with the product left empty."""
    since, until = months.entered(members), ibis.coalesce(members.left, MONTHS)
    row = members.mutate(since=since, until=until, product_id=ibis.literal(""))
    row = row.filter((row.since <= row.until) & (row.since < MONTHS))
    closes = ibis.coalesce(row.departure == "closed", False) & (row.until < MONTHS)
    return _counted(row.mutate(closes=closes), ["unit_id", "product_id"])


def _counted(row: ir.Table, keys: list[str]) -> ir.Table:
    zero = ibis.literal(0, "int64")
    names = [*keys, "month"]
    came = row.mutate(month=row.since.cast("int64"))
    came = came.group_by(names).aggregate(entered=came.count().cast("int64"))
    went = row.filter(row.until < MONTHS).mutate(month=row.until.cast("int64"))
    went = went.group_by(names).aggregate(
        ended=went.count().cast("int64"), closed=money.total(ibis.ifelse(went.closes, 1, 0))
    )
    both = came.select(*names, "entered", ended=zero, closed=zero).union(
        went.select(*names, "ended", "closed", entered=zero).select(*names, *COUNTS), distinct=False
    )
    return both.mutate(owner_id=ibis.null("string"))


def price_moves(found: list[Row], counted: list[Row], last: str, a: Assumptions) -> ir.Table:
    """Return the published table from the moves and the counts of every scope, product and month."""
    lines = _lines(counted)
    scopes = sorted({(row["scope"], row["scope_id"]) for row in counted})
    return tables.published(PRICE_MOVES, _told(found, lines, scopes, months.names(last), a))


def _lines(counted: list[Row]) -> dict[tuple[str, str, str], list[list[int]]]:
    """Return scope, number, product → [at risk, closed] of each month."""
    wide: dict[tuple[str, str, str], list[list[int]]] = {}
    for row in counted:
        at = (row["scope"], row["scope_id"], row["product_id"])
        line = wide.setdefault(at, [[0, 0, 0] for _ in range(MONTHS)])
        for column, name in enumerate(COUNTS):
            line[row["month"]][column] += row[name]
    out = {}
    for at, line in wide.items():
        there, cells = 0, []
        for entered, ended, closed in line:
            there += entered
            cells.append([there, closed])
            there -= ended
        out[at] = cells
    return out


def _told(
    found: list[Row], lines: dict[tuple[str, str, str], list[list[int]]], scopes: list[tuple[str, str]],
    names: list[str], a: Assumptions,
) -> Iterator[Row]:  # fmt: skip
    for scope, scope_id in scopes:
        for move in found:
            mine = lines.get((scope, scope_id, move["product_id"]))
            if mine is None:
                continue
            all_ = lines[scope, scope_id, ""]
            others = [[n - m, x - y] for (n, x), (m, y) in zip(all_, mine, strict=True)]
            cells = zip(move["prices"], mine, others, strict=True)
            yield move | _compared(move["month"], mine, others, a) | {
                "scope": scope, "scope_id": scope_id, "moved_in": names[move["month"]],
                "holders": mine[move["month"]][0], "months": json.dumps([[p, *m, *o] for p, m, o in cells]),
            }  # fmt: skip


def _compared(month: int, mine: list[list[int]], others: list[list[int]], a: Assumptions) -> Row:
    window = a["loyalty.price_window"]
    spans = (slice(max(0, month - window), month), slice(month, month + window))
    sums = [[sum(cell[i] for cell in line[span]) for i in (0, 1)] for line in (mine, others) for span in spans]
    rates = [closed / there if there else None for there, closed in sums]
    told: Row = dict(zip(("holders_before", "holders_after", "others_before", "others_after"), rates, strict=True))
    known = [rate for rate in rates if rate is not None]
    if len(known) < 4:
        return told | {"gap": None, "gap_low": None, "gap_high": None, "verdict": "too_few"}
    before, after, other_before, other_after = known
    gap = (after - before) - (other_after - other_before)
    # half a closing more on each side, so that nought closings do not count as certain
    near = [((closed + 0.5) / (there + 1), there) for there, closed in sums]
    error = sqrt(sum(p * (1 - p) / there for p, there in near))
    half = a["loyalty.interval_z"] * error
    enough = sums[0][1] + sums[1][1] >= a["loyalty.least_departures"] and mine[month][0] >= a["loyalty.least_customers"]
    verdict = "too_few" if not enough else "unclear" if abs(gap) < half else "rose" if gap > 0 else "fell"
    return told | {"gap": gap, "gap_low": gap - half, "gap_high": gap + half, "verdict": verdict}
