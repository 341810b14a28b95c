"""Account month (账户月度): the lines of one month per account and holder, before they are added up by customer.

Grain: account × holder, once for its balance and once for each of its events. Amounts in minor units of the base
currency. With c = average balance × transfer rate × days / basis, rounded once:
deposit margin = c − interest paid + interest received; loan margin = interest received − interest paid − c;
treasury = −c for a deposit, +c for a loan. So customers + treasury = net interest income, to the cent.
Interest is the booked amount; only where none is delivered it is average balance × customer rate × days / basis.
"""

from collections.abc import Collection, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.movements import CHANNELS
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import attribution, currency, internal_ratings, layers, losses, serving, transfer, usage
from guanxi.value.sources import Tables

MARGINS = ["deposit_margin", "loan_margin", "fees", "serve_cost", "expected_loss", "overhead_cost"]
BOOKED = ["interest_paid", "interest_received", "treasury", "capital"]
BALANCES = ["deposit_average", "deposit_end", "loan_average", "loan_end"]
COUNTS = [*CHANNELS]
AMOUNTS = [*MARGINS, *BOOKED, *BALANCES, *COUNTS, *usage.COUNTS]
MARKS = ["accounts", "moved", "stage"]
#: What only an explanation shows; never added up.
SHOWN = {"source": "string", "average_balance": "int64", "customer_rate": "float64", "transfer_rate": "float64"}
KEYS = ["period", "account_id", "customer_id", "unit_id", "family", "currency"]
COLUMNS = [*AMOUNTS, *MARKS, *SHOWN]
#: What events alone bring; they add to ``overhead_cost`` besides.
OF_EVENTS = ["serve_cost", *COUNTS, *usage.COUNTS]
_FOREIGN = [
    "average_balance",
    "end_balance",
    "interest_paid",
    "interest_received",
    "fees",
    "waived_fees",
    "expected_loss",
]


def contracts(tables: Tables) -> ir.Table:
    """Return accounts with what their product says; the pricing method is ``matched`` where a term is known."""
    a, p = tables["accounts"], tables["products"]
    joined = a.join(p, "product_id")
    known_term = ibis.coalesce(p.tenor, p.repricing).notnull() | a.matures_on.notnull()
    return joined.select(
        a.account_id,
        a.customer_id,
        a.unit_id,
        a.currency,
        a.rate,
        a.opened_on,
        a.matures_on,
        a.closed_on,
        p.family,
        p.side,
        p.repricing,
        p.risk_weight,
        p.lgd,
        product_tenor=p.tenor,
        ftp_method=ibis.coalesce(p.ftp_method, ibis.ifelse(known_term, "matched", "pool")),
    )


def calendar(months: Sequence[str]) -> ir.Table:
    """Return period, last_day, days and month_index (months since year 0) of the months."""
    rows = [
        {
            "period": p,
            "last_day": periods.last_day(p),
            "days": periods.days(p),
            "month_index": int(p[:4]) * 12 + int(p[5:]),
        }
        for p in months
    ]
    kinds = {"period": "string", "last_day": "date", "days": "int64", "month_index": "int64"}
    return ibis.memtable(rows, schema=ibis.schema(kinds))


def market(rates: ir.Table, months: Sequence[str], a: Assumptions) -> dict[str, ir.Table]:
    """Return what the rates say of the months for all accounts alike: ``curve``, ``pool`` and ``fx``."""
    curve = transfer.nodes(rates, a["transfer.curve"])
    fx = currency.conversion(rates, calendar(months))
    return {"curve": curve, "pool": transfer.pool(curve, months, a), "fx": fx}


def lines(
    tables: Tables,
    months: Sequence[str],
    a: Assumptions,
    *,
    foreign: bool = False,
    columns: Collection[str] = COLUMNS,
) -> ir.Table:
    """Return the balance and event lines of the months by account and holder: keys and the named columns.

    ``tables`` holds balances and events of the months, accounts, products, ``splits`` (see attribution), rates or what
    ``market`` makes of them and, where the Basel formula is chosen, ``capital_cells``; ``foreign`` says that several
    currencies are held.
    """
    named = [name for name in COLUMNS if name in columns]
    known = contracts(tables)
    prices = tables if "curve" in tables else market(tables["rates"], months, a)
    priced = transfer.priced_on(known.cross_join(calendar(months)), prices["curve"], prices["pool"], a)
    booked = _booked(tables, priced, a, prices["fx"] if foreign else None, named)
    both = booked.union(_served(tables["events"], known, a, named), distinct=False)
    return attribution.attributed(both, tables["splits"], [name for name in AMOUNTS if name in columns])


def _booked(tables: Tables, known: ir.Table, a: Assumptions, fx: ir.Table | None, named: Sequence[str]) -> ir.Table:
    # accounts without a balance row are held all the same: services, cards never drawn
    b = tables["balances"]
    joined = known.left_join(b, ["account_id", "period"]).drop("account_id_right", "period_right")
    rows = currency.converted(joined, fx, _FOREIGN)
    if losses.is_by_formula(a):
        rows = internal_ratings.weighed(rows, tables["capital_cells"], a)
    found = _lines(rows, a)
    return rows.select(*KEYS, **{name: found[name] for name in named})


def _lines(r: Any, a: Assumptions) -> dict[str, Any]:
    span = r.days / a["money.day_basis"]
    average, end = money.known(r.average_balance), money.known(r.end_balance)
    asset, deposit = r.side == "asset", r.side == "liability"
    accrued = money.whole(average * ibis.coalesce(r.rate, 0.0) * span)
    paid = ibis.coalesce(r.interest_paid, ibis.ifelse(deposit, accrued, 0))
    received = ibis.coalesce(r.interest_received, ibis.ifelse(asset, accrued, 0))
    carried = money.whole(average * r.transfer_rate * span)
    exposure = ibis.ifelse(asset, ibis.greatest(average, 0), 0).cast("float64")
    loss = ibis.coalesce(r.expected_loss, money.whole(losses.monthly(r, exposure, a)))
    is_open = (r.opened_on <= r.last_day) & (r.closed_on.isnull() | (r.closed_on > r.last_day))
    return {
        "deposit_margin": ibis.ifelse(asset, 0, ibis.ifelse(deposit, carried, 0) - paid + received),
        "loan_margin": ibis.ifelse(asset, received - paid - carried, 0),
        "fees": money.known(r.fees) - money.known(r.waived_fees),
        "serve_cost": _none(),
        "expected_loss": loss,
        "overhead_cost": ibis.ifelse(is_open, layers.upkeep(r.family, a), 0).cast("int64"),
        "interest_paid": paid,
        "interest_received": received,
        "treasury": ibis.cases((asset, carried), (deposit, -carried), else_=0),
        "capital": money.whole(losses.capital(r, exposure, a)),
        "deposit_average": ibis.ifelse(deposit, average, 0),
        "deposit_end": ibis.ifelse(deposit, end, 0),
        "loan_average": ibis.ifelse(asset, average, 0),
        "loan_end": ibis.ifelse(asset, end, 0),
        **{count: _none() for count in (*COUNTS, *usage.COUNTS)},
        "accounts": ibis.ifelse(is_open, 1, 0).cast("int64"),
        "moved": ibis.ifelse(average != end, 1, 0).cast("int64"),
        "stage": ibis.ifelse(exposure > 0, losses.stage(r, a), 1),
        "source": ibis.literal("balance"),
        "average_balance": average,
        "customer_rate": r.rate,
        "transfer_rate": r.transfer_rate,
    }


def _served(events: ir.Table, known: ir.Table, a: Assumptions, named: Sequence[str]) -> ir.Table:
    priced = events.join(serving.costs(a), ["channel", "kind"])
    rows = priced.join(known.select(*KEYS[1:]), "account_id")
    found = {
        **{name: _none() for name in [*AMOUNTS, *MARKS]},
        "serve_cost": money.whole(rows["count"] * rows.unit_cost),
        "overhead_cost": money.whole(rows["count"] * rows.unit_cost * float(a["layers.overhead_rate"])),
        **{channel: ibis.ifelse(rows.channel == channel, rows["count"], 0) for channel in COUNTS},
        **usage.counted(rows, a),
        "moved": ibis.ifelse(rows["count"] > 0, 1, 0).cast("int64"),
        "stage": ibis.literal(1, "int64"),
        **{name: ibis.null(kind) for name, kind in SHOWN.items()},
        "source": ibis.literal("events"),
    }
    return rows.select(*KEYS, **{name: found[name] for name in named})


def _none() -> ir.IntegerScalar:
    return ibis.literal(0, "int64")
