"""The profit bridge (利润桥): the change of profit from each month to the next, by cause, for every scope.

Customers in their first twelve months move ``new``, those in the twelve months up to their departure (and after it)
``departed``, by all their profit changed. For all others, with M the margin, V the average balance and d the days of
the month: days = M₀ × d₁ ÷ d₀ − M₀; volume = (V₁ − V₀) × the mean of both margin rates; rate = M₁ − M₀ − days − volume,
so that nothing is lost in rounding; a margin without a balance in either month is ``other``. Fees and charges move by
their change. Steps add up, so the bridge between any two months is the sum of the steps between them, to the cent.
Rates are those of the scope as a whole. Grain: scope; minor units.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.bridge import CAUSES, PROFIT_BRIDGE
from guanxi.contracts.lines import LINES
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.measures import history, scopes
from guanxi.value.measures.signs import counts

MONTHS = 24
YEAR = 12
NEW, GONE, STAYING = "new", "departed", "stays"
_AMOUNTS = (*LINES, *history.BALANCES)
_SCOPE = ["scope", "scope_id"]


def cells(months: Sequence[ir.Table], facts: ir.Table, last: str) -> ir.Table:
    """Return unit_id, owner_id, month, as_end, as_start and the sums of the lines and balances.

    ``as_end`` is what customers are in the step that ends with the month, ``as_start`` in the one that begins there.
    """
    held = [m.select("customer_id", *_AMOUNTS, month=ibis.literal(i, "int64")) for i, m in enumerate(months)]
    homes = facts.select(
        "customer_id",
        "unit_id",
        "owner_id",
        opened=counts.month_of(facts.opened_on, last),
        left=counts.month_of(facts.departed_on, last),
    )
    row = ibis.union(*held, distinct=False).join(homes, "customer_id")
    named = row.mutate(as_end=_standing(row, row.month), as_start=_standing(row, row.month + 1))
    return named.group_by(["unit_id", "owner_id", "month", "as_end", "as_start"]).aggregate(
        **{name: money.total(named[name]) for name in _AMOUNTS}
    )


def _standing(row: Any, step: Any) -> Any:
    return ibis.cases(
        (row.opened > step - YEAR, NEW), (ibis.coalesce(step > row["left"] - YEAR, False), GONE), else_=STAYING
    )


def steps(cells: ir.Table, above: ir.Table, last: str) -> ir.Table:
    """Return scope, scope_id, step (1–23) and one amount per cause."""
    spread = scopes.spread(cells, above)
    sides = []
    for side, standing, step in (("end", spread.as_end, spread.month), ("start", spread.as_start, spread.month + 1)):
        sides.append(spread.select(*_SCOPE, *_AMOUNTS, step=step, standing=standing, ends=ibis.literal(side == "end")))
    rows = sides[0].union(sides[1], distinct=False)
    rows = rows.filter((rows.step >= 1) & (rows.step < MONTHS))
    gain = history.profit(rows)
    stays = rows.standing == STAYING
    sums = rows.group_by([*_SCOPE, "step"]).aggregate(
        **{f"{n}_1": money.total(ibis.ifelse(stays & rows.ends, rows[n], 0)) for n in _AMOUNTS},
        **{f"{n}_0": money.total(ibis.ifelse(stays & ~rows.ends, rows[n], 0)) for n in _AMOUNTS},
        **{
            name: money.total(ibis.ifelse(rows.standing == name, ibis.ifelse(rows.ends, gain, -gain), 0))
            for name in (NEW, GONE)
        },
    )
    return _caused(sums.join(_days(last), "step"))


def _caused(row: ir.Table) -> ir.Table:
    deposits, loans = _margin(row, "deposit"), _margin(row, "loan")
    return row.select(
        *_SCOPE,
        "step",
        new=row[NEW],
        departed=row[GONE],
        deposit_volume=deposits["volume"],
        deposit_rate=deposits["rate"],
        loan_volume=loans["volume"],
        loan_rate=loans["rate"],
        fees=row.fees_1 - row.fees_0,
        serve_cost=row.serve_cost_0 - row.serve_cost_1,
        relationship_cost=row.relationship_cost_0 - row.relationship_cost_1,
        expected_loss=row.expected_loss_0 - row.expected_loss_1,
        days=deposits["days"] + loans["days"],
        other=deposits["other"] + loans["other"],
    )


def _margin(row: Any, side: str) -> dict[str, Any]:
    """Split the change of a margin into days, volume, rate and other."""
    before, after = row[f"{side}_margin_0"], row[f"{side}_margin_1"]
    was, now = row[f"{side}_average_0"], row[f"{side}_average_1"]
    days = money.whole(before.cast("float64") * row.days / row.days_before) - before
    gap = after - before - days
    rate_0 = (before + days).cast("float64") / ibis.greatest(was, 1)
    rate_1 = after.cast("float64") / ibis.greatest(now, 1)
    none, both = (was <= 0) & (now <= 0), (was > 0) & (now > 0)
    volume = ibis.cases((none, 0), (both, money.whole((now - was) * (rate_0 + rate_1) / 2)), else_=gap).cast("int64")
    return {
        "days": days,
        "volume": volume,
        "rate": ibis.ifelse(none, 0, gap - volume),
        "other": ibis.ifelse(none, gap, 0),
    }


def bridge(cells: ir.Table, steps: ir.Table, above: ir.Table) -> ir.Table:
    """Return the contract's rows from cells and steps."""
    spread = scopes.spread(cells, above)
    gained = spread.group_by([*_SCOPE, "month"]).aggregate(profit=money.total(history.profit(spread)))
    profits = _laid(gained, "month", range(MONTHS), gained.profit.cast("string"), "0", "profits")
    nothing = "[" + ",".join("0" for _ in CAUSES) + "]"
    fields = [steps[name].cast("string") for name in CAUSES]
    text: Any = ibis.literal("[") + fields[0]
    for part in fields[1:]:
        text = text + "," + part
    moved = _laid(steps, "step", range(1, MONTHS), text + "]", nothing, "steps")
    row = profits.join(moved, _SCOPE)
    return row.mutate(place=ibis.literal(0, "int64")).select(*PROFIT_BRIDGE.names)


def _laid(rows: ir.Table, key: str, places: range, text: Any, nothing: str, name: str) -> ir.Table:
    """Return scope, scope_id and a JSON list with a text for every place; what is not there is ``nothing``."""
    written = rows.select(*_SCOPE, at=rows[key].cast("int64"), text=text)
    grid = (
        written.select(*_SCOPE)
        .distinct()
        .cross_join(ibis.memtable([{"at": place} for place in places], schema=ibis.schema({"at": "int64"})))
    )
    full = grid.left_join(written, [*_SCOPE, "at"])
    full = full.select(*_SCOPE, "at", text=ibis.coalesce(full.text, nothing))
    lists = full.group_by(_SCOPE).aggregate(texts=full.text.group_concat(",", order_by=full["at"]))
    return lists.select(*_SCOPE, **{name: ibis.literal("[") + lists.texts + "]"})


def _days(last: str) -> ir.Table:
    wanted = periods.trailing(last, MONTHS)
    rows = [
        {"step": n, "days": periods.days(wanted[n]), "days_before": periods.days(wanted[n - 1])}
        for n in range(1, MONTHS)
    ]
    return ibis.memtable(rows, schema=ibis.schema(dict.fromkeys(("step", "days", "days_before"), "int64")))
