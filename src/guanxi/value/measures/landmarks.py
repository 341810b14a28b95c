"""Observation months (观察月末): who is there at a month end, and who left within three and six months after it.

Everything is judged by what was known at the end of the window, the same for every month end, so that windows can be
compared. As of a month end has left who is closed (the customer, or every account held), dormant (twelve months on end
without activity and below the floor), or run off in one of the last ten months and not come back; who has left, or in
twelve months was never there, is not at risk. Within the window leaves who has by these signs left as of its end,
run-off complete within it. A run-off in the window is told by the twelve months before it; one before the month end by
those of the fifteen months up to the month end that lie before it, so that every month end reads equally far back.
"""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import history

TODAY = 23
#: Month ends the counts are taken at, as places in the 24 months; the last one is the later window of the backtest.
LANDMARKS = (14, 17, 20)
#: Those whose six months have passed.
HALF_YEAR = (14, 17)
ENDS = (*LANDMARKS, TODAY)
#: Months of a whole base; months in which a run-off is still remembered.
YEAR, REMEMBERED = 12, 10


def seen(row: Any, a: Assumptions) -> dict[str, Any]:
    """Return of a wide row of 24 months, per month end: active months of three, still months on end, end of deposits.

    ``busy_`` 0–3; ``silent_`` 0–12, months without activity and with balances below the floor; ``end_`` minor units.
    """
    floor = a["standing.departure_floor"]
    found: dict[str, Any] = {}
    for at in ENDS:
        found[f"busy_{at}"] = money.added(history.column(row, "active", i) for i in range(at - 2, at + 1))
        silent: Any = ibis.literal(0, "int64")
        for i in range(at - YEAR + 1, at + 1):
            low = history.column(row, "deposit", i) + history.column(row, "loan", i) < floor
            silent = ibis.ifelse(low & (history.column(row, "active", i) == 0), silent + 1, 0)
        found |= {f"silent_{at}": silent, f"end_{at}": history.column(row, "end", at)}
    return found


def names() -> list[str]:
    """Return the names of the columns of ``seen``."""
    return [f"{name}_{at}" for at in ENDS for name in ("busy", "silent", "end")]


def shut(accounts: ir.Table, parties: ir.Table, last: str) -> ir.Table:
    """Return customer_id, shut_<month end>: every account held was closed by then, of customers who closed any.

    ``accounts``: account_id, customer_id, opened_on, closed_on; ``parties``: joint holders. Who opens another later
    counts as gone until then.
    """
    joint = parties.filter((parties.role == "holder") & (parties.share > 0)).select("account_id", holder="customer_id")
    joint = joint.join(accounts.select("account_id", "opened_on", "closed_on"), "account_id")
    own = accounts.select("customer_id", "opened_on", "closed_on")
    held = own.union(joint.select("opened_on", "closed_on", customer_id=joint.holder).select(own.columns))
    closers = held.filter(held.closed_on.notnull()).select("customer_id").distinct()
    held = held.semi_join(closers, "customer_id")
    counts: dict[str, Any] = {}
    for at in ENDS:
        end = day(last, at)
        is_shut = held.closed_on.notnull() & (held.closed_on <= end)
        counts[f"had_{at}"] = ibis.ifelse(is_shut, 1, 0).sum()
        counts[f"has_{at}"] = ibis.ifelse((held.opened_on <= end) & ~is_shut, 1, 0).sum()
    row = held.group_by("customer_id").aggregate(**counts)
    return row.select("customer_id", **{f"shut_{at}": (row[f"had_{at}"] > 0) & (row[f"has_{at}"] == 0) for at in ENDS})


def sums(months: ir.Table) -> dict[str, Any]:
    """Return upto_00 … upto_24 of a table with deposit_months: the deposits of the months before each place, added."""
    found: dict[str, Any] = {"upto_00": ibis.literal(0, "int64")}
    for place in range(1, TODAY + 2):
        found[f"upto_{place:02d}"] = money.added(money.known(months.deposit_months[i]) for i in range(place))
    return found


def deposits(row: Any, first: int, last: int) -> Any:
    """Return the deposits of the months from first to last added up, of a row with ``sums``."""
    return row[f"upto_{last + 1:02d}"] - row[f"upto_{first:02d}"]


def gone(row: Any, at: int, last: str, a: Assumptions) -> Any:
    """Tell whether a customer has left as of a month end; ``row``: facts, ``seen``, ``shut`` and ``sums``.

    The base of a run-off just complete has twelve months, that of one nine months ago the three left of the fifteen.
    """
    first = at - _reach(a) + 1
    ran = [_ran_off(row, at - back, first, at, a) for back in range(REMEMBERED)]
    return _one_of(_closed(row, at, last), _silent(row, at), _if_low(row, first, at, a, ran))


def leaves(row: Any, at: int, ahead: int, last: str, a: Assumptions) -> Any:
    """Tell whether one who is there at a month end has left ``ahead`` months later, as known then."""
    until = at + ahead
    ran = [_ran_off(row, m, m - _reach(a) + 1, until, a) for m in range(at + 1, until + 1)]
    ran_off = _if_low(row, at - _reach(a) + 2, until, a, ran)
    return _one_of(_closed(row, until, last), _silent(row, until), ran_off)


def whole(unit_months: ir.Table, ask: Callable[[ir.Table], Any], last: str, a: Assumptions) -> tuple[int, ...]:
    """Return the month ends that can be judged: all they read, fifteen months back and three ahead, was delivered."""
    known = set(ask(unit_months.select("period").distinct())["period"].to_pylist())
    first = {at: at - _reach(a) + 1 for at in LANDMARKS}
    return tuple(
        at
        for at in LANDMARKS
        if first[at] >= 0 and {periods.shift(last, i - TODAY) for i in range(first[at], at + 4)} <= known
    )


def day(last: str, at: int) -> date:
    """Return the last day of the month at a place of the 24."""
    return periods.last_day(periods.shift(last, at - TODAY))


def _reach(a: Assumptions) -> int:
    return YEAR + int(a["standing.run_off_months"])


def _closed(row: Any, at: int, last: str) -> Any:
    return (row.closed_on <= day(last, at)) | row[f"shut_{at}"]


def _silent(row: Any, at: int) -> Any:
    return row[f"silent_{at}"] >= YEAR


def _ran_off(row: Any, month: int, first: int, until: int, a: Assumptions) -> Any:
    """Tell whether a run-off was complete in a month, by a base from ``first`` on, and has not come back since."""
    begin, first = month - int(a["standing.run_off_months"]), max(first, 0)
    if begin < first:
        return ibis.literal(False)
    base = deposits(row, first, begin) / (begin - first + 1)
    there, then, now = (deposits(row, m, m) for m in (month, begin, until))
    rest = base * (1 - a["standing.run_off"])
    fell = (then - there >= base * a["standing.run_off"]) & (there <= rest) & (now <= rest)
    return (base >= a["standing.departure_base"]) & fell


def _if_low(row: Any, first: int, until: int, a: Assumptions, ran: list[Any]) -> Any:
    """Ask for the run-offs only where deposits lie low against the highest month: no base is higher than that."""
    highest = ibis.greatest(*(deposits(row, m, m) for m in range(max(first, 0), until + 1)))
    is_low = deposits(row, until, until) <= highest * (1 - a["standing.run_off"])
    return ibis.ifelse(is_low & (highest >= a["standing.departure_base"]), _one_of(*ran), False)


def _one_of(*signs: Any) -> Any:
    return reduce(or_, (ibis.coalesce(sign, False) for sign in signs))
