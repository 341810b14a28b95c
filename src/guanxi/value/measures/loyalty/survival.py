"""Who keeps customers longest (谁留住客户最久): product-limit curves by unit, kind, source and product.

Watched are the last months in which all three signs of a departure can be dated; customers enter at the age they have
when watching begins. An age with too few at risk takes the hazard of the whole bank, and the share of such ages is
published. Mean years kept are the area under the curve up to the horizon.
"""

import json
from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow.compute as pc

from guanxi.contracts.figures.loyalty import SURVIVAL
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.departure import MONTHS
from guanxi.value.measures.loyalty import tables
from guanxi.value.measures.loyalty.tables import Row
from guanxi.value.models import product_limit
from guanxi.value.models.product_limit import Curves, Numbers

DIMENSIONS = ("kind", "source")
COUNTS = ("entered", "exited", "departed")
BANK = ("bank", "", "all", "")
#: Stands between the parts of a key; no number of a unit holds it.
BETWEEN = "\x1f"


def first_watched(a: Assumptions) -> int:
    """Return the first month number in which a run-off can be dated, as ``departure`` finds it."""
    return 12 + int(a["standing.run_off_months"]) - 1


def spells(members: ir.Table, a: Assumptions) -> ir.Table:
    """Return members watched: entry (age in months when watching begins), exit, event 0 or 1, within the horizon."""
    start, horizon = first_watched(a), a["loyalty.horizon_months"]
    exits = ibis.coalesce(members.left, MONTHS - 1) - members.born
    row = members.mutate(entry=ibis.greatest(start - 1 - members.born, 0), exits=exits)
    row = row.filter((row.exits > row.entry) & (row.entry < horizon))
    event = ibis.ifelse(row.left.notnull() & (row.exits <= horizon), 1, 0).cast("int64")
    return row.mutate(event=event, exit=ibis.least(row.exits, horizon).cast("int64"), entry=row.entry.cast("int64"))


def cells(spells: ir.Table, family_then: ir.Table) -> ir.Table:
    """Count entries, exits and departures by unit, dimension, member and age in months."""
    everything = spells.mutate(all_of_them=ibis.literal(""))
    parts = [_ages(everything, "all", everything.all_of_them)]
    parts += [_ages(spells, name, spells[name]) for name in DIMENSIONS]
    held = family_then.filter(family_then.accounts > 0).select("customer_id", "family").join(spells, "customer_id")
    parts.append(_ages(held, "family", held.family))
    return ibis.union(*parts, distinct=False)


def _ages(rows: ir.Table, dimension: str, member: Any) -> ir.Table:
    named = rows.mutate(member=member)
    named = named.filter(named.member.notnull())
    zero = ibis.literal(0, "int64")
    keys = ["unit_id", "member", "age"]
    came = named.mutate(age=named.entry)
    came = came.group_by(keys).aggregate(entered=came.count().cast("int64"))
    went = named.mutate(age=named.exit)
    went = went.group_by(keys).aggregate(exited=went.count().cast("int64"), departed=went.event.sum().cast("int64"))
    both = came.select(*keys, "entered", exited=zero, departed=zero).union(
        went.select(*keys, "exited", "departed", entered=zero).select(*keys, *COUNTS), distinct=False
    )
    return both.mutate(dimension=ibis.literal(dimension), owner_id=ibis.null("string"))


def survival(counted: Any, a: Assumptions) -> ir.Table:
    """Return the published table; ``counted``, in Arrow: scope, scope_id, dimension, member, age, the three counts."""
    if not counted.num_rows:
        return tables.published(SURVIVAL, [])
    keys, entered, exited, departed = _laid_out(counted, a["loyalty.horizon_months"])
    at_risk = product_limit.watched(entered, exited)
    whole = keys.index(BANK) if BANK in keys else None
    thin = at_risk < a["loyalty.least_at_age"]
    hazard = np.full(at_risk.shape[1], 0.0)
    if whole is not None:
        hazard = np.divide(departed[whole], at_risk[whole], out=hazard, where=at_risk[whole] > 0)
    curves = product_limit.fit(at_risk, departed, np.where(thin, hazard[None, :], np.nan))
    sizes = entered.sum(axis=1).astype(int).tolist()
    lost = departed.sum(axis=1).astype(int).tolist()
    return tables.published(SURVIVAL, _rows(keys, sizes, lost, curves, thin.mean(axis=1), whole, a))


def _laid_out(counted: Any, horizon: int) -> tuple[list[tuple[str, ...]], Numbers, Numbers, Numbers]:
    """Lay counts out as groups × ages: entries at 0 …, exits and departures at 1 …; by column, the rows are many."""
    names = [counted[name] for name in ("scope", "scope_id", "dimension", "member")]
    coded = pc.binary_join_element_wise(*names, BETWEEN).combine_chunks().dictionary_encode()
    found = [tuple(text.split(BETWEEN)) for text in coded.dictionary.to_pylist()]
    keys = sorted(found, key=_order)
    place = {key: number for number, key in enumerate(keys)}
    group = np.array([place[key] for key in found])[coded.indices.to_numpy()]
    age = counted["age"].to_numpy()
    entered, exited, departed = (np.zeros((len(keys), horizon)) for _ in range(3))
    early, late = age < horizon, age > 0
    np.add.at(entered, (group[early], age[early]), counted["entered"].to_numpy()[early])
    np.add.at(exited, (group[late], age[late] - 1), counted["exited"].to_numpy()[late])
    np.add.at(departed, (group[late], age[late] - 1), counted["departed"].to_numpy()[late])
    return keys, entered, exited, departed


def _order(key: tuple[str, ...]) -> tuple[Any, ...]:
    return (*key[:2], ("all", *DIMENSIONS, "family").index(key[2]), key[3])


def _rows(
    keys: list[tuple[str, ...]], sizes: list[int], lost: list[int], curves: Curves, thin: Numbers,
    whole: int | None, a: Assumptions,
) -> Iterator[Row]:  # fmt: skip
    z, most, medians = a["loyalty.interval_z"], a["loyalty.horizon_months"] / 12, curves.median()
    drawn = np.round(curves.survival, 4).tolist()
    for n, (scope, scope_id, dimension, member) in enumerate(keys):
        mean, error = float(curves.mean[n]) / 12, float(curves.error[n]) / 12
        # without departures at ages of its own a group has no interval
        low, high = (max(0.0, mean - z * error), min(most, mean + z * error)) if error else (None, None)
        yield {
            "scope": scope, "scope_id": scope_id, "dimension": dimension, "member": member,
            "customers": sizes[n], "departed": lost[n],
            "kept_years": round(mean, 4),
            "kept_low": low,
            "kept_high": high,
            "median_months": medians[n],
            "borrowed_rate": round(float(thin[n]), 4),
            "differs": _differs(n, whole, curves, (sizes[n], lost[n]), float(thin[n]), a),
            "curve": json.dumps(drawn[n]),
        }  # fmt: skip


def _differs(n: int, whole: int | None, curves: Curves, counts: tuple[int, int], thin: float, a: Assumptions) -> str:
    """Compare the mean kept with the bank's: more loss when it is shorter. Half the ages must stand on own figures."""
    if whole is None or n == whole:
        return "alike"
    if counts[0] < a["loyalty.least_customers"] or counts[1] < a["loyalty.least_departures"] or thin > 0.5:
        return "too_few"
    gap = float(curves.mean[n] - curves.mean[whole])
    error = float(np.hypot(curves.error[n], curves.error[whole]))
    if abs(gap) < a["loyalty.difference_z"] * error or not error:
        return "alike"
    return "fewer" if gap > 0 else "more"
