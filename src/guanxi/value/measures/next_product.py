"""Next product (下一个产品): the suitable family not held with the largest chance × margin of a year − effort.

Chances come by cells (``models.next_product``) and are joined back to customers; the margin of a year is what holders
of the customer's kind and size earn with the family on average (own holding × margin rate of the bank), effort is the
visits a proposal costs × the cost of a visit. Suitability (dated rules: kind, age, impairment stage, risk grade,
families needed; and the bank sells it at all) filters first. Grain: customer; minor units.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from guanxi.contracts.products import FAMILIES
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import adoption
from guanxi.value.models import next_product as model
from guanxi.value.models.next_product import Cells, Floats, Seen
from guanxi.value.sources import given

Ask = Callable[[ir.Table], Any]
BEST = 3
NAMES = tuple(FAMILIES)
WIDTH = len(NAMES)
CELL = ("kind", "size", "mask", "last")
TOLD_COLUMNS = {
    "kind": "string", "size": "string", "mask": "int64", "last": "int64", "cell": "int64", "place": "int64",
    "chance": "float64", "worth": "int64", "gain": "int64", "text": "string",
}  # fmt: skip
TRIAL_COLUMNS = {
    "scope": "string", "scope_id": "string", "place": "int64", "method": "string", "hits": "int64",
    "openings": "int64", "rate": "float64", "low": "float64", "high": "float64", "is_used": "boolean",
    "verdict": "string", "gain": "float64", "gain_low": "float64", "gain_high": "float64", "fitted_from": "string",
    "fitted_to": "string", "tried_to": "string", "fitted_customers": "int64", "fitted_openings": "int64",
}  # fmt: skip


def trial(adopted: ir.Table, ask: Ask, as_of: date, a: Assumptions) -> ir.Table:
    """Return how often each method had the product opened next among its three, on the later year, and which is used.

    One row per method: hits, openings, rate with its 95 % interval; verdict and paired gain of the learner over counts;
    the days between which was fitted and tried, and how many customers and openings the fit saw.
    """
    early, late = window(adopted, 2, ask), window(adopted, 1, ask)
    tested = model.backtest(
        early,
        late,
        shrinkage=a["next_product.shrinkage"],
        least=int(a["next_product.least_openings"]),
        most_cells=int(a["next_product.learner_cells"]),
    )
    gain, gain_low, gain_high = tested.gain or (None, None, None)
    days = adoption.days(as_of, a)
    same: dict[str, Any] = {
        "fitted_from": days[2].isoformat(),
        "fitted_to": days[1].isoformat(),
        "tried_to": days[0].isoformat(),
    }
    same |= {"fitted_customers": int(early.customers.sum()), "fitted_openings": early.openings}
    same |= {"verdict": tested.verdict, "gain": gain, "gain_low": gain_low, "gain_high": gain_high}
    rows = []
    for place, (method, found) in enumerate(tested.rates.items()):
        low, high = found.interval or (None, None)
        row = {"scope": "bank", "scope_id": "", "place": place, "method": method, "is_used": method == tested.chosen}
        row |= {"hits": found.hits, "openings": found.openings, "rate": found.rate, "low": low, "high": high}
        rows.append(row | same)
    return _table(rows, TRIAL_COLUMNS)


def window(adopted: ir.Table, state: int, ask: Ask) -> Seen:
    """Return what was seen from the day of a state on."""
    return model.seen(ask(adoption.counts(adopted, state)).to_pylist())


def gains(holders: list[dict[str, Any]], rates: dict[str, float], least: int) -> dict[tuple[str, str], Floats]:
    """Return kind, size → what a holder earns in a year with each family, minor units; 0 where nobody holds it."""
    found, kinds = {}, {str(row["kind"]) for row in holders}
    whole = {kind: _held([row for row in holders if row["kind"] == kind]) for kind in kinds}
    rate = np.array([rates[f"rate_{f}"] for f in FAMILIES])
    for row in holders:
        held, amount = _held([row])
        all_held, all_amount = whole[row["kind"]]
        own = np.divide(amount, held, out=np.zeros(WIDTH), where=held > 0)
        wide = np.divide(all_amount, all_held, out=np.zeros(WIDTH), where=all_held > 0)
        found[row["kind"], row["size"]] = np.round(np.where(held >= least, own, wide) * rate)
    return found


def _held(rows: list[dict[str, Any]]) -> tuple[Floats, Floats]:
    held = np.array([sum(row[f"held_{f}"] for row in rows) for f in FAMILIES], dtype=float)
    return held, np.array([sum(row[f"sum_{f}"] for row in rows) for f in FAMILIES], dtype=float)


def scored(
    today: Cells, late: Seen, method: str, gained: dict[tuple[str, str], Floats], visit_cost: int, a: Assumptions
) -> ir.Table:
    """Return per cell of today and family that pays: chance, worth (minor units), gain, and what is told as JSON.

    The JSON: family, chance, worth, gain, how many took it, of how many, and the cell counted (kind, last, held).
    """
    counted = model.fitted(late, a["next_product.shrinkage"])
    learner = model.fit_learner(late, int(a["next_product.learner_cells"])) if method == "learner" else None
    chances = counted.chances(today) if learner is None else learner.chances(today)
    taken, could, levels = counted.told(today, float(a["next_product.least_reason"]))
    pairs = list(zip(today.kind, today.size, strict=True))
    gain = np.array([gained.get(pair, np.zeros(WIDTH)) for pair in pairs]).reshape(-1, WIDTH)
    effort = np.array([round(float(a["next_product.visits"].get(kind, 1.0)) * visit_cost) for kind in today.kind])
    worth = np.round(chances * gain).astype(np.int64) - effort.reshape(-1, 1)
    rows = []
    for cell, n in np.argwhere(~today.held & (chances > 0) & (worth > 0)).tolist():
        chance, value, earned = round(float(chances[cell, n]), 4), int(worth[cell, n]), int(gain[cell, n])
        seen = f"{chance}, {value}, {earned}, {taken[cell, n]}, {could[cell, n]}"
        row = {"kind": today.kind[cell], "size": today.size[cell], "mask": int(today.mask[cell])}
        told = {"chance": chance, "worth": value, "gain": earned, "text": f'["{NAMES[n]}", {seen}, "{levels[cell]}"]'}
        rows.append(row | {"last": int(today.last[cell]), "cell": cell, "place": n} | told)
    return _table(rows, TOLD_COLUMNS)


def _table(rows: list[dict[str, Any]], columns: dict[str, str]) -> ir.Table:
    return given(rows, columns)


def told(
    adopted: ir.Table, trialled: ir.Table, holders: ir.Table, rates: ir.Table, ask: Ask, a: Assumptions
) -> ir.Table:
    """Fit what the trial chose on last year and score today's cells; see ``scored``."""
    [used] = ask(trialled.filter(trialled.is_used).select("method"))["method"].to_pylist() or ["counts"]
    [rate] = ask(rates).to_pylist()
    gained = gains(ask(holders).to_pylist(), rate, int(a["next_product.least_holders"]))
    today, late = window(adopted, 0, ask), window(adopted, 1, ask)
    return scored(today.cells, late, used, gained, int(rate["visit_cost"]), a)


def ranked(
    adopted: ir.Table, stages: ir.Table, sold: list[str], told: ir.Table, as_of: date, a: Assumptions
) -> ir.Table:
    """Return customer_id, cell and places: the encoded families of a customer by value, best last (−1: none).

    ``stages``: customer_id, stage; ``sold``: families the bank has products of; ``told``: see ``scored``.
    """
    values = {f"value_{f}": ibis.ifelse(told.place == n, told.worth, -1).max() for n, f in enumerate(FAMILIES)}
    cells = told.group_by([*CELL, "cell"]).aggregate(**values)
    cells = cells.rename(**{f"of_{key}": key for key in CELL})
    row = adopted.filter(adopted.is_0 & (adopted.mask_0 > 0))
    row = row.left_join(stages, "customer_id").drop("customer_id_right")
    same = [row.kind == cells.of_kind, row["size"] == cells.of_size]
    row = row.join(cells, [*same, row.mask_0 == cells.of_mask, row.last_0 == cells.of_last])
    years = ibis.literal(as_of).delta(row.born_on, unit="day").cast("float64") / 365.25
    found = []
    for place, family in enumerate(FAMILIES):
        fits = may_have(row, family, years, a) if family in sold else ibis.literal(False)
        value = row[f"value_{family}"]
        # a value and the place of its family in one number: equal values fall to the earlier family
        found.append(ibis.ifelse(fits & (value > 0), value * adoption.BASE + (adoption.BASE - 1 - place), -1))
    return row.select("customer_id", "cell", places=ibis.array(found).sort())


def may_have(row: Any, family: str, years: Any, a: Assumptions) -> Any:
    """Tell whether the rules in force let a family be proposed; an age that is not known does not stand in the way."""
    rule = a["next_product.rules"].get(family)
    if rule is None:
        return ibis.literal(False)
    fits = row.kind.isin(rule["kinds"])
    is_grown = (row.kind == "company") | years.isnull()
    if "least_age" in rule:
        fits = fits & (is_grown | (years >= float(rule["least_age"])))
    if "most_age" in rule:
        fits = fits & (is_grown | (years <= float(rule["most_age"])))
    if "worst_stage" in rule:
        fits = fits & (ibis.coalesce(row.stage, 1) <= int(rule["worst_stage"]))
    if "risk_grades_out" in rule:
        fits = fits & ~ibis.coalesce(row.risk_grade, "").isin(rule["risk_grades_out"])
    for needed in rule.get("needs", ()):
        fits = fits & (((row.mask_0 / (1 << adoption.PLACES[needed])).floor().cast("int64") % 2) == 1)
    return ibis.coalesce(fits, False)


def figures(ranked: ir.Table, told: ir.Table) -> ir.Table:
    """Return customer_id, next_product, _chance, _value, next_products (JSON list), next_gain (minor units a year)."""
    row = ranked.mutate(**{f"at_{n}": ranked.places[WIDTH - 1 - n] for n in range(BEST)}).drop("places")
    for n in range(BEST):
        place = adoption.BASE - 1 - row[f"at_{n}"] % adoption.BASE
        key = ibis.ifelse(row[f"at_{n}"] >= 0, row.cell * adoption.BASE + place, -1)
        names = {f"{name}_{n}": told[name] for name in ("chance", "worth", "gain", "text")}
        part = told.select(**{f"key_{n}": told.cell * adoption.BASE + told.place}, **names)
        row = row.mutate(**{f"asked_{n}": key})
        row = row.left_join(part, row[f"asked_{n}"] == part[f"key_{n}"])
    first = adoption.BASE - 1 - row.at_0 % adoption.BASE
    named = [((row.at_0 >= 0) & (first == place), family) for place, family in enumerate(FAMILIES)]
    text = row.text_0 + ibis.coalesce(ibis.literal(", ") + row.text_1, "")
    text = text + ibis.coalesce(ibis.literal(", ") + row.text_2, "")
    return row.select(
        "customer_id",
        next_product=ibis.cases(*named, else_=ibis.null("string")),
        next_product_chance=row.chance_0,
        next_product_value=row.worth_0,
        next_products=ibis.literal("[") + text + "]",
        next_gain=row.gain_0,
    )
