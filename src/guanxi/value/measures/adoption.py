"""Order of adoption (产品开立顺序): what customers held on three days and what they opened first in the year after.

Grain: customer. For the days two years, one year and no year before the as-of day: ``mask_n`` (families held, one bit
each in the order of ``FAMILIES``), ``last_n`` (place of the family opened last, −1 for none) and, but for today,
``next_n`` (place of the first family opened within the window that was not held, −1 for none). ``is_n``: was a
customer then. Everything after is counts of these.
"""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.sources import Tables

PLACES = {family: place for place, family in enumerate(FAMILIES)}
NONE = -1
#: Days are joined with the place of a family into one number, so that the first or last opening is unique.
BASE = 32
STATES = (2, 1, 0)
CELL = ("kind", "size", "mask", "last")


def days(as_of: date, a: Assumptions) -> dict[int, date]:
    """Return the day of each state: so many windows before the as-of day."""
    window = int(a["next_product.window_months"])
    return {n: periods.last_day(periods.shift(periods.of(as_of), -window * n)) if n else as_of for n in STATES}


def adoption(tables: Tables, as_of: date, a: Assumptions) -> ir.Table:
    """Return one row per customer; ``tables``: customers, accounts, products."""
    families = _families(tables)
    then = days(as_of, a)
    held = {n: ((families.first <= day) & (families.until > day)) for n, day in then.items()}
    number = families.first.delta(ibis.literal(date(1970, 1, 1)), unit="day") * BASE + families.place
    none = ibis.null("int64")
    sums: dict[str, Any] = {}
    for n, day in then.items():
        sums[f"mask_{n}"] = money.total(ibis.ifelse(held[n], families.bit, 0))
        sums[f"last_{n}"] = ibis.ifelse(held[n], number, none).max()
        if n:
            opened = (families.first > day) & (families.first <= then[n - 1])
            sums[f"next_{n}"] = ibis.ifelse(opened, number, none).min()
    grouped = families.group_by("customer_id").aggregate(**sums)
    c = tables["customers"].select("customer_id", "kind", "size", "opened_on", "closed_on", "born_on", "risk_grade")
    row = c.left_join(grouped, "customer_id").drop("customer_id_right")
    places = {name: ibis.coalesce(row[name] % BASE, NONE).cast("int64") for name in sums if not name.startswith("mask")}
    masks = {f"mask_{n}": money.known(row[f"mask_{n}"]) for n in STATES}
    here = {
        f"is_{n}": (row.opened_on <= day) & (row.closed_on.isnull() | (row.closed_on > day)) for n, day in then.items()
    }
    return row.mutate(size=ibis.coalesce(row["size"], ""), **places, **masks, **here).drop("opened_on", "closed_on")


def _families(tables: Tables) -> ir.Table:
    """Return customer_id, place, bit, first (opening), until (last closing, far ahead when one is open)."""
    p = tables["products"]
    places = [(p.family == family, place) for family, place in PLACES.items()]
    bits = [(p.family == family, 1 << place) for family, place in PLACES.items()]
    known = p.select("product_id", place=ibis.cases(*places, else_=NONE), bit=ibis.cases(*bits, else_=0).cast("int64"))
    a = tables["accounts"]
    rows = a.select("customer_id", "product_id", "opened_on", "closed_on").join(known, "product_id")
    far = ibis.literal(date(9999, 12, 31))
    return rows.group_by(["customer_id", "place", "bit"]).aggregate(
        first=rows.opened_on.min(), until=ibis.coalesce(rows.closed_on, far).max()
    )


def counts(adopted: ir.Table, state: int) -> ir.Table:
    """Return kind, size, mask, last, next, customers: who stood where on the day of a state (today without next)."""
    there = adopted.filter(adopted[f"is_{state}"] & (adopted[f"mask_{state}"] > 0))
    keys = {"kind": there.kind, "size": there["size"], "mask": there[f"mask_{state}"], "last": there[f"last_{state}"]}
    if state:
        keys["next"] = there[f"next_{state}"]
    return there.group_by(**keys).aggregate(customers=there.count())


def holders(facts: ir.Table) -> ir.Table:
    """Return kind, size and per family held_ (customers) and sum_ (own holding, minor units) of those here."""
    f = facts.filter(facts.here)
    sums: dict[str, Any] = {}
    for family in FAMILIES:
        own = f[f"own_{family}"]
        sums[f"held_{family}"] = money.total(ibis.ifelse(own > 0, 1, 0))
        sums[f"sum_{family}"] = money.total(own)
    return f.group_by(kind=f.kind, size=ibis.coalesce(f.axis_size, "")).aggregate(**sums)
