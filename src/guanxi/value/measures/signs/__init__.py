"""The five signs of every scope (五个信号): counts by unit and manager, spread over scopes, laid out by month.

A share of few cases is taken over the last ``smooth_months`` months. now = Σ num ÷ Σ den over the last twelve months
known, before = the same over the months before those; for a sum, its mean a month. Direction: rise or fall beyond
``steady``, only where both rest on ``least`` cases. The last sign takes now and before from the concentration of the
twelve months. Source: M0. Grain: scope × line.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.signs import FIVE_SIGNS, SIGN_LINES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import concentration, scopes
from guanxi.value.measures.signs.counts import MILLIONTH, MONTHS

KEYS = ["scope", "scope_id", "line"]
SUMS = ("still_count", "still_sum")
SMOOTHED = ("walk_in_risk", "sought_risk", "win_contacts", "win_days", "win_concession")
TOPS = {"top1": "top1_rate", "top10": "top10_customers_rate", "top20": "top20_gross_rate"}
_SCALES = {"outbound": 100.0, "inbound": 100.0, "win_concession": 1.0 / MILLIONTH}


def spread(counts: ir.Table, above: ir.Table) -> ir.Table:
    """Return scope, scope_id, line, month, num, den of counts by unit and manager."""
    rows = scopes.spread(counts, above)
    sums = rows.group_by([*KEYS, "month"]).aggregate(num=money.total(rows.num), den=money.total(rows.den))
    return sums


def people(spread: ir.Table) -> ir.Table:
    """Return scope, scope_id, month, customers: how many there were in every month."""
    moves = spread.filter(spread.line == "people")
    ours = moves.select("scope", "scope_id").distinct()
    grid = ours.cross_join(_months())
    joined = grid.left_join(moves, ["scope", "scope_id", "month"]).drop("scope_right", "scope_id_right", "month_right")
    order = ibis.window(group_by=["scope", "scope_id"], order_by="month", preceding=None, following=0)
    return joined.select(
        "scope", "scope_id", "month", customers=money.known(joined.num).sum().over(order).cast("int64")
    )


def laid_out(spread: ir.Table, tops: ir.Table, people: ir.Table, known: Mapping[str, Sequence[int]]) -> ir.Table:
    """Return scope, scope_id, line, month, num, den, known: a row for every scope, line and month."""
    rows = spread.filter(spread.line != "people").union(tops.select(*spread.columns))
    told = [{"line": line, "month": m, "known": m in known[line]} for line in SIGN_LINES for m in range(MONTHS)]
    lines = ibis.memtable(told, schema=ibis.schema({"line": "string", "month": "int64", "known": "boolean"}))
    grid = people.join(lines, "month")
    joined = grid.left_join(rows, [*KEYS, "month"])
    den = ibis.ifelse(joined.line.isin(["outbound", "inbound"]), joined.customers, money.known(joined.den))
    return joined.select(*KEYS, "month", "known", num=money.known(joined.num), den=den.cast("int64"))


def five_signs(cells: ir.Table, behind: ir.Table, ranked: ir.Table, prior: ir.Table, a: Assumptions) -> ir.Table:
    """Return the contract's rows; ``cells``: see laid_out, ``behind``: see there, the others see concentration."""
    row = _joined(_joined(_lines(cells, a), _concentrated(ranked, prior)), behind)
    is_top = row.line.isin(list(TOPS))
    now, before = ibis.ifelse(is_top, row.top_now, row.now), ibis.ifelse(is_top, row.top_before, row.before)
    few = ibis.ifelse(is_top, False, (row.basis < a["signs.least"]) | (row.basis_before < a["signs.least"]))
    basis = ibis.ifelse(is_top, money.known(row.top_basis), row.basis)
    return row.select(
        "scope",
        "scope_id",
        "line",
        place=ibis.cases(*[(row.line == name, place) for place, name in enumerate(SIGN_LINES)], else_=99).cast("int64"),
        values=row["values"],
        now=now.round(6),
        before=before.round(6),
        basis=basis.cast("int64"),
        direction=_direction(now, before, few, float(a["signs.steady"])),
        customers=ibis.coalesce(row.customers, "[]"),
    ).select(*FIVE_SIGNS.names)


def _joined(row: ir.Table, part: ir.Table) -> ir.Table:
    fresh = [column for column in part.columns if column not in KEYS]
    return row.left_join(part, KEYS).select(row, *[part[column] for column in fresh])


def _lines(cells: ir.Table, a: Assumptions) -> ir.Table:
    order = ibis.window(group_by=KEYS, order_by="month", preceding=int(a["signs.smooth_months"]) - 1, following=0)
    smooth = cells.line.isin(list(SMOOTHED))
    cells = cells.mutate(
        over=ibis.ifelse(smooth, cells.num.sum().over(order), cells.num),
        under=ibis.ifelse(smooth, cells.den.sum().over(order), cells.den),
        # the last twelve months known are the recent ones
        recency=ibis.ifelse(cells.known, 1, 0)
        .sum()
        .over(ibis.window(group_by=KEYS, order_by=ibis.desc("month"), preceding=None, following=0)),
    )
    value = ibis.ifelse(cells.known, _value(cells.line, cells.over, cells.under, 1), ibis.null("float64"))
    text = ibis.coalesce(value.round(6).cast("string"), "null")
    recent, earlier = cells.known & (cells.recency <= 12), cells.known & (cells.recency > 12)
    shown = cells.mutate(text=text, recent=recent, earlier=earlier)
    sums = shown.group_by(KEYS).aggregate(
        texts=shown.text.group_concat(",", order_by=shown.month),
        **{
            f"{name}_{part}": money.total(ibis.ifelse(shown[part], amount, 0))
            for part in ("recent", "earlier")
            for name, amount in (("num", shown.num), ("den", shown.den), ("count", ibis.literal(1)))
        },
    )
    return sums.select(
        *KEYS,
        values=ibis.literal("[") + sums.texts + "]",
        now=_value(sums.line, sums.num_recent, sums.den_recent, sums.count_recent),
        before=_value(sums.line, sums.num_earlier, sums.den_earlier, sums.count_earlier),
        basis=sums.den_recent,
        basis_before=sums.den_earlier,
    )


def _value(line: Any, num: Any, den: Any, months: Any) -> Any:
    """Return num ÷ den in the unit of the line; for a sum its mean over the months."""
    below = ibis.ifelse(line.isin(list(SUMS)), months, den)
    scale = ibis.cases(*[(line == name, scale) for name, scale in _SCALES.items()], else_=1.0)
    return ibis.ifelse(below > 0, num.cast("float64") / ibis.greatest(below, 1) * scale, ibis.null("float64"))


def _concentrated(ranked: ir.Table, prior: ir.Table) -> ir.Table:
    """Return scope, scope_id, line, top_now, top_before, top_basis of the last sign, over twelve months each."""

    def sided(rows: ir.Table, name: str) -> ir.Table:
        f = concentration.figures(rows)
        return ibis.union(
            *[
                f.select("scope", "scope_id", line=ibis.literal(line), **{name: f[rate]}, customers=f.customers)
                for line, rate in TOPS.items()
            ]
        )

    now, before = sided(ranked, "top_now"), sided(prior, "top_before").drop("customers")
    joined = now.left_join(before, KEYS)
    return joined.select(*KEYS, "top_now", "top_before", top_basis=joined.customers)


def _direction(now: Any, before: Any, few: Any, steady: float) -> Any:
    gap = now - before
    return ibis.cases(
        (now.isnull() | before.isnull(), "unknown"),
        (few, "few"),
        (gap.abs() <= before.abs() * steady, "steady"),
        (gap > 0, "rise"),
        else_="fall",
    )


def _months() -> ir.Table:
    return ibis.memtable([{"month": m} for m in range(MONTHS)], schema=ibis.schema({"month": "int64"}))
